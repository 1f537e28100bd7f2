"""The limitation calendar as the desk shows it: its lists, and one deadline with what people said of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.utils import timezone

from casefile import calendar, rights, sealing
from casefile.calendar import Rows
from casefile.models import Claim, Deadline, DeadlineMark, StaffMember
from casefile.rights import Right
from casefile.standing import newest
from packets.lanes import Lane
from review import masking, paging, rows, wording
from review.paging import Order, Page
from review.rows import Mark

PAGE = 50
LIVE, UNDATED, MET = "live", "undated", "met"
LISTS = ((LIVE, "Live deadlines"), (UNDATED, "No date known"), (MET, "Complied with"))
BY_DAY = Order("day", "Next deadline first", ("safe_on", "id"))
AS_ENTERED = Order("key", "In the order in which they came", ("id",))
MARKS = {
    DeadlineMark.ACKNOWLEDGED: Mark("met", "+", "Acknowledged"),
    DeadlineMark.MET: Mark("met", "+", "Complied with"),
    DeadlineMark.TAKEN_BACK: Mark("quiet", "·", "Taken back"),
}
UNSEEN = Mark("not-known", "!", "Not acknowledged")


@dataclass(frozen=True, slots=True)
class Wish:
    """What of the calendar somebody asks for; `within` so many days, 0 for all."""

    what: str
    within: int
    is_earliest: bool
    after: str
    before: str

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Wish":
        """Read an address; what it says wrongly counts as not said."""
        what, within = asked.get("list", ""), asked.get("within", "")
        return cls(
            what if what in dict(LISTS) else LIVE,
            int(within) if within in map(str, calendar.RUNGS) else 0,
            asked.get("earliest") == "1",
            asked.get("after", ""),
            asked.get("before", ""),
        )

    @property
    def kept(self) -> str:
        """The address of this list's first page, to which a place is added."""
        said = {
            "list": self.what,
            "within": str(self.within or ""),
            "earliest": "1" if self.is_earliest else "",
        }
        return urlencode({name: value for name, value in said.items() if value})


@dataclass(frozen=True, slots=True)
class Row:
    """One deadline in a line; `why_not` says why its content is not shown.

    `days` stands for the two days in a form, where the page itself may not say them.
    """

    token: str
    reference: str
    position: int
    theory: str
    title: str
    person: str
    lane: Lane | None
    mark: Mark | None
    why_not: str
    days: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One mark in words."""

    mark: DeadlineMark
    look: Mark
    about: str
    by: str
    at: str
    is_standing: bool


def page(staff: StaffMember, wish: Wish, *, today: date) -> Page[Deadline]:
    """Return a page of deadlines in the matters of a person, with all that `row` reads."""
    sort = AS_ENTERED if wish.what == UNDATED else BY_DAY
    found = _brought(_listed(_walled(staff), wish, today=today))
    return paging.read(found, sort, size=PAGE, after=wish.after, before=wish.before)


def _walled(staff: StaffMember) -> Rows:
    walls = rights.matters_of(staff, Right.OPEN)
    every = Deadline.objects.all()
    return every if "" in walls else every.filter(matter__in=walls)


def _listed(found: Rows, wish: Wish, *, today: date) -> Rows:
    if wish.what == UNDATED:
        return found.filter(safe_on=None)
    if wish.what == MET:
        return found.filter(is_met=True)
    found = calendar.live(found, today=today)
    if wish.is_earliest:
        found = calendar.earliest(found, today=today)
    return calendar.on_ladder(found, today=today, within=wish.within) if wish.within else found


def _brought(found: Rows) -> Rows:
    return found.select_related("submission", "claim").prefetch_related(
        Prefetch(
            "submission__claims__determinations",
            queryset=newest().select_related("revision"),
            to_attr="newest",
        ),
        Prefetch(
            "submission__deadline_marks", queryset=DeadlineMark.objects.standing(), to_attr="standing_marks"
        ),
        "submission__clearances",
        "submission__redactions",
    )


def row(one: Deadline, *, at: datetime) -> Row:
    """Read a deadline that `page` brought; masked and held as the queue is."""
    today = timezone.localtime(at).date()
    file, person, lane = one.submission, "", None
    why_not = rows.seal(file)
    try:
        if not why_not:
            person = rows.names(file, today=today)[one.claim_id]
            lane = _lane(one, today=today)
    except (sealing.Tampered, sealing.KeysMissing):
        why_not = "Its stored data was changed or moved and does not open. Tell the firm’s administrator."
    return Row(
        token=file.token,
        reference=file.reference,
        position=one.claim.position,
        theory=one.theory,
        title=one.title,
        person=person,
        lane=lane,
        mark=None if why_not else _mark(one, file.standing_marks, today=today),  # type: ignore[attr-defined]
        why_not=why_not,
        days=days(one),
    )


def _lane(one: Deadline, *, today: date) -> Lane | None:
    """The deadline as the queue shows it: of a minor and far off, its year alone."""
    lane = calendar.lane(one, today=today)
    return masking.far(lane) if lane and _is_minor(one, today=today) else lane


def _is_minor(one: Deadline, *, today: date) -> bool:
    claims = (claim for claim in one.submission.claims.all() if claim.pk == one.claim_id)
    return any(rows.is_minor(claim, today=today) for claim in claims)


def days(one: Deadline) -> str:
    """A keyed digest of the two days of a deadline."""
    return sealing.digest(f"{one.pk} {one.safe_on} {one.rolled_on}".encode())


def _mark(one: Deadline, marks: list[DeadlineMark], *, today: date) -> Mark | None:
    """What stands for these very days: met, or acknowledged at the rung that they reached."""
    if one.is_met:
        return MARKS[DeadlineMark.MET]
    day = one.next_on(today=today)
    if day is None or day < today:
        return None
    rung = calendar.rung((day - today).days)
    seen = any(
        (said.claim_id, said.theory, said.safe_on, said.rolled_on, said.rung)
        == (one.claim_id, one.theory, one.safe_on, one.rolled_on, rung)
        for said in marks
        if said.kind == DeadlineMark.ACKNOWLEDGED
    )
    if seen:
        return MARKS[DeadlineMark.ACKNOWLEDGED]
    return UNSEEN if rung else None


def find(claim: Claim, theory: str) -> Deadline | None:
    """Return one deadline with all that `row` reads."""
    return _brought(Deadline.objects.filter(claim=claim, theory=theory)).first()


def said(claim: Claim, theory: str, *, today: date) -> tuple[Said, ...]:
    """Return every mark of a claim's deadline under a theory, the last first."""
    newest_facts = claim.revisions.order_by("-number").first()
    is_minor = newest_facts is None or wording.may_be_minor(newest_facts.facts, today=today)
    found = claim.deadline_marks.filter(theory=theory).select_related("by", "taken_back_by")
    return tuple(_said(one, masking.day(one.safe_on, is_minor, today)) for one in found.order_by("-number"))


def _said(one: DeadlineMark, safe: str) -> Said:
    rung = f", within {one.rung} days" if one.rung and one.kind == DeadlineMark.ACKNOWLEDGED else ""
    return Said(
        mark=one,
        look=MARKS[one.kind],
        about=f"safe {safe}{rung}",
        by=wording.person(one.by),
        at=wording.moment(one.at),
        is_standing=one.kind != DeadlineMark.TAKEN_BACK and not hasattr(one, "taken_back_by"),
    )
