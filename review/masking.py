"""Minors at the desk: who they are stays masked until a member of the firm asks to see it, on record.

Names and birth dates are masked now; whatever else says who a minor is (step 5: contact details) joins here.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any, TypeVar, cast

import matters
from casefile.models import Answer, Claim, Submission
from eligibility.values import DateSpan, birthday
from matters.lookup import NOTHING
from packets import lanes, words
from review import wording

HIDDEN = "hidden"
# Answers about a person, by question: names, and the date of birth.
PRIVATE = ("0.4", "1.2")
AGES = (0, 13, wording.ADULT)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Minor:
    """Somebody who is or may be under 18 today; `names` and `dates` are what texts are searched for."""

    position: int
    label: str
    alias: str
    names: tuple[str, ...]
    dates: tuple[str, ...]
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Mask:
    """The minors of one file, and which of them are shown on this page."""

    minors: tuple[Minor, ...] = ()

    @property
    def hidden(self) -> tuple[Minor, ...]:
        return tuple(minor for minor in self.minors if not minor.is_shown)

    def name(self, position: int, real: str) -> str:
        return next((minor.alias for minor in self.hidden if minor.position == position), real)

    def born(self, position: int, real: str) -> str:
        return HIDDEN if any(minor.position == position for minor in self.hidden) else real

    def is_private(self, line: Answer) -> bool:
        """Whether an answer says who a masked minor is."""
        return line.question in PRIVATE and any(minor.label == line.item for minor in self.hidden)

    def text(self, written: str) -> str:
        """What somebody wrote, without the names and birth dates of masked minors."""
        for minor in self.hidden:
            written = _without(written, minor.names, minor.alias)
        return self.dates(written)

    def dates(self, written: str) -> str:
        """Words of ours, without birth dates and the birthdays that give them away."""
        for minor in self.hidden:
            written = _without(written, minor.dates, HIDDEN)
        return written

    def everywhere(self, value: T, say: Callable[[str], str]) -> T:
        """The same values with every text in them put through `say`."""
        return cast(T, _mapped(value, say)) if self.hidden else value


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
                names=_names(name, called[position] if position < len(called) else (), claimant),
                dates=_dates(wording.fact(facts, "subject_dob")),
                is_shown=position in shown,
            )
            for (position, label, name, facts), alias in zip(people, named, strict=True)
            if alias
        )
    )


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
    try:
        span = DateSpan.parse(born)
    except ValueError:
        return ()
    days = {
        birthday(end, age, late=late)
        for end in (span.lo, span.hi)
        for age in AGES
        for late in (False, True)
        if span.is_one_day or age
    }
    written = [form for day in days for form in _written(day)]
    told = [form for form in (born, words.dated(born)) if not form.isdecimal()]
    return tuple(sorted({*written, *told}, key=len, reverse=True))


def _written(day: date) -> tuple[str, ...]:
    month = f"{day:%B} {day.day}, {day.year}"
    return day.isoformat(), lanes.in_words(day), words.dated(day.isoformat()), month


def _without(written: str, told: Sequence[str], instead: str) -> str:
    if not told:
        return written
    found = "|".join(re.escape(one) for one in told)
    return re.sub(rf"(?<!\w)(?:{found})(?!\w)", instead, written, flags=re.IGNORECASE)


def _mapped(value: Any, say: Callable[[str], str]) -> Any:
    if type(value) is str:
        return say(value)
    if isinstance(value, tuple | list):
        return type(value)(_mapped(one, say) for one in value)
    if isinstance(value, Mapping):
        return {name: _mapped(one, say) for name, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        own = {field.name: _mapped(getattr(value, field.name), say) for field in fields(value)}
        return replace(value, **own)
    return value
