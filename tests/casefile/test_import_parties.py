"""The command that brings in a list of parties."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from casefile.models import ConflictList, Job

pytestmark = pytest.mark.django_db


def run(path: Path, content: bytes | None = None, **more: object) -> str:
    if content is not None:
        path.write_bytes(content)
    said = io.StringIO()
    call_command(
        "import_parties", str(path), kind="former", name="Old clients", version="1", by="kim",
        **{"stdout": said, **more},
    )  # fmt: skip
    return said.getvalue()


def test_a_list_comes_in_once_and_names_what_it_refused(tmp_path: Path) -> None:
    said = run(tmp_path / "a.csv", b"name\nPat Example\n=1\n")
    assert "line 3: a cell begins like a formula" in said and "is in force" in said
    assert "was there already" in run(tmp_path / "a.csv")
    assert ConflictList.objects.get().by == "kim" and Job.objects.count() == 1


def test_a_dry_run_changes_nothing(tmp_path: Path) -> None:
    assert "parties   1" in run(tmp_path / "a.csv", b"name\nPat Example\n", dry_run=True)
    assert not ConflictList.objects.exists()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"who\nPat\n", b"name\n=1\n"])
def test_a_file_that_gives_nothing_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(CommandError):
        run(tmp_path / "a.csv", content)
    assert not ConflictList.objects.exists()


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        run(tmp_path / "none.csv")
