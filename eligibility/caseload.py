"""What is known of every claim, as columns: one row a photo, kept in step claim by claim."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from eligibility.facts import ClaimFacts, Declaration, Kind, Known, PhotoFacts, read
from eligibility.homes import Homes
from eligibility.law import Ruleset
from eligibility.residence import reach
from eligibility.rows import columns, encode
from eligibility.tree import Call, Named, Node, children

Array = npt.NDArray[Any]
REACH = "home.reach"
ENTERED = ("defendant", "recent_event", "tolling_days")
"""Facts that an attorney enters for the case; where a claim states one of its own, that holds."""
TRAITS = ("nsid", "claim")
"""What an attorney's entry can name the claims by that it covers, beside the photo id."""


def dtype(declaration: Declaration, column: str) -> type[np.generic]:
    """The kind of number a column is kept in."""
    if column.endswith((".lo", ".hi")):
        return np.int64 if declaration.kind is Kind.NUMBER else np.int32
    if declaration.kind is Kind.WORD and not declaration.values and "." not in column:
        return np.uint16
    return np.uint8


def trait(name: str, text: str) -> int:
    """A name in 64 bits, so that a column can be searched for it."""
    if not text:
        return 0
    return int.from_bytes(hashlib.blake2b(f"{name}:{text}".encode(), digest_size=8).digest(), "little")


def one_if_alike(column: Array) -> Array:
    """The column; where all its rows are alike, one number that stands for every row."""
    if len(column) and (column == column[0]).all():
        return np.broadcast_to(column[:1].copy(), column.shape)
    return column


def held(column: Array) -> int:
    """Bytes a column takes: those of one number where one stands for all."""
    return column.itemsize if column.strides == (0,) else column.nbytes


def kept_facts(ruleset: Ruleset) -> tuple[frozenset[str], frozenset[str]]:
    """The facts that outcomes rest on, and those of which it counts whether they were seen by staff."""
    conditions = [rule.when for rule in ruleset.result if rule.when]
    trees = [expression.tree for theory in ruleset.theories.values() for expression in theory.expressions]
    trees += [expression.tree for expression in conditions]
    limits = [theory.deadline for theory in ruleset.theories.values() if theory.deadline]
    trees += [limit.event_counts.tree for limit in limits if limit.event_counts]
    trees += [
        ruleset.tests[limit.arises].expression.tree for limit in limits if limit.arises in ruleset.tests
    ]
    used, proven = set[str](), set[str]()
    for tree in trees:
        _collect(ruleset, tree, used, proven)
    for theory in ruleset.theories.values():
        used.update(theory.deadline.facts if theory.deadline else ())
    return frozenset(used | proven | (set(ENTERED) & set(ruleset.facts))), frozenset(proven)


def _collect(ruleset: Ruleset, node: Node, used: set[str], proven: set[str]) -> None:
    match node:
        case Call(function="proven", arguments=(Named(name=name),)):
            proven.add(name)
            return
        case Named(name=name) if name in ruleset.facts:
            used.add(name)
        case Named(name=name) if name in ruleset.tests:
            _collect(ruleset, ruleset.tests[name].expression.tree, used, proven)
    for child in children(node):
        _collect(ruleset, child, used, proven)


def kept_alike(one: Declaration, other: Declaration) -> bool:
    """Do two declarations of a fact lead to the same columns? How it is called and asked does not matter."""
    bare = (replace(fact, label="", question="", shown_only=False) for fact in (one, other))
    return next(bare) == next(bare)


