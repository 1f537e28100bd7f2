"""A list of parties comes in at the desk: looked at first, brought in once, retired for a reason."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from casefile import parties
from casefile.models import ConflictList, Grant, Job, PartyUpload
from tests import factories

pytestmark = pytest.mark.django_db
CSV = b"name,colour\nPat Example,blue\n=SUM(1),x\nMorgan Specimen,\n"


def sign_in(*roles: str) -> Client:
    person, client = factories.make_staff(roles=roles), Client()
    client.post("/desk/sign-in/", {"login": person.username, "password": factories.PASSWORD})
    return client


@pytest.fixture
def clearer(db: None) -> Client:
    return sign_in(Grant.CLEARER)


def upload(client: Client, content: bytes = CSV, **given: str) -> str:
    """Send a file; returns where the preview is, "" where it was refused."""
    wish = {"kind": "adverse", "name": "Register", "version": "1", **given}
    answer = client.post("/desk/parties/", {**wish, "file": SimpleUploadedFile("parties.csv", content)})
    return str(answer.headers.get("Location", ""))


def test_an_upload_is_shown_first_and_counts_once_it_is_confirmed(clearer: Client) -> None:
    preview = upload(clearer)
    page = clearer.get(preview).content.decode()
    for words in ("2 parties understood", "1 line refused", "Line 3: a cell begins like a formula", "colour",
                  "Pat Example", "not in force yet"):  # fmt: skip
        assert words in page, words
    assert parties.in_force() == () and not Job.objects.exists()
    assert clearer.post(preview).status_code == 302
    made = ConflictList.objects.get()
    assert (made.rows, made.refused, made.refusals) == (2, 1, [[3, "formula"]])
    assert not PartyUpload.objects.exists() and Job.objects.filter(subject=made.pk).exists()
    assert clearer.post(preview).status_code == 404, "a second press finds it done"
    assert ConflictList.objects.count() == 1


def test_an_upload_can_be_thrown_away(clearer: Client) -> None:
    preview = upload(clearer)
    clearer.post(preview, {"drop": "1"})
    assert not PartyUpload.objects.exists() and not ConflictList.objects.exists()


def test_nobody_else_sees_an_upload(clearer: Client) -> None:
    preview = upload(clearer)
    assert sign_in(Grant.CLEARER).get(preview).status_code == 404
    assert sign_in(Grant.ATTORNEY).get(preview).status_code == 403


@pytest.mark.parametrize(
    ("content", "given", "says"),
    [
        (b"", {}, "empty"),
        (b"name\nZo\xe9\n", {}, "line 2 has the byte 0xE9"),
        (b"who\nPat\n", {}, "No column is headed"),
        (CSV, {"name": ""}, "Enter what the list is called."),
        (CSV, {"version": "x" * 121}, "at most 120"),
        (CSV, {"kind": "other"}, "Choose adverse or former"),
        (b"name\n" + b"x" * 2_000_001, {}, "more than 2 MB"),
    ],
)
def test_what_cannot_come_in_says_why(
    clearer: Client, content: bytes, given: dict[str, str], says: str
) -> None:
    wish = {"kind": "adverse", "name": "Register", "version": "1", **given}
    answer = clearer.post("/desk/parties/", {**wish, "file": SimpleUploadedFile("parties.csv", content)})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not PartyUpload.objects.exists()


def test_the_same_version_from_another_file_is_refused_at_the_confirmation(clearer: Client) -> None:
    clearer.post(upload(clearer))
    answer = clearer.post(upload(clearer, b"name\nSam Example\n"))
    assert answer.status_code == 409
    assert "give this one another version" in answer.content.decode().lower()


def test_a_list_is_retired_for_a_reason_and_stays_on_record(clearer: Client) -> None:
    clearer.post(upload(clearer))
    page = f"/desk/parties/{ConflictList.objects.get().pk}/"
    assert clearer.post(f"{page}retire", {"reason": ""}).status_code == 422
    assert clearer.post(f"{page}retire", {"reason": "Mistaken."}).status_code == 302
    assert clearer.post(f"{page}retire", {"reason": "Again."}).status_code == 302
    shown = clearer.get(page).content.decode()
    assert "Mistaken." in shown and "Again." not in shown and parties.in_force() == ()


def test_without_the_right_there_is_no_page_of_parties(desk: Client) -> None:
    assert desk.get("/desk/parties/").status_code == 403
