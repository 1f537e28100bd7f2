"""Record what staff verified or disputed of an element, and withdraw it by a further record."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

import matters
from casefile import audit, claims, elements, lookups, replays, rulesets
from casefile.elements import Task
from casefile.models import Claim, Determination, ElementCheck, StaffMember, Submission, Upload
from eligibility.facts import ClaimFacts

EVENTS = {
    ElementCheck.VERIFIED: "element.verified",
    ElementCheck.DISPUTED: "element.disputed",
    ElementCheck.WITHDRAWN: "element.check_withdrawn",
}


class Moved(Exception):
    """The findings that the page showed are not those that stand; `task` is the element as it stands now."""

    def __init__(self, task: Task) -> None:
        super().__init__("The findings changed since this page was opened.")
        self.task = task


class NoSuchElement(LookupError):
    """The claim has no such element to check."""


class NothingSaid(ValueError):
    """A check that gives no fact, or one that may not be given here."""


class NothingToWithdraw(Exception):
    """The check was withdrawn already, or is itself a withdrawal."""


@dataclass(frozen=True, slots=True)
class Place:
    """Which element of a claim: its name in the rules, the theory, and photo and defendant if they differ."""

    theory: str
    element: str
    photo: str = ""
    defendant: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A check with the findings before it and those that came of it, which may be the same."""

    check: ElementCheck
    before: Determination
    after: Determination


def tasks(found: Determination, document: Mapping[str, Any] | None = None) -> tuple[Task, ...]:
    """List what there is to check in the findings of a claim; `document`: their replay, if at hand."""
    by_photo = matters.load(found.claim.submission.matter).checked_by_photo
    known = ClaimFacts.from_json(found.revision.facts)
    read = document or replays.replay(found).document
    return elements.tasks(rulesets.parsed(found.ruleset), read, known, by_photo=by_photo)


def find(found: Determination, place: Place) -> Task:
    """Return the one task at a place. Raises: NoSuchElement."""
    wanted = (place.element, place.photo, place.defendant)
    for task in tasks(found):
        same = (task.element, task.photo, task.defendant) == wanted
        if same and (not task.by_theory or task.theory == place.theory):
            return task
    raise NoSuchElement(f"{place} is not among the elements of claim {found.claim_id}.")


def newest(claim: Claim) -> Determination:
    """Return the findings that stand. Raises: NoSuchElement where the claim was not determined yet."""
    found = Determination.objects.filter(claim=claim).newest().select_related("revision", "ruleset").first()
    if found is None:
        raise NoSuchElement(f"Claim {claim.pk} was not determined yet.")
    found.claim = claim
    return found


def record(
    *,
    claim: Claim,
    place: Place,
    verdict: str,
    given: Mapping[str, str],
    reason: str,
    seen: UUID,
    by: StaffMember,
    at: datetime,
    uploads: Iterable[UUID] = (),
) -> Recorded:
    """Append a check of an element, and let facts and findings follow, all or nothing.

    `given`: the facts by name with their values; of a verified element they are as they stand. `seen` is the
    determination that the page showed. The same check sent twice is kept once.
    Raises: Moved, NoSuchElement, NothingSaid; facts.FactError for a value that cannot be read.
    """
    if verdict not in (ElementCheck.VERIFIED, ElementCheck.DISPUTED):
        raise ValueError(f"{verdict!r} is neither verified nor disputed")
    with _held(claim) as held:
        before = newest(claim)
        twin = _twin(claim, place, verdict, given, reason, seen=seen, by=by)
        if twin:
            return Recorded(twin, before, before)
        task = _unmoved(claim, place, before, seen=seen)
        said = [_given(task, name, value, verdict) for name, value in given.items()]
        if not said:
            raise NothingSaid("Say which fact you verified, or what it is instead.")
        row = {
            "verdict": verdict,
            "facts": {"by": _name(by), "on": timezone.localtime(at).date().isoformat(), "given": said},
            "reason": reason,
            "uploads": _uploads(held, uploads),
            "withdraws": None,
        }
        return _append(held, before, _named(claim, task), row, by=by, at=at)


