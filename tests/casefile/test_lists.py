"""A list comes into force and leaves it once, on record, whatever dies in between."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from casefile import audit, jobs, lists
from casefile.models import AuditEntry, Job, ListImport, ListRetirement
from exposure import build, index
from tests import published

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
BY = "Robin Attorney"


def owed() -> int:
    return Job.objects.filter(kind=jobs.LOOK_UP_AGAIN).count()


def test_an_import_is_in_force_and_on_record_with_all_it_says_of_itself() -> None:
    one = published.write()
    row = lists.publish(one, by=BY, at=AT)
    assert lists.current().lists == (one,)
    for name in ("name", "version", "collection", "layout", "source_name", "source_sha256", "source_bytes",
                 "rows", "refused"):  # fmt: skip
        assert getattr(row, name) == getattr(one, name)
    assert (row.imported_at, row.at, row.by) == (published.IMPORTED, AT, BY)
    assert row.index_digest == lists.current().digest != ""
    assert owed() == 1
    entry = AuditEntry.objects.get(event="list.imported")
    assert (entry.actor, entry.subject) == (BY, str(row.pk))


def test_publishing_twice_is_publishing_once() -> None:
    one = published.write()
    first = lists.publish(one, by=BY, at=AT)
    assert lists.publish(one, by=BY, at=AT + timedelta(hours=1)) == first
    assert (ListImport.objects.count(), owed()) == (1, 1)
    assert AuditEntry.objects.filter(event="list.imported").count() == 1


def test_a_death_between_index_and_record_is_made_good_by_the_next_call(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = published.write()

    def die(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(audit, "record", die)
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        lists.publish(one, by=BY, at=AT)
    monkeypatch.undo()
    assert lists.current().lists == (one,), "the index is in force"
    assert (ListImport.objects.count(), owed()) == (0, 0), "its record is not there, and not half there"
    assert not lists.recorded(one)
    lists.publish(one, by=BY, at=AT)
    assert (ListImport.objects.count(), owed()) == (1, 1) and lists.recorded(one)


def test_a_list_taken_out_is_on_record_and_an_older_version_comes_back() -> None:
    old, new = published.write(version="1"), published.write(version="2")
    for one in (old, new):
        lists.publish(one, by=BY, at=AT)
    assert lists.current().lists == (new,)
    for _ in range(2):
        row = lists.retire("megaface", "2", by=BY, reason="Wrong file.", at=AT)
    assert lists.current().lists == (old,)
    assert (row.imported.version, row.reason, row.by) == ("2", "Wrong file.", BY)
    assert ListRetirement.objects.count() == 1 and owed() == 3
    assert AuditEntry.objects.filter(event="list.retired").count() == 1
    with pytest.raises(lists.Retired, match="another version"):
        lists.publish(new, by=BY, at=AT)
    lists.retire("megaface", "1", by=BY, reason="Also wrong.", at=AT)
    assert lists.current().lists == ()


def test_a_list_without_its_record_can_be_taken_out() -> None:
    one = published.write()
    build.bind(lists.root())
    row = lists.retire(one.name, one.version, by="Pat Example", reason="Never wanted.", at=AT)
    assert (row.imported.by, row.by) == (one.imported_by, "Pat Example")


@pytest.mark.parametrize("name", ["../megaface", "megaface/..", "..", "nothing", "/etc"])
def test_a_name_that_is_no_list_is_refused_and_touches_nothing(name: str) -> None:
    published.write()
    with pytest.raises(lists.NoSuchList):
        lists.retire(name, "2016", by=BY, reason="x", at=AT)
    assert not list(lists.root().rglob(build.RETIRED))


# The commands


def told(*words: str, **options: Any) -> str:
    out = StringIO()
    call_command(*words, stdout=out, **options)
    return out.getvalue()


def test_the_lists_in_force_are_told_whole() -> None:
    assert "No list is in force" in told("lists")
    one = published.write()
    build.bind(lists.root())
    assert "not on record yet" in told("lists")
    lists.publish(one, by=BY, at=AT)
    said = told("lists")
    for part in ("megaface 2016: 3 rows, 0 refused", one.source_sha256, one.imported_at, BY):
        assert part in said
    assert "not on record" not in said


def test_a_damaged_index_is_said_to_be_damaged_and_bound_again() -> None:
    lists.publish(published.write(), by=BY, at=AT)
    (lists.root() / index.FILE).write_bytes(b"no index")
    with pytest.raises(CommandError, match="lists --bind"):
        told("lists")
    assert "megaface 2016" in told("lists", bind=True)


def test_a_list_is_retired_by_command() -> None:
    lists.publish(published.write(), by=BY, at=AT)
    words = ("retire_list", "megaface", "2016", "--by", BY, "--reason", "Wrong file.")
    assert "In force: no list." in told(*words)
    with pytest.raises(CommandError, match="there are: megaface 2016"):
        told("retire_list", "megaface", "2017", "--by", BY, "--reason", "Wrong file.")
