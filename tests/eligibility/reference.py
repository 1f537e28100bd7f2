"""A slow second opinion of R1 to R9, written from the text of the rules and from nothing of the engine.

Quotations in the comments are sentences of the rules. Days are enumerated where that is simplest.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

Span = tuple[date, date]
Facts = dict[str, str]

WINDOW: Span = (date(2015, 1, 1), date(2020, 6, 30))  # COLLECTION_WINDOW
LAUNCH, RELEASE = date(2004, 2, 10), date(2014, 6, 24)  # FLICKR_LAUNCH, YFCC_RELEASE
PHOTO_ID_AFTER = 14_900_000_000
COPPA_PHOTO_FROM = date(2013, 7, 1)
BIPA_YEARS, MINOR_AFTER_18, DEATH_YEARS = 5, 2, 1
IRPA, CAL_3344, COPYRIGHT = 1, 2, 3
MHMDA_FROM, COLO_FROM = date(2024, 3, 31), date(2025, 7, 1)

# "absent key = unknown except defaults"
DEFAULTS = {
    "as_of": "2026-11-22",
    "subject_death": "none",
    "recent_event": "none_known",
    "tolling_days": "0",
    "prior_release": "no",
    "represented": "no",
    "legal_disability": "no",
    "media": "photo",
    "defendant": "private",
}
BEST_FIRST = (
    "likely_eligible",
    "flag",
    "needs_review",
    "refer",
    "likely_not_eligible",
    "no_flag",
    "not_applicable",
)


@dataclass(frozen=True, slots=True)
class Limit:
    """`safe`: the last day on which time is certain (None when it is not); `rolled`: the latest arguable."""

    safe: date | None
    rolled: date


@dataclass(frozen=True, slots=True)
class Finding:
    outcome: str
    applies: str
    elements: dict[str, str]
    deadline: Limit | None
    contradictions: frozenset[str]
    holds: frozenset[str]
    notes: frozenset[str] = frozenset()


# Three values: "T, U, F with F<U<T. AND = min, OR = max, NOT swaps T and F."


def least(*truths: str) -> str:
    return min(truths, key="FUT".index)


def most(*truths: str) -> str:
    return max(truths, key="FUT".index)


def across(answers: Iterable[bool]) -> str:
    """C0: "A date test is T if true for every day, F if for none, else U"."""
    seen = set(answers)
    return "U" if len(seen) == 2 else "T" if True in seen else "F"


def yes(value: str) -> str:
    return {"yes": "T", "no": "F"}.get(value, "U")


# Dates


def parse(text: str) -> Facts:
    return DEFAULTS | dict(pair.split("=", 1) for pair in text.split(";") if pair)


def get(facts: Facts, name: str) -> str:
    return facts.get(name) or DEFAULTS.get(name, "unknown")


def span(text: str) -> Span | None:
    """C0: "Every date answer accepts year, month or day and is stored as an interval [lo, hi]"."""
    if not text[:4].isdigit():
        return None
    first, _, last = text.partition("..")
    return bounds(first)[0], bounds(last or first)[1]


@lru_cache(maxsize=512)
def bounds(text: str) -> Span:
    """The first and last day of a year, a month or a day."""
    every = [int(part) for part in text.split("-")]
    lo = hi = date(*[*every, 1, 1][:3])
    while (hi + timedelta(days=1)).isoformat().startswith(text):
        hi += timedelta(days=1)
    return lo, hi


def days(within: Span) -> Iterator[date]:
    day = within[0]
    while day <= within[1]:
        yield day
        day += timedelta(days=1)


def both_readings(day: date, years: int) -> tuple[date, date]:
    """C0: "29 February counts as 28 February for T, 1 March for F"."""
    try:
        same = day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28), date(day.year + years, 3, 1)
    return same, same


@lru_cache(maxsize=64)
def birthdays(dob: Span, age: int) -> list[date]:
    """C0: "For 29 Feb in a non-leap year use both readings (28 Feb and 1 Mar)"."""
    return [reading for day in days(dob) for reading in both_readings(day, age)]


# "Holidays that roll": fixed days, then (month, weekday with Monday 0, which of the month; -1 the last).
FIXED = {(1, 1), (2, 12), (6, 19), (7, 4), (11, 11), (12, 25)}
MOVING = {(1, 0, 3), (2, 0, 3), (5, 0, -1), (9, 0, 1), (10, 0, 2), (11, 3, 4)}


def rests(day: date) -> bool:
    which = (day.day - 1) // 7 + 1
    last = (day + timedelta(days=7)).month != day.month
    numbered = {(day.month, day.weekday(), which), (day.month, day.weekday(), -1 if last else which)}
    return day.weekday() >= 5 or (day.month, day.day) in FIXED or bool(numbered & MOVING)


def roll(day: date) -> date:
    while rests(day):
        day += timedelta(days=1)
    return day


# Where the person lived


@dataclass(frozen=True, slots=True)
class Home:
    """Days (ordinals) certainly and possibly in one state; `possible` None = any day."""

    certain: frozenset[int]
    possible: frozenset[int] | None

    def on_every(self, days: Span) -> str:
        """Residence on one day that lies somewhere in `days`."""
        asked = ordinals(*days)
        if asked <= self.certain:
            return "T"
        return "U" if self.possible is None or asked & self.possible else "F"

    def on_some(self, days: Span) -> str:
        """C0: "T needs days that are certain, F needs days that are not even possible"."""
        asked = ordinals(*days)
        if asked & self.certain:
            return "T"
        return "U" if self.possible is None or asked & self.possible else "F"


@lru_cache(maxsize=256)
def ordinals(first: date, last: date) -> frozenset[int]:
    return frozenset(range(first.toordinal(), last.toordinal() + 1))


def end_of_line(text: str, as_of: date) -> Span:
    """A day, the present (today), or any day where the line's end is not known."""
    if text == "present":
        return as_of, as_of
    return span(text) or (date(1900, 1, 1), date(2100, 1, 1))