@dataclass(slots=True)
class Caseload:
    """The columns of some facts for every photo of every claim, in the order the claims came.

    A claim that changes gets new rows at the end; its old ones are dropped the next time the columns are
    read.
    """

    facts: Mapping[str, Declaration]
    proven: frozenset[str] = frozenset()
    keys: list[str] = field(default_factory=list)
    columns: dict[str, Array] = field(default_factory=dict)
    claim_of: npt.NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, dtype=np.int32))
    homes: dict[str, Homes] = field(default_factory=dict)
    _number: dict[str, int] = field(default_factory=dict)
    _waiting: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)

    @classmethod
    def of(cls, ruleset: Ruleset, claims: Iterable[tuple[str, ClaimFacts]]) -> "Caseload":
        """Read every claim, each under a key of its own: what the outcomes of a rule set may rest on."""
        made = cls.empty(ruleset)
        for key, claim in claims:
            made.put(key, claim)
        made.settle()
        return made

    @classmethod
    def empty(cls, ruleset: Ruleset) -> "Caseload":
        """No claims yet."""
        used, proven = kept_facts(ruleset)
        return cls.holding({name: d for name, d in ruleset.facts.items() if name in used}, proven)

    @classmethod
    def holding(cls, facts: Mapping[str, Declaration], proven: frozenset[str]) -> "Caseload":
        """No claims yet, with columns for these facts."""
        made = cls(facts, proven)
        made.columns = {name: np.zeros(0, dtype=kind) for name, kind in made._kinds()}
        made.homes = {d.name: Homes.of([]) for d in made.facts.values() if d.kind is Kind.PLACES}
        return made

    def serves(self, ruleset: Ruleset) -> bool:
        """Has this the columns that a rule set reads, kept as it declares them?"""
        used, proven = kept_facts(ruleset)
        declared = all(
            name in self.facts and kept_alike(self.facts[name], ruleset.facts[name]) for name in used
        )
        return declared and proven <= self.proven

    @property
    def rows(self) -> int:
        return len(self.claim_of)

    @property
    def one_row_each(self) -> bool:
        """Has every claim just one row, in order? Then rows are claims and need not be gathered."""
        return len(self.keys) == self.rows

    @property
    def nbytes(self) -> int:
        """Bytes of the columns, keys apart."""
        homes = sum(home.nbytes for home in self.homes.values())
        return homes + sum(held(column) for column in (self.claim_of, *self.columns.values()))

    def part(self, claims: npt.NDArray[np.bool_]) -> "Caseload":
        """Only these claims."""
        rows = claims[self.claim_of]
        numbers = np.flatnonzero(rows)  # by number: picking by mask looks at every row of every column
        number_of = np.cumsum(claims, dtype=np.int32) - 1
        return replace(
            self,
            keys=list(map(self.keys.__getitem__, np.flatnonzero(claims).tolist())),
            columns={name: column.take(numbers) for name, column in self.columns.items()},
            claim_of=number_of[self.claim_of[rows]],
            homes={name: home.chosen(rows) for name, home in self.homes.items()},
        )

    def without(self, keys: Collection[str]) -> "Caseload":
        """All claims but these; the others may go on changing."""
        left = self.part(np.array([key not in keys for key in self.keys], dtype=bool))
        return replace(left, _number={key: number for number, key in enumerate(left.keys)}, _waiting={})

    def with_columns(self, fresh: Mapping[str, Array]) -> "Caseload":
        """The same claims with some columns in place of theirs."""
        return replace(self, columns={**self.columns, **fresh})

    def with_homes(self, name: str, fresh: Homes) -> "Caseload":
        """The same claims with other places lived in."""
        return replace(self, homes={**self.homes, name: fresh})

    def put(self, key: str, claim: ClaimFacts) -> None:
        """Take what is known of a claim, in place of what was; FactError where a fact cannot be read."""
        self._waiting[key] = list(self._rows(claim))

    def settle(self) -> None:
        """Work the waiting claims into the columns."""
        if not self._waiting:
            return
        for key in self._waiting:
            if key not in self._number:
                self._number[key] = len(self.keys)
                self.keys.append(key)
        rows = [(self._number[key], *row) for key, waiting in self._waiting.items() for row in waiting]
        fresh = dict(zip(("claim", *self._names()), zip(*rows, strict=True), strict=True))
        changed = np.fromiter((self._number[key] for key in self._waiting), dtype=np.int32)
        self._merge(np.array(fresh.pop("claim"), dtype=np.int32), fresh, ~np.isin(self.claim_of, changed))
        self._waiting.clear()

    def _merge(self, claims: Array, fresh: Mapping[str, Sequence[Any]], kept: Array) -> None:
        """The rows kept and the fresh ones, in the order of their claims."""
        claim_of = np.concatenate((self.claim_of[kept], claims))
        order = np.argsort(claim_of, kind="stable")
        for name, kind in self._kinds():
            now = np.concatenate((self.columns[name][kept], np.array(fresh[name], dtype=kind)))
            self.columns[name] = one_if_alike(now[order])
        for name, home in self.homes.items():
            self.homes[name] = home.chosen(kept).followed_by(Homes.of(list(fresh[name]))).ordered(order)
        self.claim_of = claim_of[order]

    def _rows(self, claim: ClaimFacts) -> Iterator[tuple[Any, ...]]:
        for photo in claim.photos or (PhotoFacts("", {}),):
            known = read(
                self.facts, {n: f for n, f in {**claim.person, **photo.facts}.items() if n in self.facts}
            )
            yield tuple(self._row(claim, photo, known))

    def _row(self, claim: ClaimFacts, photo: PhotoFacts, known: Mapping[str, Known]) -> Iterator[Any]:
        for name, declaration in self.facts.items():
            found = tuple(encode(declaration, known[name]))
            yield from found if name in self.proven else found[:-1]
        yield trait("nsid", photo.facts["nsid"].value if "nsid" in photo.facts else "")
        yield trait("claim", claim.label)
        yield from (self._is_stated(known, name) for name in ENTERED)
        homes = (known[n].value for n, d in self.facts.items() if d.kind is Kind.PLACES)
        yield max((reach(value) for value in homes if isinstance(value, tuple)), default=0)

    @staticmethod
    def _is_stated(known: Mapping[str, Known], name: str) -> bool:
        fact = known[name].fact if name in known else None
        return fact is not None and fact.source.kind != "default"

    def _columns(self, declaration: Declaration) -> tuple[str, ...]:
        return columns(declaration) if declaration.name in self.proven else columns(declaration)[:-1]

    def _names(self) -> tuple[str, ...]:
        of_facts = (name for declaration in self.facts.values() for name in self._columns(declaration))
        return (*of_facts, *(f"trait.{n}" for n in TRAITS), *(f"stated.{n}" for n in ENTERED), REACH)

    def _kinds(self) -> Iterator[tuple[str, type[np.generic]]]:
        """Every column of numbers with its kind."""
        for declaration in self.facts.values():
            for name in self._columns(declaration):
                if declaration.kind is not Kind.PLACES or name != declaration.name:
                    yield name, dtype(declaration, name)
        yield from ((f"trait.{name}", np.uint64) for name in TRAITS)
        yield from ((f"stated.{name}", np.bool_) for name in ENTERED)
        yield REACH, np.int32
