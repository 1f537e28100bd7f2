"""A rule set's trees written for another engine: each truth as two plain ones, "certainly" and "possibly".

No peer has three values that mean what ours do, so each gets the two truths of an interval, in its own words.
This is a second statement of what the nodes mean, on purpose: a port is timed only after it agrees with ours.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from eligibility.daycount import number
from eligibility.facts import Declaration, Kind
from eligibility.law import Element, Ruleset, Theory
from eligibility.rows import word_code
from eligibility.tree import All, Among, Call, Choice, Constant, Earlier, Named, Node, Not, Same, Some
from eligibility.values import DateSpan, NumberSpan, Truth

Handle = Any
"""Something of the peer's own; or a bool or int of Python where the value is settled already."""


class Unportable(Exception):
    """What this exporter does not know how to say to a peer."""


@dataclass(frozen=True, slots=True)
class Sides:
    """A truth: does it hold on every reading, does it hold on some? One handle twice where never unknown."""

    certain: Handle
    possible: Handle

    @property
    def is_sure(self) -> bool:
        return self.certain is self.possible


ALWAYS = Sides(True, True)


@dataclass(frozen=True, slots=True)
class Span:
    """A day or number: its ends, and whether it is at all."""

    lo: Handle
    hi: Handle
    is_: Sides = ALWAYS


class Writer(Protocol):
    """The words of a peer."""

    def truth(self, column: str) -> Sides:
        """A column of 0, 1 and 2."""

    def number(self, column: str) -> Handle: ...

    def at_most(self, first: Handle, second: Handle) -> Handle: ...

    def below(self, first: Handle, second: Handle) -> Handle: ...

    def among(self, code: Handle, codes: tuple[int, ...]) -> Handle: ...

    def both(self, parts: list[Handle]) -> Handle: ...

    def either(self, parts: list[Handle]) -> Handle: ...

    def negated(self, part: Handle) -> Handle: ...

    def choose(self, test: Handle, yes: Handle, no: Handle) -> Handle:
        """One of two numbers."""

    def larger(self, first: Handle, second: Handle) -> Handle: ...

    def keep(self, name: str, found: Sides) -> Sides:
        """Give a truth a name under which later ones, and the caller, find it."""

    def keep_number(self, name: str, found: Handle) -> Handle: ...


