"""From the rows of a file to its packet, and from a delivery to the message that carries it."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext

import matters
from casefile import (
    afterwards,
    calls,
    chain,
    columns,
    conflict_terms,
    conflicts,
    filing,
    firm,
    lookups,
    printed_record,
    redactions,
    replays,
    sent_files,
    writing,
)
from casefile.models import (
    Answer,
    Claim,
    Consent,
    Delivery,
    Determination,
    Submission,
)
from casefile.redactions import Cover
from matters import Contact, steps
from matters.interview import Line
from matters.texts import Text
from packets import claimant_copy, mail, pdf, values
from packets.contents import Contents

# What no redaction reaches: the consents as approved, who signed, and the hashes.
AS_THEY_ARE = ("reference", "firm", "consents", "signature", "manifest", "imprint")


def print_packet(submission: Submission, *, version: int, at: datetime) -> bytes:
    """Return the PDF bytes of a file as it stands, with the newest determination of each claim."""
    return pdf.render(contents(submission, version=version, at=at))


def compose(delivery: Delivery, *, at: datetime) -> EmailMessage:
    """Return the message of a delivery; the same delivery always has the same Message-ID."""
    common: dict[str, Any] = {
        "firm": settings.FIRM_NAME,
        "sender": settings.DEFAULT_FROM_EMAIL,
        "recipient": delivery.recipient,
        "message_id": f"<{delivery.pk}@{parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition('@')[2]}>",
        "at": at,
    }
    if delivery.kind == Delivery.LETTER:
        return _letter(delivery, common, at=at)
    submission = delivery.submission
    if submission is None:
        raise mail.PacketMissing("Only a letter is of no file.")
    common["reference"] = submission.reference
    if delivery.kind == Delivery.RECEIPT:
        words = {**firm.words(), "[reference]": submission.reference}
        with translation.override(submission.language):
            letter = matters.load(submission.matter).text("receipt")
            return mail.compose_receipt(body=letter.filled(words), **common)
    if delivery.packet is None:
        raise mail.PacketMissing("A packet mail without its packet is never sent.")
    return mail.compose_packet(pdf=filing.fetch(delivery.packet), **common)


def _letter(delivery: Delivery, common: dict[str, Any], *, at: datetime) -> EmailMessage:
    said = writing.letter(delivery, at=at)
    with translation.override(said.language):
        return mail.compose_letter(
            kind=writing.kind(delivery),
            words={**said.words, "firm_address": settings.FIRM_ADDRESS, "firm_email": settings.FIRM_EMAIL},
            headers=said.headers,
            **common,
        )


def print_copy(submission: Submission, *, at: datetime) -> bytes:
    """Return the PDF bytes of a claimant's own copy: answers, consents and signature, nothing found."""
    with translation.override(submission.language):
        return claimant_copy.render(
            claimant_copy.Copy.of(
                reference=submission.reference,
                firm=settings.FIRM_NAME,
                language=submission.language,
                submitted_at=submission.submitted_at,
                lines=tuple(_headed(line(answer)) for answer in submission.lines.all()),
                consents=[_consent(row) for row in submission.consents.select_related("withdrawal")],
                signature=_signature(submission),
                files=list(_files(submission)),
                made_at=at,
            )
        )


def contents(submission: Submission, *, version: int, at: datetime) -> Contents:
    """Gather what a packet prints from the file's rows, without what the firm blacked out.

    Names are read before they are cut to the width of paper, everything else after.
    """
    matter, cover = matters.load(submission.matter), redactions.of(submission)
    lines = tuple(line(answer) for answer in redactions.applied(submission.lines.all(), cover))
    findings = [(found.claim, found) for found in _newest(submission)]
    made = Contents.of(
        values.File(
            reference=submission.reference,
            firm=settings.FIRM_NAME,
            matter=str(matter.title),
            submitted_at=submission.submitted_at,
            lines=lines,
            claims=[_claim_file(claim, found, cover) for claim, found in findings],
            contact=_contact(submission),
            parties=[cover.text(name) for name in _parties(submission)],
            consents=[_consent(row) for row in submission.consents.all()],
            signature=_signature(submission),
            manifest=_manifest(submission, findings[0][1], version=version, at=at),
            evidence=matter.evidence(lines),
            lookup=_lookup(submission),
            checks=list(_checks(submission)),
            links=matter.illinois(lines),
            activity=list(printed_record.activity(submission)),
            stopped=matter.stop_choice(submission.answers),
            files=[replace(sent, name=cover.text(sent.name)) for sent in _files(submission)],
        )
    )
    read = cover.everywhere(made)
    return replace(read, **{name: getattr(made, name) for name in AS_THEY_ARE})


