"""The rule language: a small part of Python's syntax, read, checked against what is declared, and compiled.

Nothing is ever handed to Python's own evaluator: a permitted node becomes a closure, any other is refused.
"""

import ast
import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from eligibility.facts import Kind
from eligibility.values import Missing, NumberSpan, Truth, Value
from eligibility.vocabulary import FUNCTIONS, Argument, Scope, earlier, same

LONGEST = 1200
DEEPEST = 24
LARGEST = 10**15
CONSTANTS = {"true": Truth.T, "false": Truth.F, "unknown": Truth.U}

Run = Callable[[Scope], Value]


class ExpressionError(ValueError):
    """An expression that is not of the language; the message says what and how to mend it."""


@dataclass(frozen=True, slots=True)
class Name:
    """What an expression may call by name: its kind and, for a word, the values it can take."""

    kind: Kind
    values: tuple[str, ...] = ()
    is_fact: bool = False


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked expression: its written form, its kind, how to work it out, the names and words in it."""

    text: str
    kind: Kind
    run: Run
    names: frozenset[str]
    words: frozenset[str]

    def truth(self, scope: Scope) -> Truth:
        """Its value where the kind is truth or sure."""
        value = self.run(scope)
        assert isinstance(value, Truth)  # noqa: S101  (the kind was checked when it was compiled)
        return value


def compile_text(text: str, names: Mapping[str, Name], *, kind: Kind | None = None) -> Expression:
    """Read one expression over these names; ExpressionError when refused or not of the kind asked for."""
    body = _parse(text)
    compiler = _Compiler(names)
    found, run = compiler.visit(body)
    if kind is not None and not _fits(found, kind):
        raise ExpressionError(f"gives a {found}, where a {kind} is wanted")
    return Expression(ast.unparse(body), found, run, frozenset(compiler.names), frozenset(compiler.words))


def _parse(text: str) -> ast.expr:
    if len(text) > LONGEST:
        raise ExpressionError(f"longer than {LONGEST} characters: split it into named tests")
    try:
        body = ast.parse(" ".join(text.split()), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError(f"cannot be read: {getattr(error, 'msg', type(error).__name__)}") from None
    _check_depth(body)
    return body


def _check_depth(body: ast.expr) -> None:
    """Refuse deep nesting before anything walks the tree by recursion."""
    level: list[ast.AST] = [body]
    for _ in range(DEEPEST):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return
    raise ExpressionError(f"nested deeper than {DEEPEST}: split it into named tests")


def _fits(found: Kind | str, wanted: Kind | str) -> bool:
    return found == wanted or wanted == Argument.ANY or (found is Kind.SURE and wanted is Kind.TRUTH)


class _Compiler:
    """Turns the syntax tree into closures, checking kinds on the way."""

    def __init__(self, known: Mapping[str, Name]) -> None:
        self.known = known
        self.names: set[str] = set()
        self.words: set[str] = set()

    def visit(self, node: ast.expr) -> tuple[Kind, Run]:
        match node:
            case ast.BoolOp():
                return self._logic(node)
            case ast.UnaryOp(op=ast.Not()):
                return self._not(node.operand)
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

    def _truth(self, node: ast.expr) -> tuple[Kind, Run]:
        kind, run = self.visit(node)
        if not _fits(kind, Kind.TRUTH):
            raise ExpressionError(f"{_shown(node)!r} is a {kind}, not something true or false")
        return kind, run

    def _logic(self, node: ast.BoolOp) -> tuple[Kind, Run]:
        parts = [self._truth(value) for value in node.values]
        kind = Kind.SURE if all(found is Kind.SURE for found, _ in parts) else Kind.TRUTH
        runs = tuple(run for _, run in parts)
        pick = min if isinstance(node.op, ast.And) else max
        # A list, not a generator cut short: every part is worked out, so that every part can be explained.
        return kind, lambda scope: pick([run(scope) for run in runs], key=_rank)

    def _not(self, operand: ast.expr) -> tuple[Kind, Run]:
        kind, run = self._truth(operand)
        return kind, lambda scope: ~_as_truth(run(scope))

    def _choice(self, node: ast.IfExp) -> tuple[Kind, Run]:
        kind, test = self.visit(node.test)
        if kind is not Kind.SURE:
            condition = _shown(node.test)
            raise ExpressionError(
                f"the condition {condition!r} can be unknown: use certain(...) or possible(...)"
            )
        yes_kind, yes = self.visit(node.body)
        no_kind, no = self.visit(node.orelse)
        if not (_fits(yes_kind, no_kind) or _fits(no_kind, yes_kind)):
            raise ExpressionError(f"gives a {yes_kind} or a {no_kind}: both must be of one kind")
        wider = no_kind if yes_kind is Kind.SURE else yes_kind
        return wider, lambda scope: yes(scope) if test(scope) is Truth.T else no(scope)

    def _call(self, name: str, arguments: list[ast.expr]) -> tuple[Kind, Run]:
        function = FUNCTIONS.get(name)
        if function is None:
            raise ExpressionError(f"there is no function {name!r}{_nearest(name, FUNCTIONS)}")
        if len(arguments) != len(function.takes):
            raise ExpressionError(f"{name} takes {len(function.takes)} values, not {len(arguments)}")
        runs = tuple(
            self._argument(name, wanted, argument)
            for wanted, argument in zip(function.takes, arguments, strict=True)
        )
        work = function.run
        return function.gives, lambda scope: work(scope, *(run(scope) for run in runs))

    def _argument(self, function: str, wanted: Kind | str, node: ast.expr) -> Run:
        if wanted == Argument.FACT:
            if not (isinstance(node, ast.Name) and node.id in self.known and self.known[node.id].is_fact):
                raise ExpressionError(f"{function} takes the name of a fact, not {_shown(node)!r}")
            self.names.add(node.id)
            fact = node.id
            return lambda scope: fact
        kind, run = self.visit(node)
        if not _fits(kind, wanted):
            raise ExpressionError(f"{function} takes a {wanted}, and {_shown(node)!r} is a {kind}")
        return run

    def _name(self, name: str) -> tuple[Kind, Run]:
        if name in CONSTANTS:
            constant = CONSTANTS[name]
            return Kind.TRUTH if constant is Truth.U else Kind.SURE, lambda scope: constant
        if name not in self.known:
            raise ExpressionError(f"there is no {name!r}{_nearest(name, self.known)}")
        self.names.add(name)
        return self.known[name].kind, lambda scope: scope.value(name)

    def _constant(self, value: object) -> tuple[Kind, Run]:
        if isinstance(value, str):
            word = value
            self.words.add(word)
            return Kind.WORD, lambda scope: word
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST:
            number = NumberSpan(value, value)
            return Kind.NUMBER, lambda scope: number
        raise ExpressionError(f"{str(value)[:40]!r} is not a word or a whole number up to {LARGEST}")

    def _compare(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> tuple[Kind, Run]:
        kind, first = self.visit(left)
        if isinstance(operator, ast.In | ast.NotIn):
            member = self._member(left, kind, first, right)
            return Kind.TRUTH, member if isinstance(operator, ast.In) else (lambda scope: ~member(scope))
        other, second = self.visit(right)
        if kind is not other or kind not in (Kind.DAY, Kind.NUMBER, Kind.WORD):
            sides = f"{_shown(left)!r} is a {kind} and {_shown(right)!r} a {other}"
            raise ExpressionError(f"{sides}: they cannot be compared")
        self._check_word(left, right)
        self._check_word(right, left)
        return Kind.TRUTH, _comparison(operator, kind, first, second)

    def _member(self, left: ast.expr, kind: Kind, first: Run, right: ast.expr) -> Callable[[Scope], Truth]:
        if kind is not Kind.WORD or not isinstance(right, ast.Tuple | ast.List) or not right.elts:
            raise ExpressionError(f"{_shown(left)!r} can only be looked for in a list of words")
        words = []
        for item in right.elts:
            if not (isinstance(item, ast.Constant) and isinstance(item.value, str)):
                raise ExpressionError(f"{_shown(item)!r} is not a word in quotation marks")
            self._check_word(left, item)
            words.append(item.value)

        def member(scope: Scope) -> Truth:
            value = first(scope)
            return max((same(value, word) for word in words), key=_rank)

        return member

    def _check_word(self, name: ast.expr, literal: ast.expr) -> None:
        """A word that the fact can never be is a slip of the pen."""
        if not (isinstance(name, ast.Name) and isinstance(literal, ast.Constant)):
            return
        allowed = self.known[name.id].values if name.id in self.known else ()
        if allowed and literal.value not in allowed:
            raise ExpressionError(f"{name.id} is never {literal.value!r}: it is one of {', '.join(allowed)}")


def _comparison(operator: ast.cmpop, kind: Kind, first: Run, second: Run) -> Run:
    match operator:
        case ast.Eq():
            return lambda scope: same(first(scope), second(scope))
        case ast.NotEq():
            return lambda scope: ~same(first(scope), second(scope))
    if kind is Kind.WORD:
        raise ExpressionError("words have no order: use ==, != or in")
    match operator:
        case ast.Lt():
            return lambda scope: earlier(scope, first(scope), second(scope), or_same=False)
        case ast.LtE():
            return lambda scope: earlier(scope, first(scope), second(scope), or_same=True)
        case ast.Gt():
            return lambda scope: earlier(scope, second(scope), first(scope), or_same=False)
        case ast.GtE():
            return lambda scope: earlier(scope, second(scope), first(scope), or_same=True)
    raise ExpressionError(f"{type(operator).__name__} is not of the rule language")


def _rank(value: Value) -> int:
    return _as_truth(value).rank


def _as_truth(value: Value) -> Truth:
    return value if isinstance(value, Truth) else Truth.U if value is Missing.UNKNOWN else Truth.F


def _shown(node: ast.AST) -> str:
    return ast.unparse(node)[:60]


def _nearest(name: str, known: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"; did you mean {near[0]!r}?" if near else ""
