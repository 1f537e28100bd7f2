"""The desk's list of files: what it says, who may open what, and that each press is on record."""

import io

import pytest
from django.test import Client

from casefile import evidence, quarantine
from casefile.models import AuditEntry, Submission, Upload
from packets import pdf
from tests import factories
from tests.casefile import made_files

pytestmark = pytest.mark.django_db
AT = factories.SENT_AT


def send(file: Submission, content: bytes, name: str, *, look: bool = True) -> Upload:
    upload = evidence.receive(draft_sha256=file.draft_sha256, file=io.BytesIO(content), name=name, at=AT)
    if look:
        quarantine.check(upload.pk, at=AT)
    return upload


def address(file: Submission, upload: Upload, what: str) -> str:
    return f"/desk/files/{file.token}/evidence/{upload.pk}/{what}"


def test_a_file_is_listed_with_what_identifies_it_and_is_not_drawn(desk: Client) -> None:
    file = factories.make_file()
    upload = send(file, made_files.located("JPEG"), "picnic.jpg")
    page = desk.get(f"/desk/files/{file.token}/").content.decode()
    for told in (
        "picnic.jpg",
        "JPEG picture",
        upload.sha256,
        "Fit to open",
        "Not scanned: no scanner is set up",
    ):
        assert told in page
    assert "camera’s date 2009-05-02 10:11:12" in page and "names a place" in page
    assert "<img" not in page and "Masked" not in page


def test_a_file_without_files_says_so(desk: Client) -> None:
    assert "No file was sent." in desk.get(f"/desk/files/{factories.make_file().token}/").content.decode()


def test_a_picture_is_shown_without_metadata_and_locked_in(desk: Client) -> None:
    file = factories.make_file()
    upload = send(file, made_files.located("PNG"), "a.png")
    answer = desk.post(address(file, upload, "show"))
    assert answer["Content-Type"] == "image/jpeg" and answer.content[:3] == b"\xff\xd8\xff"
    assert b"Exif" not in answer.content and made_files.CAMERA.encode() not in answer.content
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert "no-store" in answer["Cache-Control"]


def test_the_original_is_handed_over_byte_for_byte_under_a_name_of_ours(desk: Client) -> None:
    file = factories.make_file()
    content = made_files.located("JPEG")
    answer = desk.post(address(file, send(file, content, "x.html\r\nA: b.jpg"), "download"))
    assert answer.content == content
    assert answer["Content-Disposition"].startswith(f'attachment; filename="evidence-{file.reference}-')
    assert answer["Content-Type"] == "application/octet-stream"


def test_a_pdf_that_acts_is_given_out_only_as_a_copy_that_does_not(desk: Client) -> None:
    file = factories.make_file()
    upload = send(file, made_files.pdf(made_files._script), "form.pdf")
    page = desk.get(f"/desk/files/{file.token}/").content.decode()
    assert "acts by itself (JavaScript, OpenAction)" in page and "Download as it came" not in page
    assert desk.post(address(file, upload, "download")).status_code == 302
    copy = desk.post(address(file, upload, "show"))
    assert copy["Content-Disposition"].startswith("attachment") and b"JavaScript" not in copy.content


@pytest.mark.parametrize("what", ["show", "download"])
def test_nothing_is_given_out_before_it_was_looked_at_or_when_it_is_not_fit(desk: Client, what: str) -> None:
    file = factories.make_file()
    for name, look in (("locked.pdf", True), ("photo.jpg", False)):
        made = next(one for one in made_files.EVERY if one.name == name)
        answer = desk.post(address(file, send(file, made.make(), name, look=look), what))
        assert answer.status_code == 302 and answer["Location"].endswith("#evidence")
    given_out = ("evidence.opened", "evidence.downloaded")
    assert not AuditEntry.objects.filter(event__in=given_out).exists()
    page = desk.get(f"/desk/files/{file.token}/").content.decode()
    assert "Not fit to open: it wants a password" in page and "Being checked" in page


def test_a_picture_that_may_show_somebody_under_18_is_masked_and_a_press_says_so(desk: Client) -> None:
    file = factories.make_file(role="parent", born="2012-05", label="Kit Example")
    upload = send(file, made_files.image("JPEG"), "school.jpg")
    page = desk.get(f"/desk/files/{file.token}/").content.decode()
    assert "Masked: this picture may show somebody under 18" in page
    desk.post(address(file, upload, "show"))
    entry = AuditEntry.objects.get(event="evidence.opened")
    assert entry.subject == str(file.pk)
    assert entry.detail == {"upload": str(upload.pk), "masked": 1}
    assert "Looked at a file that was sent" in desk.get(f"/desk/files/{file.token}/").content.decode()


def test_looking_needs_a_press_a_sign_in_and_a_cleared_file(desk: Client, client: Client) -> None:
    file = factories.make_file()
    upload = send(file, made_files.image("JPEG"), "a.jpg")
    assert desk.get(address(file, upload, "show")).status_code == 405
    assert client.post(address(file, upload, "show"))["Location"].startswith("/desk/sign-in/")
    held = factories.make_file(clear=False)
    closed = send(held, made_files.image("JPEG"), "a.jpg")
    assert desk.post(address(held, closed, "show")).status_code == 404
    assert desk.post(address(held, upload, "show")).status_code == 404
    assert desk.post(address(file, closed, "show")).status_code == 404
    assert "a.jpg" not in desk.get(f"/desk/files/{held.token}/").content.decode()


def test_stored_bytes_that_were_changed_are_not_given_out(desk: Client, settings) -> None:  # type: ignore[no-untyped-def]
    file = factories.make_file()
    upload = send(file, made_files.image("JPEG"), "a.jpg")
    path = settings.MEDIA_ROOT / Upload.objects.get().stored_as
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert desk.post(address(file, upload, "download")).status_code == 302
    assert "Its stored bytes are damaged." in desk.get(f"/desk/files/{file.token}/").content.decode()


def test_the_packet_lists_the_files_and_prints_no_picture() -> None:
    from casefile import printing

    file = factories.make_file(packet=False)
    upload = send(file, made_files.account(), "7215_ab_part1.zip")
    laid = printing.contents(file, version=1, at=AT)
    (row,) = laid.files
    assert (row.name, row.kind) == ("7215_ab_part1.zip", "Archive of a Flickr account")
    assert "".join(row.sha256) == upload.sha256 and row.scan == "Fit to open; not scanned"
    page = pdf.html(laid)
    assert "<img" not in page
