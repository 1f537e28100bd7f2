"""An explanation comes back to the byte, or not at all: then the values of then are shown, and why."""

import hashlib
import logging
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

import matters
from casefile import claims, columns, printing, replays, rulesets, sealing
from casefile.models import Determination, Ruleset, Submission
from eligibility import ruleset, trace
from eligibility.evaluate import evaluate
from eligibility.facts import ClaimFacts
from tests import factories

pytestmark = pytest.mark.django_db
LATER = factories.SENT_AT + timedelta(days=1)


@pytest.fixture
def file() -> Submission:
    return factories.make_file(known=factories.SURE, label="Riley Example", role="parent", born="2010-03-15")


@pytest.fixture
def row(file: Submission) -> Determination:
    return of(file)


@pytest.fixture
def desk(client: Client) -> Iterator[Client]:
    client.post("/desk/sign-in/", {"login": factories.make_staff().username, "password": factories.PASSWORD})
    yield client


def of(file: Submission) -> Determination:
    """The file's first determination, read afresh."""
    first: Determination = Determination.objects.filter(claim__submission=file).order_by("at")[0]
    return first


def write(row: Determination, **columns_: Any) -> None:
    """Change columns past our own code, as somebody at the database would."""
    names = ", ".join(f"{name} = %s" for name in columns_)
    key = row.pk.hex if connection.vendor == "sqlite" else str(row.pk)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE casefile_determination SET {names} WHERE id = %s",  # noqa: S608  (columns of this file)
            [*columns_.values(), key],
        )
        assert cursor.rowcount == 1


def sealed_trace(row: Determination, values: bytes) -> bytes:
    return sealing.seal(values, place=f"casefile_determination.trace:{row.pk}")


def publish_another() -> Ruleset:
    """The shipped rules with one title changed, in force from the next day."""
    text = matters.load(factories.MATTER).ruleset_text.replace("title: Face shown", "title: Face seen", 1)
    rules = ruleset.load(text)
    published: Ruleset = Ruleset.objects.create(
        matter=factories.MATTER, digest=rules.digest, version="2026-12-01.1", text=text, published_at=LATER
    )
    return published


def test_a_replay_is_the_explanation_to_the_byte(row: Determination) -> None:
    rules = rulesets.parsed(row.ruleset)
    first = evaluate(rules, ClaimFacts.from_json(row.revision.facts), as_of=row.as_of).to_json()
    replay = replays.replay(row)
    assert replay.is_exact and replay.caution == ""
    assert columns.canonical(replay.explanation) == columns.canonical(first)
    assert hashlib.sha256(columns.canonical(replay.explanation)).hexdigest() == row.sha256


def test_after_another_rule_set_is_published_the_old_explanation_is_still_the_same_bytes(
    file: Submission, row: Determination
) -> None:
    before = columns.canonical(replays.replay(row).explanation)
    another = publish_another()
    newer = claims.determine(file.claims.get(), as_of=date(2026, 11, 23), at=LATER)
    assert newer.ruleset == another
    assert b"Face seen" in columns.canonical(replays.replay(newer).explanation)
    assert columns.canonical(replays.replay(of(file)).explanation) == before
    assert b"Face seen" not in before


def test_later_facts_do_not_change_an_older_explanation(file: Submission, row: Determination) -> None:
    before = columns.canonical(replays.replay(row).explanation)
    other = factories.facts_of(f"role=parent;subject_dob=2012-03-15;{factories.UNSURE}")
    claims.revise(file.claims.get(), other, number=2, by="claimant", at=LATER)
    assert columns.canonical(replays.replay(of(file)).explanation) == before


def assert_only_values(row: Determination, exact: dict[str, Any]) -> replays.Replay:
    replay = replays.replay(row)
    assert replay.explanation is None
    for theory, then in zip(replay.document["theories"], exact["theories"], strict=True):
        for name in ("id", "title", "outcome", "applies", "photo", "defendant"):
            assert theory[name] == then[name]
        kept = {one["id"]: one["value"] for one in theory["elements"]}
        assert kept == {one["id"]: one["value"] for one in then["elements"]}
        assert {reason for one in theory["elements"] for reason in one["reasons"]} == {columns.NOT_KEPT}
        assert not any(one["facts"] for one in theory["elements"])
    return replay


def test_another_engine_explains_nothing_and_shows_the_values_of_then(
    file: Submission, row: Determination, caplog: pytest.LogCaptureFixture
) -> None:
    exact = replays.replay(row).document
    write(row, engine="0")
    with caplog.at_level(logging.WARNING, logger="portal.replays"):
        replay = assert_only_values(of(file), exact)
    assert replay.caution == (
        "This determination was made by engine 0 under rules "
        f"{row.ruleset.version}; the explanation cannot be "
        "reproduced exactly, so the values stored then are shown. What the packet of Sat, November 21, 2026 "
        "showed is in that packet."
    )
    assert f"replay.differs determination={row.pk} engine=0" in caplog.text


