"""A file brought with everything that hangs on it, in three statements however much that is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from casefile import rows_at_once
from casefile.calls import STAFF
from casefile.models import (
    Answer,
    AuditEntry,
    Claim,
    Clearance,
    Consent,
    ConsentWithdrawal,
    ContactChange,
    Decision,
    DeclineLetter,
    Delivery,
    Determination,
    ElementCheck,
    EmailConfirmation,
    FactRevision,
    FileLink,
    Flag,
    LinkRuling,
    LookUp,
    Packet,
    PhotoCheck,
    Proposal,
    ProposalEnd,
    Redaction,
    Reveal,
    Ruleset,
    StaffMember,
    Submission,
    Upload,
    UploadCheck,
    Wish,
    WishTakenBack,
)
from casefile.rows_at_once import answer, hang, point

RECORD = 200  # entries of the record that a page shows
RULED = (
    "decisions",
    "checks",
    "element_checks",
    "link_rulings",
    "proposals",
    "ends",
    "reveals",
    "redactions",
)  # rows that name who made them
Rows = dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Binder:
    """One file: its rows hang on `file`; here is what no foreign key leads to.

    `people` are those of the firm whom a row names, by id as text. `record`: newest first. `beside`: the
    files that links lead to, with what the conflict check says of each.
    """

    file: Submission
    uploads: tuple[Upload, ...]
    record: tuple[AuditEntry, ...]
    people: Mapping[str, StaffMember]
    links: tuple[FileLink, ...] = ()
    link_rulings: tuple[LinkRuling, ...] = ()
    beside: tuple[Submission, ...] = ()


def bring(file: Submission, *, whole: bool) -> Binder:
    """Read a file; unless `whole`, only what the claimant did since, which a held file shows too."""
    arms = _outside(file) | (_inside(file) if whole else {})
    rows = rows_at_once.read(arms)
    _hang_outside(file, rows)
    record: tuple[AuditEntry, ...] = ()
    if whole:
        _hang_inside(file, rows)
        record = tuple(_record(file, rows))
    people = _people(file, rows, record)
    for name in RULED:
        point(rows.get(name, ()), "by", people.values())
    point(rows.get("decisions", ()), "second", people.values())
    uploads = tuple(rows_at_once.in_order(rows["uploads"]))
    linked = (tuple(rows.get(name, ())) for name in ("links", "link_rulings", "beside"))
    return Binder(file, uploads, record, people, *linked)


def _outside(file: Submission) -> dict[str, QuerySet[Any]]:
    return {
        "contact_changes": ContactChange.objects.filter(submission=file),
        "confirmations": EmailConfirmation.objects.filter(submission=file),
        "consents": Consent.objects.filter(submission=file),
        "withdrawals": ConsentWithdrawal.objects.filter(consent__submission=file),
        "wishes": Wish.objects.filter(submission=file),
        "taken_back": WishTakenBack.objects.filter(wish__submission=file),
        "uploads": Upload.objects.filter(draft_sha256=file.draft_sha256),
        "packets": Packet.objects.filter(submission=file),
        "deliveries": Delivery.objects.filter(submission=file),
    }


def _inside(file: Submission) -> dict[str, QuerySet[Any]]:
    return {
        "claims": Claim.objects.filter(submission=file),
        "revisions": FactRevision.objects.filter(claim__submission=file),
        "determinations": Determination.objects.filter(claim__submission=file),
        "rulesets": Ruleset.objects.filter(
            pk__in=Determination.objects.filter(claim__submission=file).values("ruleset")
        ),
        "decisions": Decision.objects.filter(claim__submission=file),
        "proposals": Proposal.objects.filter(claim__submission=file),
        "ends": ProposalEnd.objects.filter(proposal__claim__submission=file),
        "letters": DeclineLetter.objects.filter(claim__submission=file),
        "lookups": LookUp.objects.filter(submission=file),
        "checks": PhotoCheck.objects.filter(submission=file),
        "element_checks": ElementCheck.objects.filter(submission=file),
        "upload_checks": UploadCheck.objects.filter(upload__draft_sha256=file.draft_sha256),
        "lines": Answer.objects.filter(submission=file),
        "flags": Flag.objects.filter(submission=file),
        "reveals": Reveal.objects.filter(submission=file),
        "redactions": Redaction.objects.filter(submission=file),
        **_linked(file),
    }


def _linked(file: Submission) -> dict[str, QuerySet[Any]]:
    """The links of a file, and the files at their other ends."""
    links = FileLink.objects.of(file)
    bare = links.order_by()  # SQLite puts no parts of a union in order
    ends = bare.values("one").union(bare.values("other"))
    beside = Submission.objects.filter(pk__in=ends).exclude(pk=file.pk)
    return {
        "links": links,
        "link_rulings": LinkRuling.objects.of(file),
        "beside": beside,
        "beside_clearances": Clearance.objects.filter(submission__in=beside.values("pk")),
    }


def _hang_outside(file: Submission, rows: Rows) -> None:
    for relation in ("contact_changes", "confirmations", "consents", "wishes", "packets", "deliveries"):
        hang([file], rows[relation], relation)
    answer(rows["consents"], "withdrawal", rows["withdrawals"])
    answer(rows["wishes"], "taken_back", rows["taken_back"])


def _hang_inside(file: Submission, rows: Rows) -> None:
    for relation in (
        "claims",
        "lookups",
        "checks",
        "element_checks",
        "lines",
        "flags",
        "reveals",
        "redactions",
    ):
        hang([file], rows[relation], relation)
    hang(rows["beside"], rows["beside_clearances"], "clearances")
    point(rows["link_rulings"], "about", rows["links"])
    point(rows["determinations"], "revision", rows["revisions"])
    point(rows["determinations"], "ruleset", rows["rulesets"])
    for relation in ("revisions", "determinations", "decisions", "proposals"):
        hang(rows["claims"], rows[relation], relation)
    hang(rows["claims"], rows["element_checks"], "element_checks")
    hang(rows["uploads"], rows["upload_checks"], "checks")
    point(rows["decisions"], "undoes", rows["decisions"])
    for name in ("decisions", "proposals"):
        point(rows[name], "letter", rows["letters"])
        point(rows[name], "found", rows["determinations"])
    point(rows["ends"], "proposal", rows["proposals"])
    answer(rows["proposals"], "end", rows["ends"])
    point(rows["decisions"], "proposal", rows["proposals"])
    answer(rows["proposals"], "decision", [one for one in rows["decisions"] if one.proposal_id])
    answer(rows["decisions"], "undone_by", [one for one in rows["decisions"] if one.undoes_id])
    point(rows["reveals"], "claim", rows["claims"])
    point(rows["redactions"], "takes_back", rows["redactions"])
    answer(rows["redactions"], "taken_back_by", [one for one in rows["redactions"] if one.takes_back_id])
    for name in ("checks", "element_checks"):
        point(rows[name], "withdraws", rows[name])
        answer(rows[name], "withdrawn_by", [one for one in rows[name] if one.withdraws_id])


def _record(file: Submission, rows: Rows) -> QuerySet[AuditEntry]:
    """The newest entries about a file, its claims, packets and messages."""
    named = (file, *rows["claims"], *rows["deliveries"], *rows["packets"])
    return AuditEntry.objects.filter(subject__in=[str(one.pk) for one in named]).order_by("-id")[:RECORD]


def _people(file: Submission, rows: Rows, record: Iterable[AuditEntry]) -> dict[str, StaffMember]:
    named = {*_named(file, rows), *(entry.actor for entry in record)}
    ids = [one for name in named if (one := _id(name))]
    return {str(key): one for key, one in StaffMember.objects.in_bulk(ids).items()} if ids else {}


def _named(file: Submission, rows: Rows) -> Iterator[str]:
    yield file.entered_by.removeprefix(STAFF)
    yield from (consent.by for consent in rows["consents"])  # a spoken one names who read it out
    yield from (str(row.second_id) for row in rows.get("decisions", ()) if row.second_id)
    for name in RULED:
        yield from (str(row.by_id) for row in rows.get(name, ()))


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