def _parties(submission: Submission) -> list[str]:
    """Every name that the conflict check searched for; addresses and accounts stand elsewhere."""
    row = conflicts.standing(submission)
    searched = conflict_terms.kept(row) if row else []
    names = [one["text"] for one in searched if one["kind"] not in conflict_terms.NO_NAMES]
    return list(dict.fromkeys(names))


def line(answer: Answer) -> Line:
    """Return an answer row as the interview's own line."""
    return Line(
        stage=answer.stage,
        page=answer.page,
        item=answer.item,
        question=answer.question,
        unsure=answer.unsure,
        **answer.content,
    )


def _headed(told: Line) -> Line:
    """The line under headings of the moment's language: they are kept in English, for the desk."""
    return replace(told, stage=gettext(told.stage), item=steps.in_words(told.item))


def _lookup(submission: Submission) -> values.LookUp | None:
    """The newest look-up as it was kept: a packet searches nothing itself."""
    row = lookups.standing(submission)
    return values.LookUp(lookups.said(row), row.at) if row else None


def _checks(submission: Submission) -> Iterator[values.PhotoCheck]:
    photos = matters.load(submission.matter).photos(submission.answers)
    standing = set(submission.checks.standing().values_list("pk", flat=True))
    for row in submission.checks.select_related("by"):
        yield values.PhotoCheck(
            label=photos[row.photo].label,
            outcome=row.outcome,
            where=row.where,
            how=row.how,
            page_date=row.page_date,
            link=row.link,
            conflicts=tuple(row.conflicts),
            by=row.by.get_full_name() or row.by.get_username(),
            at=row.at,
            stands=row.pk in standing,
        )


def _files(submission: Submission) -> Iterator[values.FileSent]:
    for sent in sent_files.listed(submission.draft_sha256):
        yield values.FileSent(
            name=sent.name,
            size=sent.size,
            kind=sent.kind,
            sha256=sent.sha256,
            received_at=sent.received_at,
            outcome=sent.outcome,
            scan=sent.scan,
            used=sent.used,
        )


def _newest(submission: Submission) -> Iterable[Determination]:
    rows = Determination.objects.newest().filter(claim__submission=submission)
    return rows.select_related("claim__submission", "revision", "ruleset").order_by("claim__position")


def _claim_file(claim: Claim, found: Determination, cover: Cover) -> values.ClaimFile:
    """What a packet says of a claim; where its findings are not reproduced, their values with the caution."""
    known, shown = found.revision.facts["person"], replays.replay(found)
    return values.ClaimFile(
        label=claim.label,
        name=cover.text(claim.name),
        document=shown.document,
        caution="" if shown.is_exact else shown.caution,
        capacity=_said(known, "role"),
        born=_said(known, "subject_dob"),
        authority=_said(known, "authority"),
    )


def _said(known: dict[str, Any], name: str) -> str:
    value = known.get(name, {}).get("value")
    return "" if value in (None, "unknown") else str(value)


def _contact(submission: Submission) -> Contact:
    """How the claimant is reached now, in the fields that paper has."""
    now = afterwards.contact(submission).values
    return Contact(**{field: now.get(field, "") for field in submission.contact})


def _consent(row: Consent) -> values.Consent:
    text = Text.from_json(
        {
            "id": row.text_id,
            "version": row.version,
            "language": row.language,
            "status": row.status,
            "body": row.body,
            "sha256": row.sha256,
        }
    )
    gone = getattr(row, "withdrawal", None)
    return values.Consent(
        purpose=row.purpose,
        text=text,
        given=row.given,
        read_out_by=printed_record.who(row.by) if row.method == Consent.SPOKEN else "",
        withdrawn_at=gone.at if gone else None,
    )


def _signature(submission: Submission) -> values.Signature:
    signed = submission.signature
    typist, spoken = calls.typist(submission), signed.get("method") == Consent.SPOKEN
    return values.Signature(
        typed_name=signed["name"],
        signed_at=datetime.fromisoformat(signed["at"]),
        ip=signed["ip"],
        agent=signed["agent"],
        texts_sha256=signed.get("texts_sha256", ""),
        spoken_to=printed_record.who(signed["by"]) if spoken else "",
        entered_by=printed_record.named(typist) if typist else "",
    )


def _manifest(submission: Submission, found: Determination, *, version: int, at: datetime) -> values.Manifest:
    head = chain.anchor(where=f"packet:{submission.pk}:{version}", at=at)
    return values.Manifest(
        data_sha256=hashlib.sha256(columns.canonical(submission.answers)).hexdigest(),
        ruleset_digest=found.ruleset.digest,
        ruleset_version=found.ruleset.version,
        engine=found.engine,
        packet_version=str(version),
        made_at=at,
        audit_head=str(head or ""),
    )
