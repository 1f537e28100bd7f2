"""The page where files are sent, with and without a script, and what a Flickr file fills."""

import io
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from casefile import evidence, quarantine, sent_files
from casefile.models import Draft, Submission, Upload
from tests.casefile import made_files
from tests.intake.conftest import CHECK, DECLARATION, EVIDENCE, Claimant
from tests.personas import ADULT

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


def file(content: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def photo() -> SimpleUploadedFile:
    return file(made_files.image("JPEG"))


def send(client: Client, *files: SimpleUploadedFile, **more: Any) -> Any:
    return client.post(EVIDENCE, {"files": list(files)}, **more)


def look() -> Upload:
    upload = Upload.objects.get()
    quarantine.check(upload.pk, at=timezone.now())
    return upload


def test_the_page_is_no_stop_on_the_way_and_check_answers_leads_to_it(claimant: Claimant) -> None:
    claimant.pass_age()
    assert EVIDENCE not in claimant.walk(ADULT)
    page = claimant.client.get(EVIDENCE)
    assert "You can also send files" in page.content.decode()
    assert page.context["onward"] == CHECK
    assert EVIDENCE in claimant.client.get(CHECK).content.decode()


def test_a_change_from_check_answers_does_not_pass_by_the_page(finished: Claimant) -> None:
    finished.at = "/flickr-megaface/more/?change=1"
    assert finished.answer(ADULT) == CHECK


def test_a_file_is_kept_without_a_script(finished: Claimant) -> None:
    answer = send(finished.client, photo(), file(made_files.pdf(), "paper.pdf"))
    assert answer.status_code == 302 and answer["Location"] == f"{EVIDENCE}#sent"
    page = finished.client.get(EVIDENCE).content.decode()
    assert "photo.jpg" in page and "paper.pdf" in page and "We are checking it" in page
    upload = Upload.objects.get(name__isnull=False, size=len(made_files.image("JPEG")))
    quarantine.check(upload.pk, at=timezone.now())
    assert "Received and checked. Not scanned for viruses." in finished.client.get(EVIDENCE).content.decode()


def test_one_bad_file_loses_no_other(finished: Claimant) -> None:
    answer = send(finished.client, file(b"GIF89a", "a.gif"), photo(), file(b"", "nothing.pdf"))
    page = answer.content.decode()
    assert answer.status_code == 422 and "<title>Error:" in page
    assert "“a.gif” is a GIF picture. We can take PDF, JPEG, PNG, WEBP and HEIC files" in page
    assert "“nothing.pdf” is empty." in page
    assert "All other files were kept." in page
    assert Upload.objects.get().name == "photo.jpg"


def test_sending_nothing_says_so(finished: Claimant) -> None:
    answer = finished.client.post(EVIDENCE, {})
    assert answer.status_code == 422 and "Choose at least one file" in answer.content.decode()


def test_a_file_over_the_limit_is_answered_with_a_page_that_keeps_the_rest(
    finished: Claimant, settings: Settings
) -> None:
    settings.EVIDENCE_FILE_BYTES = 200_000
    large = file(made_files.image("JPEG") + bytes(400_000), "large.jpg")
    answer = send(finished.client, large, photo())
    assert answer.status_code == 413
    assert "“large.jpg” is bigger than" in answer.content.decode()
    assert Upload.objects.get().name == "photo.jpg"


def test_a_request_of_too_many_files_keeps_as_many_as_there_is_room_for(
    finished: Claimant, settings: Settings
) -> None:
    settings.EVIDENCE_FILES = 2
    files = [file(made_files.image("JPEG") + bytes([n]), f"{n}.jpg") for n in range(4)]
    answer = send(finished.client, *files)
    page = answer.content.decode()
    assert answer.status_code == 422 and "“2.jpg” was not kept" in page and "“3.jpg” was not kept" in page
    assert {upload.name for upload in Upload.objects.all()} == {"0.jpg", "1.jpg"}


def test_all_files_together_have_a_limit(finished: Claimant, settings: Settings) -> None:
    settings.EVIDENCE_BYTES = 100_000
    first = file(made_files.image("JPEG") + bytes(80_000), "a.jpg")
    second = file(made_files.image("JPEG") + bytes(90_000), "b.jpg")
    answer = send(finished.client, first, second)
    assert answer.status_code == 413 and "“b.jpg” was not kept" in answer.content.decode()
    assert Upload.objects.get().name == "a.jpg"


def test_a_script_is_told_in_json_and_gets_the_list(finished: Claimant) -> None:
    told = send(finished.client, photo(), headers=JSON)
    assert told.status_code == 200 and told.json()["faults"] == [] and told.json()["is_waiting"] is True
    assert "photo.jpg" in told.json()["list"]
    refused = send(finished.client, file(b"hello there", "a.txt"), headers=JSON)
    assert refused.status_code == 422 and "“a.txt” is a text file." in refused.json()["faults"][0]
    look()
    assert finished.client.get(EVIDENCE, headers=JSON).json()["is_waiting"] is False


def test_a_name_that_bites_is_shown_harmless(finished: Claimant) -> None:
    send(finished.client, file(made_files.image("JPEG"), '<img src=x onerror=alert(1)>"\u202egpj.jpg'))
    page = finished.client.get(EVIDENCE).content.decode()
    assert "<img src" not in page and "\u202e" not in page


def test_a_file_is_removed_while_the_answers_are_not_sent(finished: Claimant) -> None:
    send(finished.client, photo())
    upload = Upload.objects.get()
    address = f"{EVIDENCE}{upload.pk}/remove/"
    assert finished.client.get(address).status_code == 405
    assert finished.client.post(address).status_code == 302
    assert finished.client.post(address).status_code == 302
    assert not Upload.objects.exists()


def test_nobody_reaches_the_files_of_another_interview(
    finished: Claimant, another: Callable[[], Claimant]
) -> None:
    send(finished.client, file(made_files.account(), "data_part1.zip"))
    upload = look()
    stranger = another()
    assert stranger.client.get(EVIDENCE).status_code == 404
    stranger.pass_age()
    stranger.client.post(f"{EVIDENCE}{upload.pk}/remove/")
    assert Upload.objects.filter(pk=upload.pk).exists()
    assert stranger.client.get(f"{EVIDENCE}{upload.pk}/archive/")["Location"] == EVIDENCE
    assert "data_part1.zip" not in stranger.client.get(EVIDENCE).content.decode()


def test_files_stay_with_the_answers_when_they_are_sent(finished: Claimant) -> None:
    send(finished.client, photo())
    finished.send()
    submission = Submission.objects.get()
    (sent,) = sent_files.listed(submission.draft_sha256)
    assert sent.name == "photo.jpg"


def test_a_file_sent_to_a_page_that_takes_none_is_dropped(finished: Claimant) -> None:
    answer = finished.client.post(DECLARATION, {"files": [photo()]})
    assert answer.status_code == 200 and not Upload.objects.exists()
    assert list(answer.wsgi_request.FILES) == []


def test_a_body_cut_short_is_no_fault_of_ours(finished: Claimant) -> None:
    body = b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.jpg"\r\n\r\n\xff\xd8\xff'
    answer = finished.client.post(EVIDENCE, body, content_type="multipart/form-data; boundary=b")
    assert answer.status_code in (302, 422)


def archive_of(finished: Claimant, *, photos: int = 3) -> str:
    send(finished.client, file(made_files.account(photos), "7215_ab_part1.zip"))
    return f"{EVIDENCE}{look().pk}/archive/"


def test_an_archive_is_offered_once_it_was_found_fit(finished: Claimant) -> None:
    send(finished.client, file(made_files.account(), "data.zip"))
    upload = Upload.objects.get()
    address = f"{EVIDENCE}{upload.pk}/archive/"
    assert address not in finished.client.get(EVIDENCE).content.decode()
    assert finished.client.get(address)["Location"] == EVIDENCE
    look()
    assert address in finished.client.get(EVIDENCE).content.decode()
    page = finished.client.get(address).content.decode()
    for told in ("12345678@N00", "pat-example", "Aug. 31, 2005", "A picnic 3500000002", "CC-BY-NC-2.0"):
        assert told in page
    assert finished.client.get(f"{EVIDENCE}{uuid.uuid4()}/archive/").status_code == 302


def test_an_archive_fills_answers_and_replaces_none_unasked(finished: Claimant) -> None:
    address, before = archive_of(finished), Draft.objects.get().answers
    asked = finished.client.post(address, {"photo": ["3500000000", "3500000002"]})
    page = asked.content.decode()
    assert Draft.objects.get().answers == before
    assert "You answered: 2007" in page and "August 31, 2005" in page
    done = finished.client.post(address, {"photo": ["3500000000", "3500000002"], "yes": "1"})
    assert done["Location"] == "/flickr-megaface/photos/2/face/"
    after = Draft.objects.get().answers
    assert after["one"]["account"]["names"].splitlines() == ["pat-example", "12345678@N00"]
    assert after["photos"][0] == before["photos"][0]
    assert after["photos"][1]["photo"]["link"] == "https://www.flickr.com/photos/12345678@N00/3500000002/"
    assert after["photos"][1]["uploaded"] == {"uploaded": "2009-05-03", "public": "yes"}
    assert after["photos"][1]["taken"]["taken"] == "2009-05-02"
    assert after["photos"][1]["on-flickr"]["license"] == "cc-by-nc-2.0"
    (sent,) = sent_files.listed(Draft.objects.get().token_sha256)
    assert sent.used == (
        "3.2",
        "Photo 2: 4.1",
        "Photo 2: 4.3",
        "Photo 2: 4.6",
        "Photo 2: 4.4",
        "Photo 2: 4.7",
    )


def test_what_was_filled_stands_on_the_page_to_be_confirmed(finished: Claimant) -> None:
    address = archive_of(finished)
    finished.client.post(address, {"photo": ["3500000002"], "yes": "1"})
    page = finished.client.get("/flickr-megaface/photos/2/photo/").content.decode()
    assert "https://www.flickr.com/photos/12345678@N00/3500000002/" in page
    finished.at = "/flickr-megaface/photos/2/face/"
    finished.walk(ADULT)
    assert Draft.objects.get().answers["photos"][1]["face"] == {"face": "yes"}


def test_a_named_answer_is_replaced_when_that_is_ticked(finished: Claimant) -> None:
    address = archive_of(finished)
    finished.client.post(address, {"photo": [], "replace": ["0.uploaded.opened"], "yes": "1"})
    first = Draft.objects.get().answers["photos"][0]["uploaded"]
    assert first == {"uploaded": "2009-05-02", "opened": "2005-08-31", "public": "yes"}


def test_an_archive_read_before_any_question_was_answered_makes_no_photo_up(claimant: Claimant) -> None:
    claimant.pass_age()
    address = archive_of(claimant)
    assert claimant.client.post(address, {"photo": [], "yes": "1"}).status_code in (200, 302)
    assert not any(Draft.objects.get().answers.get("photos", []))


def test_more_photos_than_the_form_takes_are_refused_and_then_left_out(finished: Claimant) -> None:
    address = archive_of(finished, photos=60)
    numbers = [str(3500000000 + n) for n in range(60)]
    assert finished.client.post(address, {"photo": numbers}).status_code == 422
    page = finished.client.post(address, {"photo": numbers[1:51]}).content.decode()
    assert "There is no room for 1 of the photos" in page


def test_the_values_an_archive_may_fill_are_values_of_the_form() -> None:
    from exposure import archive
    from matters.flickr_megaface.archived import LICENCES

    written = {archive.licence(number) for number in range(12)} - {""}
    assert written <= LICENCES


def test_old_interviews_can_still_send(finished: Claimant) -> None:
    Draft.objects.update(kept_at=timezone.now() - timedelta(days=2))
    assert send(finished.client, photo()).status_code == 302
    assert io.BytesIO(b"".join(evidence.original(Upload.objects.get()))).read(3) == b"\xff\xd8\xff"
