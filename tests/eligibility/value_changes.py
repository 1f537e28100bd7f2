"""Small changes of a value of a rule set: a day a day off, an item left out, an outcome, a limb."""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from eligibility.document import Plain
from eligibility.facts import Kind
from eligibility.law import OUTCOMES, Ruleset
from eligibility.values import NumberSpan

Changes = Iterator[tuple[str, Plain]]
Change = Callable[[Plain, Ruleset], Changes]


def one_fewer(value: Plain, _: Ruleset) -> Changes:
    """Each item of a list, or each name of a mapping, taken away."""
    if isinstance(value, list):
        for place, item in enumerate(value):
            yield f"without {short(item)}", value[:place] + value[place + 1 :]
    elif isinstance(value, dict):
        for name in value:
            yield f"without {name}", {other: item for other, item in value.items() if other != name}


def items(value: Plain, law: Ruleset) -> Changes:
    """A list with one item fewer or two neighbours swapped; a mapping stays."""
    if isinstance(value, list):
        yield from one_fewer(value, law)
        yield from swapped(value, law)


def short(item: Plain) -> str:
    return item if isinstance(item, str) else json.dumps(item, ensure_ascii=False)


def swapped(value: Plain, _: Ruleset) -> Changes:
    """Neighbours of a list in the other order."""
    if isinstance(value, list):
        for place in range(len(value) - 1):
            other = [*value[:place], value[place + 1], value[place], *value[place + 2 :]]
            yield f"{short(value[place + 1])} before {short(value[place])}", other


def setting(value: Plain, law: Ruleset) -> Changes:
    """A day a day off, a number one off, each end of a period, a list with one fewer."""
    if isinstance(value, dict):
        for end, day in value.items():
            for what, other in setting(day, law):
                yield f"{end} {what}", {**value, end: other}
    elif isinstance(value, list):
        yield from one_fewer(value, law)
    elif "-" in value:
        yield from a_day_off(value)
    else:
        yield from number(value, law)


def a_day_off(value: str) -> Changes:
    for days in (1, -1):
        other = (date.fromisoformat(value) + timedelta(days=days)).isoformat()
        yield f"{value} → {other}", other


def number(value: Plain, _: Ruleset) -> Changes:
    assert isinstance(value, str)
    number = int(value.replace(",", "").replace("_", ""))
    yield from ((f"{number} → {other}", str(other)) for other in (number + 1, number - 1))


def span(value: Plain, _: Ruleset) -> Changes:
    """Both ends of "first..last" a day off; an end in words stays."""
    assert isinstance(value, str)
    ends = value.split("..")
    for place, end in enumerate(ends):
        if end[:1].isdigit():
            for what, other in a_day_off(end):
                yield what, "..".join([*ends[:place], str(other), *ends[place + 1 :]])


def one_of(*allowed: str) -> Change:
    def change(value: Plain, _: Ruleset) -> Changes:
        return ((f"{value} → {other}", other) for other in allowed if other != value)

    return change


def pairs(value: Plain, _: Ruleset) -> Changes:
    choices: tuple[list[Plain], ...] = (["claim"], ["photo"], ["photo", "defendant"])
    for other in choices:
        if other != value:
            yield f"[{', '.join(map(str, other))}]", other


def neighbouring_outcomes(value: Plain, _: Ruleset) -> Changes:
    if value not in OUTCOMES:
        return
    place = OUTCOMES.index(str(value))
    for other in OUTCOMES[max(0, place - 1) : place] + OUTCOMES[place + 1 : place + 2]:
        yield f"{value} → {other}", other


def without(*names: str) -> Change:
    def change(value: Plain, _: Ruleset) -> Changes:
        if isinstance(value, dict):
            for name in names:
                if name in value:
                    yield f"without {name}", {key: item for key, item in value.items() if key != name}

    return change


def addition(name: str, added: Plain) -> Change:
    """Something that is not there, added."""

    def change(value: Plain, _: Ruleset) -> Changes:
        if isinstance(value, dict) and name not in value:
            yield f"with {name}: {short(added)}", {**value, name: added}

    return change


def with_each(section: str) -> Change:
    """Every hold or contradiction that a theory does not have, added."""

    def change(value: Plain, law: Ruleset) -> Changes:
        names = {
            "holds": [hold.name for theory in law.theories.values() for hold in theory.holds],
            "contradictions": [one.name for theory in law.theories.values() for one in theory.contradictions],
        }[section]
        assert isinstance(value, dict)
        has = value.get(section, [])
        assert isinstance(has, list)
        for name in dict.fromkeys(names):
            if name not in has:
                yield f"with {name}", {**value, section: [*has, name]}

    return change


def limbs(value: Plain, law: Ruleset) -> Changes:
    """A limit with a limb that it does not have: of a death, a disability, an event, tolled days."""
    if not isinstance(value, dict):
        return
    limbs: dict[str, dict[str, Plain]] = {
        "tolling": {"tolling": "tolling_days"},
        "learned": {"learned": "learned"},
        "death": {"death": "subject_death", "death_years": "DEATH_YEARS"},
        "event": {"event": "recent_event", "event_counts": "defendant_is_covered"},
        "disability": {"disability": "legal_disability"},
        "minority": {"minority": {"born": "subject_dob", "age": "18", "years": "MINOR_AFTER_18"}},
    }
    for limb, added in limbs.items():
        if limb not in value:
            yield f"with {limb}", {**value, **added}


def years(value: Plain, law: Ruleset) -> Changes:
    """A number of years of another length."""
    spans = {
        name: span for name, span in law.constants.items() if isinstance(span, NumberSpan) and span.hi < 100
    }
    mine = spans[str(value)]
    for length in (mine.lo - 1, mine.lo + 1):
        other = next((name for name, span in spans.items() if span.lo == length), "")
        if other:
            yield f"{value} → {other}", other


def another_fact(value: Plain, law: Ruleset) -> Changes:
    """Another fact of the same kind."""
    if isinstance(value, str) and value in law.facts:
        kind = law.facts[value].kind
        other = next((name for name, fact in law.facts.items() if fact.kind is kind and name != value), "")
        if other:
            yield f"{value} → {other}", other


def always(value: Plain, _: Ruleset) -> Changes:
    if value != "true":
        yield "true", "true"


def fact(value: Plain, law: Ruleset) -> Changes:
    """A fact without its default, with another or a new one; that may be none, or may not."""
    assert isinstance(value, dict)
    kind = Kind(str(value["kind"]))
    if "default" in value:
        yield "without default", {key: item for key, item in value.items() if key != "default"}
    default = str(value.get("default", ""))
    for other in other_defaults(kind, default, value.get("values", [])):
        words = f"default {default} → {other}" if default else f"default {other}"
        yield words, {**value, "default": other}
    if "may_be_none" in value:
        yield "may not be none", {key: item for key, item in value.items() if key != "may_be_none"}
    elif kind is Kind.DAY:
        yield "may be none", {**value, "may_be_none": "yes"}


def other_defaults(kind: Kind, default: str, words: Plain) -> list[str]:
    if kind is Kind.TRUTH:
        return [other for other in ("yes", "no") if other != default]
    if kind is Kind.NUMBER:
        return [str(int(default) + 1)] if default else []
    if kind is Kind.WORD:
        return [next((word for word in words if isinstance(word, str) and word != default), "IL")]
    return []
