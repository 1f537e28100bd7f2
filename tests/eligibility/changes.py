"""What is changed where: for each place of a rule set the values that would make it other law."""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from eligibility.document import Plain
from eligibility.facts import Kind
from eligibility.law import OUTCOMES, Ruleset
from eligibility.values import NumberSpan
from tests.eligibility.expression_changes import expressions

__all__ = ["BY_PATH", "EXPRESSIONS", "expressions"]

EXPRESSIONS = ("is", "when", "met_when", "open_when", "open_unless", "event_counts")
"""Names under which a rule set holds an expression; a test says when another is missing here."""

Changes = Iterator[tuple[str, Plain]]
Change = Callable[[Plain, Ruleset], Changes]


def _one_fewer(value: Plain, _: Ruleset) -> Changes:
    """Each item of a list, or each name of a mapping, taken away."""
    if isinstance(value, list):
        for place, item in enumerate(value):
            yield f"without {_short(item)}", value[:place] + value[place + 1 :]
    elif isinstance(value, dict):
        for name in value:
            yield f"without {name}", {other: item for other, item in value.items() if other != name}


def _items(value: Plain, law: Ruleset) -> Changes:
    """A list with one item fewer or two neighbours swapped; a mapping stays."""
    if isinstance(value, list):
        yield from _one_fewer(value, law)
        yield from _swapped(value, law)


def _short(item: Plain) -> str:
    return item if isinstance(item, str) else json.dumps(item, ensure_ascii=False)


def _swapped(value: Plain, _: Ruleset) -> Changes:
    """Neighbours of a list in the other order."""
    if isinstance(value, list):
        for place in range(len(value) - 1):
            other = [*value[:place], value[place + 1], value[place], *value[place + 2 :]]
            yield f"{_short(value[place + 1])} before {_short(value[place])}", other


def _setting(value: Plain, law: Ruleset) -> Changes:
    """A day a day off, a number one off, each end of a period, a list with one fewer."""
    if isinstance(value, dict):
        for end, day in value.items():
            for what, other in _setting(day, law):
                yield f"{end} {what}", {**value, end: other}
    elif isinstance(value, list):
        yield from _one_fewer(value, law)
    elif "-" in value:
        yield from _a_day_off(value)
    else:
        yield from _number(value, law)


def _a_day_off(value: str) -> Changes:
    for days in (1, -1):
        other = (date.fromisoformat(value) + timedelta(days=days)).isoformat()
        yield f"{value} → {other}", other


def _number(value: Plain, _: Ruleset) -> Changes:
    assert isinstance(value, str)
    number = int(value.replace(",", "").replace("_", ""))
    yield from ((f"{number} → {other}", str(other)) for other in (number + 1, number - 1))


def _span(value: Plain, _: Ruleset) -> Changes:
    """Both ends of "first..last" a day off; an end in words stays."""
    assert isinstance(value, str)
    ends = value.split("..")
    for place, end in enumerate(ends):
        if end[:1].isdigit():
            for what, other in _a_day_off(end):
                yield what, "..".join([*ends[:place], str(other), *ends[place + 1 :]])


def _one_of(*allowed: str) -> Change:
    def change(value: Plain, _: Ruleset) -> Changes:
        return ((f"{value} → {other}", other) for other in allowed if other != value)

    return change


def _pairs(value: Plain, _: Ruleset) -> Changes:
    choices: tuple[list[Plain], ...] = (["claim"], ["photo"], ["photo", "defendant"])
    for other in choices:
        if other != value:
            yield f"[{', '.join(map(str, other))}]", other


def _neighbouring_outcomes(value: Plain, _: Ruleset) -> Changes:
    if value not in OUTCOMES:
        return
    place = OUTCOMES.index(str(value))
    for other in OUTCOMES[max(0, place - 1) : place] + OUTCOMES[place + 1 : place + 2]:
        yield f"{value} → {other}", other


def _without(*names: str) -> Change:
    def change(value: Plain, _: Ruleset) -> Changes:
        if isinstance(value, dict):
            for name in names:
                if name in value:
                    yield f"without {name}", {key: item for key, item in value.items() if key != name}

    return change


def _with(name: str, added: Plain) -> Change:
    """Something that is not there, added."""

    def change(value: Plain, _: Ruleset) -> Changes:
        if isinstance(value, dict) and name not in value:
            yield f"with {name}: {_short(added)}", {**value, name: added}

    return change


def _with_each(section: str) -> Change:
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


def _limbs(value: Plain, law: Ruleset) -> Changes:
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


def _years(value: Plain, law: Ruleset) -> Changes:
    """A number of years of another length."""
    spans = {
        name: span for name, span in law.constants.items() if isinstance(span, NumberSpan) and span.hi < 100
    }
    mine = spans[str(value)]
    for length in (mine.lo - 1, mine.lo + 1):
        other = next((name for name, span in spans.items() if span.lo == length), "")
        if other:
            yield f"{value} → {other}", other


