"""The firm's list of sources at the desk: add, look first, change, retire; only with the right to edit."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from casefile import audit, rights, sources
from casefile.models import Grant, Source, StaffMember
from tests.casefile.test_sources import AT, PAID, SAID

HERE = "/desk/sources/"
ONE = "/desk/sources/sample-list/"
TYPED = {
    "code": "sample-list",
    "name": "Sample List",
    "relationship_en": SAID["en"],
    "relationship_es": SAID["es"],
    "fee_en": PAID["en"],
    "fee_es": PAID["es"],
}


@pytest.fixture
def editor(desk: Client) -> Client:
    return desk


@pytest.fixture
def listed(attorney: StaffMember) -> Source:
    return sources.add(
        code="sample-list", name="Sample List", relationship=SAID, fee=PAID, by=attorney, at=AT
    )


def test_without_the_right_to_edit_nothing_is_shown_or_written(desk: Client, attorney: StaffMember) -> None:
    at = datetime(2026, 11, 22, tzinfo=UTC)
    rights.give(staff=attorney, roles=(Grant.PARALEGAL,), by=audit.SYSTEM, at=at)
    rights.take(staff=attorney, roles=(Grant.ATTORNEY,), by=audit.SYSTEM, at=at)
    for answer in (desk.get(HERE), desk.post(HERE, TYPED), desk.get(ONE), desk.post(f"{ONE}retire")):
        assert answer.status_code == 403 and "This is not among your rights" in answer.content.decode()
    assert not Source.objects.exists()
    assert HERE not in desk.get("/desk/").content.decode()


def test_a_source_is_added_and_its_address_shown(editor: Client) -> None:
    assert editor.post(HERE, TYPED).status_code == 302
    page = editor.get(HERE).content.decode()
    assert "/from/sample-list/" in page and PAID["es"] in page and "In use" in page
    assert HERE in editor.get("/desk/").content.decode()


def test_the_paragraph_can_be_seen_before_anything_is_recorded(editor: Client) -> None:
    page = editor.post(HERE, {**TYPED, "preview": "1"}).content.decode()
    assert "Not recorded yet" in page and SAID["es"] in page
    assert not Source.objects.exists()


@pytest.mark.parametrize("left_out", list(TYPED))
def test_every_word_is_needed_in_both_languages(editor: Client, left_out: str) -> None:
    answer = editor.post(HERE, {**TYPED, left_out: " "})
    page = answer.content.decode()
    assert answer.status_code == 422 and f'href="#id_{left_out}"' in page and not Source.objects.exists()
    assert all(text in page for name, text in TYPED.items() if name != left_out)


@pytest.mark.parametrize("code", ["two words", "a_b", "x" * 41, "/x"])
def test_a_code_must_fit_an_address(editor: Client, code: str) -> None:
    assert editor.post(HERE, {**TYPED, "code": code}).status_code == 422


@pytest.mark.usefixtures("listed")
def test_a_change_is_a_new_version(editor: Client) -> None:
    assert "Sample List" in editor.get(ONE).content.decode()
    assert editor.post(ONE, {**TYPED, "seen": 1, "name": "Renamed"}).status_code == 302
    assert [(one.version, one.name) for one in Source.objects.order_by("version")] == [
        (1, "Sample List"),
        (2, "Renamed"),
    ]


@pytest.mark.usefixtures("listed")
def test_a_page_that_is_out_of_date_records_nothing_and_keeps_what_was_typed(editor: Client) -> None:
    editor.post(ONE, {**TYPED, "seen": 1, "name": "First"})
    late = editor.post(ONE, {**TYPED, "seen": 1, "name": "Second"})
    assert 'value="Second"' in late.content.decode() and 'name="seen" value="2"' in late.content.decode()
    for answer in (late, editor.post(f"{ONE}retire", {"seen": 1})):
        assert answer.status_code == 409 and "Nothing was recorded" in answer.content.decode()
    assert editor.post(HERE, TYPED).status_code == 409
    assert Source.objects.count() == 2


@pytest.mark.usefixtures("listed")
def test_a_source_is_retired_and_brought_back(editor: Client) -> None:
    assert editor.post(f"{ONE}retire", {"seen": 1}).status_code == 302
    assert "Retired" in editor.get(HERE).content.decode()
    assert "Bring it back into use" in editor.get(ONE).content.decode()
    assert editor.post(ONE, {**TYPED, "seen": 2}).status_code == 302
    assert sources.find("sample-list") is not None


def test_an_unknown_source_is_not_found(editor: Client) -> None:
    assert editor.get("/desk/sources/nobody/").status_code == 404
