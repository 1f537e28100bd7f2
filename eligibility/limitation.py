"""When a claim must be brought: one limit computed from days, safe and rolled, with words for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from eligibility import holidays
from eligibility.values import ONE_DAY, DateSpan, Missing, NumberSpan, Truth, add_years, birthday

Day = DateSpan | Missing
SATURDAY = 5
NO_BIRTH = "date of birth not known"
LONGER_FOR_MINORS = "a minor would have longer"


@dataclass(frozen=True, slots=True)
class Minority:
    """Time runs to some years after an age where the person was younger when the claim arose.

    `open_end`: without a birth date the safe date is computed as for an adult, and time is never gone.
    """

    born: Day
    age: int
    years: int
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """What a limit is computed from. A limb that a theory does not have is Missing.NONE or None."""

    as_of: date
    arises: Day
    years: int
    holidays: holidays.Holidays
    minority: Minority | None = None
    tolling: NumberSpan | Missing = Missing.NONE
    learned: Day = Missing.NONE
    death: Day = Missing.NONE
    death_years: int = 0
    event: Day = Missing.NONE
    event_counts: Truth = Truth.T
    disability: Truth = Truth.F


@dataclass(frozen=True, slots=True)
class Limb:
    """One date to which time may be argued to run: before and after the roll, and how it was found."""

    name: str
    ends_on: date
    rolled: date
    words: str


@dataclass(frozen=True, slots=True)
class Timing:
    """Whether a claim is in time, why, its safe and last arguable day, and the days that can change it."""

    value: Truth
    reasons: tuple[str, ...]
    safe: date | None = None
    rolled: date | None = None
    words: str = ""
    moments: tuple[date, ...] = ()


def judge(limit: Limit) -> Timing:
    """T against the safe date, F against the latest rolled date of any limb, U between them."""
    if isinstance(limit.arises, Missing):
        return Timing(Truth.U, ("the day from which time runs is not known",))
    if _birth_is_missing(limit) and not _end_is_open(limit):
        return Timing(Truth.U, (f"{NO_BIRTH}: the time given to minors cannot be computed",))
    safe, safe_words = _safe(limit, limit.arises)
    limbs = tuple(_limbs(limit, limit.arises))
    latest = max(limb.rolled for limb in limbs)
    shown, value, reasons = _decide(limit, safe, limbs)
    # Past every date that can be computed, an open end has no date to show.
    has_end = not _end_is_open(limit) or limit.as_of <= max(shown, latest)
    return Timing(
        value=value,
        reasons=reasons,
        safe=shown if has_end else None,
        rolled=latest if has_end else None,
        words=" ".join([safe_words, *(limb.words for limb in limbs), *_open_words(limit)]),
        moments=tuple(_moments(limit, safe, limbs)),
    )


def _birth_is_missing(limit: Limit) -> bool:
    return limit.minority is not None and isinstance(limit.minority.born, Missing)


def _end_is_open(limit: Limit) -> bool:
    return limit.minority is not None and limit.minority.open_end and _birth_is_missing(limit)


def _open_words(limit: Limit) -> Iterator[str]:
    if _end_is_open(limit):
        yield f"D{NO_BIRTH[1:]}: {LONGER_FOR_MINORS}."


def _decide(limit: Limit, safe: date, limbs: tuple[Limb, ...]) -> tuple[date, Truth, tuple[str, ...]]:
    as_of = limit.as_of
    if as_of <= safe:
        return safe, Truth.T, (f"{as_of} is not after the safe date {safe}",)
    live = _live_event(limit)
    if live is not None and as_of <= live:
        return live, Truth.T, (f"the safe date {safe} is past, but the recorded event runs to {live}",)
    past = f"the safe date {safe} is past"
    open_reasons = tuple(_open_reasons(limit, limbs))
    if open_reasons:
        return safe, Truth.U, (past, *open_reasons)
    latest = max(limbs, key=lambda limb: limb.rolled)
    gone = f"{as_of} is after {latest.rolled}, the latest date that can be argued ({latest.name})"
    if limit.disability is not Truth.F:
        known = "is not excluded" if limit.disability is Truth.U else "is stated"
        return safe, Truth.U, (past, gone, f"a legal disability {known}: time may have stood still")
    return safe, Truth.F, (past, gone)


def _live_event(limit: Limit) -> date | None:
    """The safe end of a later event, where it certainly counts."""
    if isinstance(limit.event, DateSpan) and limit.event_counts is Truth.T:
        return add_years(limit.event.lo, limit.years)
    return None


def _open_reasons(limit: Limit, limbs: tuple[Limb, ...]) -> Iterator[str]:
    """Why time is not certainly gone."""
    unknown = {
        "when the claimant first learned of it is not known": limit.learned,
        "whether and when the person died is not known": limit.death,
        "whether a later event is recorded is not known": _arguable_event(limit),
        "how many days are tolled is not known": limit.tolling,
    }
    yield from (reason for reason, value in unknown.items() if value is Missing.UNKNOWN)
    if _end_is_open(limit):
        yield f"{NO_BIRTH}: {LONGER_FOR_MINORS}"
    for limb in limbs:
        if limit.as_of <= limb.rolled:
            yield f"{limb.rolled} is still ahead ({limb.name})"


def _arguable_event(limit: Limit) -> Day:
    return limit.event if limit.event_counts is not Truth.F else Missing.NONE


def _limbs(limit: Limit, arises: DateSpan) -> Iterator[Limb]:
    yield _latest_ordinary(limit, arises)
    if isinstance(limit.learned, DateSpan):
        yield _limb(limit, "from the day it was learned", limit.learned.hi, limit.years)
    if isinstance(limit.death, DateSpan):
        yield _limb(limit, "from the death", limit.death.hi, limit.death_years)
    event = _arguable_event(limit)
    if isinstance(event, DateSpan):
        yield _limb(limit, "from the recorded event", event.hi, limit.years)


def _limb(limit: Limit, name: str, start: date, years: int) -> Limb:
    ends_on = add_years(start, years, late=True)
    rolled = holidays.roll(ends_on, limit.holidays)
    words = f"Counted {name}: {start} + {_years(years)} = {ends_on}{_rolls(ends_on, rolled)}."
    return Limb(name, ends_on, rolled, words)


def _safe(limit: Limit, arises: DateSpan) -> tuple[date, str]:
    """The earliest end: first day the claim can have arisen, earliest reading of the birth date."""
    day, words = _ordinary(limit, arises, late=False)
    return day, f"Safe date: earliest start {words}."


def _latest_ordinary(limit: Limit, arises: DateSpan) -> Limb:
    day, words = _ordinary(limit, arises, late=True)
    rolled = holidays.roll(day, limit.holidays)
    name = "from the last day the claim can have arisen"
    return Limb(name, day, rolled, f"Latest ordinary date: latest start {words}{_rolls(day, rolled)}.")


def _ordinary(limit: Limit, arises: DateSpan, *, late: bool) -> tuple[date, str]:
    """The end counted from the first day the claim can have arisen, or (late) from the last."""
    arose = arises.hi if late else arises.lo
    day = add_years(arose, limit.years, late=late)
    words = f"{arose} + {_years(limit.years)} = {day}"
    minority = limit.minority
    if minority and isinstance(minority.born, DateSpan):
        of_age = birthday(minority.born.hi if late else minority.born.lo, minority.age, late=late)
        day, more = _as_minor(limit, minority.years, arises, of_age, day, late=late)
        words += more
    if isinstance(limit.tolling, NumberSpan) and (days := limit.tolling.hi if late else limit.tolling.lo):
        day = _plus_days(day, days)
        words += f"; + {days} tolled days = {day}"
    return day, words


def _as_minor(
    limit: Limit, years: int, arises: DateSpan, of_age: date, day: date, *, late: bool
) -> tuple[date, str]:
    """The end as the minority of the person moves it.

    Where the claim may have arisen before or after the birthday, both are tried: fewer years than those given
    to minors make the day of the birthday end sooner than the day before it.
    """
    tolled, on_birthday = (add_years(of_age, count, late=late) for count in (years, limit.years))
    minor = f"minor until {of_age} + {_years(years)} = {tolled}; the later counts"
    if not arises.lo < of_age:
        return day, ""
    if late:
        as_minor = arises.hi < of_age or tolled > day
        return max(day, tolled), f"; {minor}" if as_minor else ""
    day = max(day, tolled)
    if of_age <= arises.hi and on_birthday < day:
        adult = f"or of age on {of_age} + {_years(limit.years)} = {on_birthday}; the earlier counts"
        return on_birthday, f"; {minor}; {adult}"
    return day, f"; {minor}"


def _plus_days(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date(2900, 1, 1)


def _moments(limit: Limit, safe: date, limbs: tuple[Limb, ...]) -> Iterator[date]:
    """The days after which the value can be another."""
    yield safe + ONE_DAY
    live = _live_event(limit)
    if live is not None:
        yield live + ONE_DAY
    yield from (limb.rolled + ONE_DAY for limb in limbs)


def _years(years: int) -> str:
    return f"{years} year{'' if years == 1 else 's'}"


def _rolls(day: date, rolled: date) -> str:
    if day == rolled:
        return ""
    return f", a {day:%A}{'' if day.weekday() >= SATURDAY else ' and a holiday'}, so it rolls to {rolled}"
