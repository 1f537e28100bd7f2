"""Importing lists: what is kept of good and bad files, and that no interruption changes it."""

import bz2
import contextlib
import gzip
import hashlib
import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exposure import build, importing, index
from exposure.importing import layouts, unfinished
from exposure.importing.layouts import megaface, reading
from exposure.importing.layouts.lines import LONGEST
from exposure.importing.orders import AlreadyThere, Choices, Order, Pace, Progress, Report, Stopped
from tests.exposure import makers
from tests.exposure.one_import import order
from tests.exposure.test_layouts import HEADING, line_by_line, spoiled

ROOT = Path(__file__).resolve().parents[2]
SMALL, LARGER = Pace(chunk=2000, checkpoint=4), Pace(chunk=60_000, checkpoint=4)
MADE = makers.megaface(21, 2000)
LISTING = makers.text(MADE)
REFUSED = Choices(anyway=True)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def write(data: bytes, name: str = "list.txt") -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "exposure"


def run(asked: Order, root: Path, choices: Choices = REFUSED, pace: Pace = SMALL) -> Report:
    return importing.run(asked, root=root, choices=choices, pace=pace)


def folder(root: Path) -> Path:
    return root / "lists" / "example-list" / "1"


def refused(root: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder(root) / unfinished.REFUSED).read_text().splitlines()]


def lasting(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder(root).iterdir()}


def rows_in_list(root: Path) -> list[tuple[int, str, int]]:
    opened = index.open_index(folder(root) / build.LIST)
    keys = {index.PhotoKey(str(one.photo)) for one in MADE}
    return sorted((int(one.photo_id), one.nsid, one.line) for one in opened.look_up(keys))


@pytest.mark.parametrize(
    ("layout", "data"),
    [
        ("megaface", makers.text(makers.megaface(1, 100))),
        ("yfcc100m", makers.text(makers.yfcc100m(2, 100))),
        ("yfcc100m", makers.text(makers.yfcc100m(3, 100, columns=25))),
        ("accounts", HEADING + makers.text(makers.accounts(4, 100))),
    ],
)
def test_a_hundred_rows_of_each_layout_are_found_again(
    layout: str, data: bytes, write: Callable[..., Path], root: Path
) -> None:
    report = run(order(write(data), layout=layout), root, Choices())
    rows, _, _ = line_by_line(layouts.of(layout, data), data)
    assert (report.published.rows, report.published.refused) == (100, 0)
    assert report.photos == len({photo for photo, _, _ in rows})
    assert report.accounts == len({account for _, account, _ in rows})
    opened = index.open_index(folder(root) / build.LIST)
    for photo, account, line in rows:
        found = opened.look_up([index.PhotoKey(str(photo), account)])
        assert line in {one.line for one in found}


def test_only_what_lasts_is_left_in_the_folder(write: Callable[..., Path], root: Path) -> None:
    report = run(order(write(LISTING)), root)
    assert sorted(lasting(root)) == ["list.bin", "lock", "refused.jsonl", "report.json"]
    assert Report.of(folder(root) / importing.REPORT) == report


def test_every_refused_line_is_kept_with_its_number_and_reason(
    write: Callable[..., Path], root: Path
) -> None:
    data = b"readme\n" + LISTING + b"\n\nwhat\xff\nnot.this\n" + LISTING
    report = run(order(write(data)), root, Choices())
    assert [(one["line"], one["reason"]) for one in refused(root)] == [
        (1, megaface.NO_PICTURE),
        (2004, reading.NOT_UTF8),
        (2005, megaface.NO_PICTURE),
    ]
    assert refused(root)[1]["text"] == "what\\xff"
    assert [(one.reason, one.count, one.lines) for one in report.reasons] == [
        (megaface.NO_PICTURE, 2, (1, 2005)),
        (reading.NOT_UTF8, 1, (2004,)),
    ]
    assert (report.published.rows, report.published.refused, report.apart) == (4000, 3, 2)


@settings(max_examples=60, deadline=None)
@given(lines=st.lists(spoiled(), max_size=25), chunk=st.integers(1, 300), checkpoint=st.integers(5, 90))
def test_lines_are_numbered_right_wherever_chunks_end(
    lines: list[bytes], chunk: int, checkpoint: int
) -> None:
    data = b"\n".join([MADE[0].line.encode(), *lines])
    rows, bad, apart = line_by_line(layouts.of("megaface", b""), data)
    with tempfile.TemporaryDirectory() as place:
        path, root = Path(place) / "list", Path(place) / "root"
        path.write_bytes(data)
        report = run(order(path), root, pace=Pace(chunk, checkpoint))
        assert [(one["line"], one["reason"]) for one in refused(root)] == bad
        assert (report.published.rows, report.apart) == (len(rows), apart)
        opened = index.open_index(folder(root) / build.LIST)
        found = opened.look_up({index.PhotoKey(str(photo)) for photo, _, _ in rows})
        assert sorted((one.line, int(one.photo_id), one.nsid) for one in found) == sorted(
            (line, photo, account) for photo, account, line in rows
        )


