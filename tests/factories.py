"""Rows for tests, made as the file room makes them, from plainly fictional people."""

import hashlib
import itertools
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from typing import Any

import matters
from casefile import audit, claims, columns, filing, queue_rows, rulesets, sealing
from casefile.models import (
    Answer,
    Claim,
    Clearance,
    Consent,
    Decision,
    Delivery,
    Determination,
    FactRevision,
    Grant,
    Packet,
    Ruleset,
    StaffMember,
    Submission,
)
from casefile.submissions import REFERENCE_ALPHABET
from eligibility.facts import ClaimFacts

MATTER = "flickr-megaface"
AS_OF = date(2026, 11, 22)
# What a claimant who is unsure of much says of one photo; with `role` and `born` it is judged for real.
UNSURE = "depicted=yes;uploaded=2012-05;public_2014=yes;release=no;res=IL:1990/present;learned=2019-10-11"
SURE = (
    f"{UNSURE};uploader=other;account_created=2005;licence_2014=cc-by-2.0;upload_place=IL;dataset_hit=exact"
)
SENT_AT = datetime(2026, 11, 21, 15, 4, tzinfo=UTC)
PASSWORD = "correct horse battery staple"
PDF = b"%PDF-1.7\n% a plainly fictional packet\n"
_numbers = itertools.count(1)
_IN_PARTS: ContextVar[bool] = ContextVar("_IN_PARTS", default=False)


def make_staff(
    username: str = "", *, first: str = "Robin", last: str = "Attorney", **more: Any
) -> StaffMember:
    """A person of the firm with these roles, in every matter."""
    name = username or f"attorney{next(_numbers)}@example.com"
    roles = more.pop("roles", (Grant.ATTORNEY,))
    person = StaffMember.objects.create_user(
        name, email=more.pop("email", name), password=PASSWORD, first_name=first, last_name=last, **more
    )
    Grant.objects.bulk_create(Grant(staff=person, role=role, by=audit.SYSTEM, at=SENT_AT) for role in roles)
    return person


def make_reference() -> str:
    letters = "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(9))
    return f"{letters[:3]}-{letters[3:6]}-{letters[6:]}"


def make_submission(
    *,
    sent_at: datetime = SENT_AT,
    reference: str = "",
    clear: bool | None = True,
    answers: dict[str, Any] | None = None,
    contact: dict[str, str] | None = None,
    matter: str = MATTER,
) -> Submission:
    """A file with its answers, consents and, unless `clear` is None, the outcome of its conflict check."""
    submission = Submission.objects.create(
        token=secrets.token_urlsafe(32),
        reference=reference or make_reference(),
        matter=matter,
        draft_sha256=secrets.token_hex(32),
        submitted_at=sent_at,
        contact=contact or {
            "first_name": "Pat", "last_name": "Example", "other_names": "", "email": "pat@example.com",
            "phone": "312 555 0100", "preferred": "email", "language": "en",
        },
        answers=answers or {},
        signature={"name": "Pat Example", "ip": "192.0.2.7", "agent": "Example", "at": sent_at.isoformat()},
        email_index=sealing.email_index(contact["email"] if contact else "pat@example.com"),
    )  # fmt: skip
    _write_answers(submission)
    _write_consent(submission)
    if clear is not None:
        _write_clearance(submission, clear=clear)
    audit.record(event="submission.received", actor=audit.CLAIMANT, subject=submission, at=sent_at)
    _receive(submission, at=sent_at)
    return submission


def make_claim(
    submission: Submission,
    *,
    document: dict[str, Any] | None = None,
    known: str = UNSURE,
    label: str = "Pat Example",
    role: str = "self",
    born: str = "1990-05",
    as_of: date = AS_OF,
) -> Claim:
    """A claim with its first facts and a determination: found by the shipped rules, or a document made up.

    Only real findings can be worked out again; a made-up document is for what reads the row alone.
    """
    position = submission.claims.count()
    claim = Claim.objects.create(
        submission=submission, position=position, label=f"Person {position + 1}", name=label
    )
    who = f"role={role or 'unknown'};subject_dob={born or 'unknown'}"
    read = facts_of(who if document or not known else f"{who};{known}")
    revision = claims.revise(claim, read, number=1, by="claimant", at=submission.submitted_at)
    if document:
        make_determination(revision, document=document)
    else:
        rulesets.publish_shipped(matter=MATTER, at=submission.submitted_at)
        claims.determine(claim, as_of=as_of, at=submission.submitted_at)
    _receive(submission, at=submission.submitted_at)
    return claim


def facts_of(text: str) -> ClaimFacts:
    """Facts written as in a table of cases."""
    return matters.load(MATTER).case(text).claim


