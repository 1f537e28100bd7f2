"""What is known of each claim, and what the law says of it."""

import hashlib
import json
from datetime import date, datetime
from typing import Any

import matters
from casefile import rulesets, sealing
from casefile.models import Claim, Determination, FactRevision, Submission
from eligibility.evaluate import evaluate
from eligibility.facts import ClaimFacts
from exposure import index


def canonical(document: Any) -> bytes:
    """Return the one spelling of a JSON document that is hashed."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def read(submission: Submission, *, at: datetime) -> None:
    """Turn the answers and what the lists say of the photos into claims and their first facts, once."""
    matter = matters.load(submission.matter)
    sightings = index.current().look_up(matter.photo_keys(submission.answers))
    found = zip(matter.claims(submission.answers, sightings), matter.names(submission.answers), strict=True)
    for position, (known, name) in enumerate(found):
        claim, _ = Claim.objects.get_or_create(
            submission=submission, position=position, defaults={"label": known.label, "name": name}
        )
        revise(claim, known, number=1, by="claimant", at=at)


def revise(claim: Claim, known: ClaimFacts, *, number: int, by: str, at: datetime) -> FactRevision:
    """Keep everything known of a claim as its revision `number`; a number is written once."""
    document = known.to_json()
    revision, _ = FactRevision.objects.get_or_create(
        claim=claim,
        number=number,
        defaults={"facts": document, "digest": sealing.digest(canonical(document)), "at": at, "by": by},
    )
    return revision


def determine(claim: Claim, *, as_of: date, at: datetime) -> Determination:
    """Keep the findings for a claim's newest facts under the law in force, once per facts, law and day."""
    revision = claim.revisions.order_by("-number")[0]
    law = rulesets.in_force(matter=claim.submission.matter, at=at)
    key = {"revision": revision, "ruleset": law, "as_of": as_of}
    existing = Determination.objects.filter(**key).first()
    if existing:
        return existing
    document = evaluate(rulesets.parsed(law), ClaimFacts.from_json(revision.facts), as_of=as_of).to_json()
    determination, _ = Determination.objects.get_or_create(
        **key, defaults={"claim": claim, "at": at, **_columns(document)}
    )
    return determination


def _columns(document: dict[str, Any]) -> dict[str, Any]:
    main = next((t for t in document["theories"] if t["id"] == document["main_theory"]), None)
    deadline = main and main["deadline"]
    change = document["next_change_on"]
    return {
        "document": document,
        "engine": document["engine"],
        "sha256": hashlib.sha256(canonical(document)).hexdigest(),
        "result": document["result"],
        "main_theory": document["main_theory"] or "",
        "safe_deadline": date.fromisoformat(deadline["safe"]) if deadline else None,
        "next_change_on": date.fromisoformat(change) if change else None,
    }