def in_two(pack: Callable[[bytes], bytes]) -> bytes:
    half = len(LISTING) // 2
    return pack(LISTING[:half]) + pack(LISTING[half:])


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(LISTING),
        in_two(gzip.compress),
        in_two(gzip.compress) + bytes(5000),
        bz2.compress(LISTING),
        in_two(bz2.compress),
    ],
    ids=["gz", "gz in two", "gz filled up", "bz2", "bz2 in two"],
)
def test_a_packed_list_gives_the_same_rows_and_the_hash_of_the_packed_file(
    data: bytes, write: Callable[..., Path], root: Path
) -> None:
    report = run(order(write(data, "list.of.whatever.name")), root)
    assert rows_in_list(root) == sorted((one.photo, one.account, n) for n, one in enumerate(MADE, 1))
    assert report.published.source_sha256 == hashlib.sha256(data).hexdigest()
    assert report.published.source_bytes == len(data)


def damaged(data: bytes) -> bytes:
    at = len(data) * 2 // 3
    return data[:at] + bytes(byte ^ 0x55 for byte in data[at : at + 40]) + data[at + 40 :]


LONG = makers.text(makers.megaface(22, 60_000))
BREAKS = {
    "gz cut short": gzip.compress(LONG)[:-90_000],
    "bz2 cut short": bz2.compress(LONG)[:-90_000],
    "gz damaged": damaged(gzip.compress(LONG)),
    "bz2 damaged": damaged(bz2.compress(LONG)),
    "gz and then something else": gzip.compress(LONG) + b"<html>",
}


@pytest.mark.parametrize("kind", BREAKS)
def test_a_broken_file_stops_the_import_and_what_was_read_can_be_published(
    kind: str, write: Callable[..., Path], root: Path
) -> None:
    path = write(BREAKS[kind])
    with pytest.raises(Stopped, match=r"near byte [0-9,]+, in line [0-9,]+\. Nothing was published"):
        run(order(path), root, pace=LARGER)
    assert not (folder(root) / build.LIST).exists()
    report = run(order(path), root, Choices(accept_truncated=True), LARGER)
    *garbage, torn = refused(root)
    assert str(torn["reason"]).startswith("the file breaks off here: ")
    assert f"line {torn['line']:,}" in report.cut_short
    assert torn["line"] == report.published.rows + report.published.refused + report.apart
    assert kind == "gz damaged" or not garbage  # whose check stands at its end alone
    assert report.published.rows > 20_000
    assert report.published.source_bytes == len(BREAKS[kind])


def test_a_file_that_was_cut_short_goes_on_once_the_whole_of_it_is_there(
    write: Callable[..., Path], root: Path
) -> None:
    with pytest.raises(Stopped):
        run(order(write(BREAKS["bz2 cut short"])), root, pace=LARGER)
    report = run(order(write(bz2.compress(LONG))), root, pace=LARGER)
    assert (report.published.rows, report.published.refused, report.cut_short) == (60_000, 0, "")


def test_another_file_does_not_go_on_where_the_first_was_interrupted(
    write: Callable[..., Path], root: Path
) -> None:
    path = write(LISTING)
    interrupted(path, root)
    path.write_bytes(LISTING.replace(b"_identity_1", b"_identity_9"))
    with pytest.raises(Stopped, match=r"is not the file of which .* lines were read before.*--restart"):
        run(order(path), root)
    path.write_bytes(LISTING[:100])
    with pytest.raises(Stopped, match="is not the file"):
        run(order(path), root)
    path.write_bytes(makers.text(makers.megaface(5, 300)))
    assert run(order(path), root, Choices(restart=True)).published.rows == 300


def test_another_layout_does_not_go_on_where_the_first_was_interrupted(
    write: Callable[..., Path], root: Path
) -> None:
    path = write(LISTING)
    interrupted(path, root)
    with pytest.raises(Stopped, match="begun under the layout megaface"):
        run(order(path, layout="yfcc100m"), root)


def interrupted(path: Path, root: Path) -> None:
    """An import given up by hand in its midst."""

    def stop(progress: Progress) -> None:
        if progress.rows > len(MADE) // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        importing.run(order(path), root=root, choices=REFUSED, pace=SMALL, watch=stop)