def illinois(text: str, as_of: date) -> Home:
    return home_in("IL", text, as_of)


@lru_cache(maxsize=24)
def home_in(state: str, text: str, as_of: date) -> Home:
    if text == "unknown":  # "unknown = U on every day"
        return Home(frozenset(), None)
    certain: set[int] = set()
    possible: set[int] = set()
    for line in [] if text == "none" else text.split("|"):  # "`res=none` = no line at all"
        place, _, when = line.partition(":")
        start, end = (end_of_line(part, as_of) for part in when.split("/"))
        if place in (state, "??"):  # "`??:from/to` = somewhere, U on those days"
            possible |= ordinals(start[0], end[1])
        if place == state:
            # The start is not after the end, so the end is certain where the start is not known, and back.
            certain |= ordinals(min(start[1], end[1]), max(end[0], start[0]))
    return Home(frozenset(certain), frozenset(possible))


# The elements


def as_of(facts: Facts) -> date:
    return date.fromisoformat(get(facts, "as_of"))


def late_id(facts: Facts) -> bool:
    number = get(facts, "photo_id")
    return number != "unknown" and int(number) >= PHOTO_ID_AFTER


def uploaded(facts: Facts) -> Span | None:
    """C0: "`uploaded` unknown and photo_id >= PHOTO_ID_AFTER: `uploaded` is [YFCC_RELEASE, as_of]"."""
    stated = span(get(facts, "uploaded"))
    return (RELEASE, as_of(facts)) if stated is None and late_id(facts) else stated


def outside_the_dataset(facts: Facts) -> set[str]:
    """reasons_F of E2."""
    put, opened = uploaded(facts), span(get(facts, "account_created"))
    reasons = {
        "uploaded late": put is not None and put[0] >= RELEASE,
        "all rights reserved": get(facts, "licence_2014") == "arr",
        "not public": get(facts, "public_2014") == "no",
        "account opened late": opened is not None and opened[0] >= RELEASE,
        "video": get(facts, "media") == "video",
    }
    return {reason for reason, holds in reasons.items() if holds}


def in_dataset(facts: Facts) -> str:
    """E2: "exact: T, but if any reason_F also holds -> U + contradiction. Else if any reason_F -> F"."""
    outside = outside_the_dataset(facts)
    if get(facts, "dataset_hit") == "exact":
        return "U" if outside else "T"
    return "F" if outside else "U"


def is_illinois(place: str) -> str:
    return "U" if place == "unknown" else "T" if place == "IL" else "F"