def withdraw(*, check: ElementCheck, reason: str, by: StaffMember, at: datetime) -> Recorded:
    """Append a row that withdraws a check; what stood before it stands again. Raises: NothingToWithdraw."""
    with _held(check.claim) as held:
        before = newest(check.claim)
        gone = ElementCheck.objects.filter(withdraws=check).first()
        if gone and gone.by_id == by.pk and gone.reason == reason:
            return Recorded(gone, before, before)
        if gone or check.verdict == ElementCheck.WITHDRAWN:
            raise NothingToWithdraw("This check does not stand any more: it was withdrawn already.")
        named = {name: getattr(check, name) for name in ("claim", "theory", "element", "photo", "defendant")}
        row = {
            "verdict": ElementCheck.WITHDRAWN,
            "facts": {"by": _name(by), "on": timezone.localtime(at).date().isoformat(), "given": []},
            "reason": reason,
            "uploads": [],
            "withdraws": check,
        }
        return _append(held, before, named, row, by=by, at=at)


@contextmanager
def _held(claim: Claim) -> Iterator[Submission]:
    """Hold the row of a claim's file, so that nobody else revises its facts meanwhile."""
    with transaction.atomic():
        yield Submission.objects.select_for_update().get(pk=claim.submission_id)


def _twin(
    claim: Claim,
    place: Place,
    verdict: str,
    given: Mapping[str, str],
    reason: str,
    *,
    seen: UUID,
    by: StaffMember,
) -> ElementCheck | None:
    """Return this very check, if a double click or a reload sent it before."""
    where = {"element": place.element, "photo": place.photo, "defendant": place.defendant}
    same = claim.element_checks.filter(about=seen, by=by, verdict=verdict, **where)
    said = sorted(given.items())
    return next((one for one in same if one.reason == reason and _said(one) == said), None)


def _said(check: ElementCheck) -> list[tuple[str, str]]:
    return sorted((given["name"], given["value"]) for given in check.facts["given"])


def _unmoved(claim: Claim, place: Place, now: Determination, *, seen: UUID) -> Task:
    """Return the task as it stands, if that is what the page showed. Raises: Moved, NoSuchElement."""
    task = find(now, place)
    if now.pk == seen:
        return task
    then = claim.determinations.select_related("revision", "ruleset").filter(pk=seen).first()
    if then is None or then.revision_id != now.revision_id or find(then, place).value != task.value:
        raise Moved(task)
    return task


def _given(task: Task, name: str, value: str, verdict: str) -> dict[str, str]:
    """One fact of a check. Raises: NothingSaid, FactError; Moved where it stands otherwise by now."""
    fact = next((one for one in task.facts if one.name == name), None)
    if fact is None or not fact.is_open:
        raise NothingSaid(f"{name!r} is not given by a check of this element.")
    if verdict == ElementCheck.VERIFIED and not fact.is_verifiable:
        raise NothingSaid(f"{fact.declared.label} is not known, or proved already: nothing to verify.")
    if verdict == ElementCheck.VERIFIED and value != fact.value:
        raise Moved(task)
    fact.declared.read(value)
    return {"photo": fact.photo, "name": name, "value": value.strip()}


def _uploads(file: Submission, wanted: Iterable[UUID]) -> list[str]:
    """The ids of those files that are this file's."""
    own = Upload.objects.filter(draft_sha256=file.draft_sha256, pk__in=list(wanted))
    return [str(pk) for pk in own.values_list("pk", flat=True)]


def _name(by: StaffMember) -> str:
    return by.get_full_name() or by.get_username()


def _named(claim: Claim, task: Task) -> dict[str, Any]:
    return {
        "claim": claim,
        "theory": task.theory,
        "element": task.element,
        "photo": task.photo,
        "defendant": task.defendant,
    }


def _append(
    file: Submission,
    before: Determination,
    named: Mapping[str, Any],
    row: Mapping[str, Any],
    *,
    by: StaffMember,
    at: datetime,
) -> Recorded:
    number = file.element_checks.count() + 1
    check = ElementCheck.objects.create(
        submission=file, number=number, about=before, by=by, at=at, **named, **row
    )
    audit.record(
        event=EVENTS[check.verdict],
        actor=str(by.pk),
        subject=check.claim,
        at=at,
        check=str(check.pk),
        theory=check.theory,
        element=check.element,
    )
    today = max(timezone.localtime(at).date(), before.as_of)  # findings of an earlier day would not stand
    claims.reread(file, lookups.last_said(file), by=str(by.pk), actor=str(by.pk), as_of=today, at=at)
    return Recorded(check, before, newest(check.claim))
