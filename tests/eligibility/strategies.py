"""Random facts that crowd around the boundaries of the rules, and the smallest that still show a fault."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

Facts = dict[str, str]

AS_OF = (
    "2018-01-01", "2018-01-02", "2019-11-01", "2020-01-01", "2020-01-02", "2020-01-03", "2020-02-28",
    "2020-02-29", "2023-06-30", "2023-07-01", "2024-02-29", "2025-06-30", "2025-07-01", "2026-06-22",
    "2026-11-12", "2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23", "2026-11-24", "2027-02-28",
    "2027-03-01", "2028-02-28", "2028-02-29", "2028-03-01", "2029-03-01", "2029-03-02",
)  # fmt: skip
# One of every holiday that rolls, on a working day.
HOLIDAYS = ("2026-01-01", "2026-01-19", "2026-02-12", "2026-02-16", "2026-05-25", "2026-06-19", "2025-07-04",
            "2026-09-07", "2026-10-12", "2026-11-11", "2026-11-26", "2026-12-25")  # fmt: skip
# Launch, thirteen-year rule, cut-off, release, both ends of the window.
UPLOADS = ("2004-02-10", "2008-02-29", "2013-07-01", "2014-04-15", "2014-06-24", "2015-01-01", "2020-06-30")
BIRTHS = ("1997-01-01", "2002-06-30", "2002-07-01", "2000-02-29", "2004-02-29", "2008-02-29", "2010-03-15",
          "1980-04-02", "2001-01-05", "2015-01-01", "2020-06-30")  # fmt: skip
NEW_LAWS = ("2024-03-31", "2025-07-01")
LEAP_DAYS = ("2016-02-29", "2020-02-29", "2024-02-29")
PHOTO_IDS = ("4571314348", "13799999999", "13800000000", "13800000001", "14410000000", "14899999999",
             "14900000000", "14900000001", "16661925622", "unknown")  # fmt: skip
WORDS = {
    "role": ("self", "parent", "guardian", "estate", "other", "uploader_only", "unknown"),
    "depicted": ("yes", "no", "unknown"),
    "uploader": ("subject", "parent", "other", "claimant", "unknown"),
    "licence_2014": ("cc-by-2.0", "cc-by-nc-sa-2.0", "arr", "cc0", "pdm", "usgov", "unknown"),
    "public_2014": ("yes", "no", "unknown"),
    "upload_place": ("IL", "IN", "unknown"),
    "taken_place": ("IL", "IN", "unknown"),
    "dataset_hit": ("exact", "claimed", "account", "none", "not_checked", "unknown"),
    "release": ("yes", "no", "unknown"),
    "told_age": ("yes", "no", "unknown"),
    "media": ("photo", "video", "unknown"),
    "defendant": ("private", "state_agency", "financial", "private_univ", "il_govt_contractor", "unknown"),
    "legal_disability": ("yes", "no", "unknown"),
    "prior_release": ("yes", "no", "unknown"),
    "represented": ("yes", "no", "unknown"),
    "il_in_window": ("yes", "no", "unknown"),
    "author": ("yes", "no", "unknown"),
    "public_commercial_use": ("yes", "no", "unknown"),
}
# A claim that is true in every element, so that one change at a time can be seen.
STRONG = {
    "role": "self", "depicted": "yes", "uploader": "subject", "licence_2014": "cc-by-nc-sa-2.0",
    "public_2014": "yes", "upload_place": "IL", "taken_place": "IL", "dataset_hit": "exact",
    "release": "no", "told_age": "yes", "account_created": "2005", "learned": "2019-10-11",
    "uploaded": "2010-06-01", "subject_dob": "1999-05-05", "res": "IL:1975-01-01/present",
    "author": "yes", "copyright_reg": "none", "public_commercial_use": "yes",
}  # fmt: skip
PHOTO_FACTS = ("depicted", "uploaded", "photo_id", "uploader", "licence_2014", "public_2014", "upload_place",
               "taken_place", "dataset_hit", "media", "account_created", "told_age", "author")  # fmt: skip
DESK_FACTS = ("defendant", "recent_event", "tolling_days")


def facts(chance: Random) -> Facts:
    """One photo, one defendant. Some facts are left as in a strong claim, some absent, some drawn."""
    today = date.fromisoformat(chance.choice(AS_OF))
    drawn = STRONG | {"as_of": today.isoformat()}
    boldness = chance.choice((0.0, 0.03, 0.1, 0.3, 0.8))
    for name, values in WORDS.items():
        if chance.random() < boldness:
            drawn[name] = chance.choice(values)
    for odds, several in TOGETHER:
        if chance.random() < odds:
            drawn |= several(chance, today)
    for name, draw in DRAWS.items():
        if chance.random() < max(boldness, 0.25):
            drawn[name] = draw(chance, today)
    for name in list(drawn):
        if name != "as_of" and chance.random() < boldness / 10:
            del drawn[name]
    return drawn


@dataclass(frozen=True, slots=True)
class Entered:
    """What an attorney entered for the case: who is sued, time that stood still, later collections."""

    defendants: list[tuple[str, str]]  # name, kind
    tolling: list[tuple[date, date, str]]  # from, to, photo id covered or "all"
    events: list[tuple[str, str, str]]  # day, defendant, photo id covered or "all"


def entered(chance: Random, today: date) -> Entered:
    kinds = chance.choices(WORDS["defendant"], weights=(4, 1, 1, 1, 1, 1), k=chance.randint(1, 3))
    named = [(f"Defendant {number}", kind) for number, kind in enumerate(kinds, 1)]
    tolling = []
    for _ in range(chance.choice((0, 0, 1, 2, 3))):
        first = near(chance, date(2022, 1, 1), 30)
        tolling.append((first, first + timedelta(days=chance.randint(0, 60)), _covered(chance)))
    events = [
        (_years_ago(5, 2)(chance, today), chance.choice(named)[0], _covered(chance))
        for _ in range(chance.choice((0, 0, 1, 2, 3)))
    ]
    return Entered(named, tolling, events)


def _covered(chance: Random) -> str:
    return chance.choice(("all", "4571314348", "13800000000"))


def several_photos(chance: Random) -> list[Facts]:
    """One to three photos of one person: what is known of the person is the same in all."""
    drawn = [facts(chance) for _ in range(chance.randint(1, 3))]
    person = {name: value for name, value in drawn[0].items() if name not in (*PHOTO_FACTS, *DESK_FACTS)}
    return [person | {name: photo[name] for name in PHOTO_FACTS if name in photo} for photo in drawn]


def partial(chance: Random, day: date) -> str:
    """The day itself, its month or its year."""
    return day.isoformat()[: chance.choice((10, 10, 10, 7, 4))]


def near(chance: Random, day: date, by: int = 2) -> date:
    return day + timedelta(days=chance.randint(-by, by))


def years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 3, 1)


def _birth(chance: Random, today: date) -> str:
    if chance.random() < 0.1:
        return "unknown"
    if chance.random() < 0.5:
        return partial(chance, near(chance, date.fromisoformat(chance.choice(BIRTHS)), 1))
    since = date.fromisoformat(chance.choice(UPLOADS)) if chance.random() < 0.3 else today
    return partial(chance, near(chance, years_before(since, chance.choice((0, 13, 18, 20))), 4))


def _upload(chance: Random, today: date) -> str:
    if chance.random() < 0.25:
        return "unknown"
    born = date.fromisoformat(chance.choice(BIRTHS))
    days = [date.fromisoformat(day) for day in UPLOADS] + [born, date(born.year + 13, born.month, 28), today]
    day = near(chance, chance.choice(days), 1)
    if chance.random() < 0.1:  # a time given in UTC is one of two days
        return f"{day - timedelta(days=1)}..{day}"
    return partial(chance, day)


def _years_ago(*years: int) -> Callable[[Random, date], str]:
    """Around the day some years before today, where a limit of that many years ends."""

    def draw(chance: Random, today: date) -> str:
        if chance.random() < 0.3:
            ends = years_before(date.fromisoformat(chance.choice(HOLIDAYS)), chance.choice(years))
            return partial(chance, chance.choice((ends, date.fromisoformat(chance.choice(LEAP_DAYS)))))
        return partial(chance, near(chance, years_before(today, chance.choice(years)), 5))

    return draw


def _or(word: str, odds: float, draw: Callable[[Random, date], str]) -> Callable[[Random, date], str]:
    return lambda chance, today: word if chance.random() < odds else draw(chance, today)


def _death(chance: Random, today: date) -> str:
    choices = ("2014-12-31", "2015-01-01", "2014", "2015", "2014-12-31..2015-01-01", "unknown", "unknown")
    return chance.choice(choices) if chance.random() < 0.5 else _years_ago(1)(chance, today)


def _use(chance: Random, today: date) -> str:
    """Around a limit of one or two years, and earlier: then only a minor has time left."""
    return _years_ago(1, 1, 2, 2, 3)(chance, today)


def _event(chance: Random, today: date) -> str:
    """Around a limit of years, and around the days from which newer laws bind."""
    if chance.random() < 0.5:
        return _at_new_law(chance)
    return _years_ago(5, 5, 4, 3, 2)(chance, today)


def _at_new_law(chance: Random) -> str:
    return partial(chance, near(chance, date.fromisoformat(chance.choice(NEW_LAWS)), 1))


def _registered(chance: Random, today: date) -> str:
    return partial(chance, near(chance, date.fromisoformat(chance.choice(("2012-01-01", "2015-01-01"))), 1))


def _elsewhere(chance: Random) -> str:
    """One state all along, or until or from about a day on which the rules turn."""
    state = chance.choice(("TX", "CA", "WA", "CO"))
    day = near(chance, date.fromisoformat(chance.choice(("2015-01-01", "2025-07-01"))), 1)
    before, after = partial(chance, day), partial(chance, day)
    return chance.choice(
        (f"{state}:1975-01-01/present", f"{state}:1990/{before}", f"{state}:{after}/2026-06-01")
    )


def _tolling(chance: Random, today: date) -> str:
    limits = ("2018-01-01", "2023-06-30", "2020-01-01", "2025-06-30", "2023-05-05")
    limit = date.fromisoformat(chance.choice(limits))
    return str(max(0, (today - limit).days + chance.randint(-3, 3)))


def residence(chance: Random, today: date) -> str:
    kind = chance.random()
    if kind < 0.1:
        return "none" if kind < 0.05 else "unknown"
    lines, start = [], near(chance, date(chance.choice((2001, 2004, 2010, 2014)), 6, 15), 300)
    for _ in range(chance.randint(1, 4)):
        end = _line_end(chance, start)
        place = chance.choice(("IL", "IL", "IL", "IN", "TX", "CA", "WA", "CO", "??"))
        first = "unknown" if chance.random() < 0.03 else partial(chance, start)
        last = "present" if end >= today or chance.random() < 0.1 else partial(chance, end)
        lines.append(f"{place}:{first}/{'unknown' if chance.random() < 0.03 else last}")
        start = end + timedelta(days=chance.choice((-200, -1, 0, 1, 1, 1, 2, 40, 400)))
        if start >= today:
            break
    chance.shuffle(lines)
    return "|".join(lines)


def _line_end(chance: Random, start: date) -> date:
    later = [day for day in map(date.fromisoformat, UPLOADS) if day > start]
    if later and chance.random() < 0.7:
        return max(start, near(chance, chance.choice(later), 1))
    return start + timedelta(days=chance.choice((0, 20, 60, 400, 2000, 9000)))


DRAWS: dict[str, Callable[[Random, date], str]] = {
    "subject_dob": _birth,
    "uploaded": _upload,
    "photo_id": lambda chance, today: chance.choice(PHOTO_IDS),
    "account_created": _or("unknown", 0.2, _upload),
    "learned": _or("unknown", 0.2, _years_ago(5, 5, 3, 4)),
    "subject_death": _or("none", 0.6, _death),
    "recent_event": _or("none_known", 0.4, _event),
    "tolling_days": _or("0", 0.5, _tolling),
    "res": residence,
    "commercial_use_date": _or("unknown", 0.2, _use),
    "copyright_reg": _or("none", 0.3, _or("unknown", 0.2, _registered)),
}


# Facts that are drawn far from a strong claim, each in this many of all draws.
TOGETHER: tuple[tuple[float, Callable[[Random, date], Facts]], ...] = (
    (0.2, lambda chance, today: {"upload_place": "IN", "taken_place": chance.choice(("IN", "IN", "IL"))}),
    # In time for everybody, so that the other elements and caps decide.
    (0.15, lambda chance, today: {"recent_event": "2024-05-10"}),
    (0.4, lambda chance, today: {"res": _elsewhere(chance)}),
    (0.5, lambda chance, today: {"commercial_use_date": _use(chance, today)}),
    (0.1, lambda chance, today: {"res": "CO:1990/present", "recent_event": _at_new_law(chance)}),
)


def show(facts: Facts) -> str:
    return ";".join(f"{name}={value}" for name, value in facts.items())


def smallest(facts: Facts, shows_it: Callable[[Facts], bool]) -> Facts:
    """Drop and plainly restate facts, one at a time, as long as the fault still shows."""
    again = True
    while again:
        again = False
        for simpler in _simpler(facts):
            if simpler != facts and shows_it(simpler):
                facts, again = simpler, True
                break
    return facts


def _simpler(facts: Facts) -> Iterator[Facts]:
    for name in facts:
        if name != "as_of":
            yield {other: value for other, value in facts.items() if other != name}
    if "|" in facts.get("res", ""):
        for line in facts["res"].split("|"):
            yield facts | {"res": "|".join(kept for kept in facts["res"].split("|") if kept != line)}
