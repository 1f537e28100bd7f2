"""Who minors are and how claimants are reached stays masked until a member of the firm asks, on record.

Every page of the desk goes through here: `Mask` for a file that is open, `aliases` and `far` for lists.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, timedelta
from typing import Any, TypeVar, cast

import matters
from casefile import redactions
from casefile.models import Answer, Claim, Submission
from casefile.redactions import Cover
from eligibility.values import DateSpan, birthday
from matters.lookup import NOTHING
from packets import lanes, words
from packets.lanes import Lane
from review import reach, wording

HIDDEN = "hidden"
# Answers about a person, by question: names, and the date of birth.
PRIVATE = ("0.4", "1.2")
AGES = (0, 13, wording.ADULT)
NEAR = range(-2, 3)  # what-ifs and last days of a time stand a day beside the birthday
CONTACT = -1  # beside the positions of minors: how the claimant is reached
# A deadline that runs from the 18th birthday ends two years after it or later: of somebody under 18 never
# within this time. So the days of those that end sooner tell nothing, and those of the others are years.
FAR = timedelta(days=365)
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = re.compile(
    rf"(?<!\w)(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(?P<month>{MONTHS}) (?P<day>\d{{1,2}}), (?P<year>\d{{4}})"
    r"|(?<![\w-])(?P<iso>\d{4}-\d\d-\d\d)(?![\w-])"
)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Minor:
    """Somebody who is or may be under 18 today; `names` and `dates` are what texts are searched for."""

    position: int
    label: str
    alias: str
    names: re.Pattern[str]
    dates: re.Pattern[str]
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Mask:
    """The minors of one file and its contact details, and what of it is shown on this page."""

    minors: tuple[Minor, ...] = ()
    details: reach.Details = reach.NOTHING
    cover: Cover = redactions.NOTHING
    today: date = date.min

    @property
    def hidden(self) -> tuple[Minor, ...]:
        return tuple(minor for minor in self.minors if not minor.is_shown)

    def name(self, position: int, real: str) -> str:
        return next((minor.alias for minor in self.hidden if minor.position == position), real)

    def born(self, position: int, real: str) -> str:
        return HIDDEN if self.hides(position) else real

    def hides(self, position: int) -> bool:
        """Whether the person of a claim is a masked minor."""
        return any(minor.position == position for minor in self.hidden)

    def is_private(self, line: Answer) -> bool:
        """Whether an answer says who a masked minor is."""
        return line.question in PRIVATE and any(minor.label == line.item for minor in self.hidden)

    def text(self, written: str) -> str:
        """What somebody wrote, without the names and birth dates of masked minors."""
        for minor in self.hidden:
            written = minor.names.sub(minor.alias, written)
        return self.dates(written)

    def dates(self, written: str) -> str:
        """Words of ours, without birth dates and the birthdays that give them away."""
        for minor in self.hidden:
            written = minor.dates.sub(HIDDEN, written)
        return written

    def everywhere(self, value: T, say: Callable[[str], str]) -> T:
        """The same values with every text in them put through `say`."""
        return cast(T, _mapped(value, say)) if self.hidden else value

    def page(self, value: T) -> T:
        """The last thing done to whatever a page says of a file: no contact details, nothing blacked out."""
        return cast(T, _mapped(value, lambda written: self.details.text(self.cover.text(written))))

    def files(self, value: T) -> T:
        """The same for what claimants wrote throughout, as the names of their files."""
        return self.page(self.everywhere(value, self.text))

    def of_claim(self, position: int, value: T) -> T:
        """The same values of one claim; of a masked minor without days that lead back to the birthday."""
        if not self.hides(position):
            return value
        return cast(T, _mapped(value, self._years, lane=far))

    def _years(self, written: str) -> str:
        return _DAY.sub(lambda day: _year(day, self.today), written)


def aliases(minors: Sequence[bool]) -> list[str]:
    """What each person of a file is called while masked; nothing for the others."""
    return [f"Child {sum(minors[: n + 1])}" if minor else "" for n, minor in enumerate(minors)]


def of(file: Submission, claims: Iterable[Claim], *, today: date, shown: Collection[int]) -> Mask:
    """Read who of a file is masked; before its claims are read, from the answers alone."""
    people = [(claim.position, str(claim.label), claim.who, _facts(claim)) for claim in claims]
    people = people or _said(file)
    called = matters.load(file.matter).called(file.answers)
    named = aliases([wording.may_be_minor(facts, today=today) for *_, facts in people])
    claimant = str(file.contact.get("last_name", ""))
    return Mask(
        tuple(
            Minor(
                position,
                label,
                alias,
                names=_any(_names(name, called[position] if position < len(called) else (), claimant)),
                dates=_any(_dates(wording.fact(facts, "subject_dob"))),
                is_shown=position in shown,
            )
            for (position, label, name, facts), alias in zip(people, named, strict=True)
            if alias
        ),
        reach.of(file, is_shown=CONTACT in shown),
        redactions.of(file),
        today,
    )


def far(lane: Lane) -> Lane:
    """A masked minor's deadline: of one that is far its year alone, which tells no birthday."""
    if lane.left <= FAR.days:
        return lane
    safe, rolled, left = lane.safe[-4:], lane.rolled[-4:], f"ends in {lane.safe[-4:]}, day hidden"
    return replace(lane, safe=safe, rolled=rolled, words="", mark="", left_words=left)


