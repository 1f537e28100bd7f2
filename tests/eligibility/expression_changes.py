"""Every small change of one expression: a comparison moved by one, a part left out, a word replaced."""

import ast
import copy
from collections.abc import Iterator

from eligibility.law import Ruleset
from eligibility.values import DateSpan, NumberSpan, Value

Changes = Iterator[tuple[str, str]]

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
            yield from (ast.Name(other) for other in _other_names(name, law))


def _other_names(name: str, law: Ruleset) -> Iterator[str]:
    """Another truth; for a day or number among the settings every other one."""
    yield from _OTHER_CONSTANTS.get(name, ())
    single = {key: type(value) for key, value in law.constants.items() if _is_single(value)}
    if name in single:
        yield from (other for other, kind in single.items() if kind is single[name] and other != name)


def _is_single(value: Value) -> bool:
    return isinstance(value, DateSpan | NumberSpan) and value.lo == value.hi


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
