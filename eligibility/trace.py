"""A determination's values in a few bytes, laid out by the rule set: what is kept when sentences are not.

Layout 1, after one byte that says so, is one number in as many bytes as it needs, most significant bit first:
for each theory in the rule set's order three bits for the outcome (its place in law.OUTCOMES), two for
`applies`, ten for the best pair, and two for each element in the order of `requires`. The pair is its place
among the theory's pairs in the order of their names; the last place that fits says that there were more.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from eligibility.determination import Determination
from eligibility.law import OUTCOMES, Ruleset
from eligibility.values import Truth

LAYOUT = 1
OUTCOME_BITS, TRUTH_BITS, PAIR_BITS = 3, 2, 10
BEYOND = 2**PAIR_BITS - 1
_TRUTHS = (Truth.F, Truth.U, Truth.T)
_CODES = {truth.value: code for code, truth in enumerate(_TRUTHS)}

PairName = tuple[str, str | None]


class Unreadable(ValueError):
    """These bytes are no trace under this rule set."""


@dataclass(frozen=True, slots=True)
class TheoryValues:
    """One theory without its words; `best` is the pair's place among `in_order(pairs)`, None = not kept."""

    outcome: str
    applies: Truth
    elements: Mapping[str, Truth]
    best: int | None


Values = Mapping[str, TheoryValues]


class _Found(NamedTuple):
    outcome: str
    applies: str
    elements: Sequence[str]
    best: PairName
    pairs: Iterable[PairName]


def encode(determination: Determination) -> bytes:
    """Return the values of a determination; `decode` under its rule set gives them back."""
    return _packed(
        _Found(
            theory.outcome,
            theory.applies,
            [element.value for element in theory.elements],
            (theory.photo, theory.defendant),
            ((pair.photo, pair.defendant) for pair in theory.pairs),
        )
        for theory in determination.theories
    )


def encode_document(document: Mapping[str, Any]) -> bytes:
    """Return the same bytes for what `Determination.to_json()` gave."""
    return _packed(
        _Found(
            theory["outcome"],
            theory["applies"],
            [element["value"] for element in theory["elements"]],
            (theory["photo"], theory["defendant"]),
            ((pair["photo"], pair["defendant"]) for pair in theory["pairs"]),
        )
        for theory in document["theories"]
    )


def decode(trace: bytes, ruleset: Ruleset) -> Values:
    """Return theory -> values. Raises Unreadable for bytes that this rule set's layout cannot have made."""
    if not trace or trace[0] != LAYOUT:
        raise Unreadable(f"The trace does not open with layout {LAYOUT}.")
    widths = [width for theory in ruleset.theories.values() for width in _widths(len(theory.requires))]
    number, size = int.from_bytes(trace[1:]), sum(widths)
    if len(trace) - 1 != _bytes(size) or number >> size:
        raise Unreadable("The trace has another length than the rule set's theories and elements ask for.")
    codes = _codes(number, widths, size)
    return {
        name: TheoryValues(
            outcome=_outcome(next(codes)),
            applies=_truth(next(codes)),
            best=_kept(next(codes)),
            elements={label: _truth(next(codes)) for label in theory.requires},
        )
        for name, theory in ruleset.theories.items()
    }


def in_order(pairs: Iterable[PairName]) -> list[PairName]:
    """The pairs of a theory in the order in which a trace counts them: by photo, then defendant."""
    return sorted(set(pairs), key=lambda pair: (pair[0], pair[1] or ""))


def _packed(theories: Iterable[_Found]) -> bytes:
    number = size = 0
    for found in theories:
        codes = (
            OUTCOMES.index(found.outcome),
            _CODES[found.applies],
            min(in_order([found.best, *found.pairs]).index(found.best), BEYOND),
            *(_CODES[value] for value in found.elements),
        )
        for code, width in zip(codes, _widths(len(found.elements)), strict=True):
            number, size = number << width | code, size + width
    return bytes([LAYOUT]) + number.to_bytes(_bytes(size))


def _widths(elements: int) -> tuple[int, ...]:
    return OUTCOME_BITS, TRUTH_BITS, PAIR_BITS, *[TRUTH_BITS] * elements


def _bytes(bits: int) -> int:
    return (bits + 7) // 8


def _codes(number: int, widths: Iterable[int], size: int) -> Iterator[int]:
    for width in widths:
        size -= width
        yield number >> size & (1 << width) - 1


def _outcome(code: int) -> str:
    if code >= len(OUTCOMES):
        raise Unreadable(f"There is no outcome {code}.")
    return OUTCOMES[code]


def _truth(code: int) -> Truth:
    if code >= len(_TRUTHS):
        raise Unreadable(f"There is no truth value {code}.")
    return _TRUTHS[code]


def _kept(code: int) -> int | None:
    return None if code == BEYOND else code
