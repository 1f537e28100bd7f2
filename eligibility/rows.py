"""What is known of one pair as a row of whole numbers: the form in which the compiled rules read it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from eligibility import daycount
from eligibility.facts import Declaration, Kind, Known
from eligibility.residence import Home
from eligibility.values import DateSpan, Missing, NumberSpan, Truth

NO, OPEN, YES = 0, 1, 2
TRUTHS = (Truth.F, Truth.U, Truth.T)
"""A truth as the number of readings it holds on: not possible, possible, certain."""

LARGEST = 10**15
SPANS = (Kind.DAY, Kind.NUMBER)
UNKNOWN_WORD = 0

Row = Sequence[object]


@dataclass(frozen=True)
class Layout:
    """Which columns the facts of a rule set take, in order.

    A truth, word or text has one column; a day or number three (lo, hi, and whether it is: NO none at all,
    OPEN not known, YES known); residence one. `proven` columns say which facts were seen by staff.
    """

    facts: Mapping[str, Declaration]
    given: tuple[str, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        of_facts = tuple(name for declaration in self.facts.values() for name in columns(declaration))
        return of_facts + self.given

    @cached_property
    def place(self) -> dict[str, int]:
        return {name: position for position, name in enumerate(self.names)}

    def row(self, known: Mapping[str, Known], *given: int) -> Row:
        """The columns of one pair, in order."""
        values: list[object] = []
        for name, declaration in self.facts.items():
            values += encode(declaration, known[name])
        return (*values, *given)

    def columns_of(self, name: str) -> slice:
        """Where the columns of a fact stand in a row."""
        return self._slices[name]

    @cached_property
    def _slices(self) -> dict[str, slice]:
        found = {name: columns(declaration) for name, declaration in self.facts.items()}
        return {name: slice(self.place[own[0]], self.place[own[-1]] + 1) for name, own in found.items()}

    def encoded(self, name: str, known: Known) -> tuple[object, ...]:
        """The columns of one fact as known."""
        return tuple(encode(self.facts[name], known))


def columns(declaration: Declaration) -> tuple[str, ...]:
    name = declaration.name
    if declaration.kind in SPANS:
        return f"{name}.lo", f"{name}.hi", f"{name}.is", f"{name}.proven"
    return name, f"{name}.proven"


def encode(declaration: Declaration, known: Known) -> Iterator[object]:
    """The columns of one fact as known."""
    value = known.value
    match declaration.kind:
        case Kind.TRUTH:
            yield value.rank if isinstance(value, Truth) else OPEN
        case Kind.DAY | Kind.NUMBER:
            yield from span_columns(declaration.kind, value)
        case Kind.WORD:
            yield word_code(declaration.values, value) if isinstance(value, str) else UNKNOWN_WORD
        case Kind.PLACES:
            yield Home(value) if isinstance(value, tuple) else None
        case _:
            yield OPEN if value is Missing.UNKNOWN else YES
    yield YES if known.is_proven else NO


def span_columns(kind: Kind, value: object) -> tuple[int, int, int]:
    """The two ends of a day or number, and whether it is."""
    if isinstance(value, DateSpan):
        return daycount.number(value.lo), daycount.number(value.hi), YES
    if isinstance(value, NumberSpan):
        return value.lo, value.hi, YES
    if value is Missing.NONE:
        return daycount.NEVER, daycount.NEVER, NO
    return (daycount.NEVER, daycount.FOREVER, OPEN) if kind is Kind.DAY else (0, LARGEST, OPEN)


def word_code(values: tuple[str, ...], word: str) -> int:
    """A word as a number: its place among the values declared, or for a state its two letters; 0 unknown."""
    if isinstance(word, Missing):
        return UNKNOWN_WORD
    if values:
        return values.index(word) + 1 if word in values else UNKNOWN_WORD
    return (ord(word[0]) - 64) * 27 + (ord(word[1]) - 64)


def word_codes(values: tuple[str, ...]) -> int:
    """How many codes there are, the unknown one included."""
    return len(values) + 1 if values else 27 * 27
