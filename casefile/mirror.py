"""The newest facts of every claim of a matter, as columns: brought up to date whenever they are asked for.

What is stored is compared with the rows claim by claim, not by a time or number from which on rows are new: a
revision that another transaction commits late is a difference like any other.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone

from casefile import mirror_file, sealing
from casefile.mirror_file import Kept, Unusable
from casefile.models import Claim, FactRevision
from eligibility.caseload import Caseload, kept_alike, kept_facts
from eligibility.facts import ClaimFacts, Declaration, FactError
from eligibility.law import Ruleset

BATCH = 500  # revisions a query brings: their sealed facts are the memory that reading takes
SETTLE = 8_192  # claims worked into the columns at once


class Clash(Exception):
    """Two rule sets declare a fact differently, so that no columns can serve both; `facts` names which."""

    def __init__(self, facts: Collection[str]) -> None:
        super().__init__(f"both rule sets declare {', '.join(sorted(facts))}, each in another way")
        self.facts = tuple(sorted(facts))


class Unreadable(Exception):
    """A rule set cannot read the facts of some claims that another one can; `claims` are their keys."""

    def __init__(self, claims: Collection[str]) -> None:
        super().__init__(f"{_claims(len(claims))} cannot be read")
        self.claims = tuple(claims)


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest revision of every claim, by the claim's key, and the newest of all with its time."""

    revisions: Mapping[str, bytes]
    revision: UUID | None
    revised_at: datetime | None


@dataclass(frozen=True, slots=True)
class Mirror:
    """A caseload as up to date as the rows were when it was asked for; keys are the claims' ids in hex.

    `caught_up`: claims read because their facts were new. `gone`: claims that have no rows any more.
    `left_out`: claims whose facts cannot be opened or read. `why` it was read whole, where it was.
    """

    caseload: Caseload
    newest: Newest
    caught_up: int
    gone: int
    left_out: tuple[str, ...]
    why: str

    @property
    def rebuilt(self) -> bool:
        return bool(self.why)

    def __str__(self) -> str:
        return "; ".join(self._said())

    def _said(self) -> Iterator[str]:
        """What it holds and how it came to hold it, in words."""
        revision, revised_at = self.newest.revision, self.newest.revised_at
        claims = _claims(len(self.caseload.keys))
        if revision and revised_at:
            when = timezone.localtime(revised_at).strftime("%Y-%m-%d %H:%M %Z")
            yield f"{claims} as of revision {revision.hex[:8]} of {when}"
        else:
            yield claims
        if self.left_out:
            yield f"{_claims(len(self.left_out))} left out, whose facts cannot be opened or read"
        if self.why:
            yield f"rebuilt: {self.why}"
            return
        yield f"{self.caught_up:,} caught up"
        if self.gone:
            yield f"{self.gone:,} gone"


def _claims(count: int) -> str:
    return f"{count:,} claim" + ("" if count == 1 else "s")


def current(*rulesets: Ruleset, matter: str) -> Mirror:
    """Return the columns that all these rule sets read, in step with the rows, and store what changed.

    Raises Clash where two of them declare a fact differently; sealing.KeysMissing where a key is missing.
    """
    facts, proven = wanted(rulesets)
    why = ""
    try:
        kept = mirror_file.read(matter)
        why = "" if all(map(kept.caseload.serves, rulesets)) else "the rule set declares other facts"
        facts, proven = _wider(kept.caseload, facts, proven, rulesets[0])
    except Unusable as unusable:
        why = str(unusable)
    if why:
        kept = Kept(Caseload.holding(facts, proven), {})
    return _in_step(kept, matter, why)


def beside(mirror: Mirror, ruleset: Ruleset) -> Caseload:
    """The same revisions in columns that another rule set reads; not stored.

    Raises Unreadable for claims that this rule set cannot read.
    """
    other = Caseload.empty(ruleset)
    revisions = {key: mirror.newest.revisions[key] for key in mirror.caseload.keys}
    refused = _fill(other, revisions)
    if refused:
        raise Unreadable(refused)
    return other


