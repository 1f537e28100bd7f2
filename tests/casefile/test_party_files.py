"""A CSV of parties is read line by line; whatever is not taken says why."""

import pytest

from casefile import party_files

HEAD = "Name,Aliases,Street,City,Zip,Matter,Result,Note\n"


def test_every_column_is_read() -> None:
    line = 'Pat Example,"Patsy Example; @pat-example",12 Sample St,Springfield,62701,M-1,Settled,"- a, b"\n'
    read = party_files.read((HEAD + line).encode())
    assert [one.known for one in read.entries] == [
        {
            "name": "Pat Example",
            "aliases": ["Patsy Example", "pat-example"],
            "address": {"street": "12 Sample St", "city": "Springfield", "code": "62701"},
            "matter": "M-1",
            "result": "Settled",
            "note": "- a, b",
        }
    ]
    assert (read.refused, read.unknown) == ((), ())


@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_spreadsheets_write_is_read(between: str, encoding: str) -> None:
    text = f"party{between}remarks\r\nZoë Exämple{between}old\r\n\r\n"
    read = party_files.read(text.encode(encoding))
    assert [(one.line, one.known) for one in read.entries] == [(2, {"name": "Zoë Exämple", "note": "old"})]


def test_each_refused_line_has_its_number_and_its_reason() -> None:
    lines = (
        "Pat Example\n",
        ",nobody\n",
        "=HYPERLINK(1)\n",
        "Kit Example,=cmd\n",
        f"{'x' * 301}\n",
        "Pat Example\n",
        "Sam Example,a,b,c,d,e,f,g,h\n",
        "Lee\x07Example\n",
        '"Two\nLines",ok\n',
        "Last Example\n",
    )
    read = party_files.read((HEAD + "".join(lines)).encode())
    assert [(one.line, one.reason) for one in read.refused] == [
        (3, "no_name"), (4, "formula"), (5, "formula"), (6, "long"),
        (7, "again"), (8, "cells"), (9, "control"),
    ]  # fmt: skip
    assert [one.line for one in read.entries] == [2, 10, 12]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"name\nPat\n\xe9\n", "line 3 has the byte 0xE9"),
        (b"na\0me\n", "zero bytes"),
        (b"who,what\nPat,1\n", "No column is headed"),
        (b'name\n"Pat\nKit\n', "quotes do not close from line 2"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content: bytes, says: str) -> None:
    with pytest.raises(party_files.Unreadable, match=says):
        party_files.read(content)


def test_too_large_a_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(party_files, "MOST_ROWS", 2)
    with pytest.raises(party_files.Unreadable, match="more than 2 parties"):
        party_files.read(b"name\nA\nB\nC\n")
    monkeypatch.setattr(party_files, "MOST_BYTES", 3)
    with pytest.raises(party_files.Unreadable, match="Split it"):
        party_files.read(b"name\nA\n")


def test_headings_that_mean_nothing_here_are_named() -> None:
    assert party_files.read(b"name,colour\nPat,blue\n").unknown == ("colour",)
