"""What each layout reads and refuses, and that columns read at once say what line by line says."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exposure import nsids
from exposure.importing import layouts
from exposure.importing.layouts import accounts, fields, megaface, reading, yfcc100m
from exposure.importing.layouts.lines import LONGEST, Lines, Mask
from tests.exposure import makers
from tests.exposure.makers import Made

HEADING = b"nsid,photo_id,set\n"
FORMS = {
    "second set": ("megaface", b"", makers.megaface(1, 100)),
    "first set": ("megaface", b"", makers.megaface(2, 100, first_set=True)),
    "second set, flattened": ("megaface", b"", makers.megaface(3, 100, flat=True)),
    "first set, flattened": ("megaface", b"", makers.megaface(4, 100, first_set=True, flat=True)),
    "23 columns": ("yfcc100m", b"", makers.yfcc100m(5, 100)),
    "25 columns": ("yfcc100m", b"", makers.yfcc100m(6, 100, columns=25)),
    "commas": ("accounts", HEADING, makers.accounts(7, 100)),
    "semicolons": ("accounts", HEADING.replace(b",", b";"), makers.accounts(8, 100, separator=";")),
    "tabs, quoted": (
        "accounts",
        HEADING.replace(b",", b"\t"),
        makers.accounts(9, 100, separator="\t", quoted=True),
    ),
}
MF2, MF1 = "12345678@N00_identity_8/2331659999_0.jpg", "FlickrFinal2/123/12345678@N08/8032659999_0.jpg"


def rows_of(parsed: layouts.Parsed) -> list[tuple[int, str, int]]:
    accounts = [nsids.text(int(code)) for code in parsed.account]
    return list(zip(parsed.photo.tolist(), accounts, parsed.line.tolist(), strict=True))


def rows_made(made: list[Made], *, first: int = 1) -> list[tuple[int, str, int]]:
    return [(one.photo, one.account, line) for line, one in enumerate(made, start=first)]


def line_by_line(
    layout: layouts.Layout, data: bytes
) -> tuple[list[tuple[int, str, int]], list[tuple[int, str]], int]:
    """The plain reading that columns must agree with."""
    rows, refused, apart = [], [], 0
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    for number, line in enumerate(lines[:-1] if not lines[-1] else lines, start=1):
        found = None if number == 1 and layout.heads else reading.judge(layout, line)
        if found is None:
            apart += 1
        elif isinstance(found, str):
            refused.append((number, found))
        else:
            rows.append((found[0], found[1], number))
    return rows, refused, apart


def verdict(name: str, line: str | bytes, *, head: bytes = b"") -> tuple[int, str] | str:
    raw = line if isinstance(line, bytes) else line.encode()
    parsed = layouts.read(layouts.of(name, head or raw), raw, first=2)
    if parsed.refused:
        return parsed.refused[0].reason
    (row,) = rows_of(parsed)
    return row[:2]


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("form", FORMS)
def test_a_hundred_rows_of_each_layout_come_back(form: str, end: str) -> None:
    name, heading, made = FORMS[form]
    data = heading + makers.text(made, end=end)
    parsed = layouts.read(layouts.of(name, data), data, first=1)
    assert parsed.refused == ()
    assert parsed.apart == (1 if heading else 0)
    assert rows_of(parsed) == rows_made(made, first=1 + parsed.apart)


@pytest.mark.parametrize("form", FORMS)
def test_the_layout_is_guessed_from_the_first_lines(form: str) -> None:
    name, heading, made = FORMS[form]
    assert layouts.guess((heading + makers.text(made))[:-30]) == name


class Listening:
    """A layout that counts the lines it was asked for one by one."""

    def __init__(self, layout: layouts.Layout) -> None:
        self.layout, self.name, self.heads, self.asked = layout, layout.name, layout.heads, 0

    def one(self, line: bytes) -> reading.Row | str:
        self.asked += 1
        return self.layout.one(line)

    def columns(self, lines: Lines, wanted: Mask) -> Iterator[reading.Piece]:
        return self.layout.columns(lines, wanted)


@pytest.mark.parametrize("form", [form for form in FORMS if "quoted" not in form])
def test_what_is_usual_is_read_in_columns_and_not_line_by_line(form: str) -> None:
    name, heading, made = FORMS[form]
    data = heading + makers.text(made)
    layout = Listening(layouts.of(name, data))
    assert len(layouts.read(layout, data, first=1).photo) == 100
    assert layout.asked == 0


@pytest.mark.parametrize("data", [b"a letter\nto nobody\n", b"", b"\n\n", b"name,when\nPat Example,2010\n"])
def test_no_layout_is_guessed_for_another_file(data: bytes) -> None:
    assert layouts.guess(data) == ""


@pytest.mark.parametrize(
    "path",
    [
        MF2,
        f"./{MF2}",
        f"/data/2017/MegaFace {MF2[:0]}2/{MF2}",
        f'"{MF2}"',
        f"'{MF2}'",
        f"  {MF2}\t",
        MF2.replace("/", "\\"),
        f"C:\\sets\\12\\{MF2}".replace("/", "\\"),
        MF2.replace("/", "@"),
        MF2.upper().replace("_IDENTITY_", "_identity_"),
        MF2.replace(".jpg", ".jpeg"),
        f"b\u00fccher/{MF2}",
        f"12345678@N00/{MF2}",
    ],
)
def test_a_path_of_the_second_set_is_read_with_whatever_stands_around_it(path: str) -> None:
    assert verdict("megaface", path) == (2331659999, "12345678@N00")


@pytest.mark.parametrize(
    "path",
    [
        MF1,
        MF1.removeprefix("FlickrFinal2/"),
        f"./{MF1}",
        MF1.replace("/", "\\"),
        MF1.replace("/", "@"),
        f'"{MF1}"',
    ],
)
def test_a_path_of_the_first_set_is_read_with_whatever_stands_around_it(path: str) -> None:
    assert verdict("megaface", path) == (8032659999, "12345678@N08")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("12345678@N00_identity_8/", megaface.A_FOLDER),
        ("FlickrFinal2/123/12345678@N08/8032659999_0.jpg.json", megaface.NO_PICTURE),
        ("README.txt", megaface.NO_PICTURE),
        ("someone_identity_8/2331659999_0.jpg", megaface.NO_ACCOUNT),
        ("1234@N00_identity_8/2331659999_0.jpg", megaface.NO_ACCOUNT),
        ("123456789012@N00_identity_8/2331659999_0.jpg", megaface.NO_ACCOUNT),
        ("12345678@N00_identity_8/portrait.jpg", megaface.NO_PHOTO),
        ("12345678@N00_identity_8/2331659999.jpg", megaface.NO_PHOTO),
        ("12345678@N00_identity_8/02331659999_0.jpg", megaface.BAD_PHOTO),
        ("12345678@N00_identity_8/0_0.jpg", megaface.BAD_PHOTO),
        ("12345678@N00_identity_8/123456789012_0.jpg", megaface.BAD_PHOTO),
        ("FlickrFinal2/124/12345678@N08/8032659999_0.jpg", megaface.OTHER_FOLDER),
        ("12345678@N08/8032659999_0.jpg", megaface.OTHER_PATH),
        ("12345678@N00_identity_x/2331659999_0.jpg", megaface.OTHER_PATH),
        ("1\u0662345678@N00_identity_8/2331659999_0.jpg", megaface.NO_ACCOUNT),
        (f'"{MF2}', megaface.NO_ACCOUNT),
        (MF2.encode("utf-16-le"), reading.NULS),
        ("b\u00fccher/".encode("latin-1") + MF2.encode(), reading.NOT_UTF8),
        (MF2.encode() + b"\r\r", reading.STRAY_RETURN),
        (MF2.encode() + b"\r" + MF2.encode(), reading.STRAY_RETURN),
        (b"a/" * (LONGEST // 2) + MF2.encode(), reading.TOO_LONG),
    ],
)
def test_a_line_that_is_no_megaface_path_says_why(line: str | bytes, reason: str) -> None:
    assert verdict("megaface", line) == reason


def changed(column: int, value: str, *, columns: int = 23) -> str:
    cells = makers.yfcc100m(11, 1, columns=columns)[0].line.split("\t")
    cells[column] = value
    return "\t".join(cells)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (changed(0, "0123"), fields.NO_PHOTO),
        (changed(0, "123456789012"), fields.NO_PHOTO),
        (changed(0, "\u0661234567"), fields.NO_PHOTO),
        (changed(0, ""), fields.NO_PHOTO),
        (changed(1, "1234@N00"), fields.NO_ACCOUNT),
        (changed(1, "12345678@n00"), fields.NO_ACCOUNT),
        (changed(1, "7" * 5000), fields.NO_ACCOUNT),
        (changed(22, "2"), yfcc100m.NO_MARKER),
        (changed(22, ""), yfcc100m.NO_MARKER),
        (changed(22, "01"), yfcc100m.NO_MARKER),
        (changed(13, "http://www.flickr.com/photos/12345678@N00/4571319999/"), yfcc100m.OTHER_PAGE),
        (changed(13, "http://example.com/"), yfcc100m.NO_PAGE),
        (changed(5, "Leica\tM9"), yfcc100m.NO_COLUMNS),
        (makers.yfcc100m(11, 1, columns=25)[0].line, yfcc100m.OTHER_COUNT),
        (changed(2, "b\u00fccher").encode("latin-1"), reading.NOT_UTF8),
        (changed(2, "a\0b"), reading.NULS),
        (changed(2, "a\rb"), reading.STRAY_RETURN),
        (changed(7, "x" * LONGEST), reading.TOO_LONG),
    ],
)
def test_a_row_of_23_columns_that_is_refused_says_why(line: str | bytes, reason: str) -> None:
    assert verdict("yfcc100m", line, head=changed(5, "Leica").encode()) == reason


@pytest.mark.parametrize(
    "line",
    [
        changed(13, ""),
        changed(22, "1"),
        changed(2, "\u5199\u771f"),
        changed(
            13, makers.yfcc100m(11, 1)[0].line.split("\t")[13].replace("http:", "https:").replace("@", "%40")
        ),
    ],
)
def test_empty_fields_and_other_spellings_are_read(line: str) -> None:
    made = makers.yfcc100m(11, 1)[0]
    assert verdict("yfcc100m", line) == (made.photo, made.account)


def test_25_columns_need_a_line_number_and_a_hash_only_where_that_is_asked() -> None:
    good, wrong = changed(0, "0", columns=25), changed(2, "0" * 32, columns=25)
    made = makers.yfcc100m(11, 1, columns=25)[0]
    assert verdict("yfcc100m", changed(0, "x", columns=25), head=good.encode()) == yfcc100m.NO_NUMBER
    assert verdict("yfcc100m", changed(0, "", columns=23), head=good.encode()) == yfcc100m.OTHER_COUNT
    assert verdict("yfcc100m", wrong) == (made.photo, made.account)
    asked = layouts.of("yfcc100m", good.encode(), hashes=True)
    data = f"{good}\n{wrong}\n{changed(2, '', columns=25)}\n".encode()
    parsed = layouts.read(asked, data, first=1)
    assert [(one.line, one.reason) for one in parsed.refused] == [(2, yfcc100m.OTHER_HASH)]
    assert parsed.line.tolist() == [1, 3]


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("nsid,photo_id", "12345678@N00,4571319999"),
        ("\ufeffPhoto ID;Owner NSID", "4571319999;12345678@N00"),
        ("id\tnote\tuser id", "4571319999\tx\t12345678@N00"),
        ('"Account","Photo"', '"12345678@N00","4571319999"'),
        ("account,title,photo", '12345678@N00,"Wall, ""the""",4571319999'),
        ("account, photo", " 12345678@N00 , 4571319999 "),
        ("title,url", "x,https://www.flickr.com/photos/12345678@N00/4571319999/in/photostream"),
        ("url", "http://flickr.com/photos/12345678%40n00/4571319999"),
    ],
)
def test_a_table_names_its_columns_in_many_ways(heading: str, line: str) -> None:
    data = f"{heading}\n{line}\n".encode()
    parsed = layouts.read(layouts.of("accounts", data), data, first=1)
    assert rows_of(parsed) == [(4571319999, "12345678@N00", 2)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("12345678@N00,4.57E+09,x", fields.NO_PHOTO),
        ("exampleuser,4571319999,x", fields.NO_ACCOUNT),
        ("12345678@N00,4571319999", accounts.OTHER_COUNT),
        ('12345678@N00,4571319999,"two', accounts.OPEN_QUOTE),
        ('12345678@N00,4571319999,"a"b"c"', accounts.BAD_QUOTES),
    ],
)
def test_a_line_of_a_table_that_is_refused_says_why(line: str, reason: str) -> None:
    assert verdict("accounts", line, head=HEADING) == reason


