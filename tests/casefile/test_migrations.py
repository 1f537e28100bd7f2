"""Documents stored before become values without losing their meaning, and back again."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from pytest_django.fixtures import Settings

from casefile import columns, drafts, replays, sealing
from casefile.models import Consent, Delivery, Determination, Draft, Submission
from tests import factories

BEFORE, BETWEEN, AFTER = (
    ("casefile", name)
    for name in (
        "0002_audit_rows_are_insert_only",
        "0004_documents_become_traces",
        "0005_a_determination_drops_its_document",
    )
)
LATER = ("deadlines",)
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("record_can_be_emptied"),
]


def migrate(to: tuple[str, str]) -> Any:
    """Bring the tables to a migration and return the models of that time."""
    executor = MigrationExecutor(connection)
    executor.migrate([to])
    return MigrationExecutor(connection).loader.project_state([to]).apps


@pytest.fixture(autouse=True)
def _forward_again() -> Iterator[None]:
    yield
    call_command("migrate", "casefile", verbosity=0)


def the_row() -> Determination:
    """The one determination, without the columns that came later and are not there in between."""
    row: Determination = Determination.objects.defer(*LATER).get()
    return row


def stored() -> dict[str, Any]:
    row = the_row()
    names = [field.name for field in Determination._meta.fields if field.name not in LATER]
    return {name: getattr(row, name) for name in names}


def test_a_document_becomes_the_same_row_as_one_made_today_and_comes_back_whole() -> None:
    factories.make_file(known=factories.SURE, role="parent", born="2010-03-15", packet=False)
    today = stored()
    document = replays.replay(the_row()).document

    old = migrate(BEFORE).get_model("casefile", "Determination").objects.get()
    assert columns.canonical(old.document) == columns.canonical(document)
    assert (old.sha256, old.result, old.safe_deadline) == (
        today["sha256"], today["result"], today["safe_deadline"],
    )  # fmt: skip

    migrate(AFTER)
    assert stored() == today
    assert replays.replay(the_row()).is_exact


def test_a_damaged_document_leaves_its_row_and_what_it_kept_in_clear(
    caplog: pytest.LogCaptureFixture,
) -> None:
    factories.make_file(packet=False)
    found = the_row()
    migrate(BEFORE)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE casefile_determination SET document = %s", [b"spoilt"])
    migrate(AFTER)
    row = the_row()
    assert (row.trace, row.brief, row.result, row.sha256) == (None, None, found.result, found.sha256)
    assert f"determination.without_trace id={row.pk} error=Tampered" in caplog.text
    assert replays.replay(row).is_exact, "facts, rules and hash still prove it"


def test_a_missing_key_stops_the_move_and_loses_nothing(settings: Settings) -> None:
    factories.make_file(packet=False)
    document = replays.replay(the_row()).document
    migrate(BEFORE)
    keys = settings.FIELD_KEYS
    settings.FIELD_KEYS = keys.replace("test:", "other:")
    with pytest.raises(sealing.KeysMissing):
        migrate(AFTER)
    settings.FIELD_KEYS = keys
    old = migrate(BEFORE).get_model("casefile", "Determination").objects.get()
    assert json.dumps(old.document, sort_keys=True) == json.dumps(document, sort_keys=True)


def test_going_back_refuses_to_invent_an_explanation() -> None:
    factories.make_file(packet=False)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE casefile_determination SET sha256 = %s", ["0" * 64])
    with pytest.raises(Exception, match="restore a backup") as refused:
        migrate(BEFORE)
    assert type(refused.value).__name__ == "NotReproducible"
    migrate(AFTER)
    assert the_row().trace is not None


BEFORE_THE_DOOR = ("casefile", "0010_newest_facts_come_last")


def test_rows_of_before_the_claimants_door_come_through_it_whole() -> None:
    file = factories.make_file()
    answers = {"one": {"role": {"role": "child"}}}
    draft, token = drafts.start(matter=factories.MATTER, notice={"id": "notice"}, at=factories.SENT_AT)
    drafts.keep(draft=draft, answers=answers, at=factories.SENT_AT)
    kinds = sorted(Delivery.objects.values_list("kind", "state"))

    old = migrate(BEFORE_THE_DOOR)
    assert old.get_model("casefile", "Draft").objects.get().answers == answers
    assert old.get_model("casefile", "Submission").objects.get().answers == file.answers
    call_command("migrate", "casefile", verbosity=0)

    again = drafts.find(token, matter=factories.MATTER)
    assert again == Draft.objects.get() and again.answers == answers
    assert (again.language, again.source, again.signals, again.email) == ("en", None, [], None)
    after = Submission.objects.get()
    assert (after.contact, after.signature, after.signals) == (file.contact, file.signature, [])
    assert {row.method for row in after.consents.all()} == {Consent.SCREEN}
    assert sorted(Delivery.objects.values_list("kind", "state")) == kinds
    assert replays.replay(the_row()).is_exact
