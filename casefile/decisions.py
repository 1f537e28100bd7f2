"""Record what the firm decided of a claim, by one person or two, and undo it by a further record."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from casefile import audit, decline_letters, queue_rows, reasons, states
from casefile import standing as stands
from casefile.models import Claim, Decision, Determination, Proposal, ProposalEnd, StaffMember, Submission
from casefile.reasons import Reason
from casefile.states import standing

COPIED = ("choice", "reason", "words", "note", "review_on", "survivor", "found", "letter")


class Moved(Exception):
    """Somebody decided on this claim, or its findings changed, after the page was opened."""


class Waiting(Exception):
    """A proposal waits for a second person; it is confirmed or ended before anything else is decided."""


class NotNext(Exception):
    """The state cannot follow the one that the claim is in."""


class Refused(ValueError):
    """Something is lacking; `why` is the code of what (NOTE, DATE, ...)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


REASON, NOTE, DATE, SURVIVOR, LOOP, AGAINST = "reason", "note", "date", "survivor", "loop", "against"


class NothingToUndo(Exception):
    """The decision was undone already, or is not the newest."""


class SamePerson(Exception):
    """Whoever proposed a choice cannot confirm it."""


class Over(Exception):
    """The proposal was confirmed, ended or overtaken."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is decided and why; `survivor`: the reference of the file that a duplicate is one of."""

    choice: str
    reason: str
    note: str = ""
    review_on: date | None = None
    survivor: str = ""


@dataclass(frozen=True, slots=True)
class _Now:
    """A claim whose file is held by this transaction."""

    claim: Claim
    count: int
    found: Determination | None


def decide(
    *,
    claim: Claim,
    said: Said,
    seen: int,
    by: StaffMember,
    at: datetime,
    found: UUID | None = None,
    letter: str = "",
) -> Decision | Proposal:
    """Append a decision, or a proposal where the reason takes two people.

    `seen` is how many decisions the page showed and `found` the findings; `letter` the SHA-256 of the
    letter that was previewed and goes with it. Raises: Moved, Waiting, NotNext, Refused,
    decline_letters.Stopped, decline_letters.Changed.
    """
    with _held(claim, seen=seen, found=found) as now:
        reason = _reason(said)
        _judge(now, said, at=at)
        row: dict[str, Any] = {
            "choice": said.choice,
            "reason": said.reason,
            "words": reason.words,
            "note": said.note or None,
            "review_on": said.review_on,
            "survivor": said.survivor,
            "found": now.found,
            "letter": decline_letters.keep(claim, seen=letter, by=by, at=at) if letter else None,
        }
        if reason.by_two:
            return _propose(now, row, by=by, at=at)
        return _append(now, row, by=by, at=at)


def try_out(*, claim: Claim, said: Said, seen: int, at: datetime, found: UUID | None = None) -> None:
    """Refuse what `decide` would refuse, and write nothing. Raises: Moved, Waiting, NotNext, Refused."""
    with _held(claim, seen=seen, found=found) as now:
        _reason(said)
        _judge(now, said, at=at)


def undo(
    *,
    decision: Decision,
    reason: str,
    seen: int,
    by: StaffMember,
    at: datetime,
    note: str = "",
    found: UUID | None = None,
) -> Decision | Proposal:
    """Append a row that undoes the newest decision; to undo a decline is proposed to a second person.

    Raises: NothingToUndo, Moved, Waiting, Refused.
    """
    said = Said(Decision.UNDO, reason, note)
    with _held(decision.claim, seen=seen, found=found) as now:
        if decision != standing(now.claim):
            raise NothingToUndo("This decision does not stand any more: it was undone, or a later one came.")
        why = _reason(said)
        row = {
            "choice": said.choice,
            "reason": reason,
            "words": why.words,
            "note": note or None,
            "found": now.found,
        }
        if takes_two(decision) or why.by_two:
            return _propose(now, row, by=by, at=at, undone=decision.number)
        return _append(now, row, by=by, at=at, undoes=decision)


def takes_two(decision: Decision) -> bool:
    """Whether undoing a decision takes two people, whatever the reason: a claimant may have been told."""
    return decision.choice == Decision.DECLINE


def confirm(
    *, proposal: Proposal, seen: int, by: StaffMember, at: datetime, found: UUID | None = None
) -> Decision:
    """Let a proposal stand as a decision; a second time by the same person it stands already.

    Raises: SamePerson, Over, Moved, decline_letters.Stopped.
    """
    made: Decision | None = Decision.objects.filter(proposal=proposal, second=by).first()
    if made:
        return made
    if proposal.by_id == by.pk:
        raise SamePerson
    with _held(proposal.claim, seen=seen, found=found, proposal=proposal) as now:
        row = {name: getattr(proposal, name) for name in COPIED}
        undoes = now.claim.decisions.get(number=proposal.undone) if proposal.undone else None
        return _append(now, row, by=proposal.by, at=at, undoes=undoes, proposal=proposal, second=by)


