"""Every small change of a rule set's text that could alter the law it states: the mutants."""

import ast
import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fnmatch import fnmatchcase

import yaml

from eligibility.facts import Kind
from eligibility.law import OUTCOMES, Ruleset

Plain = str | list["Plain"] | dict[str, "Plain"]
EXPRESSIONS = ("is", "when", "met_when", "open_when", "open_unless", "event_counts")
"""Names under which a rule set holds an expression; a test says when another is missing here."""

_SWAPS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_OTHER_CALLS = {"certain": "possible", "possible": "certain", "start": "end", "end": "start"}
_UNWRAPPED = ("certain", "possible", "day_before")
_ALWAYS = ("known", "proven")
_OTHER_CONSTANTS = {"true": ("false",), "false": ("true",), "unknown": ("true", "false")}


@dataclass(frozen=True, slots=True)
class Place:
    """A value in the text: its path from the top, its line, and where it begins and ends."""

    path: str
    line: int
    first: int
    last: int
    value: Plain


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of the text; no two mutants have one name."""

    name: str
    path: str
    line: int
    first: int
    last: int
    replacement: str

    def text(self, source: str) -> str:
        return source[: self.first] + self.replacement + source[self.last :]


def mutants(source: str, law: Ruleset) -> list[Mutant]:
    """Every mutant of a rule set's text, in the order of the text."""
    seen: dict[str, int] = {}
    made = []
    for place in places(source):
        for what, value in changes(place, law):
            name = f"{place.path} | {what}"
            seen[name] = seen.get(name, 0) + 1
            label = name if seen[name] == 1 else f"{name} #{seen[name]}"
            made.append(Mutant(label, place.path, place.line, place.first, place.last, written(value)))
    return made


def written(value: Plain) -> str:
    """A value as it can stand anywhere in the document."""
    return json.dumps(value, ensure_ascii=False)


def places(source: str) -> list[Place]:
    """Every value of the document, outermost first."""
    top = yaml.compose(source, yaml.SafeLoader)
    assert top is not None, "an empty document"
    return list(_places(source, top, ""))


def _places(source: str, node: yaml.Node, path: str) -> Iterator[Place]:
    first, end = node.start_mark.index, node.end_mark.index
    # The end of a block is the beginning of what follows it: the white space between stays.
    last = first + len(source[first:end].rstrip())
    yield Place(path, node.start_mark.line + 1, first, last, _plain(node))
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _places(source, value, f"{path}.{key.value}" if path else key.value)
    elif isinstance(node, yaml.SequenceNode):
        for place, item in enumerate(node.value, start=1):
            yield from _places(source, item, f"{path}.{place}")


def _plain(node: yaml.Node) -> Plain:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return " ".join(str(node.value).split())


Changes = Iterator[tuple[str, Plain]]


def changes(place: Place, law: Ruleset) -> Changes:
    """The values to put in a place instead, each with words for it."""
    name = place.path.rpartition(".")[2]
    if name in EXPRESSIONS and isinstance(place.value, str):
        yield from expressions(place.value, law)
    for pattern, change in _BY_PATH:
        if fnmatchcase(place.path, pattern) and place.path.count(".") == pattern.count("."):
            yield from change(place.value, law)


def expressions(text: str, law: Ruleset) -> Changes:
    """The expression with one node of its tree changed."""
    tree = ast.parse(text, mode="eval").body
    if isinstance(tree, ast.Name) and tree.id not in _OTHER_CONSTANTS:
        yield f"{tree.id} → not {tree.id}", f"not {tree.id}"
    for node in ast.walk(tree):
        for other in _others(node, law):
            yield f"{ast.unparse(node)} → {ast.unparse(other)}", ast.unparse(_replaced(tree, node, other))


