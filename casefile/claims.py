"""What is known of each claim, and what the law says of it."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

import matters
from casefile import audit, columns, rulesets, sealing
from casefile.models import Claim, Determination, FactRevision, Submission
from eligibility.determination import ENGINE
from eligibility.evaluate import evaluate
from eligibility.facts import ClaimFacts
from exposure import index


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
        defaults={
            "facts": document,
            "digest": sealing.digest(columns.canonical(document)),
            "at": at,
            "by": by,
        },
    )
    return revision


def determine(claim: Claim, *, as_of: date, at: datetime) -> Determination:
    """Keep the findings for a claim's newest facts under the law in force, once per facts, law and day."""
    return _determined(claim, as_of=as_of, at=at)[0]


def redetermine(claim: Claim, *, as_of: date, at: datetime) -> bool:
    """Determine a claim anew if time alone has changed a finding by `as_of`; False where nothing is due.

    The packet and decisions stay as they are: the desk shows that these findings are newer.
    """
    overtaken = Determination.objects.overtaken(on=as_of).filter(claim=claim).first()
    if overtaken is None:
        return False
    with transaction.atomic():
        found, made = _determined(claim, as_of=as_of, at=at)
        if made:
            audit.record(
                event="claim.redetermined",
                actor=audit.SYSTEM,
                subject=claim,
                at=at,
                determination=str(found.pk),
                before=str(overtaken.pk),
            )
    return made


def overtaken(*, on: date, limit: int, but: Collection[UUID] = ()) -> list[Claim]:
    """Return claims of which time alone has changed a finding by a day, the latest day first.

    Rows of earlier days were mostly determined anew long ago; read first, they would hide the few due now.
    """
    rows = Determination.objects.overtaken(on=on).exclude(claim__in=but).select_related("claim__submission")
    return [row.claim for row in rows.order_by("-next_change_on", "pk")[:limit]]


def _determined(claim: Claim, *, as_of: date, at: datetime) -> tuple[Determination, bool]:
    revision = claim.revisions.order_by("-number")[0]
    law = rulesets.in_force(matter=claim.submission.matter, at=at)
    key = {"revision": revision, "ruleset": law, "as_of": as_of, "engine": ENGINE}
    existing = Determination.objects.filter(**key).first()
    if existing:
        return existing, False
    known = ClaimFacts.from_json(revision.facts)
    document = evaluate(rulesets.parsed(law), known, as_of=as_of).to_json()
    found, made = Determination.objects.get_or_create(
        **key, defaults={"claim": claim, "at": at, **columns.keep(document)}
    )
    return found, made
