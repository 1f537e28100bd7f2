"""Files in which every sealed column holds a text of its own: a canary, that must not sing elsewhere."""

import hashlib
from datetime import timedelta
from uuid import UUID

from django.apps import apps

from casefile import element_checks
from casefile.models import (
    Answer,
    Claim,
    Clearance,
    ConflictList,
    ContactChange,
    DeadlineMark,
    DeclineLetter,
    Delivery,
    Draft,
    ElementCheck,
    FileLink,
    Hold,
    HoldLift,
    LinkRuling,
    Packet,
    PartyUpload,
    Pass,
    PhotoCheck,
    Proposal,
    ProposalEnd,
    Reveal,
    StaffMember,
    Submission,
    Upload,
    UploadCheck,
    Wish,
)
from casefile.sealing import SealedField
from tests import factories
from tests.review import named

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
    ("ClockEntry", "names"): "of no file: numbers of photos and references that an attorney typed",
    ("ClockEntry", "basis"): "of no file: what an attorney rests it on",
    ("Determination", "brief"): "made from the trace",
    ("Determination", "deadlines"): "made from the trace",
    ("Determination", "trace"): "made from the facts",
    ("ElementCheck", "facts"): "codes and values of facts, as FactRevision",
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
    ("LinkRuling", "note"): "canary-ruling",
    ("DeclineLetter", "subject"): "canary-subject",
    ("DeclineLetter", "body"): "canary-body",
    ("Proposal", "note"): "canary-awaits",
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
    ("DeadlineMark", "note"): "canary-mark",
    ("Reveal", "note"): "canary-looked",
    ("ElementCheck", "reason"): "canary-element",
    ("Clearance", "note"): "canary-ruled",
    ("ConflictHit", "terms"): "canary-hit",
    ("ConflictParty", "known"): "canary-party",
    ("PartyUpload", "content"): "canary-list",
    ("ErasureStep", "note"): "canary-proposed",
    ("Hold", "about"): "canary-held",
    ("Hold", "reason"): "canary-why",
    ("HoldLift", "reason"): "canary-lifted",
}
WORDS = frozenset(PLANTED.values())
# What the conflict check knows: its clearers read it, whether it holds the file or not.
CHECKED = frozenset({"canary-terms", "canary-ruled", "canary-hit", "canary-party"})


def sealed_columns() -> set[tuple[str, str]]:
    """Every sealed column there is."""
    return {
        (model.__name__, field.name)
        for model in apps.get_app_config("casefile").get_models()
        for field in model._meta.fields
        if isinstance(field, SealedField)
    }


def plant(*, outcome: str = Clearance.CLEAR, matter: str = factories.MATTER) -> dict[str, object]:
    """Make a file with a canary in every column, and return how addresses name it and what hangs on it."""
    contact = {
        "first_name": "Pat", "last_name": "Example", "other_names": "canary-contact",
        "email": "pat@example.com", "phone": "312 555 0100", "preferred": "email", "language": "en",
    }  # fmt: skip
    file = factories.make_submission(contact=contact, clear=None, matter=matter)
    known = factories.UNSURE.replace("2019-10-11", "2017-03-19")
    claim = factories.make_claim(file, label="Canary-Name", known=known)
    attorney = factories.make_staff()
    made = named.make(file, by=attorney, outcome=outcome, word="canary-")
    factories.make_decision(claim, by=attorney, note="canary-note")
    _proposals(claim, attorney)
    PhotoCheck.objects.create(
        submission=file, number=1, photo=0, outcome=PhotoCheck.NOTHING, where="canary-where",
        how="canary-how", page_date="", link="https://example.com/canary-link", conflicts=[],
        by=attorney, at=AT,
    )  # fmt: skip
    Reveal.objects.create(
        submission=file, group=Reveal.CONTACT, reason="other", note="canary-looked", by=attorney, at=AT
    )
    DeadlineMark.objects.create(
        submission=file, claim=claim, number=1, theory="BIPA_DEPICTED", safe_on=factories.AS_OF,
        rolled_on=factories.AS_OF, rung=30, kind=DeadlineMark.ACKNOWLEDGED, note="canary-mark",
        by=attorney, at=AT,
    )  # fmt: skip
    beside = _alike(file, attorney)
    _answer(file)
    _afterwards(file)
    _mail(file)
    _draft(matter)
    _checked(claim, by=attorney)
    _firm(file, by=attorney)
    return made | {"token": file.token, "other": beside.token, "upload": _upload(file).pk}


def _checked(claim: Claim, *, by: StaffMember) -> None:
    found = element_checks.newest(claim)
    facts = {"by": "Robin Attorney", "on": AT.date().isoformat(), "given": []}
    ElementCheck.objects.create(
        submission=claim.submission, number=1, claim=claim, about=found, theory="BIPA_DEPICTED",
        element="face_shown", photo="Photo 1", verdict=ElementCheck.VERIFIED, facts=facts,
        reason="canary-element", by=by, at=AT,
    )  # fmt: skip


def _firm(file: Submission, *, by: StaffMember) -> None:
    """A hold that was lifted, and a list of parties that its bringer did not confirm."""
    hold = Hold.objects.create(
        kind=Hold.FILE, matter=file.matter, file=file.pk, about="canary-held", reason="canary-why",
        by=str(by.pk), at=AT,
    )  # fmt: skip
    HoldLift.objects.create(hold=hold, reason="canary-lifted", by=str(by.pk), at=AT)
    PartyUpload.objects.create(
        id=UUID(int=9), kind=ConflictList.FORMER, name="Register", version="2", sha256="6" * 64,
        content=b"name\ncanary-list\n", at=AT, by=str(by.pk),
    )  # fmt: skip


def _alike(file: Submission, by: StaffMember) -> Submission:
    beside = factories.make_submission(matter=file.matter)
    one, other = sorted((file, beside), key=lambda row: row.pk.hex)
    link = FileLink.objects.create(
        one=one, other=other, number=1, likeness=FileLink.SAME, agrees=["email"], at=AT
    )
    LinkRuling.objects.create(
        one=one, other=other, number=1, about=link, verdict=LinkRuling.APART, note="canary-ruling",
        by=by, at=AT,
    )  # fmt: skip
    return beside


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
    Proposal.objects.create(number=2, letter=letter, note="canary-awaits", **said)


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