def illinois_nexus(facts: Facts) -> str:
    home = illinois(get(facts, "res"), as_of(facts))
    put = uploaded(facts) or (LAUNCH, RELEASE - timedelta(days=1))  # "E3 looks over 2004-02-10..2014-06-23"
    resident, uploading = home.on_every(put), is_illinois(get(facts, "upload_place"))
    collected, taken = home.on_some(WINDOW), is_illinois(get(facts, "taken_place"))
    if least(most(resident, uploading), collected) == "T":
        return "T"
    return "F" if most(resident, uploading, collected, taken) == "F" else "U"


def covered(facts: Facts) -> str:
    kind = get(facts, "defendant")
    return {"private": "T", "state_agency": "F", "financial": "F", "il_govt_contractor": "F"}.get(kind, "U")


def living(facts: Facts) -> str:
    """E7: "no death T; died certainly before COLLECTION_WINDOW start F; else U"."""
    if get(facts, "subject_death") == "none":
        return "T"
    died = span(get(facts, "subject_death"))
    return "F" if died is not None and died[1] < WINDOW[0] else "U"


def is_adult(facts: Facts) -> str:
    dob = span(get(facts, "subject_dob"))
    return "U" if dob is None else across(birthday <= as_of(facts) for birthday in birthdays(dob, 18))


def adult_row(facts: Facts) -> str:
    role, disabled = get(facts, "role"), get(facts, "legal_disability") == "yes"
    return "T" if role in ("self", "estate") or (role == "guardian" and disabled) else "U"


def minor_row(facts: Facts) -> str:
    return "T" if get(facts, "role") in ("parent", "guardian") else "U"


def row_of_the_age(facts: Facts) -> str:
    """E8: "R2 reads the row of the age on as_of; where the age is not certain and the rows differ: U"."""
    adult, rows = is_adult(facts), (minor_row(facts), adult_row(facts))
    if adult == "U":
        return rows[0] if rows[0] == rows[1] else "U"
    return rows[1] if adult == "T" else rows[0]


# E6 in time


def ordinary_limits(facts: Facts, years: int = BIPA_YEARS) -> Span:
    """R1: "D_lo = window start + 5y = 2020-01-01; D_hi = window end + 5y = 2025-06-30"."""
    return tolled(facts, both_readings(WINDOW[0], years)[0], both_readings(WINDOW[1], years)[1])


def minor_limits(facts: Facts, dob: Span) -> Span:
    """R2: "D_lo = f(window start), D_hi = f(window end)", over every day the person may have been born."""
    eighteen = birthdays(dob, 18)
    return tolled(facts, min(_f(WINDOW[0], b) for b in eighteen), max(_f(WINDOW[1], b) for b in eighteen))


def _f(collected: date, eighteen: date) -> date:
    """R2: "f(a) = max(a + 5y, 18th birthday + 2y if a is before the 18th birthday)"."""
    ordinary = both_readings(collected, BIPA_YEARS)[0]
    return max(ordinary, both_readings(eighteen, MINOR_AFTER_18)[0]) if collected < eighteen else ordinary


def tolled(facts: Facts, early: date, late: date) -> Span:
    """C0: "Tolling days are added to D_lo and D_hi only"."""
    days = timedelta(days=int(get(facts, "tolling_days")))
    return early + days, late + days


def still_arguable(facts: Facts, late: date, years: int, *, bipa: bool) -> list[date]:
    """Step 4: "roll(D_hi), roll(learned.hi + y), roll(death.hi + 1y, R1 and R2 only), roll(event.hi + y)"."""
    dates = [late]
    limits = [("learned", years)]
    if bipa:
        limits.append(("subject_death", DEATH_YEARS))
    if covered(facts) != "F":
        limits.append(("recent_event", years))
    for name, years in limits:
        known = span(get(facts, name))
        if known is not None:
            dates.append(both_readings(known[1], years)[1])
    return [roll(day) for day in dates]


def certain_date(facts: Facts, early: date, years: int) -> date:
    """Steps 1 and 2: "as_of <= D_lo", then "a recorded recent_event e by a covered defendant"."""
    event = span(get(facts, "recent_event"))
    if as_of(facts) > early and event is not None and covered(facts) == "T":
        return both_readings(event[0], years)[0]
    return early


def in_time(
    facts: Facts, early: date, late: date, years: int = BIPA_YEARS, *, bipa: bool = True
) -> tuple[str, Limit]:
    today, safe = as_of(facts), certain_date(facts, early, years)
    arguable = max(still_arguable(facts, late, years, bipa=bipa))
    if today <= safe:
        return "T", Limit(safe, arguable)
    if get(facts, "learned") == "unknown" or (bipa and get(facts, "subject_death") == "unknown"):
        return "U", Limit(None, arguable)
    # "In R1 and R2 only, `legal_disability` yes or unknown lifts F to U"
    lifted = bipa and get(facts, "legal_disability") != "no"
    return "U" if today <= arguable or lifted else "F", Limit(None, arguable)