def _another_fact(value: Plain, law: Ruleset) -> Changes:
    """Another fact of the same kind."""
    if isinstance(value, str) and value in law.facts:
        kind = law.facts[value].kind
        other = next((name for name, fact in law.facts.items() if fact.kind is kind and name != value), "")
        if other:
            yield f"{value} → {other}", other


def _always(value: Plain, _: Ruleset) -> Changes:
    if value != "true":
        yield "true", "true"


def _fact(value: Plain, law: Ruleset) -> Changes:
    """A fact without its default, with another or a new one; that may be none, or may not."""
    assert isinstance(value, dict)
    kind = Kind(str(value["kind"]))
    if "default" in value:
        yield "without default", {key: item for key, item in value.items() if key != "default"}
    default = str(value.get("default", ""))
    for other in _other_defaults(kind, default, value.get("values", [])):
        words = f"default {default} → {other}" if default else f"default {other}"
        yield words, {**value, "default": other}
    if "may_be_none" in value:
        yield "may not be none", {key: item for key, item in value.items() if key != "may_be_none"}
    elif kind is Kind.DAY:
        yield "may be none", {**value, "may_be_none": "yes"}


def _other_defaults(kind: Kind, default: str, words: Plain) -> list[str]:
    if kind is Kind.TRUTH:
        return [other for other in ("yes", "no") if other != default]
    if kind is Kind.NUMBER:
        return [str(int(default) + 1)] if default else []
    if kind is Kind.WORD:
        return [next((word for word in words if isinstance(word, str) and word != default), "IL")]
    return []


BY_PATH: tuple[tuple[str, str, Change], ...] = (
    ("settings", "settings.*.value", _setting),
    (
        "settings",
        "settings.defendants.value.*.type",
        _one_of("private", "state_agency", "private_univ", "unknown"),
    ),
    ("settings", "settings.defendants.value.*.illinois_conduct", _one_of("T", "U", "F")),
    ("facts", "facts.*", _fact),
    ("facts", "facts.*.values", _one_fewer),
    ("facts", "facts.*.open", _one_fewer),
    ("facts", "facts.*.accepts", _span),
    ("facts", "facts.*.bounds", _span),
    ("facts", "facts.*", _without("open", "accepts", "bounds")),
    ("elements", "elements.*", _without("open_when")),
    ("elements", "elements.*.met_when", _always),
    ("elements", "elements.*.open_when", _always),
    ("contradictions", "contradictions.*.about", _one_of("photo", "claim")),
    ("caps", "theories.*", _without("cap", "open_unless")),
    ("caps", "theories.*", _with("cap", "needs_review")),
    ("caps", "theories.*.cap", _neighbouring_outcomes),
    ("limits", "theories.*", _without("deadline")),
    ("limits", "theories.*.deadline", _one_fewer),
    ("limits", "theories.*.deadline", _limbs),
    ("limits", "theories.*.deadline.years", _years),
    ("limits", "theories.*.deadline.death_years", _years),
    ("limits", "theories.*.deadline.minority.age", _number),
    ("limits", "theories.*.deadline.minority.years", _years),
    ("limits", "theories.*.deadline.minority", _without("if_unknown")),
    ("limits", "theories.*.deadline.minority", _with("if_unknown", "open_end")),
    ("limits", "theories.*.deadline.*", _another_fact),
    ("limits", "theories.*.deadline.minority.born", _another_fact),
    ("pairs", "theories.*.pairs", _pairs),
    ("applies", "theories.*.applies.when", _always),
    ("elements", "theories.*.requires", _one_fewer),
    ("outcomes", "theories.*.outcomes", _items),
    ("outcomes", "theories.*.outcomes.*", _neighbouring_outcomes),
    ("outcomes", "theories.*.outcomes.*.*", _neighbouring_outcomes),
    ("holds", "theories.*.holds", _one_fewer),
    ("holds", "theories.*", _with_each("holds")),
    ("contradictions", "theories.*.contradictions", _one_fewer),
    ("contradictions", "theories.*", _with_each("contradictions")),
    ("notes", "theories.*.notes", _one_fewer),
    ("notes", "theories.*.notes.*", _without("when", "unknown")),
    ("result", "result", _one_fewer),
    ("result", "result", _swapped),
    ("result", "result.*", _without("when")),
    ("result", "result.*.best_of", _one_fewer),
    ("result", "result.*.best_of", _swapped),
    ("remarks", "remarks", _one_fewer),
    ("remarks", "remarks.*", _without("when")),
    ("remarks", "remarks.*.among", _one_fewer),
    ("remarks", "remarks.*.among", lambda value, _: iter((("with TX", [*value, "TX"]),))),
    ("remarks", "remarks.*.other_than", _one_fewer),
)
