"""Importing a list as a person does it: from a file to the index in force, and what is said on the way."""

import gzip
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from config.management import progress
from exposure.importing.orders import Progress
from tests.exposure import makers

lists = pytest.importorskip("casefile.lists")
pytestmark = pytest.mark.django_db
MADE = makers.megaface(31, 300)


def run(path: Path, *more: str, out: StringIO | None = None) -> str:
    said = out or StringIO()
    call_command("import_list", str(path), "--name", "megaface-2", "--version", "2017-06", *more, stdout=said)
    return said.getvalue()


@pytest.fixture
def listing(tmp_path: Path) -> Path:
    path = tmp_path / "listing.txt"
    path.write_bytes(b"identities/\n\n" + makers.text(MADE) + b"notes.txt\nnotes.txt\n")
    return path


def test_a_list_is_imported_brought_into_force_and_reported(listing: Path) -> None:
    said = run(listing, "--by", "Pat Example")
    (published,) = lists.current().lists
    assert (published.name, published.version, published.collection) == ("megaface-2", "2017-06", "megaface")
    assert (published.rows, published.refused, published.imported_by) == (300, 3, "Pat Example")
    photos, accounts = len({one.photo for one in MADE}), len({one.account for one in MADE})
    assert "Layout guessed from the first lines: megaface" in said
    assert f"rows      300  ({photos} photos of {accounts} accounts)" in said
    assert "refused   3  (1 blank or heading)" in said
    assert "1 x a folder, not a picture: line 1\n" in said
    assert "2 x not a picture: the name ends in neither .jpg, .jpeg nor .png: lines 303, 304\n" in said
    assert published.source_sha256 in said
    refused = Path(said.partition("every one of them: ")[2].partition("\n")[0])
    assert [json.loads(line)["line"] for line in refused.read_text().splitlines()] == [1, 303, 304]


def test_the_same_list_again_is_there_already_and_stays_in_force(listing: Path) -> None:
    run(listing)
    said = run(listing)
    assert "megaface-2 2017-06 is there already: the same file was imported on" in said
    assert len(lists.current().lists) == 1


def test_what_stops_an_import_is_said_and_nothing_comes_into_force(listing: Path, tmp_path: Path) -> None:
    cut = tmp_path / "listing.gz"
    cut.write_bytes(gzip.compress(listing.read_bytes())[:-20])
    with pytest.raises(CommandError, match="Nothing was published"):
        run(cut)
    assert lists.current().lists == ()
    assert "CUT SHORT the file is cut short" in run(cut, "--accept-truncated")
    assert len(lists.current().lists) == 1


def test_a_table_of_accounts_must_say_of_which_set_it_is(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"nsid,photo_id,set\n" + makers.text(makers.accounts(32, 50)))
    with pytest.raises(CommandError, match="give --collection"):
        run(path)
    run(path, "--collection", "ibm-dif")
    assert [one.collection for one in lists.current().lists] == ["ibm-dif"]


def test_a_file_of_no_known_layout_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("To whom it may concern\n")
    with pytest.raises(CommandError, match="no layout reads the first lines"):
        run(path)


class Impatient(StringIO):
    """Someone who presses Ctrl-C at the first word."""

    def write(self, text: str) -> int:
        raise KeyboardInterrupt


def test_ctrl_c_says_how_to_go_on(listing: Path) -> None:
    said = StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command(
            "import_list", str(listing), "--name", "n", "--version", "1", stdout=Impatient(), stderr=said
        )
    assert stop.value.code == 130
    assert "Run the same command to go on from the last checkpoint" in said.getvalue()


def test_without_a_terminal_a_line_tells_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    tell = progress.Lines(every=0)
    tell(Progress("reading", 250, 1000, 26, 24, 1))
    assert "reading: 25 % of 1,000 bytes, 24 rows, 1 refused, about" in capsys.readouterr().err


def test_on_a_terminal_a_bar_tells_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.Bar() as tell:
        tell(Progress("reading", 250, 1000, 26, 24, 1))
        tell(Progress("sorting", 1000, 1000, 101, 99, 1))
    assert "sorting: 100%" in (shown := capsys.readouterr().err) and "99 rows, 1 refused" in shown
