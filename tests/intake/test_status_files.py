"""Documents sent after the answers: kept, on record, seen at the desk, and never taken back there."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from casefile import afterwards, consents, copies, evidence, quarantine
from casefile.models import AuditEntry, Submission, Upload, Wish
from tests import factories
from tests.casefile import made_files
from tests.intake.conftest import EVIDENCE, Claimant
from tests.intake.test_canaries import work_everything
from tests.intake.test_evidence import JSON, file, photo
from tests.packets import reading
from tests.personas import ADULT

pytestmark = pytest.mark.django_db
FILES, STATUS = "/status/files/", "/status/"


@pytest.fixture
def sender(finished: Claimant) -> Claimant:
    finished.send()
    return finished


def send(client: Client, *files: Any, **more: Any) -> Any:
    return client.post(FILES, {"files": list(files)}, **more)


def submission() -> Submission:
    found: Submission = Submission.objects.get()
    return found


def text(client: Client, at: str) -> str:
    return str(client.get(at).content.decode())


def test_a_file_is_kept_without_a_script_and_its_state_is_said(sender: Claimant) -> None:
    assert FILES in text(sender.client, STATUS)
    answer = send(sender.client, photo())
    assert answer.status_code == 302 and answer["Location"] == f"{FILES}#sent"
    for page in (FILES, STATUS):
        assert "photo.jpg" in text(sender.client, page) and "We are checking it" in text(sender.client, page)
    quarantine.check(Upload.objects.get().pk, at=timezone.now())
    assert "Received and checked. Not scanned for viruses." in text(sender.client, STATUS)


def test_a_script_is_told_in_json(sender: Claimant) -> None:
    told = send(sender.client, photo(), headers=JSON)
    assert told.status_code == 200 and "photo.jpg" in told.json()["list"]
    refused = send(sender.client, file(b"GIF89a", "a.gif"), headers=JSON)
    assert refused.status_code == 422 and "“a.gif” is a GIF picture" in refused.json()["faults"][0]
    assert sender.client.get(FILES, headers=JSON).json()["is_waiting"] is True


def test_a_fault_of_one_file_is_said_on_the_page_and_loses_no_other(sender: Claimant) -> None:
    answer = send(sender.client, file(b"GIF89a", "a.gif"), photo())
    page = answer.content.decode()
    assert answer.status_code == 422 and "<title>Error:" in page and "All other files were kept." in page
    assert Upload.objects.get().name == "photo.jpg"


def test_what_was_sent_is_not_removed_there_and_the_page_says_so(sender: Claimant) -> None:
    send(sender.client, photo())
    upload = Upload.objects.get()
    for page in (FILES, STATUS):
        shown = text(sender.client, page)
        assert "You cannot remove" in shown and "/remove/" not in shown
    sender.client.post(f"{EVIDENCE}{upload.pk}/remove/")
    assert Upload.objects.filter(pk=upload.pk).exists()


def test_files_of_the_interview_and_later_ones_stand_in_one_list(finished: Claimant) -> None:
    finished.client.post(EVIDENCE, {"files": [file(made_files.pdf(), "before.pdf")]})
    finished.send()
    send(finished.client, photo())
    shown = text(finished.client, FILES)
    assert "before.pdf" in shown and "photo.jpg" in shown


def test_the_record_says_that_it_came_and_when_without_its_name(sender: Claimant) -> None:
    send(sender.client, photo())
    (entry,) = AuditEntry.objects.filter(subject=str(submission().pk), event="evidence.added")
    assert entry.actor == "claimant" and entry.detail == {"upload": str(Upload.objects.get().pk)}
    send(sender.client, photo())
    assert AuditEntry.objects.filter(event="evidence.added").count() == 1, "the same bytes are one file"


@pytest.mark.parametrize(("kind", "undo"), [(Wish.WITHDRAW, True), (Wish.ERASE, True)])
def test_a_file_withdrawn_or_to_be_erased_takes_none_until_that_is_undone(
    sender: Claimant, kind: str, undo: bool
) -> None:
    afterwards.wish(submission(), kind=kind, at=timezone.now())
    answer = send(sender.client, photo())
    page = answer.content.decode()
    assert answer.status_code == 422 and "“photo.jpg” was not kept. You asked us to stop" in page
    assert 'type="file"' not in page and "We take no more files" in page
    assert send(sender.client, photo(), headers=JSON).status_code == 422
    assert f'href="{FILES}"' not in text(sender.client, STATUS) and not Upload.objects.exists()
    sender.client.post(f"/status/wish/{kind}/undo/")
    assert send(sender.client, photo()).status_code == 302 and Upload.objects.count() == 1


def test_leave_to_keep_the_answers_taken_back_closes_it_too(sender: Claimant) -> None:
    consents.withdraw(submission(), purpose=consents.PRIVACY, at=timezone.now())
    assert send(sender.client, photo()).status_code == 422 and not Upload.objects.exists()


def test_a_stranger_sends_nothing_and_another_claimant_only_their_own(
    sender: Claimant, another: Callable[[], Claimant]
) -> None:
    send(sender.client, photo())
    assert send(another().client, photo()).status_code == 302
    assert Upload.objects.count() == 1
    other = another()
    other.pass_age()
    other.walk(ADULT)
    other.send()
    assert "photo.jpg" not in text(other.client, FILES)


def test_more_than_the_file_holds_is_said(sender: Claimant, settings: Settings) -> None:
    settings.EVIDENCE_FILES = 1
    send(sender.client, photo())
    page = send(sender.client, file(made_files.pdf(), "b.pdf")).content.decode()
    assert "“b.pdf” was not kept. You can send up to 1 files in all" in page
    assert "remove one" not in page


def test_the_desk_sees_what_came_since(sender: Claimant) -> None:
    work_everything()
    desk = Client()
    person = factories.make_staff("robin@example.com")
    desk.post("/desk/sign-in/", {"login": person.username, "password": factories.PASSWORD})
    assert "News from the claimant" not in text(desk, "/desk/")
    send(sender.client, photo())
    shown = text(desk, f"/desk/files/{submission().token}/")
    since = shown.partition("What the claimant did since")[2]
    assert "Sent a file" in since and "photo.jpg" in since
    assert "News from the claimant" in text(desk, "/desk/")


def test_the_own_copy_lists_the_files_and_is_made_anew_when_one_came(sender: Claimant) -> None:
    first = copies.make(submission(), at=timezone.now())
    send(sender.client, file(made_files.image("JPEG"), "The picnic.jpg"))
    upload = Upload.objects.get()
    quarantine.check(upload.pk, at=timezone.now())
    second = copies.make(submission(), at=timezone.now())
    assert first.pk != second.pk and copies.make(submission(), at=timezone.now()).pk == second.pk
    content = copies.hand_out(submission(), at=timezone.now())
    assert content is not None
    printed = reading.text(content)
    assert reading.squeezed("Files you sent") in printed and reading.squeezed("The picnic.jpg") in printed
    for hidden in (upload.sha256, "Fit to open", "not scanned", "JPEG picture"):
        assert reading.squeezed(hidden).lower() not in printed.lower()


def test_a_network_that_sends_very_many_is_told_when_to_go_on(
    sender: Claimant, settings: Settings, another: Callable[[], Claimant]
) -> None:
    settings.EVIDENCE_FILES_AN_HOUR_A_NETWORK = 2
    files = [file(made_files.image("JPEG") + bytes([n]), f"{n}.jpg") for n in range(3)]
    answer = send(sender.client, *files)
    page = answer.content.decode()
    assert answer.status_code == 429 and Upload.objects.count() == 2
    assert "“2.jpg” was not kept. Very many files came from your internet connection" in page
    assert "Nothing else is lost. Send this file again after" in page and "Chicago time" in page
    elsewhere = send(sender.client, file(made_files.pdf(), "a.pdf"), REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 302


def test_the_limit_of_a_network_ends_with_the_hour(sender: Claimant, settings: Settings) -> None:
    settings.EVIDENCE_FILES_AN_HOUR_A_NETWORK = 1
    at = timezone.now()

    def receive(n: int, *, later: timedelta = timedelta()) -> None:
        evidence.receive(
            draft_sha256=submission().draft_sha256,
            file=io.BytesIO(made_files.image("JPEG") + bytes([n])),
            name=f"{n}.jpg",
            network="192.0.2.7",
            at=at + later,
        )

    receive(0)
    with pytest.raises(evidence.Refused) as refused:
        receive(1)
    assert refused.value.until is not None and at < refused.value.until <= at + timedelta(hours=1)
    receive(2, later=timedelta(hours=1))
    assert Upload.objects.count() == 2
