"""The rule language: a small part of Python's syntax, read, checked against what is declared, made a tree.

Nothing is ever handed to Python's own evaluator: a permitted node becomes one of ours, any other is refused.
"""

import ast
import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from eligibility.facts import Kind
from eligibility.tree import All, Among, Call, Choice, Constant, Earlier, Named, Node, Not, Same, Some
from eligibility.values import Truth
from eligibility.vocabulary import FUNCTIONS, Argument

LONGEST = 1200
DEEPEST = 24
NAMED_ONLY = (Kind.WORD, Kind.PLACES, Kind.TEXT)
"""Kinds that nothing is worked out of: a fact has them, by its name."""
LARGEST = 10**15
STATE = re.compile(r"[A-Z]{2}", re.ASCII)
CONSTANTS = {"true": Truth.T, "false": Truth.F, "unknown": Truth.U}


class ExpressionError(ValueError):
    """An expression that is not of the language; the message says what and how to mend it."""


@dataclass(frozen=True, slots=True)
class Name:
    """What an expression may call by name: its kind and, for a word, the values it can take."""

    kind: Kind
    values: tuple[str, ...] = ()
    is_fact: bool = False
    is_fixed: bool = False
    """The same for every claim: a setting, or today."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked expression: its written form, its tree, the names and words in it."""

    text: str
    tree: Node
    names: frozenset[str]
    words: frozenset[str]

    @property
    def kind(self) -> Kind:
        return self.tree.kind


def compile_text(text: str, names: Mapping[str, Name], *, kind: Kind | None = None) -> Expression:
    """Read one expression over these names; ExpressionError when refused or not of the kind asked for."""
    body = _parse(text)
    reader = _Reader(names)
    tree = reader.visit(body)
    if kind is not None and not _fits(tree.kind, kind):
        raise ExpressionError(f"gives a {tree.kind}, where a {kind} is wanted")
    return Expression(ast.unparse(body), tree, frozenset(reader.names), frozenset(reader.words))