@dataclass(slots=True)
class Walk:
    """The steps written so far, as of a day by number; every named test is worked out once."""

    ruleset: Ruleset
    writer: Writer
    as_of: int
    every_test: bool = True
    """Also those that no outcome rests on: a trace shows them all the same."""
    done: dict[str, Sides | Span] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)

    def keep(self, name: str, found: Sides) -> Sides:
        self.kept.append(name)
        return self.writer.keep(name, found)

    # Truths

    def both(self, parts: Iterable[Handle]) -> Handle:
        return self._joined(parts, stop=False, write=self.writer.both)

    def either(self, parts: Iterable[Handle]) -> Handle:
        return self._joined(parts, stop=True, write=self.writer.either)

    @staticmethod
    def _joined(parts: Iterable[Handle], *, stop: bool, write: Callable[[list[Handle]], Handle]) -> Handle:
        left = list({id(part): part for part in parts if part is not (not stop)}.values())
        if any(part is stop for part in left):
            return stop
        return (not stop) if not left else left[0] if len(left) == 1 else write(left)

    def negated(self, part: Handle) -> Handle:
        return not part if isinstance(part, bool) else self.writer.negated(part)

    def all_of(self, parts: list[Sides]) -> Sides:
        certain = self.both(part.certain for part in parts)
        sure = all(part.is_sure for part in parts)
        return Sides(certain, certain if sure else self.both(part.possible for part in parts))

    def some_of(self, parts: list[Sides]) -> Sides:
        certain = self.either(part.certain for part in parts)
        sure = all(part.is_sure for part in parts)
        return Sides(certain, certain if sure else self.either(part.possible for part in parts))

    def flipped(self, part: Sides) -> Sides:
        certain = self.negated(part.possible)
        return Sides(certain, certain if part.is_sure else self.negated(part.certain))

    # Days and numbers

    def at_most(self, first: Handle, second: Handle) -> Handle:
        if isinstance(first, int) and isinstance(second, int):
            return first <= second
        return self.writer.at_most(first, second)

    def below(self, first: Handle, second: Handle) -> Handle:
        if isinstance(first, int) and isinstance(second, int):
            return first < second
        return self.writer.below(first, second)

    def choose(self, test: Handle, yes: Handle, no: Handle) -> Handle:
        if isinstance(test, bool):
            return yes if test else no
        return yes if yes is no else self.writer.choose(test, yes, no)

    # Names

    def named(self, name: str) -> Sides | Span:
        if name not in self.done:
            self.done[name] = self._named(name)
        return self.done[name]

    def _named(self, name: str) -> Sides | Span:
        if name in self.ruleset.facts:
            return self._fact(self.ruleset.facts[name])
        if name == "as_of":
            return Span(self.as_of, self.as_of)
        if name in self.ruleset.constants:
            return _constant(self.ruleset.constants[name])
        if name not in self.ruleset.tests:
            raise Unportable(name)
        found = self.value(self.ruleset.tests[name].expression.tree)
        if isinstance(found, Sides):
            return self.keep(name, found)
        lo, hi = self._kept_number(f"{name}_lo", found.lo), self._kept_number(f"{name}_hi", found.hi)
        return Span(lo, hi, found.is_)

    def _kept_number(self, name: str, found: Handle) -> Handle:
        return found if isinstance(found, int) else self.writer.keep_number(name, found)

    def _fact(self, fact: Declaration) -> Sides | Span:
        if fact.kind is Kind.TRUTH:
            return self.writer.truth(fact.name)
        if fact.kind not in (Kind.DAY, Kind.NUMBER):
            raise Unportable(f"{fact.name}, a {fact.kind}, by itself")
        is_ = self.writer.truth(f"{fact.name}.is")
        lo, hi = self.writer.number(f"{fact.name}.lo"), self.writer.number(f"{fact.name}.hi")
        if fact.bounds:
            first, last = (self.as_of if day is None else number(day) for day in fact.bounds)
            lo, hi = self.choose(is_.certain, lo, first), self.choose(is_.certain, hi, last)
        return Span(lo, hi, is_ if fact.may_be_none else Sides(is_.certain, True))

    # Nodes

    def truth(self, node: Node) -> Sides:
        found = self.value(node)
        assert isinstance(found, Sides)
        return found

    def span(self, node: Node) -> Span:
        found = self.value(node)
        assert isinstance(found, Span)
        return found

    def value(self, node: Node) -> Sides | Span:
        match node:
            case Constant(value=Truth() as truth):
                return Sides(truth is Truth.T, truth is not Truth.F)
            case Constant(value=int(count)):
                return Span(count, count)
            case Named(name=name):
                return self.named(name)
            case All(parts=parts):
                return self.all_of([self.truth(part) for part in parts])
            case Some(parts=parts):
                return self.some_of([self.truth(part) for part in parts])
            case Not(part=part):
                return self.flipped(self.truth(part))
            case Choice():
                return self._choice(node)
            case Earlier() | Same() | Among():
                return self._compared(node)
            case Call(function=function, arguments=arguments):
                return self._call(function, *arguments)
        raise Unportable(repr(node))

    def _choice(self, node: Choice) -> Sides | Span:
        test, yes, no = self.truth(node.test).certain, self.value(node.yes), self.value(node.no)
        if isinstance(yes, Sides) and isinstance(no, Sides):
            return self._chosen(test, yes, no)
        assert isinstance(yes, Span)
        assert isinstance(no, Span)
        lo, hi = self.choose(test, yes.lo, no.lo), self.choose(test, yes.hi, no.hi)
        return Span(lo, hi, self._chosen(test, yes.is_, no.is_))

    def _chosen(self, test: Handle, yes: Sides, no: Sides) -> Sides:
        other = self.negated(test)

        def side(this: Handle, that: Handle) -> Handle:
            if this is that:
                return this
            return self.either((self.both((test, this)), self.both((other, that))))

        certain = side(yes.certain, no.certain)
        sure = yes.is_sure and no.is_sure
        return Sides(certain, certain if sure else side(yes.possible, no.possible))

    def _compared(self, node: Earlier | Same | Among) -> Sides:
        if isinstance(node, Among):
            return self._among(node.word, node.words)
        if node.first.kind is Kind.WORD:
            words = (node.first, node.second)
            literal = next(one for one in words if isinstance(one, Constant))
            return self._among(next(one for one in words if one is not literal), (str(literal.value),))
        first, second = self.span(node.first), self.span(node.second)
        if isinstance(node, Same):
            found = Sides(
                self.both((self.at_most(first.hi, second.lo), self.at_most(second.hi, first.lo))),
                self.both((self.at_most(first.lo, second.hi), self.at_most(second.lo, first.hi))),
            )
        else:
            less = self.at_most if node.or_same else self.below
            found = Sides(less(first.hi, second.lo), less(first.lo, second.hi))
        there = Sides(*(self.both((first.is_.possible, second.is_.possible)),) * 2)
        return self.all_of([there, found])

    def _among(self, word: Node, words: tuple[str, ...]) -> Sides:
        assert isinstance(word, Named)
        values = self.ruleset.facts[word.name].values
        code = self.writer.number(word.name)
        codes = tuple(sorted({word_code(values, one) for one in words}))
        if values and len(codes) == len(values):
            raise Unportable(f"every word of {word.name}")
        return Sides(self.writer.among(code, codes), self.writer.among(code, (0, *codes)))

    def _call(self, function: str, *arguments: Node) -> Sides | Span:
        match function:
            case "certain":
                found = self.truth(arguments[0])
                return Sides(found.certain, found.certain)
            case "possible":
                found = self.truth(arguments[0])
                return Sides(found.possible, found.possible)
            case "known":
                return self._known(arguments[0])
            case "proven":
                proven = self.writer.truth(f"{_name(arguments[0])}.proven").certain
                return Sides(proven, proven)
            case "given":
                return self.span(arguments[0]).is_
            case "turned":
                return self._turned(*arguments)
            case "resident_on":
                return self._lived(*arguments, throughout=True)
            case "resident_during":
                return self._lived(*arguments, throughout=False)
        return self._days(function, *(self.span(one) for one in arguments))

    def _days(self, function: str, first: Span, *others: Span) -> Span:
        match function:
            case "start":
                return Span(first.lo, first.lo)
            case "end":
                return Span(first.hi, first.hi)
            case "between" | "period":
                last = others[0]
                numbers = isinstance(first.lo, int) and isinstance(last.hi, int)
                hi = max(first.lo, last.hi) if numbers else self.writer.larger(first.lo, last.hi)
                return Span(first.lo, hi, self.all_of([first.is_, last.is_]))
            case "day_before" if isinstance(first.lo, int) and isinstance(first.hi, int):
                return Span(first.lo - 1, first.hi - 1, first.is_)
        raise Unportable(function)

    def _known(self, node: Node) -> Sides:
        if node.kind is Kind.WORD:
            known = self.negated(self.writer.among(self.writer.number(_name(node)), (0,)))
            return Sides(known, known)
        found = self.value(node)
        sides = found if isinstance(found, Sides) else found.is_
        if sides.is_sure:
            return ALWAYS
        known = self.either((sides.certain, self.negated(sides.possible)))
        return Sides(known, known)

    def _turned(self, age: Node, born: Node, on: Node) -> Sides:
        """The birthday is handed to the peers ready made: none of them counts years as the law does."""
        years, fact, day = self.span(age).lo, _name(born), self.span(on)
        late = self.writer.number(f"{fact}.hi+{years}")
        early = self.writer.number(f"{fact}.lo+{years}")
        return Sides(self.at_most(late, day.lo), self.at_most(early, day.hi))

    def _lived(self, place: Node, stays: Node, when: Node, *, throughout: bool) -> Sides:
        """Only for one line of residence in the place: its days are handed over ready made."""
        assert isinstance(place, Constant)
        day, fact = self.span(when), _name(stays)
        ends = [self.writer.number(f"{fact}.{place.value}.{end}") for end in LIVED]
        first, last = (day.hi, day.lo) if throughout else (day.lo, day.hi)
        certain = self.both((self.at_most(ends[0], last), self.at_most(first, ends[1])))
        possible = self.both((self.at_most(ends[2], day.hi), self.at_most(day.lo, ends[3])))
        return Sides(certain, possible)

    # What is asked for

    def element(self, label: str, one: Element) -> Sides:
        """Met, or open where only `open` holds."""
        if self.every_test:
            for name in one.tests:
                self.named(name)
        met = self.truth(one.met.tree)
        if one.open is not None:
            met = Sides(met.certain, self.either((met.possible, self.truth(one.open.tree).possible)))
        return self.keep(label, met)

    def theory(self, name: str, one: Theory) -> Sides:
        """The weakest of its elements; for a theory that nothing else caps or holds back."""
        always = self.truth(one.applies.expression.tree).certain is True
        if one.holds or one.contradictions or one.deadline or not always:
            raise Unportable(f"{name} has more than elements")
        found = self.all_of([self.element(label, element) for label, element in one.requires.items()])
        if one.open_unless is not None:
            found = self._chosen(self.truth(one.open_unless.tree).certain, found, Sides(False, True))
        return self.keep(name, found)


LIVED = ("certain.lo", "certain.hi", "possible.lo", "possible.hi")


def _name(node: Node) -> str:
    if not isinstance(node, Named):
        raise Unportable(f"{node!r} is no name of a fact")
    return node.name


def _constant(value: object) -> Span:
    if isinstance(value, DateSpan):
        return Span(number(value.lo), number(value.hi))
    if isinstance(value, NumberSpan):
        return Span(value.lo, value.hi)
    raise Unportable(repr(value))