# The theories


def contradictions(facts: Facts) -> frozenset[str]:
    """C0: "Contradictions count only when certain"."""
    put, born, stated = uploaded(facts), span(get(facts, "subject_dob")), span(get(facts, "uploaded"))
    in_window = illinois(get(facts, "res"), as_of(facts)).on_some(WINDOW)
    found = {
        "exact": get(facts, "dataset_hit") == "exact" and bool(outside_the_dataset(facts)),
        "late id": late_id(facts) and stated is not None and stated[1] < RELEASE,
        "before launch": put is not None and put[1] < LAUNCH,
        "before birth": put is not None and born is not None and born[0] > put[1],
        "residence": least(in_window, yes(get(facts, "il_in_window"))) == "F"
        and most(in_window, yes(get(facts, "il_in_window"))) == "T",
    }
    return frozenset(name for name, holds in found.items() if holds)


def holds(facts: Facts) -> frozenset[str]:
    """C0: "`represented` or `prior_release` is yes or unknown (absent = no)"."""
    return frozenset(name for name in ("represented", "prior_release") if get(facts, name) != "no")


def conclude(facts: Facts, applies: str, elements: dict[str, str], deadline: Limit | None) -> Finding:
    against, held = contradictions(facts), holds(facts)
    value = least(*elements.values())
    if applies == "U" or against or held:  # "capped at needs_review", "never lift an F"
        value = least(value, "U")
    named = {"T": "likely_eligible", "U": "needs_review", "F": "likely_not_eligible"}
    outcome = "not_applicable" if applies == "F" else named[value]
    return Finding(outcome, applies, elements, deadline, against, held)


def shared_elements(facts: Facts) -> dict[str, str]:
    return {
        "E1": yes(get(facts, "depicted")),
        "E2": in_dataset(facts),
        "E3": illinois_nexus(facts),
        "E4": {"yes": "F", "no": "T"}.get(get(facts, "release"), "U"),
        "E5": covered(facts),
        "E7": living(facts),
    }


def bipa_depicted(facts: Facts) -> Finding:
    """R1: "Applies if the subject is 18 or more on as_of or has died; F if certainly a living minor"."""
    died = {"none": "F", "unknown": "U"}.get(get(facts, "subject_death"), "T")
    timely, limit = in_time(facts, *ordinary_limits(facts))
    elements = shared_elements(facts) | {"E6": timely, "E8": adult_row(facts)}
    return conclude(facts, most(is_adult(facts), died), elements, limit)


def bipa_minor(facts: Facts) -> Finding:
    """R2: "not_applicable if 18th birthday <= window start. DOB unknown: E6 = U"."""
    dob, timely, applies = span(get(facts, "subject_dob")), "U", "U"
    limit: Limit | None = None
    if dob is not None:
        timely, limit = in_time(facts, *minor_limits(facts, dob))
        applies = across(birthday > WINDOW[0] for birthday in birthdays(dob, 18))
    elements = shared_elements(facts) | {"E6": timely, "E8": row_of_the_age(facts)}
    return conclude(facts, applies, elements, limit)


def under_13(facts: Facts) -> str:
    """R3: "c1 under 13 on upload day (both readings for 29 Feb)"; unknown: "over 2004-02-10..as_of"."""
    dob, put = span(get(facts, "subject_dob")), uploaded(facts) or (LAUNCH, as_of(facts))
    if dob is None:
        return "U"
    return across(day < thirteen for thirteen in birthdays(dob, 13) for day in put)


def coppa_by_child(facts: Facts) -> Finding:
    """R3: "Any other uploader: no_flag"; "uploader unknown: needs_review"; else min(c1, c2, c3)."""
    put, uploader, notes = uploaded(facts), get(facts, "uploader"), frozenset[str]()
    own = {"subject": "T", "unknown": "U"}.get(uploader, "F")
    known = {
        "under13": under_13(facts),
        # "upload >= 2013-07-01 T, earlier U"
        "photo_is_PI": "T" if put is not None and put[0] >= COPPA_PHOTO_FROM else "U",
        "knowledge": yes(get(facts, "told_age")),
    }
    value = least(*known.values()) if own == "T" else own
    if own == "F" and known["under13"] == "T":
        notes = frozenset({"child under 13 depicted"})
    outcome = {"T": "flag", "U": "needs_review", "F": "no_flag"}[value]
    return Finding(outcome, "T", {"uploader": own} | known, None, frozenset(), frozenset(), notes)