def wanted(rulesets: Iterable[Ruleset]) -> tuple[dict[str, Declaration], frozenset[str]]:
    """The facts that some rule sets read between them, and those of which it counts who has seen them."""
    facts: dict[str, Declaration] = {}
    proven, clashing = frozenset[str](), set[str]()
    for ruleset in rulesets:
        used, seen = kept_facts(ruleset)
        proven |= seen
        for name in sorted(used, key=list(ruleset.facts).index):
            if not kept_alike(facts.setdefault(name, ruleset.facts[name]), ruleset.facts[name]):
                clashing.add(name)
    if clashing:
        raise Clash(clashing)
    return facts, proven


def _wider(
    stored: Caseload, facts: dict[str, Declaration], proven: frozenset[str], law: Ruleset
) -> tuple[dict[str, Declaration], frozenset[str]]:
    """What is wanted, and what others wanted before: two rule sets by turns do not rebuild each time."""
    more = {
        name: declaration
        for name, declaration in stored.facts.items()
        if name not in facts and name in law.facts and kept_alike(law.facts[name], declaration)
    }
    return facts | more, proven | (stored.proven & (facts | more).keys())


def _in_step(kept: Kept, matter: str, why: str) -> Mirror:
    """Drop what is gone or has changed, read what is new, and store the columns if that was anything."""
    newest = read_newest(matter)
    revisions = {key: held for key, held in kept.revisions.items() if newest.revisions.get(key) == held}
    gone = kept.revisions.keys() - newest.revisions.keys()
    fresh = {key: held for key, held in newest.revisions.items() if key not in revisions}
    caseload = kept.caseload
    refused = _fill(caseload, fresh)
    dropped = gone | (kept.revisions.keys() & set(refused))
    if dropped:
        caseload = caseload.without(dropped)
    taken = {key: held for key, held in fresh.items() if key not in refused}
    if why or dropped or taken:
        mirror_file.write(matter, Kept(caseload, revisions | taken))
    return Mirror(caseload, newest, len(taken), len(gone), tuple(refused), why)


def read_newest(matter: str) -> Newest:
    """Which revision of every claim of a matter is its newest, in one statement: one state of the rows."""
    later = FactRevision.objects.filter(claim=OuterRef("claim"), number__gt=OuterRef("number"))
    rows = FactRevision.objects.filter(~Exists(later), claim__submission__matter=matter).order_by()
    revisions: dict[str, bytes] = {}
    last: tuple[datetime, UUID] | None = None
    for claim, revision, at in rows.values_list("claim_id", "pk", "at"):
        revisions[claim.hex] = revision.bytes
        last = max(last, (at, revision)) if last else (at, revision)
    return Newest(revisions, *(last[::-1] if last else (None, None)))


def _fill(caseload: Caseload, revisions: Mapping[str, bytes]) -> list[str]:
    """Read some revisions into a caseload, batch by batch; return the claims that could not be."""
    refused, missing = list[str](), dict.fromkeys(revisions)
    for number, (key, facts) in enumerate(_facts(list(revisions.values())), start=1):
        del missing[key]
        try:
            caseload.put(key, ClaimFacts.from_json(facts()))
        except (sealing.Tampered, FactError):
            refused.append(key)
        if number % SETTLE == 0:
            caseload.settle()
    caseload.settle()
    return [*refused, *missing]


def _facts(revisions: list[bytes]) -> Iterator[tuple[str, Any]]:
    """Each revision's claim, and what opens its facts, in the order given."""
    for first in range(0, len(revisions), BATCH):
        batch = [UUID(bytes=held) for held in revisions[first : first + BATCH]]
        rows = FactRevision.objects.only("claim", "facts").in_bulk(batch)
        for row in (rows[held] for held in batch if held in rows):
            yield row.claim_id.hex, lambda row=row: row.facts


def references(keys: Collection[str]) -> dict[str, str]:
    """How the firm calls some claims: the reference of the file, and which claim of it."""
    found = Claim.objects.filter(pk__in=[UUID(key) for key in keys]).select_related("submission")
    return {claim.pk.hex: f"{claim.submission.reference} claim {claim.position + 1}" for claim in found}
