"""The index of published lists: what was written is found, and nothing else."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exposure import build, columns, index, nsids, sorting
from exposure.build import Rows
from exposure.index import Damaged, Index, PhotoKey, PublishedList

MADE = "2026-11-22T10:00:00+00:00"
NSIDS = st.builds(
    "{}@N{:02d}".format,
    st.text("0123456789", min_size=5, max_size=11),
    st.integers(min_value=0, max_value=99),
)
LINES = st.lists(
    st.tuples(st.integers(min_value=1, max_value=99_999_999_999), st.sampled_from(range(6))), max_size=60
)
ACCOUNTS = ["12345678@N00", "00345678@N00", "345678@N00", "12345678901@N01", "99999999999@N99", "00000@N00"]


def published(name: str = "Example list", version: str = "1", at: str = MADE) -> PublishedList:
    return PublishedList(name, version, "megaface", "megaface", "list.txt", "0" * 64, 1, 1, 0, at, "tester")


def rows(lines: list[tuple[int, str]]) -> Rows:
    photos, accounts = [photo for photo, _ in lines], [account for _, account in lines]
    numbers = np.arange(1, len(lines) + 1, dtype=np.uint32)
    return Rows(np.array(photos, np.uint64), nsids.codes(np.array(accounts, "S15")), numbers)


def make(
    root: Path, lines: list[tuple[int, str]], *, name: str = "Example list", **more: str
) -> PublishedList:
    folder = root / "lists" / name / more.get("version", "1")
    folder.mkdir(parents=True)
    one = published(name, **more)
    return build.write_list(
        folder / build.LIST, one, lambda: [rows(lines[:3]), rows([]), rows_from(lines, 3)]
    )


def rows_from(lines: list[tuple[int, str]], start: int) -> Rows:
    rest = rows(lines[start:])
    return Rows(rest.photo, rest.account, (rest.line + np.uint32(start)).astype(np.uint32))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path


def told(found: Index, *keys: PhotoKey) -> list[tuple[str, str, int, str]]:
    return [(one.photo_id, one.nsid, one.line, one.published.name) for one in found.look_up(keys)]


@given(NSIDS)
def test_an_nsid_and_its_number_are_the_same_thing(nsid: str) -> None:
    assert nsids.text(nsids.code(nsid)) == nsid
    assert int(nsids.codes(np.array([nsid], "S15"))[0]) == nsids.code(nsid)


WRONG = "|1234@N00|123456789012@N00|12345@n00|12345@N0|12345N00|1234x@N00|12345@N0x|12345@N000|١٢٣٤٥@N00"


@pytest.mark.parametrize("wrong", WRONG.split("|"))
def test_what_is_no_nsid_has_no_number(wrong: str) -> None:
    with pytest.raises(ValueError, match="no NSID"):
        nsids.code(wrong)
    with pytest.raises(ValueError, match="no NSID"):
        nsids.codes(np.array([b"12345678@N00", wrong.encode()], "S16"))


@pytest.fixture(params=[1 << 20, 1], ids=["wide buckets", "narrow buckets"])
def either_width(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sorting, "_MANY", request.param)


@pytest.mark.usefixtures("either_width")
@pytest.mark.parametrize("piece", [5, 1 << 22])
def test_every_line_is_found_again_and_nothing_else(
    tmp_path: Path, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sorting, "PIECE", piece)
    dice = Random(piece)
    near = [dice.randrange(1, 2**37 - 10**9) % 10**11 for _ in range(40)]
    lines = [(dice.choice(near) + dice.randrange(3), dice.choice(ACCOUNTS)) for _ in range(500)]
    make(tmp_path, lines)
    found = build.bind(tmp_path)
    asked = sorted({photo + step for photo, _ in lines for step in (-1, 0, 1)} | {1, 2**36, 99_999_999_999})
    for photo in asked:
        expected = [
            (str(photo), who, n, "Example list") for n, (one, who) in enumerate(lines, 1) if one == photo
        ]
        assert told(found, PhotoKey(str(photo))) == expected
    (batch,) = found.find(np.array(asked, np.uint64))
    one_by_one = [(asked.index(photo), nsids.code(who), n) for n, (photo, who) in enumerate(lines, 1)]
    assert list(
        zip(batch.asked.tolist(), batch.account.tolist(), batch.line.tolist(), strict=True)
    ) == sorted(one_by_one, key=lambda hit: (hit[0], hit[2]))
    for who in ACCOUNTS:
        own = sorted(photo for photo, one in lines if one == who)
        (held,) = found.account(who, sample=3)
        assert (held.lines, held.photos) == (len(own), len(set(own)))
        assert (held.first.photo_id, held.last.photo_id) == (str(own[0]), str(own[-1]))
        assert {int(one.photo_id) for one in held.sample} <= set(own) and len(held.sample) == 3
        assert {one.nsid for one in (held.first, held.last, *held.sample)} == {who}
    assert found.account("11111@N11") == ()


@settings(max_examples=40, deadline=None)
@given(lines=LINES, asked=st.lists(st.integers(min_value=0, max_value=2**40), max_size=10))
def test_a_batch_and_single_look_ups_agree(
    tmp_path_factory: pytest.TempPathFactory, lines: list[tuple[int, int]], asked: list[int]
) -> None:
    root = tmp_path_factory.mktemp("index")
    named = [(photo, ACCOUNTS[who]) for photo, who in lines] or [(7, ACCOUNTS[0])]
    make(root, named)
    found = build.bind(root)
    wanted = [*asked, *(photo for photo, _ in named)]
    (batch,) = found.find(np.array(wanted, np.uint64))
    single = [
        (place, nsids.code(one.nsid), one.line)
        for place, photo in enumerate(wanted)
        for one in found.look_up([PhotoKey(str(photo))])
    ]
    assert list(zip(batch.asked.tolist(), batch.account.tolist(), batch.line.tolist(), strict=True)) == single


def test_an_account_that_is_given_must_agree(root: Path) -> None:
    make(root, [(4571319999, "12345678@N00"), (4571319999, "345678@N00")])
    found = build.bind(root)
    assert told(found, PhotoKey("4571319999", "345678@N00")) == [
        ("4571319999", "345678@N00", 2, "Example list")
    ]
    assert told(found, PhotoKey("4571319999", "87654321@N00")) == []


@pytest.mark.parametrize(
    "odd", ["", "0", "04571319999", "457131999９", "-1", "4571319999 ", "123456789012", "4e9"]
)
def test_what_is_no_photo_number_is_never_found(root: Path, odd: str) -> None:
    make(root, [(4571319999, ACCOUNTS[0]), (1, ACCOUNTS[0])])
    assert told(build.bind(root), PhotoKey(odd)) == []


def test_two_lists_are_one_index_and_each_line_names_its_own(root: Path) -> None:
    make(root, [(7_000_001, ACCOUNTS[0])], name="B list")
    make(root, [(7_000_001, ACCOUNTS[0]), (7_000_001, ACCOUNTS[0])], name="A list")
    found = build.bind(root)
    assert [one.name for one in found.lists] == ["A list", "B list"]
    assert [(one[2], one[3]) for one in told(found, PhotoKey("7000001"))] == [
        (1, "A list"),
        (2, "A list"),
        (1, "B list"),
    ]


def test_the_newest_import_of_a_name_counts_and_a_retired_one_does_not(root: Path) -> None:
    make(root, [(7_000_001, ACCOUNTS[0])], version="1")
    make(root, [(7_000_002, ACCOUNTS[0])], version="2", at="2026-11-23T10:00:00+00:00")
    assert [one.version for one in build.bind(root).lists] == ["2"]
    (root / "lists" / "Example list" / "2" / build.RETIRED).touch()
    assert [one.version for one in build.bind(root).lists] == ["1"]
    (root / "lists" / "Example list" / "1" / build.RETIRED).touch()
    assert build.bind(root).lists == ()
    assert build.bind(root).look_up([PhotoKey("7000001")]) == ()


def test_a_list_without_rows_is_not_written(root: Path) -> None:
    with pytest.raises(ValueError, match="no line that names a photo"):
        make(root, [])
    assert not list(root.rglob(build.LIST))


def test_a_reader_keeps_its_index_while_another_takes_its_place(root: Path) -> None:
    assert index.current(root) is index.EMPTY
    make(root, [(7_000_001, ACCOUNTS[0])], name="A list")
    build.bind(root)
    before = index.current(root)
    assert index.current(root) is before
    make(root, [(7_000_002, ACCOUNTS[0])], name="B list")
    build.bind(root)
    assert told(before, PhotoKey("7000001")) and not told(before, PhotoKey("7000002"))
    after = index.current(root)
    assert after.digest != before.digest
    assert told(after, PhotoKey("7000001")) and told(after, PhotoKey("7000002"))


def pieces_of(path: Path) -> Iterator[tuple[str, bytes]]:
    whole = path.read_bytes()
    yield "empty", b""
    yield "cut short", whole[: len(whole) // 2]
    yield "one byte short", whole[:-1]
    yield "another file", b"x" * len(whole)
    yield "a wrong contents", whole[:-100] + bytes([whole[-100] ^ 1]) + whole[-99:]


def test_a_file_that_is_no_whole_index_is_refused(root: Path) -> None:
    make(root, [(7_000_001, ACCOUNTS[0])])
    build.bind(root)
    path = root / build.INDEX
    for what, content in list(pieces_of(path)):
        path.with_name("other").write_bytes(content)
        with pytest.raises(Damaged, match="bind the lists again"):
            index.open_index(path.with_name("other"))
            pytest.fail(what)


def test_a_list_whose_bytes_have_changed_is_never_bound(root: Path) -> None:
    make(root, [(7_000_001, ACCOUNTS[0])])
    build.bind(root)
    before = (root / build.INDEX).read_bytes()
    path = next(root.rglob(build.LIST))
    part = columns.open_file(path).parts[0]
    content = bytearray(path.read_bytes())
    content[part.columns[columns.ROWS].offset] ^= 1
    path.write_bytes(content)
    with pytest.raises(Damaged, match="import the list again"):
        build.bind(root)
    assert (root / build.INDEX).read_bytes() == before
    assert not list(root.glob(".*.new"))