# R4 to R8: no hold and no contradiction touches them.


def side(outcome: str, applies: str, elements: dict[str, str], deadline: Limit | None = None) -> Finding:
    return Finding(outcome, applies, elements, deadline, frozenset(), frozenset())


def ever_in_illinois(facts: Facts) -> str:
    home = illinois(get(facts, "res"), as_of(facts))
    until = as_of(facts).toordinal()
    if any(day <= until for day in home.certain):
        return "T"
    return "U" if home.possible is None or any(day <= until for day in home.possible) else "F"


def lived_in(state: str, facts: Facts, since: date) -> str:
    """R5: "Residence is looked at from COLLECTION_WINDOW start to as_of" (in R8 from COLO_FROM)."""
    if as_of(facts) < since:
        return "F"
    return home_in(state, get(facts, "res"), as_of(facts)).on_some((since, as_of(facts)))


def of_use(facts: Facts, years: int, minor_years: int) -> tuple[str, Limit | None]:
    """R4: "use date + 1y, or to 18th birthday + 2y if under 18 then"; R5: "date + 2y (minor: 18 + 2y)".

    "With the birth date unknown, timely is never F": the date of an adult is then named while it is ahead.
    """
    used, dob, today = span(get(facts, "commercial_use_date")), span(get(facts, "subject_dob")), as_of(facts)
    if used is None:
        return "U", None
    ends = _ends_of_use(used, dob, years, minor_years)
    safe, rolled = min(ends), roll(max(ends))
    if today <= safe:
        return "T", Limit(safe, rolled)
    if dob is None:
        return "U", Limit(None, rolled) if today <= rolled else None
    return "U" if today <= rolled else "F", Limit(None, rolled)


@lru_cache(maxsize=64)
def _ends_of_use(used: Span, dob: Span | None, years: int, minor_years: int) -> frozenset[date]:
    """Where time ends for every day of use; of the births the first and the last are enough."""
    ends: set[date] = set()
    for day in days(used):
        ordinary = both_readings(day, years)
        ends.update(ordinary if dob is None else ())
        for eighteen in (birthdays(dob, 18)[0], birthdays(dob, 18)[-1]) if dob else ():
            late = both_readings(eighteen, minor_years)
            ends.update(map(max, ordinary, late) if day < eighteen else ordinary)
    return frozenset(ends)


def il_rop(facts: Facts) -> Finding:
    """R4: "not_applicable if never Illinois resident"; "F -> likely_not_eligible; T or U -> needs_review"."""
    timely, limit = of_use(facts, IRPA, MINOR_AFTER_18)
    tie = ever_in_illinois(facts)
    elements = {"use": yes(get(facts, "public_commercial_use")), "timely": timely, "il_tie": tie}
    lost = least(*elements.values()) == "F"
    outcome = "not_applicable" if tie == "F" else "likely_not_eligible" if lost else "needs_review"
    return side(outcome, tie, elements, limit)


def california(facts: Facts) -> Finding:
    """R5, in the order of its sentences."""
    home, use = lived_in("CA", facts, WINDOW[0]), yes(get(facts, "public_commercial_use"))
    timely, limit = of_use(facts, CAL_3344, CAL_3344)
    if home == "F":
        outcome = "not_applicable"  # "No California residence: not_applicable"
    elif home == "U" or use == "U":
        outcome = "needs_review"  # "unknown: needs_review"; "use unknown needs_review"
    elif use == "F":
        outcome = "refer"  # "no use `refer`"
    else:
        outcome = "likely_not_eligible" if timely == "F" else "needs_review"
    return side(outcome, home, {"ca_tie": home, "use": use, "timely": timely}, limit)


def texas(facts: Facts) -> Finding:
    """R6: "Texas residence from 2015-01-01 -> `refer`"; "Unknown residence needs_review"."""
    home = lived_in("TX", facts, WINDOW[0])
    outcome = {"T": "refer", "U": "needs_review", "F": "not_applicable"}[home]
    return side(outcome, home, {"tx_tie": home})