@pytest.mark.parametrize(
    "head", [b"", b"who,when\n", b"nsid\n", b"12345678@N00,4571319999\n", b"nsid,title\n"]
)
def test_a_table_without_the_columns_says_what_it_wants(head: bytes) -> None:
    with pytest.raises(layouts.NoHeading, match="the first line must name the columns"):
        layouts.of("accounts", head)


def test_blank_lines_are_neither_rows_nor_refused_and_keep_their_numbers() -> None:
    data = f"\n{MF2}\r\n \r\n\nnothing\n{MF1}".encode()
    parsed = layouts.read(layouts.of("megaface", data), data, first=10)
    assert parsed.line.tolist() == [11, 15]
    assert [one.line for one in parsed.refused] == [14]
    assert parsed.apart == 3


def test_a_refused_line_is_shown_short_and_safe() -> None:
    data = b"\x1b[31mred\x00\xff\xc3\xa9" + b"x" * 500
    (refused,) = layouts.read(layouts.of("megaface", b""), data, first=1).refused
    assert refused.text.startswith("\\x1b[31mred\\x00\\xff\u00e9xxx")
    assert refused.text.isprintable() and len(refused.text) < 4 * reading.SHOWN


LINES = st.one_of(
    st.sampled_from([one.line.encode() for _, _, made in FORMS.values() for one in made[:12]]),
    st.sampled_from(
        [b"", b"\r", b" ", b"12345678@N00_identity_8/", MF1.encode(), b'"' + MF2.encode() + b'"']
    ),
    st.binary(max_size=30),
)


