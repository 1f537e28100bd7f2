"""What is concluded of a claim beside its theories: which of them make the result, and remarks in words."""

from collections.abc import Collection, Iterator

from eligibility.document import Entry
from eligibility.drafting import Draft
from eligibility.expression import Expression
from eligibility.facts import Kind
from eligibility.law import Remark, ResultRule
from eligibility.reading import Reading
from eligibility.residence import SOMEWHERE
from eligibility.values import Truth


def read_result(draft: Draft, entry: Entry, theories: Collection[str]) -> tuple[ResultRule, ...]:
    """A list of theories, or lines of which the first whose condition holds names them."""
    lines = entry.listed()
    if not lines:
        raise entry.error("no theory is named: write a list of theories, or lines with 'best_of'")
    if all(isinstance(line.content, str) for line in lines):
        return (ResultRule(None, tuple(line.choice(*theories) for line in lines)),)
    found = []
    for line in lines:
        parts = line.fields(required=("best_of",), optional=("when",))
        if ("when" in parts) == (line is lines[-1]):
            raise line.error("every line but the last has a 'when', the last has none")
        names = tuple(item.choice(*theories) for item in parts["best_of"].listed())
        if not names:
            raise parts["best_of"].error("no theory is named: name at least one")
        found.append(ResultRule(_condition(draft, parts.get("when")), names))
    return tuple(found)


def read_remarks(draft: Draft, entry: Entry | None) -> tuple[Remark, ...]:
    """Lines said of the places lived in."""
    return tuple(_remark(draft, item) for item in entry.listed()) if entry else ()


def _remark(draft: Draft, entry: Entry) -> Remark:
    parts = entry.fields(required=("places", "says"), optional=("among", "other_than", "when"))
    places = parts["places"].text()
    if places not in draft.facts or draft.facts[places].kind is not Kind.PLACES:
        raise parts["places"].error(f"{places!r} must name a fact that is places")
    if ("among" in parts) == ("other_than" in parts):
        raise entry.error("name the places either by 'among' or by 'other_than'")
    return Remark(
        places=places,
        among=parts["among"].texts() if "among" in parts else (),
        other_than=parts["other_than"].texts() if "other_than" in parts else (),
        when=_condition(draft, parts.get("when")),
        says=parts["says"].text(),
    )


def _condition(draft: Draft, entry: Entry | None) -> Expression | None:
    """Something certain of the person: photos may differ, and no one of them speaks for the claim."""
    if entry is None:
        return None
    when = draft.expression(entry, kind=Kind.SURE)
    for name in draft.facts_of(when):
        if draft.facts[name].of != "person":
            raise entry.error(f"{name!r} is of a photo: only facts of the person count here")
    return when


def candidates(reading: Reading) -> tuple[str, ...]:
    """The theories of which the best makes the result."""
    rules = zip(reading.ruleset.result, reading.rules.results, strict=True)
    return next(rule.best_of for rule, when in rules if reading.worth(when) is Truth.T)


def remarks(reading: Reading) -> Iterator[str]:
    """Each remark once for each place it is said of, in the order of the remarks."""
    for remark, when in zip(reading.ruleset.remarks, reading.rules.remarks, strict=True):
        if reading.worth(when) is Truth.T:
            yield from (f"{place}: {remark.says}" for place in _places(reading, remark))


def _places(reading: Reading, remark: Remark) -> list[str]:
    lived_in = reading.value(remark.places)
    if not isinstance(lived_in, tuple):
        return []
    named = dict.fromkeys(stay.place for stay in lived_in if stay.place != SOMEWHERE)
    return [
        place
        for place in named
        if place in remark.among or (remark.other_than and place not in remark.other_than)
    ]
