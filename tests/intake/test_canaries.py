"""A stolen database or file store holds no word of what a claimant said."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection

from casefile import pipeline
from casefile.models import Delivery, Job
from tests.intake.conftest import Claimant

CANARIES = (
    "Pat Example",
    "pat@example.com",
    "Sample Street",
    "62701",
    "312 555 0142",
    "1985-06-15",
    "June 15, 1985",
    "pat-example",
    "3500000000",
    "newspaper",
    "Illinois",
)
# What the texts of notices and consents, the rules and the addresses of the site say themselves.
PUBLIC = {
    "casefile_consent",
    "casefile_ruleset",
    "django_migrations",
    "auth_permission",
    "django_content_type",
}


def held() -> bytes:
    """Return every column of every row of every table that holds something of a person."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in PUBLIC:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
                for row in cursor.fetchall():
                    found += [bytes(v) if isinstance(v, memoryview | bytes) else str(v).encode() for v in row]
    return b"\0".join(found)


def work_everything() -> None:
    while waiting := list(Job.objects.due(at=datetime.now(UTC)).values_list("pk", flat=True)):
        for job in waiting:
            pipeline.work(job_id=job, clock=lambda: datetime.now(UTC))


@pytest.mark.parametrize("sent", [False, True], ids=["while it is a draft", "once it is sent"])
def test_rows_and_files_hold_no_word_of_the_answers(finished: Claimant, sent: bool) -> None:
    if sent:
        finished.send()
        work_everything()
        assert {one.state for one in Delivery.objects.all()} == {Delivery.SENT}
        assert len(mail.outbox) == 2
    rows = held()
    assert b"flickr-megaface" in rows, "the scan sees what is there in clear"
    assert [word for word in CANARIES if word.encode() in rows] == []
    files = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert len(files) == int(sent)
    for path in files:
        content = path.read_bytes()
        assert b"%PDF" not in content
        assert [word for word in CANARIES if word.encode() in content] == []


def test_the_birth_date_given_at_the_door_is_offered_again(finished: Claimant) -> None:
    page = finished.client.get("/flickr-megaface/people/1/person/").content.decode()
    assert 'value="1985"' in page