def make_determination(
    revision: FactRevision, *, document: dict[str, Any], at: datetime | None = None
) -> Determination:
    """A row that keeps a document nobody evaluated, under a rule set that is only a name."""
    determination: Determination = Determination.objects.create(
        claim=revision.claim,
        revision=revision,
        ruleset=make_ruleset(document["ruleset"]),
        as_of=date.fromisoformat(document["as_of"]),
        at=at or revision.at,
        **columns.keep(document),
    )
    _refresh(revision.claim.submission, at=determination.at)
    return determination


def make_ruleset(digest: str) -> Ruleset:
    published = {
        "matter": "made-up",
        "version": "2026-11-22.1",
        "text": "{}",
        "published_at": SENT_AT,
    }
    return Ruleset.objects.get_or_create(digest=digest, defaults=published)[0]


def make_packet(
    submission: Submission, *, version: int = 1, state: str = Delivery.SENT, error: str = ""
) -> Packet:
    """A filed packet and the message that carries it to the firm."""
    at = submission.submitted_at + timedelta(minutes=1)
    packet = filing.file_packet(submission, PDF, version=version, at=at)
    delivery = Delivery.objects.create(
        kind=Delivery.PACKET,
        submission=submission,
        packet=packet,
        recipient="intake@firm.example",
        recipient_index=sealing.blind_index("intake@firm.example", purpose="email"),
        state=state,
        attempts=1,
        queued_at=at,
        settled_at=at,
        last_error=error,
    )
    audit.record(event=f"delivery.{state}", actor=audit.SYSTEM, subject=delivery, at=at, kind=delivery.kind)
    _refresh(submission, at=at)
    return packet


def make_file(*, packet: bool = True, **claim: Any) -> Submission:
    """A whole file: answers, one claim, its findings and a packet sent."""
    sent = {name: claim.pop(name) for name in ("sent_at", "reference", "clear") if name in claim}
    with _queued_by_the_last():
        submission = make_submission(**sent)
        make_claim(submission, **claim)
        if packet:
            make_packet(submission)
    queue_rows.receive(submission, at=submission.submitted_at + timedelta(minutes=packet))
    return submission


def make_decision(claim: Claim, *, by: StaffMember, choice: str = Decision.ACCEPT, **more: Any) -> Decision:
    decision: Decision = Decision.objects.create(
        claim=claim,
        number=claim.decisions.count() + 1,
        choice=choice,
        by=by,
        at=more.pop("at", SENT_AT + timedelta(hours=2)),
        **{"reason": "findings_hold", **more},
    )
    queue_rows.refresh(claim.submission, at=decision.at)
    return decision


@contextmanager
def _queued_by_the_last() -> Iterator[None]:
    """The row of the queue comes of all others and costs as much: for a whole file it is made once."""
    before = _IN_PARTS.set(True)
    yield
    _IN_PARTS.reset(before)


def _receive(submission: Submission, *, at: datetime) -> None:
    if not _IN_PARTS.get():
        queue_rows.receive(submission, at=at)


def _refresh(submission: Submission, *, at: datetime) -> None:
    if not _IN_PARTS.get():
        queue_rows.refresh(submission, at=at)


def _write_answers(submission: Submission) -> None:
    asked = (
        ("Who is in the picture", "role", "", "1.1", "Who are you here for?", "Myself", False),
        ("Who is in the picture", "born", "Person 1", "1.2", "When was that person born?", "May 1990", False),
        ("The photos", "photo", "Photo 1", "4.3", "When was it put on Flickr?", "", True),
        ("The photos", "photo", "Photo 1", "4.5", "Where was the uploader?", "", False),
    )
    for position, (stage, page, item, question, wording, shown, unsure) in enumerate(asked):
        Answer.objects.create(
            submission=submission, position=position, stage=stage, page=page, item=item, question=question,
            unsure=unsure, content={"wording": wording, "value": shown, "shown": shown},
            at=submission.submitted_at,
        )  # fmt: skip


def _write_consent(submission: Submission) -> None:
    body = "Sending this form asks us to look at your situation. It does not make us your lawyers."
    Consent.objects.create(
        submission=submission, purpose="notice", text_id="notice", version="1", language="en", status="DRAFT",
        body=body, sha256=hashlib.sha256(body.encode()).hexdigest(), given=True, at=submission.submitted_at,
    )  # fmt: skip


def _write_clearance(submission: Submission, *, clear: bool) -> None:
    outcome = Clearance.CLEAR if clear else Clearance.POSSIBLE
    Clearance.objects.create(
        submission=submission,
        outcome=outcome,
        terms=["Pat Example"],
        lists_searched=0,
        at=SENT_AT,
        by=audit.SYSTEM,
    )