def recorded_since(facts: Facts, day: date) -> str:
    """Is a collection recorded on or after a day?"""
    event = get(facts, "recent_event")
    known = span(event)
    if known is None:
        return "U" if event == "unknown" else "F"
    return "T" if known[0] >= day else "F" if known[1] < day else "U"


def washington(facts: Facts) -> Finding:
    """R7: "recorded collection on/after 2024-03-31 -> needs_review; else `refer`"."""
    home, collection = lived_in("WA", facts, WINDOW[0]), recorded_since(facts, MHMDA_FROM)
    limit = None
    event = span(get(facts, "recent_event"))
    if home == "T" and collection != "F" and event is not None:  # "event + 4y is printed"
        safe, late = both_readings(event[0], 4)[0], both_readings(event[1], 4)[1]
        limit = Limit(safe if as_of(facts) <= safe else None, roll(late))
    if home == "F":
        outcome = "not_applicable"
    else:
        outcome = "refer" if home == "T" and collection == "F" else "needs_review"
    return side(outcome, home, {"wa_tie": home, "collection": collection}, limit)


def colorado(facts: Facts) -> Finding:
    """R8: "v = min(Colorado residence on any day from COLO_FROM to as_of, recorded collection [...])"."""
    home = lived_in("CO", facts, COLO_FROM)
    collection = recorded_since(facts, COLO_FROM)
    value = "F" if as_of(facts) < COLO_FROM else least(home, collection)
    outcome = {"T": "refer", "U": "needs_review", "F": "not_applicable"}[value]
    return side(outcome, value, {"co_tie": home, "collection": collection})


def breach(facts: Facts) -> str:
    """R9: "any CC BY family T, cc0/pdm/usgov F, else U"."""
    licence = get(facts, "licence_2014")
    if licence.startswith("cc-by"):
        return "T"
    return "F" if licence in ("cc0", "pdm", "usgov") else "U"


def registration(facts: Facts) -> str:
    """R9: "registered before infringement / registered later / none"; the window is the infringement."""
    registered = span(get(facts, "copyright_reg"))
    if get(facts, "copyright_reg") == "none":
        return "none"
    if registered is None or (registered[0] < WINDOW[0] <= registered[1]):
        return "not known"
    return "before" if registered[1] < WINDOW[0] else "later"


def as_photographer(facts: Facts) -> Finding:
    """R9: "F -> likely_not_eligible, else needs_review (cap)"."""
    author = yes(get(facts, "author"))
    timely, limit = in_time(facts, *ordinary_limits(facts, COPYRIGHT), COPYRIGHT, bipa=False)
    elements = {"author": author, "dataset": in_dataset(facts), "breach": breach(facts), "timely": timely}
    lost = least(*elements.values()) == "F"
    outcome = "not_applicable" if author == "F" else "likely_not_eligible" if lost else "needs_review"
    against = contradictions(facts) - {"residence"}
    notes = frozenset({f"registration: {registration(facts)}"}) if author == "T" else frozenset[str]()
    return Finding(outcome, author, elements, limit, against, holds(facts), notes)


RULES = {
    "BIPA_DEPICTED": bipa_depicted,
    "BIPA_MINOR": bipa_minor,
    "COPPA_BY_CHILD": coppa_by_child,
    "IL_ROP": il_rop,
    "CA": california,
    "TX_AG": texas,
    "WA": washington,
    "CO_AG": colorado,
    "COPYRIGHT": as_photographer,
}


def result(facts: Facts) -> str:
    """C0: "best of BIPA_DEPICTED and BIPA_MINOR"; "For role uploader_only it is R9's"."""
    main = ["COPYRIGHT"] if get(facts, "role") == "uploader_only" else ["BIPA_DEPICTED", "BIPA_MINOR"]
    return min((RULES[theory](facts).outcome for theory in main), key=BEST_FIRST.index)


def determine(facts: Facts) -> dict[str, Finding]:
    """The findings for one person, one photo and one defendant."""
    return {theory: rule(facts) for theory, rule in RULES.items()}


def determine_best(pairs: Iterable[Facts]) -> dict[str, str]:
    """C0: "The outcome is the best over the pairs of photo and defendant"."""
    found = [determine(facts) for facts in pairs]
    return {theory: min((each[theory].outcome for each in found), key=BEST_FIRST.index) for theory in RULES}
