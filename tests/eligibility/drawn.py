"""Small rule sets and facts drawn at random over the whole grammar, around days on which law turns."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from eligibility.facts import ClaimFacts, Fact, PhotoFacts, Source

Draw = Callable[[int], str]
SOURCES = ("claimed", "claimed", "staff", "index")
# Leap days, month ends, weekends, a holiday on a working day, both ends of a year.
DAYS = ("2008-02-29", "2012-02-29", "2015-01-01", "2016-02-28", "2016-02-29", "2016-03-01", "2019-12-31",
        "2020-02-29", "2020-05-25", "2020-06-30", "2021-02-28", "2021-07-04", "2021-07-05",
        "2024-02-29")  # fmt: skip
TODAY = ("2019-12-31", "2020-02-28", "2020-02-29", "2020-03-01", "2021-01-01", "2021-02-28", "2021-03-01",
         "2021-07-03", "2021-07-04", "2021-07-05", "2021-07-06", "2022-05-30", "2022-05-31", "2024-02-28",
         "2024-02-29", "2024-03-01", "2025-11-28", "2026-11-22", "2026-11-23")  # fmt: skip
HOLIDAYS = (
    ["25 Dec"],
    ["1 Jan", "4 Jul", "last Mon May"],
    ["1 Jan", "28 Feb", "1 Mar", "5 Jul", "4th Thu Nov", "31 Dec"],
)
YEARS = (0, 1, 2, 3, 5, 6)
AGES = (1, 13, 18)
PLACES = ("IL", "TX", "CA")
COLOURS = ("red", "green", "blue")
FACTS: dict[str, dict[str, Any]] = {
    "yes_a": {"kind": "truth"},
    "yes_b": {"kind": "truth", "default": "no"},
    "day_a": {"kind": "day"},
    "day_b": {"kind": "day", "may_be_none": "yes", "default": "none"},
    "day_c": {"kind": "day", "bounds": "2004-02-10..today"},
    "day_d": {"kind": "day", "bounds": "2016-01-31..2016-02-29", "may_be_none": "yes"},
    "born": {"kind": "day"},
    "count_a": {"kind": "number"},
    "count_b": {"kind": "number", "may_be_none": "yes", "default": "0"},
    "colour_a": {"kind": "word", "values": list(COLOURS)},
    "colour_b": {"kind": "word", "values": list(COLOURS)},
    "place_a": {"kind": "word"},
    "place_b": {"kind": "word"},
    "home": {"kind": "places"},
    "paper": {"kind": "text"},
}
OF_KIND = {
    kind: tuple(name for name, fact in FACTS.items() if fact["kind"] == kind)
    for kind in ("truth", "day", "number", "word", "places", "text")
}
OUTCOMES = (
    "likely_eligible",
    "flag",
    "needs_review",
    "refer",
    "likely_not_eligible",
    "no_flag",
    "not_applicable",
)
PLAIN = {"T": "likely_eligible", "U": "needs_review", "F": "likely_not_eligible"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A rule set as text, the claims to read under it, the days to read them on."""

    text: str
    claims: tuple[ClaimFacts, ...]
    days: tuple[date, ...]

    def __repr__(self) -> str:
        facts = "\n".join(json.dumps(claim.to_json()["photos"][0]["facts"]) for claim in self.claims)
        rules = json.loads(self.text)
        parts = {name: rules[name] for name in ("settings", "definitions", "elements", "theories")}
        return f"{json.dumps(parts, indent=1)}\n{facts}\n{[str(day) for day in self.days]}"


def drawn(chance: Random) -> Drawn:
    document = Rules(chance).document()
    days = tuple(sorted({date.fromisoformat(chance.choice(TODAY)) for _ in range(3)}))
    names = tuple(document["facts"])
    claims = tuple(claim(chance, number, names, days[0]) for number in range(4))
    return Drawn(json.dumps(document), claims, days)


