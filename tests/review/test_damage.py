"""A file whose sealed rows were altered or lost their key: a clear page, a record, nothing of its content."""

import base64
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings

from casefile.models import AuditEntry, Claim, StaffMember, Submission
from tests import factories

FRESH = base64.b64encode(b"n" * 32).decode()
NAME, MAIL = "Pat Canaryname", "pat@example.com"
SEALED = {
    "casefile_submission": ("contact", "signature"),
    "casefile_answer": ("content",),
    "casefile_claim": ("name",),
    "casefile_factrevision": ("facts",),
    "casefile_determination": ("trace", "brief"),
    "casefile_decision": ("note",),
    "casefile_delivery": ("recipient",),
}
COLUMNS = [(table, column) for table, columns in SEALED.items() for column in columns]
ACCEPT = {"seen": 1, "choice": "decline", "reason_decline": "criteria", "note": "Seen."}


@pytest.fixture
def file(attorney: StaffMember) -> Submission:
    made = factories.make_file(label=NAME)
    factories.make_decision(made.claims.get(), by=attorney, choice="under_review", note="Seen.")
    return made


@pytest.fixture
def address(file: Submission) -> str:
    return f"/desk/files/{file.token}/"


def alter(table: str, column: str, value: bytes | str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s", [value])  # noqa: S608  (a table of this file)
        assert cursor.rowcount


def sealed(table: str, column: str) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} LIMIT 1")  # noqa: S608  (a table of this file)
        return bytes(cursor.fetchone()[0])


def assert_is_damage(answer: Any, file: Submission, *, cause: str = "altered") -> None:
    text = answer.content.decode()
    assert answer.status_code == 503
    assert "This file cannot be opened" in text and file.reference in text
    assert "backup" in text and "administrator" in text
    assert NAME not in text and MAIL not in text
    entry = AuditEntry.objects.get(event="file.damaged")
    assert (entry.subject, entry.detail) == (str(file.pk), {"cause": cause})


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_any_altered_column_closes_the_whole_file(
    desk: Client, file: Submission, attorney: StaffMember, address: str, table: str, column: str
) -> None:
    whole = sealed(table, column)
    alter(table, column, whole[:-1] + bytes([whole[-1] ^ 1]))
    assert_is_damage(desk.get(address), file)
    assert AuditEntry.objects.get(event="file.damaged").actor == str(attorney.pk)


@pytest.mark.parametrize("left", [0, 1, 9, 20])
def test_a_value_cut_short_closes_the_file(desk: Client, file: Submission, address: str, left: int) -> None:
    alter("casefile_claim", "name", sealed("casefile_claim", "name")[:left])
    answer = desk.get(address)
    assert answer.status_code == 503
    assert NAME not in answer.content.decode()


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite keeps text in a column of bytes")
def test_text_written_over_a_sealed_value_closes_the_file(
    desk: Client, file: Submission, address: str
) -> None:
    alter("casefile_claim", "name", "Pat Forged")
    assert desk.get(address).status_code == 503
    assert "does not open" in desk.get("/desk/").content.decode()


def test_a_lost_key_closes_file_and_packet_and_leaves_the_queue(
    desk: Client, file: Submission, address: str, settings: Settings
) -> None:
    settings.FIELD_KEYS = f"new:{FRESH};index:{FRESH}"
    answer = desk.get(address)
    assert_is_damage(answer, file, cause="key")
    assert "FIELD_KEYS" in answer.content.decode()
    assert desk.get(f"{address}packets/1.pdf").status_code == 503
    assert "does not open" in desk.get("/desk/").content.decode()


def test_a_sound_packet_of_a_spoilt_file_is_still_what_was_printed(
    desk: Client, file: Submission, address: str
) -> None:
    alter("casefile_claim", "name", b"spoilt")
    assert desk.get(f"{address}packets/1.pdf").content == factories.PDF


@pytest.mark.parametrize("verb", ["decide", "undo"])
def test_a_refused_form_of_a_spoilt_file_shows_no_file_and_hands_the_note_back(
    desk: Client, file: Submission, address: str, verb: str
) -> None:
    alter("casefile_claim", "name", b"spoilt")
    answer = desk.post(f"{address}claims/0/{verb}", {"note": "Words of an hour."})
    assert_is_damage(answer, file)
    assert "Words of an hour." in answer.content.decode()


def test_a_decision_sent_twice_onto_a_spoilt_note_is_no_fault_of_the_server(
    desk: Client, file: Submission, address: str
) -> None:
    assert desk.post(f"{address}claims/0/decide", ACCEPT).status_code == 302
    alter("casefile_decision", "note", b"spoilt")
    assert_is_damage(desk.post(f"{address}claims/0/decide", ACCEPT), file)
    assert Claim.objects.get().decisions.count() == 2


@pytest.mark.parametrize("verb", ["decide", "undo"])
def test_a_decision_on_a_spoilt_file_leads_to_the_page_that_says_so(
    desk: Client, file: Submission, address: str, verb: str
) -> None:
    alter("casefile_claim", "name", b"spoilt")
    body = ACCEPT if verb == "decide" else {"seen": 1, "number": 1, "reason": "mistake"}
    assert_is_damage(desk.post(f"{address}claims/0/{verb}", body, follow=True), file)


def test_a_spoilt_file_says_nothing_to_strangers(client: Client, file: Submission, address: str) -> None:
    alter("casefile_claim", "name", b"spoilt")
    assert client.get(address).status_code == 302
