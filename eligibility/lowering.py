"""What each node of an expression means, as steps on whole numbers: the same for one claim and for all.

A truth is the number of readings it holds on: 0 no, 1 not known, 2 yes; so "and" is the lesser, "or" the
greater, "not" is 2 less it, and a comparison is "on every reading" plus "on some reading". A day or number is
its two ends.
What is not known has the widest ends, so that nothing need be asked about it; what the matter declares as the
bounds of an unanswered fact takes their place.
"""

from collections.abc import Callable

from eligibility import daycount
from eligibility.drafting import PAIR_NAMES
from eligibility.facts import Declaration, Kind
from eligibility.program import AS_OF, Ends, Program, Term
from eligibility.rows import SPANS, word_code, word_codes
from eligibility.tree import All, Among, Call, Choice, Constant, Earlier, Named, Node, Not, Same, Some
from eligibility.values import DateSpan, NumberSpan, Truth


def named(program: Program, name: str) -> Term | Ends:
    """A fact, test, definition, setting or given name, worked out once: a Term, or Ends."""
    if name not in program.done:
        program.done[name] = _named(program, name)
    return program.done[name]


def _named(program: Program, name: str) -> Term | Ends:
    rules = program.ruleset
    if name in rules.facts:
        return fact(program, rules.facts[name])
    if name in rules.tests:
        return lower(program, rules.tests[name].expression.tree)
    if name == AS_OF:
        return Ends(AS_OF, AS_OF)
    if name in rules.constants:
        return constant(rules.constants[name])
    if PAIR_NAMES[name].kind is Kind.DAY:
        lo, hi, is_ = (program.column(f"given.{name}.{end}") for end in ("lo", "hi", "is"))
        return Ends(lo, hi, is_, exists=is_)
    return program.column(f"given.{name}")


def fact(program: Program, declaration: Declaration) -> Term | Ends:
    """A fact from the columns of its row; an unanswered one with declared bounds is those bounds."""
    if declaration.kind not in SPANS:
        return program.column(declaration.name)
    ends = (program.column(f"{declaration.name}.{end}") for end in ("lo", "hi", "is"))
    lo, hi, is_ = ends
    if declaration.bounds:
        first, last = declaration.bounds
        unknown = program.step(f"{is_} & 1")
        lo = program.pick(unknown, _day_term(first), lo)
        hi = program.pick(unknown, _day_term(last), hi)
    return Ends(lo, hi, is_, exists=is_ if declaration.may_be_none else None)


def _day_term(day: object) -> Term:
    return AS_OF if day is None else str(daycount.number(day))  # type: ignore[arg-type]


def constant(value: object) -> Ends:
    if isinstance(value, DateSpan):
        return Ends(str(daycount.number(value.lo)), str(daycount.number(value.hi)))
    if isinstance(value, NumberSpan):
        return Ends(str(value.lo), str(value.hi))
    raise TypeError(f"{value!r} is no setting that a rule can name")


def truth(program: Program, node: Node) -> Term:
    """The steps of something true, false or unknown."""
    found = lower(program, node)
    assert isinstance(found, str)  # noqa: S101  (the kind was checked when the expression was read)
    return found


def ends(program: Program, node: Node) -> Ends:
    """The steps of a day, period or number."""
    found = lower(program, node)
    assert isinstance(found, Ends)  # noqa: S101  (the kind was checked when the expression was read)
    return found


def lower(program: Program, node: Node) -> Term | Ends:
    """The steps of any node: a Term for a truth, word or text, Ends for a day, period or number."""
    match node:
        case Constant(value=Truth() as value):
            return str(value.rank)
        case Constant(value=int(value)):
            return Ends(str(value), str(value))
        case Named(name=name):
            return named(program, name)
        case Choice():
            return _choice(program, node)
        case Call(function=function, arguments=arguments):
            return CALLS[function](program, *arguments)
    return _test(program, node)


def _test(program: Program, node: Node) -> Term:
    match node:
        case All(parts=parts):
            return program.lesser(*(truth(program, part) for part in parts))
        case Some(parts=parts):
            return program.greater(*(truth(program, part) for part in parts))
        case Not(part=part):
            return program.flipped(truth(program, part))
        case Earlier():
            return _earlier(program, node)
        case Same():
            return _same(program, node)
        case Among(word=word, words=words):
            return _among(program, word, words)
    raise TypeError(f"{node!r} stands alone")


def _choice(program: Program, node: Choice) -> Term | Ends:
    test, yes, no = truth(program, node.test), lower(program, node.yes), lower(program, node.no)
    if not (isinstance(yes, Ends) and isinstance(no, Ends)):
        return program.pick(test, str(yes), str(no))
    return Ends(
        program.pick(test, yes.lo, no.lo),
        program.pick(test, yes.hi, no.hi),
        _picked(program, test, yes.is_, no.is_),
        _picked(program, test, yes.exists, no.exists),
    )


def _picked(program: Program, test: Term, yes: Term | None, no: Term | None) -> Term | None:
    return None if yes is no is None else program.pick(test, yes or "2", no or "2")


def _both(program: Program, first: Term | None, second: Term | None) -> Term | None:
    return None if first is second is None else program.lesser(first or "2", second or "2")


def _if_it_is(program: Program, found: Term, *days: Ends) -> Term:
    """Nothing at all has no test: no; where it is not known whether there is anything, at most not known."""
    return program.lesser(found, *(day.exists for day in days if day.exists))


def _compared(program: Program, first: Ends, second: Ends, *, certain: Term, possible: Term) -> Term:
    program.note(first.lo, first.hi, second.lo, second.hi)
    return _if_it_is(program, program.readings(certain, possible), first, second)