def test_an_import_given_up_by_hand_goes_on_and_reads_nothing_twice(
    write: Callable[..., Path], root: Path, tmp_path: Path
) -> None:
    path = write(LISTING)
    interrupted(path, root)
    kept = json.loads((folder(root) / unfinished.CHECKPOINT).read_text())
    told: list[Progress] = []
    importing.run(order(path), root=root, pace=SMALL, watch=told.append)
    assert told[0].rows == kept["rows"] > 0
    run(order(path), tmp_path / "at once")
    assert lasting(root) == lasting(tmp_path / "at once")


def test_a_wrong_file_is_noticed_and_leaves_nothing(write: Callable[..., Path], root: Path) -> None:
    path = write(b"some words\n" * 300 + makers.text(MADE[:50]))
    with pytest.raises(Stopped, match=r"300 of the first 350 lines are refused under .* line 1: .*--anyway"):
        run(order(path), root, Choices())
    assert sorted(lasting(root)) == ["lock"]
    assert run(order(path), root, Choices(anyway=True)).published.refused >= 300


def test_a_file_that_is_bad_only_later_is_read_to_its_end(write: Callable[..., Path], root: Path) -> None:
    path = write(LONG + b"some words\n" * 100_000)
    report = run(order(path), root, Choices(), Pace())
    assert (report.published.rows, report.published.refused) == (60_000, 100_000)
    assert refused(root)[-1]["line"] == 160_000


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (LISTING.decode().encode("utf-16"), "NUL bytes, as in UTF-16|as UTF-16 text"),
        (bytes(5000), "NUL bytes"),
        (b"PK\x03\x04" + LISTING, "is a ZIP archive: unpack it first"),
        (b"\xfd7zXZ\x00" + LISTING, "packed with xz"),
        (LISTING.replace(b"\n", b"\r"), "carriage return"),
        (b"\x1f\x8b", "cut short|damaged"),
        (gzip.compress(b""), "none of the"),
        (b"\n\n\n", "none of the"),
    ],
    ids=[
        "empty",
        "UTF-16",
        "NULs",
        "zip",
        "xz",
        "old Macintosh",
        "two bytes of gz",
        "nothing packed",
        "blank",
    ],
)
def test_a_file_that_is_no_list_says_what_it_is(
    data: bytes, said: str, write: Callable[..., Path], root: Path
) -> None:
    with pytest.raises(Stopped, match=said):
        run(order(write(data)), root, Choices())
    assert not list(root.glob("lists/*/*/list.bin"))


def test_a_folder_and_a_missing_file_say_so(tmp_path: Path, root: Path) -> None:
    with pytest.raises(Stopped, match="is no file"):
        run(order(tmp_path), root)
    with pytest.raises(Stopped, match="cannot be opened: No such file"):
        run(order(tmp_path / "nothing"), root)


@pytest.mark.parametrize("name", ["../up", "", ".hidden", "a/b", "a b", "x" * 65])
def test_a_version_that_is_no_plain_word_is_refused(
    name: str, write: Callable[..., Path], root: Path
) -> None:
    with pytest.raises(Stopped, match="cannot be a version"):
        run(order(write(LISTING), version=name), root)


def test_latin_1_and_mixed_line_ends_are_told_line_by_line(write: Callable[..., Path], root: Path) -> None:
    lines = [one.line.encode() for one in MADE[:200]]
    lines[7] = "b\u00fccher/".encode("latin-1") + lines[7]
    data = b"".join(line + (b"\r\n" if n % 3 else b"\n") for n, line in enumerate(lines))
    report = run(order(write(data.removesuffix(b"\n"))), root, Choices())
    assert report.published.rows == 199
    assert [(one["line"], one["reason"]) for one in refused(root)] == [(8, reading.NOT_UTF8)]