def test_a_changed_hash_withholds_the_explanation(file: Submission, row: Determination) -> None:
    exact = replays.replay(row).document
    write(row, sha256="0" * 64)
    assert_only_values(of(file), exact)


def test_rules_altered_in_the_database_withhold_the_explanation(file: Submission, row: Determination) -> None:
    exact = replays.replay(row).document
    altered = row.ruleset.text.replace("the face is visible", "the face is seen", 1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE casefile_ruleset SET text = %s", [altered])
    replay = assert_only_values(of(file), exact)
    assert "the face is seen" not in str(replay.document)


def test_no_packet_is_named_that_did_not_show_these_findings(file: Submission, row: Determination) -> None:
    claims.determine(file.claims.get(), as_of=date(2028, 3, 20), at=LATER)
    newest = Determination.objects.newest().get()
    write(newest, engine="0")
    assert "packet" not in replays.replay(Determination.objects.newest().get()).caution


def test_a_trace_that_is_not_that_of_the_explanation_is_said_and_logged(
    file: Submission, row: Determination, caplog: pytest.LogCaptureFixture
) -> None:
    other = bytearray(row.trace)
    other[-1] ^= 0b01010000  # another element value
    write(row, trace=sealed_trace(row, bytes(other)))
    replay = replays.replay(of(file))
    assert replay.is_exact, "its hash proves it"
    assert replay.caution == replays.STRANGE_VALUES
    assert f"replay.trace_differs determination={row.pk}" in caplog.text


@pytest.mark.parametrize("values", [b"", b"\x07what is this", bytes([trace.LAYOUT])])
def test_values_that_cannot_be_read_leave_result_and_dates(
    desk: Client, file: Submission, row: Determination, caplog: pytest.LogCaptureFixture, values: bytes
) -> None:
    write(row, trace=sealed_trace(row, values), sha256="0" * 64)
    replay = replays.replay(of(file))
    assert replay.document["theories"] == []
    assert "cannot be read: only the result and the dates are shown" in replay.caution
    assert f"replay.values_lost determination={row.pk}" in caplog.text
    text = desk.get(f"/desk/files/{file.token}/").content.decode()
    assert "Likely eligible" in text and "ends in 2030, day hidden" in text
    assert "only the result and the dates are shown" in text


def test_the_desk_shows_the_values_and_never_a_new_explanation(
    desk: Client, file: Submission, row: Determination
) -> None:
    exact = replays.replay(row).document
    address = f"/desk/files/{file.token}/"
    before = desk.get(address).content.decode()
    write(row, engine="0")
    answer = desk.get(address)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Values only." in text and "cannot be reproduced exactly" in text
    assert "Likely eligible" in text and "ends in 2030, day hidden" in text
    elements = [element for theory in exact["theories"] for element in theory["elements"]]
    titles = " ".join(element["title"] for element in elements)  # the rule set's, not the explanation's
    reasons = {reason[1:] for element in elements for reason in element["reasons"]}
    said = {reason for reason in reasons if reason not in titles and reason in before}
    assert len(said) >= 8
    glance = "In the data set: Exact match, verified."  # read from the fact itself
    explained = text.replace(glance, "")
    assert [reason for reason in said if reason in explained] == []
    assert exact["theories"][1]["deadline"]["words"][:40] in before
    assert exact["theories"][1]["deadline"]["words"][:40] not in text
    assert "What would settle this" in before and "What would settle this" not in text
    assert columns.NOT_KEPT in text


def test_an_altered_trace_closes_the_file_as_all_damage_does(
    desk: Client, file: Submission, row: Determination
) -> None:
    write(row, trace=bytes(40))
    answer = desk.get(f"/desk/files/{file.token}/")
    assert answer.status_code == 503
    assert "This file cannot be opened" in answer.content.decode()


def test_a_packet_printed_under_another_engine_carries_values_and_the_caution(
    file: Submission, row: Determination
) -> None:
    write(row, engine="0")
    sheet = printing.contents(file, version=2, at=LATER).claims[0]
    assert "cannot be reproduced exactly" in sheet.caution
    assert {element.because for element in sheet.determination.theories[0].elements} == {columns.NOT_KEPT}


def test_a_row_holds_no_word_of_the_findings_in_clear_and_its_trace_is_short(row: Determination) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM casefile_determination")
        stored = b"\0".join(
            bytes(one) if isinstance(one, bytes | memoryview) else str(one).encode()
            for one in cursor.fetchone()
        )
        cursor.execute("SELECT trace FROM casefile_determination")
        held = bytes(cursor.fetchone()[0])
    assert row.trace not in stored
    assert b"Illinois" not in stored and b"In the data set" not in stored
    assert len(held) == len(row.trace) + 29 + len("test") <= 64
