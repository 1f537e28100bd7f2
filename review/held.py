"""What the conflict check holds, as its clearers see it: values ready to show."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from casefile import audit, conflict_rounds, conflict_terms, likeness, rights
from casefile.models import Clearance, ConflictHit, ConflictList, StaffMember, Submission
from casefile.rights import Right
from review import activity, conflict_forms, rows, wording

MARKS = {
    Clearance.CLEAR: rows.Mark("met", "+", "Clear"),
    Clearance.POSSIBLE: rows.Mark("not-known", "?", "Possible conflict"),
    Clearance.BLOCKED: rows.Mark("not-met", "!", "Blocked"),
}
TERMS = {
    "claimant": "Claimant",
    "guardian": "Guardian who sent the answers",
    "pictured": "Person pictured",
    "other_name": "Other name",
    "name": "Name",
    conflict_terms.ACCOUNT: "Flickr account",
    conflict_terms.ADDRESS: "Address",
}
HOW = {
    likeness.SAME: "the same",
    likeness.FORM: "the same but for a title or the form of a company",
    likeness.ORDER: "the same words in another order",
    likeness.PART: "one stands whole in the other",
    likeness.INITIAL: "the first name is an initial in one of them",
    likeness.SLIP: "one letter differs in a long name",
}
WHY = {
    likeness.ONLINE: "The Flickr account is a name or alias of the party",
    likeness.ADDRESS: "The same address",
    likeness.HOUSEHOLD: "The same address and family name",
    **{f"{likeness.NAME}_{code}": f"Full name: {words}" for code, words in HOW.items()},
    **{f"{likeness.ALIAS}_{code}": f"Another name: {words}" for code, words in HOW.items()},
}


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One file of the list."""

    token: str
    reference: str
    sent: str
    age: str
    mark: rows.Mark
    hits: int
    ruled: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One party, why it was hit, and what the list says of it."""

    name: str
    known: tuple[tuple[str, str], ...]
    mark: rows.Mark
    why: tuple[str, ...]
    terms: tuple[str, ...]
    of: str
    settled: str


@dataclass(frozen=True, slots=True)
class Row:
    """One search or ruling of the history."""

    number: int
    who: str
    when: str
    mark: rows.Mark
    reason: str
    note: str
    is_ruling: bool
    lists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page of one file."""

    token: str
    reference: str
    sent: str
    age: str
    mark: rows.Mark
    seen: int
    terms: tuple[tuple[str, str], ...]
    lists: tuple[dict[str, str], ...]
    searched: str
    hits: tuple[Hit, ...]
    history: tuple[Row, ...]


def held(staff: StaffMember) -> QuerySet[Submission]:
    """The files that this clearer has to rule on, the oldest first."""
    mine = rights.files(staff, Right.CLEAR).values("pk")
    return conflict_rounds.held().filter(pk__in=mine).prefetch_related("clearances__hits")


def ruled(staff: StaffMember) -> QuerySet[Clearance]:
    """Rulings that cleared a file of this clearer's matters, the newest first."""
    newest = Clearance.objects.newest().filter(outcome=Clearance.CLEAR)
    people = Clearance.objects.filter(submission=OuterRef("submission")).exclude(by=audit.SYSTEM)
    rows: QuerySet[Clearance] = newest.filter(Exists(people), submission__in=rights.files(staff, Right.CLEAR))
    return rows.select_related("submission").order_by("-at", "pk")


def openable(staff: StaffMember) -> QuerySet[Submission]:
    """Files whose check this clearer may open: once something was hit, or a person ruled."""
    own = Clearance.objects.filter(submission=OuterRef("pk"))
    touched = own.filter(~Q(by=audit.SYSTEM) | ~Q(outcome=Clearance.CLEAR) | Q(hits__isnull=False))
    return rights.files(staff, Right.CLEAR).filter(Exists(touched)).prefetch_related("clearances")