@pytest.mark.parametrize("pace", [Pace(), Pace(chunk=1000), Pace(chunk=8 * LONGEST)])
def test_a_line_without_end_is_refused_and_the_next_is_read(
    pace: Pace, write: Callable[..., Path], root: Path
) -> None:
    first, second, third = (one.line.encode() for one in MADE[:3])
    endless = b"z" * (3 * LONGEST)
    data = (
        first
        + b"\n"
        + endless
        + b"\n"
        + b"a/" * (LONGEST // 2 - 30)
        + second
        + b"\n"
        + endless
        + b"\n"
        + third
    )
    report = run(order(write(data + b"\n" + endless)), root, pace=pace)
    assert [(one["line"], one["reason"]) for one in refused(root)] == [
        (2, reading.TOO_LONG), (4, reading.TOO_LONG), (6, reading.TOO_LONG),
    ]  # fmt: skip
    assert all(one["text"] == "z" * reading.SHOWN for one in refused(root))
    assert report.published.rows == 3


def test_a_file_that_grows_while_it_is_read_is_not_published(write: Callable[..., Path], root: Path) -> None:
    path = write(LISTING)

    def grow(progress: Progress) -> None:
        with path.open("ab") as stream:
            stream.write(b"more\n") if progress.line == 1 else None

    with pytest.raises(Stopped, match="changed while it was read"):
        importing.run(order(path), root=root, pace=SMALL, watch=grow)


def test_only_one_process_imports_a_list_at_a_time(write: Callable[..., Path], root: Path) -> None:
    path = write(LISTING)
    said: list[str] = []

    def second(progress: Progress) -> None:
        with pytest.raises(Stopped) as stop:
            run(order(path), root)
        said.append(str(stop.value))

    importing.run(order(path), root=root, watch=second)
    assert said and all("another process is importing" in one for one in said)


def test_the_same_file_again_is_there_already_and_another_is_refused(
    write: Callable[..., Path], root: Path
) -> None:
    path = write(LISTING)
    report = run(order(path), root)
    before = lasting(root)
    with pytest.raises(AlreadyThere) as there:
        run(order(path), root, Choices(restart=True))
    assert there.value.report == report
    path.write_bytes(LISTING + LISTING)
    with pytest.raises(Stopped, match=r"from another file .*give another --version"):
        run(order(path), root, Choices(restart=True))
    assert lasting(root) == before


def test_a_checkpoint_that_cannot_be_read_says_so(write: Callable[..., Path], root: Path) -> None:
    path = write(LISTING)
    interrupted(path, root)
    spool, checkpoint = folder(root) / unfinished.SPOOL, folder(root) / unfinished.CHECKPOINT
    spool.write_bytes(spool.read_bytes()[:10])
    with pytest.raises(Stopped, match=r"shorter than its checkpoint says; give --restart"):
        run(order(path), root)
    checkpoint.write_text("{")
    with pytest.raises(Stopped, match=r"cannot be read .*--restart"):
        run(order(path), root)
    assert run(order(path), root, Choices(restart=True)).published.rows == 2000


def child(path: Path, root: Path, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.exposure.one_import", str(path), str(root), *more],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(one: subprocess.Popen[str]) -> tuple[int, str]:
    _, said = one.communicate(timeout=120)
    return one.returncode, said


MIXED = b"readme\n" + LISTING[:60_000] + b"\n\xff\n" + LISTING[60_000:]


def dies_at(moment: int, path: Path, root: Path) -> bool:
    """Kill an import just before one of its writes; whether it had so many."""
    status, said = ended(child(path, root, "--dies-at", str(moment)))
    assert status in (0, -signal.SIGKILL), said
    return status != 0


def whole(path: Path, root: Path) -> dict[str, bytes]:
    with contextlib.suppress(AlreadyThere):
        importing.run(order(path), root=root, choices=REFUSED, pace=LARGER)
    return lasting(root)


@pytest.mark.parametrize("packed", [bytes, gzip.compress, bz2.compress], ids=["plain", "gz", "bz2"])
def test_an_import_killed_in_its_midst_ends_as_if_it_had_not_been(
    packed: Callable[[bytes], bytes], write: Callable[..., Path], tmp_path: Path
) -> None:
    path = write(packed(MIXED), "list")
    wanted = whole(path, tmp_path / "at once")
    for moment in (12, 40):
        assert dies_at(moment, path, tmp_path / "killed")
    assert whole(path, tmp_path / "killed") == wanted


@pytest.mark.all
def test_there_is_no_moment_at_which_a_kill_changes_what_is_imported(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    path = write(gzip.compress(MIXED), "list")
    wanted = whole(path, tmp_path / "at once")
    moment = 1
    while dies_at(moment, path, tmp_path / f"killed {moment}"):
        assert whole(path, tmp_path / f"killed {moment}") == wanted, moment
        moment += 1 if moment < 30 else 7
    assert moment > 100


def test_an_import_killed_from_outside_goes_on(write: Callable[..., Path], tmp_path: Path) -> None:
    path = write(bz2.compress(LONG), "list")
    one = child(path, tmp_path / "killed", "--chunk", "60000")
    assert one.stdout
    while int(one.stdout.readline()) < 20_000:
        pass
    one.kill()
    one.communicate(timeout=30)
    assert one.returncode == -signal.SIGKILL
    assert 0 < json.loads((folder(tmp_path / "killed") / unfinished.CHECKPOINT).read_text())["rows"] < 60_000
    assert whole(path, tmp_path / "killed") == whole(path, tmp_path / "at once")


def test_a_full_disk_says_so_and_the_import_goes_on_later(write: Callable[..., Path], tmp_path: Path) -> None:
    path = write(MIXED, "list")
    status, said = ended(child(path, tmp_path / "full", "--largest-file", "20000"))
    assert (status, said[:17]) == (1, "the disk is full.")
    assert whole(path, tmp_path / "full") == whole(path, tmp_path / "at once")
