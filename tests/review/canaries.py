"""Files in which every sealed column holds a text of its own: a canary, that must not sing elsewhere."""

import hashlib
from datetime import timedelta

from django.apps import apps

from casefile import audit
from casefile.models import (
    Answer,
    Claim,
    Clearance,
    ContactChange,
    DeclineLetter,
    Delivery,
    Draft,
    Packet,
    Pass,
    PhotoCheck,
    Proposal,
    ProposalEnd,
    StaffMember,
    Submission,
    Upload,
    UploadCheck,
    Wish,
)
from casefile.sealing import SealedField
from tests import factories

AT = factories.SENT_AT
# Sealed columns that hold no text of a person in a file made here, and why.
EMPTY = {
    ("Claim", "label"): "a number: Person 1",
    ("UploadCheck", "found"): "counts of pixels and pages",
    ("LookUp", "found"): "ids of the published lists, made by importing one",
    ("PhotoCheck", "page_date"): "a day",
    ("PhotoCheck", "conflicts"): "codes",
    ("Draft", "earlier"): "as the answers",
    ("Draft", "typed"): "as the answers",
    ("Submission", "answers"): "as the rows of Answer, which are shown",
    ("Determination", "brief"): "made from the trace",
    ("Determination", "trace"): "made from the facts",
}
# What is planted: the column, and the word that is looked for.
PLANTED = {
    ("Submission", "contact"): "canary-contact",
    ("Submission", "signature"): "192.0.2.7",
    ("Answer", "content"): "canary-answer",
    ("ContactChange", "contact"): "canary-changed",
    ("Wish", "words"): "canary-wish",
    ("Claim", "name"): "Canary-Name",
    ("FactRevision", "facts"): "March 19, 2017",
    ("Clearance", "terms"): "canary-terms",
    ("Decision", "note"): "canary-note",
    ("DeclineLetter", "subject"): "canary-subject",
    ("DeclineLetter", "body"): "canary-body",
    ("Proposal", "note"): "canary-proposed",
    ("ProposalEnd", "note"): "canary-ended",
    ("Draft", "answers"): "canary-draft",
    ("Draft", "email"): "canary-unsent",
    ("Pass", "email"): "canary-pass",
    ("Upload", "name"): "canary-upload",
    ("Upload", "about"): "canary-about",
    ("Delivery", "recipient"): "canary-recipient",
    ("PhotoCheck", "where"): "canary-where",
    ("PhotoCheck", "how"): "canary-how",
    ("PhotoCheck", "link"): "canary-link",
}
WORDS = frozenset(PLANTED.values())


def sealed_columns() -> set[tuple[str, str]]:
    """Every sealed column there is."""
    return {
        (model.__name__, field.name)
        for model in apps.get_app_config("casefile").get_models()
        for field in model._meta.fields
        if isinstance(field, SealedField)
    }


def plant(*, outcome: str = Clearance.CLEAR, matter: str = factories.MATTER) -> tuple[Submission, Upload]:
    """Make a file with a canary in every column, and return it with its upload."""
    contact = {
        "first_name": "Pat", "last_name": "Example", "other_names": "canary-contact",
        "email": "pat@example.com", "phone": "312 555 0100", "preferred": "email", "language": "en",
    }  # fmt: skip
    file = factories.make_submission(contact=contact, clear=None, matter=matter)
    Clearance.objects.create(
        submission=file, outcome=outcome, terms=["canary-terms"], lists_searched=1, at=AT, by=audit.SYSTEM
    )
    known = factories.UNSURE.replace("2019-10-11", "2017-03-19")
    claim = factories.make_claim(file, label="Canary-Name", known=known)
    attorney = factories.make_staff()
    factories.make_decision(claim, by=attorney, note="canary-note")
    _proposals(claim, attorney)
    PhotoCheck.objects.create(
        submission=file, number=1, photo=0, outcome=PhotoCheck.NOTHING, where="canary-where",
        how="canary-how", page_date="", link="https://example.com/canary-link", conflicts=[],
        by=attorney, at=AT,
    )  # fmt: skip
    _answer(file)
    _afterwards(file)
    _mail(file)
    _draft(matter)
    return file, _upload(file)


def _proposals(claim: Claim, attorney: StaffMember) -> None:
    """One proposal with its letter that still waits, and one that was ended."""
    letter = DeclineLetter.objects.create(
        claim=claim, text_id="decline", version="1", language="en", text_status="DRAFT",
        subject="canary-subject",
        body="canary-body", sha256="5" * 64, by=attorney, at=AT,
    )  # fmt: skip
    said = {"claim": claim, "choice": "decline", "reason": "criteria", "seen": 1, "by": attorney, "at": AT}
    ended = Proposal.objects.create(number=1, **said)
    ProposalEnd.objects.create(proposal=ended, note="canary-ended", by=attorney, at=AT)
    Proposal.objects.create(number=2, letter=letter, note="canary-proposed", **said)


def _answer(file: Submission) -> None:
    content = {"wording": "Where?", "value": "canary-answer", "shown": "canary-answer"}
    Answer.objects.create(
        submission=file, position=9, stage="The photos", page="photo", item="Photo 1", question="4.6",
        unsure=False, content=content, at=AT,
    )  # fmt: skip


def _afterwards(file: Submission) -> None:
    changed = {**file.contact, "other_names": "canary-changed"}
    ContactChange.objects.create(submission=file, number=1, contact=changed, email_index="0" * 64, at=AT)
    Wish.objects.create(submission=file, kind=Wish.WITHDRAW, words="canary-wish", at=AT)


def _mail(file: Submission) -> None:
    packet: Packet = factories.make_packet(file)
    Delivery.objects.create(
        kind=Delivery.RECEIPT, submission=packet.submission, recipient="canary-recipient@example.com",
        recipient_index="1" * 64, queued_at=AT,
    )  # fmt: skip


def _draft(matter: str) -> None:
    token = hashlib.sha256(Draft.__name__.encode() + bytes([Draft.objects.count()])).hexdigest()
    draft = Draft.objects.create(
        token_sha256=token, matter=matter, answers={"one": {"contact": {"first_name": "canary-draft"}}},
        email="canary-unsent@example.com", notice={}, started_at=AT, kept_at=AT,
    )  # fmt: skip
    Pass.objects.create(
        draft=draft, email="canary-pass@example.com", email_index="2" * 64, browser_sha256="3" * 64,
        made_at=AT, expires_at=AT + timedelta(minutes=10),
    )  # fmt: skip


def _upload(file: Submission) -> Upload:
    upload = Upload.objects.create(
        draft_sha256=file.draft_sha256, name="canary-upload.png", about={"what": "canary-about"},
        stored_as="nowhere", sha256="4" * 64, size=1, received_at=AT,
    )  # fmt: skip
    UploadCheck.objects.create(upload=upload, outcome=UploadCheck.HELD, found={}, at=AT)
    return upload