def smallest(made: Drawn, shows_it: Callable[[Drawn], bool]) -> Drawn:
    """The same with as few claims, days, facts and theories as still show a fault."""
    for simpler in _simpler(made):
        if shows_it(simpler):
            return smallest(simpler, shows_it)
    return made


def _simpler(made: Drawn) -> Iterator[Drawn]:
    if len(made.claims) > 1:
        yield from (Drawn(made.text, (one,), made.days) for one in made.claims)
    if len(made.days) > 1:
        yield from (Drawn(made.text, made.claims, (day,)) for day in made.days)
    document = json.loads(made.text)
    if len(document["theories"]) > 1:
        for name, theory in document["theories"].items():
            yield Drawn(
                json.dumps(document | {"theories": {name: theory}, "result": [name]}), made.claims, made.days
            )
    for one in made.claims if len(made.claims) == 1 else ():
        for name in one.photos[0].facts:
            facts = {other: fact for other, fact in one.photos[0].facts.items() if other != name}
            yield Drawn(made.text, (ClaimFacts(one.label, {}, (PhotoFacts("Photo 1", facts),)),), made.days)


# Rules


class Rules:
    """The parts of one rule set; definitions made so far may be named by what comes after them."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.named: dict[str, list[str]] = {"truth": [], "sure": [], "day": [], "number": [], "period": []}
        self.settings = {
            "DAY_A": chance.choice(DAYS),
            "DAY_B": chance.choice(DAYS),
            "WINDOW": self._window(),
            "YEARS_A": str(chance.choice(YEARS)),
            "YEARS_B": str(chance.choice(YEARS)),
            "AGE": str(chance.choice(AGES)),
        }

    def _window(self) -> dict[str, str]:
        ends = sorted((self.chance.choice(DAYS), self.chance.choice(DAYS)))
        return {"from": ends[0], "to": ends[1]}

    def document(self) -> dict[str, Any]:
        definitions = {
            f"named_{number}": self._definition(f"named_{number}")
            for number in range(self.chance.randint(0, 3))
        }
        elements = {f"element_{number}": self._element() for number in range(2)}
        elements["timely"] = self._timely()
        theories = {f"only_{name}": self._only(name) for name in elements}
        theories["whole"] = self._whole(tuple(elements))
        of_case = {
            "HOLIDAYS": self.chance.choice(HOLIDAYS),
            "defendants": [self._defendant(number) for number in range(self.chance.randint(1, 2))],
            "tolling": [],
            "recent_events": [],
        }
        document = {
            "version": "drawn",
            "title": "Drawn",
            "settings": {name: _setting(value) for name, value in {**self.settings, **of_case}.items()},
            "facts": {},
            "definitions": definitions,
            "elements": elements,
            "contradictions": {"clash": {"sentence": "x", "about": "photo", "when": self.truth(2)}},
            "holds": {"hold": {"when": self.truth(2), "yes": "x", "unknown": "x"}},
            "theories": theories,
            "result": ["whole"],
        }
        used = set(re.findall(r"[a-z]+_[a-z]|born|home|paper", json.dumps(document)))
        document["facts"] = {name: _fact(fact) for name, fact in FACTS.items() if name in used}
        return document

    def _defendant(self, number: int) -> dict[str, Any]:
        collected = [
            partial(self.chance, self.day_near(date(2020, 2, 29))) for _ in range(self.chance.randint(0, 2))
        ]
        conduct = self.chance.choice("TUF")
        return {
            "name": f"Defendant {number}",
            "type": "unknown",
            "collected": collected,
            "illinois_conduct": conduct,
        }

    def day_near(self, day: date) -> date:
        return day + timedelta(days=self.chance.randint(-2, 2))

    def _definition(self, name: str) -> dict[str, str]:
        kind = self.chance.choice(tuple(self.named))
        text = getattr(self, kind)(2)
        self.named[kind].append(name)
        return {"sentence": "x", "is": text}

    def _element(self) -> dict[str, Any]:
        found = {"title": "x", "sentence": "x", "citations": ["x"], "met_when": self.truth(3)}
        if self.chance.random() < 0.4:
            found["open_when"] = self.truth(2)
        return found

    def _timely(self) -> dict[str, Any]:
        when = self.chance.choice(("in_time", "in_time", "not in_time", f"in_time and {self.truth(1)}"))
        return {"title": "x", "sentence": "x", "citations": ["x"], "met_when": when}

    def _only(self, name: str) -> dict[str, Any]:
        """A theory whose outcome is the value of one element, so that readings of outcomes show it."""
        found: dict[str, Any] = {
            "title": "x",
            "citations": ["x"],
            "pairs": ["photo", "defendant"],
            "applies": {"when": "true"},
            "requires": {"E": name},
            "outcomes": PLAIN,
        }
        return found | ({"deadline": self._deadline()} if name == "timely" else {})

    def _whole(self, elements: tuple[str, ...]) -> dict[str, Any]:
        chance, requires = self.chance, {f"E{number}": name for number, name in enumerate(elements)}
        found: dict[str, Any] = {
            "title": "x",
            "citations": ["x"],
            "pairs": chance.choice((["photo"], ["photo", "defendant"])),
            "applies": {"when": self.truth(2)},
            "requires": requires,
            "outcomes": self._outcomes(),
            "deadline": self._deadline(),
        }
        optional = {
            "cap": chance.choice(("needs_review", "refer")),
            "open_unless": self.sure(1),
            "holds": ["hold"],
            "contradictions": ["clash"],
        }
        return found | {name: part for name, part in optional.items() if chance.random() < 0.4}

    def _outcomes(self) -> Any:
        last = {value: self.chance.choice(OUTCOMES) for value in "TUF"}
        if self.chance.random() < 0.6:
            return last
        return [{"when": self.sure(1), "outcome": self.chance.choice(OUTCOMES)}, last]

    def _deadline(self) -> dict[str, Any]:
        chance = self.chance
        found: dict[str, Any] = {
            "arises": chance.choice(("WINDOW", "WINDOW", *OF_KIND["day"])),
            "years": "YEARS_A",
        }
        minority = {
            "born": chance.choice(("born", "born", "day_b", "day_c")),
            "age": chance.choice(AGES),
            "years": "YEARS_B",
            "if_unknown": chance.choice(("undecided", "open_end")),
        }
        limbs = {
            "minority": minority,
            "tolling": chance.choice(OF_KIND["number"]),
            "learned": self._day_fact(),
            "death": self._day_fact(),
            "event": self._day_fact(),
            "disability": chance.choice(OF_KIND["truth"]),
        }
        found |= {name: limb for name, limb in limbs.items() if chance.random() < 0.35}
        if "death" in found:
            found["death_years"] = "YEARS_B"
        if "event" in found and chance.random() < 0.5:
            found["event_counts"] = self.truth(1)
        return found

    def _day_fact(self) -> str:
        return self.chance.choice(OF_KIND["day"])

    # Expressions: each method gives one of its kind, no deeper than asked

    def _one_of(self, depth: int, leaves: tuple[Draw, ...], nodes: tuple[Draw, ...]) -> str:
        return self.chance.choice(leaves if depth <= 0 else (*leaves, *nodes, *nodes))(depth - 1)

    def _named_or(self, kind: str, *names: str) -> str:
        return self.chance.choice((*names, *self.named[kind]))

    def truth(self, depth: int) -> str:
        leaves = (self._truth_name, self._in, self._days_compared)
        tests = (self._days_compared, self._numbers_compared, self._words_compared, self._turned,
                 self._resident_on, self._resident_during, self._given)  # fmt: skip
        return self._one_of(
            depth, leaves, (*tests, self._logic, self._logic, self._not, self._truth_choice, self.sure)
        )

    def sure(self, depth: int) -> str:
        return self._one_of(
            depth, (self._known, self._proven), (self._certain, self._certain, self._sure_logic)
        )

    def day(self, depth: int) -> str:
        leaves = (self._day_name,)
        return self._one_of(depth, leaves, (self._end, self._day_before, self._between, self._day_choice))

    def number(self, depth: int) -> str:
        return self._one_of(depth, (self._number_name,), (self._days_between, self._number_choice))

    def period(self, depth: int) -> str:
        return self._one_of(depth, (self._period_name,), (self._period, self._period_choice))

    def _truth_name(self, _: int) -> str:
        return self._named_or(
            "truth", *OF_KIND["truth"], *OF_KIND["truth"], "true", "false", "unknown", "illinois_conduct"
        )

    def _day_name(self, _: int) -> str:
        return self._named_or("day", *OF_KIND["day"], *OF_KIND["day"], "DAY_A", "DAY_B", "as_of", "collected")

    def _number_name(self, _: int) -> str:
        written = str(self.chance.choice((0, 1, 14, 400, 6575)))
        return self._named_or("number", *OF_KIND["number"], *OF_KIND["number"], "YEARS_A", written)

    def _period_name(self, _: int) -> str:
        return self._named_or("period", "WINDOW", "WINDOW")

    def _logic(self, depth: int) -> str:
        word = self.chance.choice((" and ", " or "))
        return "(" + word.join(self.truth(depth) for _ in range(self.chance.randint(2, 3))) + ")"

    def _not(self, depth: int) -> str:
        return f"(not {self.truth(depth)})"

    def _certain(self, depth: int) -> str:
        return f"{self.chance.choice(('certain', 'possible'))}({self.truth(depth)})"

    def _sure_logic(self, depth: int) -> str:
        first, second = self.sure(depth), self.sure(depth)
        return self.chance.choice((f"({first} and {second})", f"({first} or {second})", f"(not {first})"))

    def _known(self, depth: int) -> str:
        worked_out = (self.truth, self.day, self.number, self._period_name)
        if self.chance.random() < 0.3:
            return f"known({self.chance.choice(worked_out)(depth)})"
        return f"known({self.chance.choice(tuple(FACTS))})"

    def _proven(self, _: int) -> str:
        return f"proven({self.chance.choice(tuple(FACTS))})"

    def _given(self, depth: int) -> str:
        return f"given({self.day(depth)})"

    def _in(self, _: int) -> str:
        if self.chance.random() < 0.5:
            words = self.chance.sample(COLOURS, self.chance.randint(1, 3))
            name = self.chance.choice(("colour_a", "colour_b"))
        else:
            words, name = [self.chance.choice(PLACES)], self.chance.choice(("place_a", "place_b"))
        return f"{name} {self.chance.choice(('in', 'not in'))} ({', '.join(map(repr, words))},)"

    def _words_compared(self, _: int) -> str:
        first, second, word = self.chance.choice(
            (("colour_a", "colour_b", "red"), ("place_a", "place_b", "IL"))
        )
        other = self.chance.choice((second, f"'{word}'"))
        sides = [first, other] if self.chance.random() < 0.5 else [other, first]
        return self.chance.choice((" == ", " != ")).join(sides)

    def _compared(self, one: Draw, depth: int) -> str:
        sign = self.chance.choice(("<", "<=", ">", ">=", "==", "!="))
        return f"{one(depth)} {sign} {one(depth)}"

    def _days_compared(self, depth: int) -> str:
        return self._compared(self.day, depth)

    def _numbers_compared(self, depth: int) -> str:
        return self._compared(self.number, depth)

    def _turned(self, depth: int) -> str:
        age = self.chance.choice(("AGE", "13", "1"))
        return f"turned({age}, {self.chance.choice(('born', self.day(depth)))}, {self.day(depth)})"

    def _resident_on(self, depth: int) -> str:
        return f"resident_on('{self.chance.choice(PLACES)}', home, {self.day(depth)})"

    def _resident_during(self, depth: int) -> str:
        return f"resident_during('{self.chance.choice(PLACES)}', home, {self.period(depth)})"

    def _choice(self, one: Draw, depth: int) -> str:
        return f"({one(depth)} if {self.sure(depth)} else {one(depth)})"

    def _truth_choice(self, depth: int) -> str:
        return self._choice(self.truth, depth)

    def _day_choice(self, depth: int) -> str:
        return self._choice(self.day, depth)

    def _number_choice(self, depth: int) -> str:
        return self._choice(self.number, depth)

    def _period_choice(self, depth: int) -> str:
        return self._choice(self.period, depth)

    def _end(self, depth: int) -> str:
        return f"{self.chance.choice(('start', 'end'))}({self.period(depth)})"

    def _day_before(self, depth: int) -> str:
        return f"day_before({self.day(depth)})"

    def _between(self, depth: int) -> str:
        return f"between({self.day(depth)}, {self.day(depth)})"

    def _period(self, _: int) -> str:
        fixed = ("DAY_A", "DAY_B", "as_of", "start(WINDOW)", "day_before(as_of)")
        return f"period({self.chance.choice(fixed)}, {self.chance.choice(fixed)})"

    def _days_between(self, depth: int) -> str:
        return f"days_between({self.day(depth)}, {self.day(depth)})"


def _setting(value: Any) -> dict[str, Any]:
    return {"value": value, "citation": "x", "checked_on": "null", "checked_by": ""}


def _fact(fact: dict[str, Any]) -> dict[str, Any]:
    return {"of": "photo", "label": "x", "question": "1", **fact}


# Facts


def claim(chance: Random, number: int, names: tuple[str, ...], today: date) -> ClaimFacts:
    silence = chance.choice((0.0, 0.2, 0.5))
    facts = {
        name: Fact(answer(chance, name, today), Source(chance.choice(SOURCES)))
        for name in names
        if chance.random() >= silence
    }
    return ClaimFacts(f"Person {number}", {}, (PhotoFacts("Photo 1", facts),))


def answer(chance: Random, name: str, today: date) -> str:
    fact = FACTS[name]
    if chance.random() < 0.12:
        return "unknown"
    if "may_be_none" in fact and chance.random() < 0.25:
        return "none"
    match fact["kind"]:
        case "truth":
            return chance.choice(("yes", "no"))
        case "day":
            return partial(chance, a_day(chance, today))
        case "number":
            return chance.choice(("0", "1", "14", "400", "6574", "6575", "999999999999999"))
        case "word":
            return str(chance.choice(fact.get("values", PLACES)))
        case "places":
            return "|".join(lines(chance, today)) or "none"
    return "something written"


def a_day(chance: Random, today: date) -> date:
    """Near a day of the settings, or near the day some years before today."""
    if chance.random() < 0.5:
        return date.fromisoformat(chance.choice(DAYS)) + timedelta(days=chance.randint(-1, 1))
    years = chance.choice((*YEARS, *AGES, 20))
    year = today.year - years
    day = date(year, 3, 1) if (today.month, today.day) == (2, 29) and year % 4 else today.replace(year=year)
    return day + timedelta(days=chance.randint(-3, 3))


def partial(chance: Random, day: date) -> str:
    if chance.random() < 0.1:
        return f"{day - timedelta(days=chance.choice((1, 30, 800)))}..{day}"
    return day.isoformat()[: chance.choice((10, 10, 10, 7, 4))]


def lines(chance: Random, today: date) -> Iterator[str]:
    """Some lines of residence, some of which touch; ends may be partial, unknown or still to come."""
    start = a_day(chance, today)
    for _ in range(chance.randint(0, 3)):
        end = start + timedelta(days=chance.choice((0, 1, 30, 400, 3000)))
        first, last = (
            partial(chance, start),
            chance.choice((partial(chance, end), partial(chance, end), "present", "unknown")),
        )
        if (last[:4].isdigit() and last[:4] < first[:4]) or ".." in first + last:
            first, last = start.isoformat(), end.isoformat()
        place = chance.choice((*PLACES, "IL", "??"))
        yield f"{place}:{chance.choice((first, first, first, 'unknown'))}/{last}"
        start = end + timedelta(days=chance.choice((-200, 0, 1, 1, 1, 2, 40)))