def _earlier(program: Program, node: Earlier) -> Term:
    first, second = ends(program, node.first), ends(program, node.second)
    sign = "<=" if node.or_same else "<"
    certain, possible = f"{first.hi} {sign} {second.lo}", f"{first.lo} {sign} {second.hi}"
    return _compared(program, first, second, certain=certain, possible=possible)


def _same(program: Program, node: Same) -> Term:
    if node.first.kind is Kind.WORD:
        return _same_word(program, node)
    first, second = ends(program, node.first), ends(program, node.second)
    certain = f"({first.hi} <= {second.lo}) & ({second.hi} <= {first.lo})"
    possible = f"({first.lo} <= {second.hi}) & ({second.lo} <= {first.hi})"
    return _compared(program, first, second, certain=certain, possible=possible)


def _same_word(program: Program, node: Same) -> Term:
    for one, other in ((node.first, node.second), (node.second, node.first)):
        if isinstance(other, Constant) and isinstance(one, Named):
            return _among(program, one, (str(other.value),))
    first, second = str(lower(program, node.first)), str(lower(program, node.second))
    known = program.step(f"{first} * {second}")
    return program.pick(known, program.holds(f"{first} == {second}"), "1")


def _among(program: Program, word: Node, words: tuple[str, ...]) -> Term:
    """Looked up by the code of the word; not known, unless every word it can be is among them."""
    assert isinstance(word, Named)  # noqa: S101  (checked when the expression was read)
    values = program.ruleset.facts[word.name].values
    codes = {word_code(values, one) for one in words}
    unknown = 2 if len(codes) == word_codes(values) - 1 else 1
    entries = (unknown, *(2 if code in codes else 0 for code in range(1, word_codes(values))))
    return program.looked_up(str(named(program, word.name)), "words", entries)


# The functions of the language


def _certain(program: Program, test: Node) -> Term:
    return program.certain(truth(program, test))


def _possible(program: Program, test: Node) -> Term:
    return program.possible(truth(program, test))


def _known(program: Program, value: Node) -> Term:
    found = lower(program, value)
    if isinstance(found, Ends):
        return "2" if found.is_ is None else program.holds(f"{found.is_} != 1")
    unknown = "0" if value.kind is Kind.WORD else "1"
    if value.kind is Kind.PLACES:
        return program.step(f"home_known({found})")
    return program.holds(f"{found} != {unknown}")


def _proven(program: Program, fact: Node) -> Term:
    assert isinstance(fact, Named)  # noqa: S101  (checked when the expression was read)
    return program.column(f"{fact.name}.proven")


def _given(program: Program, day: Node) -> Term:
    return ends(program, day).is_ or "2"


def _turned(program: Program, age: Node, born: Node, on: Node) -> Term:
    years, birth, day = int(ends(program, age).lo), ends(program, born), ends(program, on)
    late = program.years_later(birth.hi, years, late=True)
    early = program.years_later(birth.lo, years, late=False)
    program.note(late, early)
    return _if_it_is(program, program.readings(f"{late} <= {day.lo}", f"{early} <= {day.hi}"), birth, day)


def _resident_on(program: Program, place: Node, stays: Node, day: Node) -> Term:
    return _lived("lived_on", program, place, stays, day)


def _resident_during(program: Program, place: Node, stays: Node, period: Node) -> Term:
    return _lived("lived_during", program, place, stays, period)


def _lived(how: str, program: Program, place: Node, stays: Node, when: Node) -> Term:
    assert isinstance(place, Constant)  # noqa: S101  (checked when the expression was read)
    span, home = ends(program, when), lower(program, stays)
    program.note(span.lo, span.hi)
    found = program.step(f"{how}({home}, {place.value!r}, {span.lo}, {span.hi}, {AS_OF})")
    return _if_it_is(program, found, span)


def _between(program: Program, first: Node, last: Node) -> Ends:
    """Never before the first, not even where the last is: so the latest it can be is the later of both."""
    start, stop = ends(program, first), ends(program, last)
    is_, exists = _both(program, start.is_, stop.is_), _both(program, start.exists, stop.exists)
    return Ends(start.lo, program.later(start.hi, stop.hi), is_, exists)


def _start(program: Program, period: Node) -> Ends:
    first = ends(program, period).lo
    return Ends(first, first)


def _end(program: Program, period: Node) -> Ends:
    last = ends(program, period).hi
    return Ends(last, last)


def _day_before(program: Program, day: Node) -> Ends:
    found = ends(program, day)
    lo, hi = (program.step(_minus_one(end)) for end in (found.lo, found.hi))
    return Ends(lo, hi, found.is_, found.exists)


def _minus_one(end: Term) -> Term:
    return str(int(end) - 1) if end.isdigit() else f"{end} - ({end} > 0)"


def _days_between(program: Program, first: Node, last: Node) -> Ends:
    start, stop = ends(program, first), ends(program, last)
    is_, exists = _both(program, start.is_, stop.is_), _both(program, start.exists, stop.exists)
    lo, hi = program.step(f"{stop.lo} - {start.hi}"), program.step(f"{stop.hi} - {start.lo}")
    return Ends(lo, hi, is_, exists)


CALLS: dict[str, Callable[..., Term | Ends]] = {
    "certain": _certain,
    "possible": _possible,
    "known": _known,
    "proven": _proven,
    "given": _given,
    "turned": _turned,
    "resident_on": _resident_on,
    "resident_during": _resident_during,
    "between": _between,
    "period": _between,
    "start": _start,
    "end": _end,
    "day_before": _day_before,
    "days_between": _days_between,
}