def end(*, proposal: Proposal, note: str, by: StaffMember, at: datetime) -> ProposalEnd:
    """Turn a proposal down, or take one's own back; sent twice it ends once. Raises: Over."""
    gone: ProposalEnd | None = ProposalEnd.objects.filter(proposal=proposal, by=by).first()
    if gone:
        return gone
    with _held(proposal.claim, seen=proposal.seen, proposal=proposal) as now:
        row: ProposalEnd = ProposalEnd.objects.create(proposal=proposal, note=note or None, by=by, at=at)
        who = str(by.pk)
        audit.record(event="proposal.ended", actor=who, subject=now.claim, at=at, proposal=str(proposal.pk))
        queue_rows.refresh(now.claim.submission, at=at)
    return row


def waiting(claim: Claim) -> Proposal | None:
    """Return the proposal that waits for a second person."""
    return stands.waiting().filter(claim=claim).order_by("-number").first()


@contextmanager
def _held(
    claim: Claim, *, seen: int, found: UUID | None = None, proposal: Proposal | None = None
) -> Iterator[_Now]:
    """Hold the file, so that nobody else decides of it meanwhile, and compare with what the page showed."""
    try:
        with transaction.atomic():
            Submission.objects.select_for_update(no_key=True).get(pk=claim.submission_id)
            if proposal and proposal != waiting(claim):
                raise Over
            count = claim.decisions.count()
            if count != seen:
                raise Moved(f"{count - seen} more decision(s) were recorded since this page was opened.")
            newest = Determination.objects.filter(claim=claim).newest().first()
            if found and newest and newest.pk != found:
                raise Moved("The claim was determined anew since this page was opened.")
            if proposal is None and waiting(claim):
                raise Waiting
            yield _Now(claim, count, newest)
    except IntegrityError:
        raise Moved("Another decision was recorded at the same moment.") from None


def _reason(said: Said) -> Reason:
    reason = reasons.find(said.choice, said.reason)
    if reason is None or not reason.active:
        raise Refused(REASON)
    if reason.needs_note and not said.note:
        raise Refused(NOTE)
    return reason


def _judge(now: _Now, said: Said, *, at: datetime) -> None:
    """Refuse a state that skips one, and one without what it must record."""
    if said.choice not in states.FOLLOWS[states.of(standing(now.claim))]:
        raise NotNext(said.choice)
    if said.choice in states.NEEDS_DATE and not said.review_on:
        raise Refused(DATE)
    if said.review_on and (
        said.choice not in states.DATED or said.review_on <= timezone.localtime(at).date()
    ):
        raise Refused(DATE)
    if (said.choice == Decision.DUPLICATE) != bool(said.survivor):
        raise Refused(SURVIVOR)
    if said.survivor:
        _judge_survivor(now.claim.submission, said.survivor)
    against = now.found is not None and now.found.result in states.AGAINST
    if said.choice == Decision.ACCEPT and against and said.reason != states.OVERRIDE:
        raise Refused(AGAINST)


def _judge_survivor(file: Submission, reference: str) -> None:
    """The surviving file is another one of the matter, and not itself a duplicate of this one."""
    other = Submission.objects.filter(matter=file.matter, reference=reference).exclude(pk=file.pk).first()
    if other is None:
        raise Refused(SURVIVOR)
    stand = (standing(claim) for claim in other.claims.all())
    if any(one and one.survivor == file.reference for one in stand):
        raise Refused(LOOP)


def _propose(
    now: _Now, row: dict[str, Any], *, by: StaffMember, at: datetime, undone: int | None = None
) -> Proposal:
    proposal: Proposal = Proposal.objects.create(
        claim=now.claim,
        number=now.claim.proposals.count() + 1,
        seen=now.count,
        undone=undone,
        by=by,
        at=at,
        **row,
    )
    told = {"proposal": str(proposal.pk), "choice": proposal.choice}
    audit.record(event="proposal.made", actor=str(by.pk), subject=now.claim, at=at, **told)
    queue_rows.refresh(now.claim.submission, at=at)
    return proposal


def _append(now: _Now, row: dict[str, Any], *, by: StaffMember, at: datetime, **more: Any) -> Decision:
    decision: Decision = Decision.objects.create(
        claim=now.claim, number=now.count + 1, by=by, at=at, **row, **more
    )
    if decision.letter:
        decline_letters.owe(decision, at=at)
    who = str((decision.second or by).pk)
    told = {"decision": str(decision.pk), "reason": decision.reason}
    audit.record(event=f"decision.{decision.choice}", actor=who, subject=now.claim, at=at, **told)
    queue_rows.refresh(now.claim.submission, at=at)
    return decision