@st.composite
def spoiled(draw: st.DrawFn) -> bytes:
    """A line that is good or nearly so: a few bytes put in, taken out, doubled or exchanged."""
    line = bytearray(draw(LINES).replace(b"\n", b""))
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(line)))
        gone = draw(st.integers(0, 2))
        line[at : at + gone] = draw(
            st.sampled_from([b"", b"0", b"7", b"@", b"_", b"/", b'"', b"\t", b"\r", b"\xe9", b"N", b"\0"])
        )
    return bytes(line)


@settings(max_examples=400, deadline=None)
@given(lines=st.lists(spoiled(), max_size=30), form=st.sampled_from(sorted(FORMS)), closed=st.booleans())
def test_columns_at_once_read_exactly_as_line_by_line(lines: list[bytes], form: str, closed: bool) -> None:
    name, heading, made = FORMS[form]
    data = heading + b"\n".join([*lines, made[0].line.encode(), *lines]) + (b"\n" if closed else b"")
    layout = layouts.of(name, heading + makers.text(made))
    parsed = layouts.read(layout, data, first=1)
    rows, refused, apart = line_by_line(layout, data)
    assert rows_of(parsed) == rows
    assert [(one.line, one.reason) for one in parsed.refused] == refused
    assert parsed.apart == apart


ANYTHING = re.compile(r"[0-9]{5,11}@N[0-9]{2}")


@settings(max_examples=200, deadline=None)
@given(data=st.binary(max_size=400), name=st.sampled_from(["megaface", "yfcc100m"]))
def test_no_bytes_raise_and_every_line_is_told_of(data: bytes, name: str) -> None:
    parsed = layouts.read(layouts.of(name, data), data, first=7)
    lines = data.count(b"\n") + (1 if data and not data.endswith(b"\n") else 0)
    assert len(parsed.photo) + len(parsed.refused) + parsed.apart == lines
    assert all(ANYTHING.fullmatch(account) for _, account, _ in rows_of(parsed))
