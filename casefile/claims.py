"""What is known of each claim, and what the law says of it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

import matters
from casefile import audit, birthdays, clock_entries, columns, corrections, queue_rows, rulesets, sealing
from casefile.models import Claim, ClockEntry, Determination, ElementCheck, FactRevision, Submission, Wish
from eligibility.determination import ENGINE
from eligibility.evaluate import evaluate
from eligibility.facts import ClaimFacts
from matters.lookup import Check, LookedUp


class Overtaken(Exception):
    """Somebody else kept facts of the claim under the number that these were to have."""


def read(submission: Submission, looked: LookedUp, *, at: datetime) -> None:
    """Turn the answers and what the lists say of the photos into claims and their first facts, once."""
    matter = matters.load(submission.matter)
    entries = clock_entries.of_file(submission)
    every = matter.claims(submission.answers, looked, ())
    known_of_each = [clock_entries.laid_over(one, entries, matter=submission.matter) for one in every]
    found = zip(known_of_each, matter.names(submission.answers), strict=True)
    for position, (known, name) in enumerate(found):
        claim, _ = Claim.objects.get_or_create(
            submission=submission, position=position, defaults={"label": known.label, "name": name}
        )
        revise(claim, known, number=1, by="claimant", at=at)
        birthdays.owe(claim, at=at)


def reread(
    submission: Submission, looked: LookedUp, *, by: str, actor: str, as_of: date, at: datetime
) -> list[Claim]:
    """Turn answers, lists and what staff found into facts again; changed claims are determined anew.

    The caller holds the file's row, so that nobody else revises meanwhile. Packets and decisions stay as they
    are: the desk shows that these findings are newer. Raises: Overtaken.
    """
    every = known_of_each(submission, looked)
    pairs = zip(submission.claims.all(), every, strict=True)
    changed = [c for c, known in pairs if _reread(c, known, by=by, actor=actor, as_of=as_of, at=at)]
    queue_rows.refresh(submission, at=at)
    return changed


def known_of_each(submission: Submission, looked: LookedUp) -> list[ClaimFacts]:
    """Return what answers, lists, checks of photos and elements, and clock entries say of each claim."""
    return _known(submission, looked, clock_entries.of_file(submission))


def known_with(
    submission: Submission, looked: LookedUp, *, but: ClockEntry | None, plus: ClockEntry | None
) -> list[tuple[Claim, ClaimFacts]]:
    """Return each claim with what would be known of it without one entry of the clock, or with one more."""
    entries = [one for one in clock_entries.of_file(submission) if one != but] + ([plus] if plus else [])
    return list(zip(submission.claims.all(), _known(submission, looked, entries), strict=True))


def _known(submission: Submission, looked: LookedUp, entries: Sequence[ClockEntry]) -> list[ClaimFacts]:
    matter = matters.load(submission.matter)
    every = matter.claims(submission.answers, looked, checked(submission))
    checks: defaultdict[UUID, list[ElementCheck]] = defaultdict(list)
    for check in submission.element_checks.standing():
        checks[check.claim_id].append(check)
    pairs = zip(submission.claims.all(), every, strict=True)
    corrected = (corrections.corrected(known, checks[claim.pk]) for claim, known in pairs)
    return [clock_entries.laid_over(known, entries, matter=submission.matter) for known in corrected]


def _reread(claim: Claim, known: ClaimFacts, *, by: str, actor: str, as_of: date, at: datetime) -> bool:
    before = claim.revisions.order_by("-number")[0]
    digest = _digest(known)
    if before.digest == digest:
        return False
    revision = revise(claim, known, number=before.number + 1, by=by, at=at)
    if revision.digest != digest:
        raise Overtaken(f"Facts number {revision.number} of claim {claim.pk} are somebody else's.")
    birthdays.owe(claim, at=at)
    found = determine(claim, as_of=as_of, at=at)
    audit.record(
        event="facts.revised",
        actor=actor,
        subject=claim,
        at=at,
        revision=revision.number,
        determination=str(found.pk),
    )
    return True


def checked(submission: Submission) -> tuple[Check, ...]:
    """Return the checks that stand, as the matter reads them: who looked, when, where and how."""
    photos = matters.load(submission.matter).photos(submission.answers)
    return tuple(
        Check(
            label=photos[row.photo].label,
            outcome=row.outcome,
            where=row.where,
            how=row.how,
            by=row.by.get_full_name() or row.by.get_username(),
            on=timezone.localtime(row.at).date(),
        )
        for row in submission.checks.standing().select_related("by")
    )


def revise(claim: Claim, known: ClaimFacts, *, number: int, by: str, at: datetime) -> FactRevision:
    """Keep everything known of a claim as its revision `number`; a number is written once."""
    revision, _ = FactRevision.objects.get_or_create(
        claim=claim,
        number=number,
        defaults={
            "facts": known.to_json(),
            "digest": _digest(known),
            "at": at,
            "by": by,
        },
    )
    return revision


def _digest(known: ClaimFacts) -> str:
    return sealing.digest(columns.canonical(known.to_json()))


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
            queue_rows.refresh(claim.submission, at=at)
    return made


def overtaken(*, on: date, limit: int, but: Collection[UUID] = ()) -> list[Claim]:
    """Return claims of which time alone has changed a finding by a day, the latest day first.

    Claims of a withdrawn request are left as they are until that is undone. Rows of earlier days were
    mostly determined anew long ago; read first, they would hide the few due now.
    """
    rows = Determination.objects.overtaken(on=on).exclude(claim__in=but).select_related("claim__submission")
    withdrawn = Wish.objects.standing().filter(submission=OuterRef("claim__submission"), kind=Wish.WITHDRAW)
    rows = rows.filter(~Exists(withdrawn))
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