def line(written: str, born: str, *, today: date) -> str:
    """A line of ours in a list about a masked minor: without the birth date and the days that lead to it."""
    days = _days(born)
    written = _DAY.sub(lambda day: HIDDEN if _day_of(day) in days else _year(day, today), written)
    for form in _unless_a_year(born):
        written = written.replace(form, HIDDEN)
    return written


def day(of: date, is_minor: bool, today: date) -> str:
    """A day in words; of a masked minor and far off, its year alone."""
    return str(of.year) if is_minor and of > today + FAR else lanes.in_words(of)


def _year(found: re.Match[str], today: date) -> str:
    """A day as it is written; one that is far, its year alone."""
    day = _day_of(found)
    return found[0] if day is None or day <= today + FAR else f"{day.year} (day hidden)"


def _day_of(found: re.Match[str]) -> date | None:
    try:
        if found["iso"]:
            return date.fromisoformat(found["iso"])
        month = MONTHS.split("|").index(found["month"]) + 1
        return date(int(found["year"]), month, int(found["day"]))
    except ValueError:
        return None


def _facts(claim: Claim) -> dict[str, Any]:
    determinations = list(claim.determinations.all())
    return determinations[-1].revision.facts if determinations else {}


def _said(file: Submission) -> list[tuple[int, str, str, dict[str, Any]]]:
    matter = matters.load(file.matter)
    known = zip(matter.claims(file.answers, NOTHING, ()), matter.names(file.answers), strict=True)
    return [(n, claim.label, name, claim.to_json()) for n, (claim, name) in enumerate(known)]


def _names(name: str, called: Iterable[str], claimant: str) -> tuple[str, ...]:
    """A person's names whole and in parts; the family name only where the claimant does not share it."""
    parts = [part for whole in (name, *called) for part in (whole, *whole.split())]
    told = {part for part in parts if len(part) > 1 and part.casefold() != claimant.casefold()}
    return tuple(sorted(told, key=len, reverse=True))


def _dates(born: str) -> tuple[str, ...]:
    written = {form for day in _days(born) for form in _written(day)}
    return tuple(sorted({*written, *_unless_a_year(born)}, key=len, reverse=True))


def _days(born: str) -> frozenset[date]:
    """The birth date and the birthdays of somebody born then, with the days beside them."""
    try:
        span = DateSpan.parse(born)
    except ValueError:
        return frozenset()
    return frozenset(
        birthday(end, age, late=late) + timedelta(days=near)
        for end in (span.lo, span.hi)
        for age in AGES
        for late in (False, True)
        for near in NEAR
        if span.is_one_day or age
    )


def _unless_a_year(born: str) -> tuple[str, ...]:
    """A birth date as it is kept and as it is said; a year alone tells too little to be hidden."""
    return tuple(form for form in (born, words.dated(born)) if form and not form.isdecimal())


def _written(day: date) -> tuple[str, ...]:
    month = f"{day:%B} {day.day}, {day.year}"
    return day.isoformat(), lanes.in_words(day), words.dated(day.isoformat()), month


def _any(told: Sequence[str]) -> re.Pattern[str]:
    """Any of these as whole words; where there is none, nothing. Made once a file: a page has many texts."""
    found = "|".join(re.escape(one) for one in told)
    return re.compile(rf"(?<!\w)(?:{found})(?!\w)" if told else r"(?!)", re.IGNORECASE)


def _mapped(value: Any, say: Callable[[str], str], lane: Callable[[Lane], Lane] | None = None) -> Any:
    """Texts that are marked up already are ours, and stay as they are."""
    if type(value) is str:
        return say(value)
    if isinstance(value, tuple | list):
        return type(value)(_mapped(one, say, lane) for one in value)
    if isinstance(value, Mapping):
        return {name: _mapped(one, say, lane) for name, one in value.items()}
    if lane and isinstance(value, Lane):
        return lane(value)
    if is_dataclass(value) and not isinstance(value, type):
        own = {field.name: _mapped(getattr(value, field.name), say, lane) for field in fields(value)}
        return replace(value, **own)
    return value
