"""A hold stops the deletion of drafts and their files too, and whoever asks is told so."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

import matters
from casefile import afterwards, deletions, drafts, holds
from casefile.models import Draft, Hold, StaffMember, Submission, Upload, Wish
from tests import factories
from tests.casefile import made_files, related
from tests.intake.conftest import EVIDENCE, Claimant
from tests.personas import ADULT

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = AT + timedelta(days=31)
pytestmark = pytest.mark.django_db


@pytest.fixture
def robin() -> StaffMember:
    return factories.make_staff("robin@example.com")


def draft(email: str = "pat@example.com") -> Draft:
    made, _ = drafts.start(matter=factories.MATTER, notice={"id": "notice"}, at=AT)
    answers = {"one": {"contact": {"email": email}, "names": {"first_name": "Pat", "last_name": "Example"}}}
    drafts.keep(draft=made, answers=answers, at=AT)
    drafts.remember(draft=made, email=email, at=AT)
    return made


def hold(robin: StaffMember, **on: Any) -> Hold:
    return holds.place(reason="A lawsuit.", by=robin, at=AT, **on)


def test_a_held_draft_outlives_its_day_and_keeps_no_other_from_going(robin: StaffMember) -> None:
    kept, gone = draft(), draft("other@example.com")
    placed = hold(robin, kind=Hold.EMAIL, about="Pat@Example.com")
    assert deletions.expired(at=LATER, limit=1) == [gone]
    assert deletions.expire(Draft.objects.get(pk=kept.pk), at=LATER) is False
    with pytest.raises(holds.Held):
        deletions.delete(kept, at=LATER)
    holds.lift(placed, reason="Over.", by=robin, at=LATER)
    assert deletions.expired(at=LATER, limit=5) == [kept, gone]


def test_a_hold_on_the_matter_holds_every_draft(robin: StaffMember) -> None:
    draft()
    hold(robin, kind=Hold.MATTER, about=factories.MATTER, matter=factories.MATTER)
    assert deletions.expired(at=LATER, limit=5) == []


def test_answers_that_cannot_be_read_may_hold_any_name(robin: StaffMember) -> None:
    kept = draft()
    Draft.objects.filter(pk=kept.pk).update(answers=b"spoilt")
    hold(robin, kind=Hold.NAME, about="Somebody Else")
    assert deletions.expired(at=LATER, limit=5) == []


def test_a_claimant_who_deletes_is_told_that_it_is_kept(client: Client, robin: StaffMember) -> None:
    claimant = Claimant(client)
    claimant.pass_age()
    claimant.walk(ADULT)
    client.post(EVIDENCE, {"files": SimpleUploadedFile("picnic.jpg", made_files.image("JPEG"))})
    hold(robin, kind=Hold.NAME, about=_name())
    upload = Upload.objects.get()
    for path in ("/flickr-megaface/delete/", f"{EVIDENCE}{upload.pk}/remove/"):
        answer = client.post(path)
        assert answer.status_code == 409, path
        assert "The law asks the firm to keep what you entered" in answer.content.decode()
    assert Draft.objects.exists() and Upload.objects.exists()


def _name() -> str:
    contact = matters.load(factories.MATTER).contact(Draft.objects.get().answers)
    return f"{contact.first_name}  {contact.last_name}".upper()


def test_the_status_page_says_that_the_law_keeps_it_and_no_more(client: Client, robin: StaffMember) -> None:
    claimant = Claimant(client)
    claimant.pass_age()
    claimant.walk(ADULT)
    claimant.send()
    words = "The law asks the firm to keep your answers for now"
    hold(robin, kind=Hold.MATTER, about=factories.MATTER, matter=factories.MATTER)
    assert words not in client.get("/status/").content.decode(), "nobody asked for erasure"
    file = Submission.objects.get()
    afterwards.wish(file, kind=Wish.ERASE, at=timezone.now())
    page = client.get("/status/").content.decode()
    assert words in page and "lawsuit" not in page


def test_a_hold_on_a_person_may_be_for_one_matter_only(robin: StaffMember) -> None:
    kept = related.send()
    for matter, is_held in (("another-matter", False), (factories.MATTER, True), ("", True)):
        for kind, about in ((Hold.EMAIL, "pat@example.com"), (Hold.NAME, "Pat Example")):
            placed = hold(robin, matter=matter, kind=kind, about=about)
            assert bool(holds.standing().on_file(kept)) == is_held, (matter, kind)
            holds.lift(placed, reason="Over.", by=robin, at=AT)