def _replaced(tree: ast.expr, node: ast.AST, other: ast.expr) -> ast.expr:
    """A copy of the tree with one node replaced."""
    place = list(ast.walk(tree)).index(node)
    whole = ast.Expression(copy.deepcopy(tree))
    target = list(ast.walk(whole.body))[place]

    class Replace(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return other if node is target else self.generic_visit(node)

    changed = Replace().visit(whole)
    assert isinstance(changed, ast.Expression)
    return changed.body


def _others(node: ast.AST, law: Ruleset) -> Iterator[ast.expr]:
    match node:
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
            for place in range(len(values)):
                rest = values[:place] + values[place + 1 :]
                yield rest[0] if len(rest) == 1 else ast.BoolOp(op, rest)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            yield from (ast.Compare(left, [swap()], [right]) for swap in _SWAPS[type(op)])
            yield from (ast.Compare(left, [op], [other]) for other in _other_words(left, right, law))
        case ast.IfExp(body=body, orelse=orelse):
            yield from (body, orelse)
        case ast.Call(func=ast.Name(id=name), args=arguments):
            yield from _other_calls(name, arguments)
        case ast.Constant(value=int(number)):
            yield from (ast.Constant(number + 1), ast.Constant(number - 1))
        case ast.Name(id=name):
            yield from (ast.Name(other) for other in _OTHER_CONSTANTS.get(name, ()))


def _other_calls(name: str, arguments: list[ast.expr]) -> Iterator[ast.expr]:
    if name in _OTHER_CALLS:
        yield ast.Call(ast.Name(_OTHER_CALLS[name]), arguments, [])
    if name in _UNWRAPPED:
        yield arguments[0]
    if name in _ALWAYS:
        yield ast.Name("true")
    if name in ("between", "period"):
        first, last = arguments
        yield ast.Call(ast.Name(name), [first, first], [])
        yield ast.Call(ast.Name(name), [last, last], [])
    match arguments:
        case [ast.Constant(value=str(place)), *rest]:
            other = "TX" if place != "TX" else "IL"
            yield ast.Call(ast.Name(name), [ast.Constant(other), *rest], [])


def _other_words(left: ast.expr, right: ast.expr, law: Ruleset) -> Iterator[ast.expr]:
    """A word compared with, replaced; a list of words with one taken away or replaced."""
    match right:
        case ast.Constant(value=str(word)):
            yield ast.Constant(_another(left, (word,), law))
        case ast.Tuple(elts=items) | ast.List(elts=items):
            words = tuple(str(item.value) for item in items if isinstance(item, ast.Constant))
            other = ast.Constant(_another(left, words, law))
            for place in range(len(items)):
                rest = items[:place] + items[place + 1 :]
                if rest:
                    yield ast.Tuple(rest, ast.Load())
                yield ast.Tuple([*items[:place], other, *items[place + 1 :]], ast.Load())


def _another(left: ast.expr, words: tuple[str, ...], law: Ruleset) -> str:
    """A word that the fact can be, other than these; where any state can stand, Texas or Illinois."""
    fact = law.facts.get(left.id) if isinstance(left, ast.Name) else None
    allowed = fact.values if fact and fact.values else ("TX", "IL", "WA")
    return next((word for word in allowed if word not in words), words[0])


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


def _value(value: Plain, law: Ruleset) -> Changes:
    """A setting: a day a day off, a number one off, each end of a period, a list with one fewer."""
    if isinstance(value, dict):
        for end, day in value.items():
            for what, other in _value(day, law):
                yield f"{end} {what}", {**value, end: other}
    elif isinstance(value, list):
        yield from _one_fewer(value, law)
    elif "-" in value:
        for days in (1, -1):
            other_day = (date.fromisoformat(value) + timedelta(days=days)).isoformat()
            yield f"{value} → {other_day}", other_day
    else:
        yield from _number(value, law)


def _number(value: Plain, _: Ruleset) -> Changes:
    assert isinstance(value, str)
    number = int(value.replace(",", "").replace("_", ""))
    yield from ((f"{number} → {other}", str(other)) for other in (number + 1, number - 1))


def _one_of(*allowed: str) -> Callable[[Plain, Ruleset], Changes]:
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


def _without(*names: str) -> Callable[[Plain, Ruleset], Changes]:
    def change(value: Plain, _: Ruleset) -> Changes:
        if isinstance(value, dict):
            for name in names:
                if name in value:
                    yield f"without {name}", {key: item for key, item in value.items() if key != name}

    return change


def _always(value: Plain, _: Ruleset) -> Changes:
    if value != "true":
        yield "true", "true"


def _default(value: Plain, law: Ruleset) -> Changes:
    """A fact without its default, or with another."""
    if not isinstance(value, dict) or "default" not in value:
        return
    yield "without default", {key: item for key, item in value.items() if key != "default"}
    default = str(value["default"])
    words = value.get("values", [])
    others = {
        Kind.TRUTH: "yes" if default == "no" else "no",
        Kind.NUMBER: str(int(default) + 1) if default.isdigit() else "",
        Kind.WORD: next((word for word in words if isinstance(word, str) and word != default), ""),
    }
    if other := others.get(Kind(str(value["kind"]))):
        yield f"default {default} → {other}", {**value, "default": other}


_BY_PATH: tuple[tuple[str, Callable[[Plain, Ruleset], Changes]], ...] = (
    ("settings.*.value", _value),
    ("settings.defendants.value.*.type", _one_of("private", "state_agency", "private_univ", "unknown")),
    ("settings.defendants.value.*.illinois_conduct", _one_of("T", "U", "F")),
    ("facts.*", _default),
    ("elements.*", _without("open_when")),
    ("elements.*.met_when", _always),
    ("elements.*.open_when", _always),
    ("contradictions.*.about", _one_of("photo", "claim")),
    ("theories.*", _without("cap", "open_unless", "deadline")),
    ("theories.*.pairs", _pairs),
    ("theories.*.applies.when", _always),
    ("theories.*.requires", _one_fewer),
    ("theories.*.outcomes", _items),
    ("theories.*.outcomes.*", _neighbouring_outcomes),
    ("theories.*.outcomes.*.*", _neighbouring_outcomes),
    ("theories.*.cap", _neighbouring_outcomes),
    ("theories.*.holds", _one_fewer),
    ("theories.*.contradictions", _one_fewer),
    ("theories.*.deadline", _one_fewer),
    ("theories.*.deadline.minority.age", _number),
    ("theories.*.notes.*", _without("when")),
    ("result", _one_fewer),
    ("result", _swapped),
    ("result.*", _without("when")),
    ("result.*.best_of", _one_fewer),
    ("result.*.best_of", _swapped),
)