def _parse(text: str) -> ast.expr:
    if len(text) > LONGEST:
        raise ExpressionError(f"longer than {LONGEST} characters: split it into named tests")
    try:
        source = " ".join(text.split())
        body = ast.parse(source, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError(f"cannot be read: {getattr(error, 'msg', type(error).__name__)}") from None
    _check_depth(body)
    _check_letters(source, body)
    return body


def _check_depth(body: ast.expr) -> None:
    """Refuse deep nesting before anything walks the tree by recursion."""
    level: list[ast.AST] = [body]
    for _ in range(DEEPEST):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return
    raise ExpressionError(f"nested deeper than {DEEPEST}: split it into named tests")


def _check_letters(source: str, body: ast.expr) -> None:
    """Refuse a name in look-alike letters, which Python would read as the plain one."""
    names = (node for node in ast.walk(body) if isinstance(node, ast.Name))
    for name in names if not source.isascii() else ():
        if ast.get_source_segment(source, name) != name.id or not name.id.isascii():
            raise ExpressionError(f"{name.id!r} is not written in plain letters")


def _fits(found: Kind | str, wanted: Kind | str) -> bool:
    return found == wanted or (found is Kind.SURE and wanted is Kind.TRUTH)


class _Reader:
    """Turns the syntax tree into ours, checking kinds on the way."""

    def __init__(self, known: Mapping[str, Name]) -> None:
        self.known = known
        self.names: set[str] = set()
        self.words: set[str] = set()

    def visit(self, node: ast.expr) -> Node:
        match node:
            case ast.BoolOp():
                return self._logic(node)
            case ast.UnaryOp(op=ast.Not()):
                part = self._truth(node.operand)
                return Not(part.kind, part)
            case ast.Compare(ops=[operator], comparators=[right]):
                return self._compare(node.left, operator, right)
            case ast.IfExp():
                return self._choice(node)
            case ast.Call(func=ast.Name(id=name), keywords=[]):
                return self._call(name, node.args)
            case ast.Name(id=name):
                return self._name(name)
            case ast.Constant():
                return self._constant(node.value)
        what = type(node).__name__
        raise ExpressionError(f"{_shown(node)!r} is not allowed: {what} is not of the rule language")

    def _truth(self, node: ast.expr) -> Node:
        tree = self.visit(node)
        if not _fits(tree.kind, Kind.TRUTH):
            raise ExpressionError(f"{_shown(node)!r} is a {tree.kind}, not something true or false")
        return tree

    def _logic(self, node: ast.BoolOp) -> Node:
        parts = tuple(self._truth(value) for value in node.values)
        kind = Kind.SURE if all(part.kind is Kind.SURE for part in parts) else Kind.TRUTH
        return All(kind, parts) if isinstance(node.op, ast.And) else Some(kind, parts)

    def _choice(self, node: ast.IfExp) -> Node:
        test = self.visit(node.test)
        if test.kind is not Kind.SURE:
            condition = _shown(node.test)
            raise ExpressionError(
                f"the condition {condition!r} can be unknown: use certain(...) or possible(...)"
            )
        yes, no = self.visit(node.body), self.visit(node.orelse)
        if not (_fits(yes.kind, no.kind) or _fits(no.kind, yes.kind)):
            raise ExpressionError(f"gives a {yes.kind} or a {no.kind}: both must be of one kind")
        if no.kind in NAMED_ONLY:
            raise ExpressionError(f"gives a {no.kind}: choose between tests of it instead")
        return Choice(no.kind if yes.kind is Kind.SURE else yes.kind, test, yes, no)

    def _call(self, name: str, arguments: list[ast.expr]) -> Node:
        function = FUNCTIONS.get(name)
        if function is None:
            raise ExpressionError(f"there is no function {name!r}{_nearest(name, FUNCTIONS)}")
        if len(arguments) != len(function.takes):
            raise ExpressionError(f"{name} takes {len(function.takes)} values, not {len(arguments)}")
        taken = zip(function.takes, arguments, strict=True)
        return Call(function.gives, name, tuple(self._argument(name, wanted, one) for wanted, one in taken))

    def _argument(self, function: str, wanted: Kind | str, node: ast.expr) -> Node:
        tree = self.visit(node)
        if not isinstance(wanted, Kind):
            if not self._is(wanted, tree):
                raise ExpressionError(f"{function} takes {wanted}, not {_shown(node)!r}")
        elif not _fits(tree.kind, wanted):
            raise ExpressionError(f"{function} takes a {wanted}, and {_shown(node)!r} is a {tree.kind}")
        return tree

    def _is(self, wanted: str, tree: Node) -> bool:
        match wanted:
            case Argument.FACT:
                return self._is_fact(tree)
            case Argument.STATE:
                return isinstance(tree, Constant) and bool(STATE.fullmatch(str(tree.value)))
            case Argument.FIXED_NUMBER:
                return tree.kind is Kind.NUMBER and (isinstance(tree, Constant) or self._is_fixed(tree))
            case Argument.FIXED_DAY:
                return tree.kind is Kind.DAY and self._is_fixed(tree)
        return tree.kind not in NAMED_ONLY or self._is_fact(tree)

    def _is_fact(self, tree: Node) -> bool:
        return isinstance(tree, Named) and self.known[tree.name].is_fact

    def _is_fixed(self, tree: Node) -> bool:
        match tree:
            case Named(name=name):
                return self.known[name].is_fixed
            case Call(function="start" | "end"):
                return True
            case Call(function="day_before", arguments=(day,)):
                return self._is_fixed(day)
        return False

    def _name(self, name: str) -> Node:
        if name in CONSTANTS:
            constant = CONSTANTS[name]
            return Constant(Kind.TRUTH if constant is Truth.U else Kind.SURE, constant)
        if name not in self.known:
            raise ExpressionError(f"there is no {name!r}{_nearest(name, self.known)}")
        self.names.add(name)
        return Named(self.known[name].kind, name)

    def _constant(self, value: object) -> Node:
        if isinstance(value, str):
            self.words.add(value)
            return Constant(Kind.WORD, value)
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST:
            return Constant(Kind.NUMBER, value)
        raise ExpressionError(f"{str(value)[:40]!r} is not a word or a whole number up to {LARGEST}")

    def _compare(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> Node:
        first = self.visit(left)
        if isinstance(operator, ast.In | ast.NotIn):
            member = self._member(left, first, right)
            return member if isinstance(operator, ast.In) else Not(Kind.TRUTH, member)
        second = self.visit(right)
        if first.kind is not second.kind or first.kind not in (Kind.DAY, Kind.NUMBER, Kind.WORD):
            sides = f"{_shown(left)!r} is a {first.kind} and {_shown(right)!r} a {second.kind}"
            raise ExpressionError(f"{sides}: they cannot be compared")
        if first.kind is Kind.WORD:
            self._check_words(first, second)
        return _comparison(operator, first, second)

    def _member(self, left: ast.expr, word: Node, right: ast.expr) -> Node:
        if word.kind is not Kind.WORD or not isinstance(right, ast.Tuple | ast.List) or not right.elts:
            raise ExpressionError(f"{_shown(left)!r} can only be looked for in a list of words")
        words = []
        for item in right.elts:
            if not (isinstance(item, ast.Constant) and isinstance(item.value, str)):
                raise ExpressionError(f"{_shown(item)!r} is not a word in quotation marks")
            self._check_words(word, Constant(Kind.WORD, item.value))
            words.append(item.value)
        self.words.update(words)
        return Among(Kind.TRUTH, word, tuple(words))

    def _check_words(self, *sides: Node) -> None:
        """A fact is compared with a word that it can be, or with a fact that can be the same words."""
        facts = [side.name for side in sides if isinstance(side, Named) and self.known[side.name].is_fact]
        if not facts:
            raise ExpressionError("words are only compared with a fact")
        allowed = self.known[facts[0]].values
        if any(self.known[fact].values != allowed for fact in facts):
            raise ExpressionError(
                f"{facts[0]} and {facts[1]} are not words of one list: they cannot be compared"
            )
        for side in sides:
            if isinstance(side, Constant):
                _check_word(facts[0], allowed, str(side.value))


def _check_word(fact: str, allowed: tuple[str, ...], word: str) -> None:
    """A word that the fact can never be is a slip of the pen."""
    if allowed and word not in allowed:
        raise ExpressionError(f"{fact} is never {word!r}: it is one of {', '.join(allowed)}")
    if not allowed and not STATE.fullmatch(word):
        raise ExpressionError(f"{fact} is never {word!r}: it is a two-letter state such as IL")


def _comparison(operator: ast.cmpop, first: Node, second: Node) -> Node:
    match operator:
        case ast.Eq():
            return Same(Kind.TRUTH, first, second)
        case ast.NotEq():
            return Not(Kind.TRUTH, Same(Kind.TRUTH, first, second))
    if first.kind is Kind.WORD:
        raise ExpressionError("words have no order: use ==, != or in")
    match operator:
        case ast.Lt() | ast.LtE():
            return Earlier(Kind.TRUTH, first, second, or_same=isinstance(operator, ast.LtE))
        case ast.Gt() | ast.GtE():
            return Earlier(Kind.TRUTH, second, first, or_same=isinstance(operator, ast.GtE))
    raise ExpressionError(f"{type(operator).__name__} is not of the rule language")


def _shown(node: ast.AST) -> str:
    return ast.unparse(node)[:60]


def _nearest(name: str, known: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"; did you mean {near[0]!r}?" if near else ""