def listed(files: Iterable[Submission], *, at: datetime) -> tuple[HeldRow, ...]:
    """Read files brought by `held`."""
    every = list(files)
    people = _people(row for file in every for row in file.clearances.all())
    return tuple(_listed(file, people, at=at) for file in every)


def _people(checks: Iterable[Clearance]) -> dict[str, StaffMember]:
    ids = {row.by for row in checks} - {audit.SYSTEM}
    return {str(one.pk): one for one in StaffMember.objects.filter(pk__in=ids)}


def _listed(file: Submission, people: Mapping[str, StaffMember], *, at: datetime) -> HeldRow:
    rows_ = list(file.clearances.all())
    search = _search(rows_)
    newest = rows_[-1]
    by = (
        ""
        if newest.by == audit.SYSTEM
        else f"{activity.named(newest.by, people)}, {wording.moment(newest.at)}"
    )
    return HeldRow(
        token=file.token,
        reference=file.reference,
        sent=wording.moment(file.submitted_at),
        age=wording.age(file.submitted_at, at=at),
        mark=MARKS[newest.outcome],
        hits=len(search.hits.all()),
        ruled=by,
    )


def _search(every: list[Clearance]) -> Clearance:
    """The newest search, which the rulings after it rest on; a first row is always one."""
    return next((row for row in reversed(every) if row.by == audit.SYSTEM), every[0])


def sheet(file: Submission, *, at: datetime) -> Sheet:
    """Read the conflict check of a file."""
    every = list(file.clearances.all())
    people = _people(every)
    search, newest = _search(every), every[-1]
    hits = search.hits.select_related("party__of", "settled_by")
    return Sheet(
        token=file.token,
        reference=file.reference,
        sent=wording.moment(file.submitted_at),
        age=wording.age(file.submitted_at, at=at),
        mark=MARKS[newest.outcome],
        seen=newest.number,
        terms=tuple((TERMS[one["kind"]], one["text"]) for one in conflict_terms.kept(search)),
        lists=tuple({**one, "what": _kind(one)} for one in search.lists),
        searched=wording.moment(search.at),
        hits=tuple(
            sorted((_hit(one, people) for one in hits), key=lambda hit: (bool(hit.settled), hit.name))
        ),
        history=tuple(_row(one, people) for one in reversed(every)),
    )


def _kind(said: dict[str, Any]) -> str:
    return str(dict(ConflictList.KINDS).get(said["kind"], said["kind"]))


def _hit(hit: ConflictHit, people: Mapping[str, StaffMember]) -> Hit:
    of, settled = hit.party.of, hit.settled_by
    return Hit(
        name=str(hit.party.known["name"]),
        known=tuple(_known(hit.party.known)),
        mark=MARKS[hit.outcome],
        why=tuple(WHY.get(code, code) for code in hit.why),
        terms=tuple(hit.terms),
        of=f"{of.get_kind_display()}: {of.name} {of.version}, line {hit.party.line}",
        settled=f"{activity.named(settled.by, people)}, {wording.moment(settled.at)}" if settled else "",
    )


def _known(known: dict[str, Any]) -> Iterator[tuple[str, str]]:
    home = known.get("address", {})
    said = (
        ("Also known as", "; ".join(known.get("aliases", ()))),
        ("Address", ", ".join(filter(None, (home.get("street"), home.get("city"), home.get("code"))))),
        ("Old matter", known.get("matter", "")),
        ("Its result", known.get("result", "")),
        ("Note", known.get("note", "")),
    )
    yield from ((label, text) for label, text in said if text)


def _row(row: Clearance, people: Mapping[str, StaffMember]) -> Row:
    return Row(
        number=row.number,
        who=activity.named(row.by, people),
        when=wording.moment(row.at),
        mark=MARKS[row.outcome],
        reason=conflict_forms.reason_words(row),
        note=str(row.note or ""),
        is_ruling=row.by != audit.SYSTEM,
        lists=tuple(f"{one['name']} {one['version']}" for one in row.lists),
    )
