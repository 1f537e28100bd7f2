"""Files of links: any encoding, tables too, and nothing that is no text."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matters import pasted_file
from matters.pasted_file import NotText

LINK = "https://www.flickr.com/photos/pat-example/3500000000/"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_the_encoding_it_has(encoding: str) -> None:
    assert pasted_file.lines(f"Café\r\n{LINK}".encode(encoding), name="links.txt") == f"Café\r\n{LINK}"


@pytest.mark.parametrize(
    ("row", "read"),
    [
        (f"7,{LINK},“a, b”", LINK),
        (f"7;{LINK};Café", LINK),
        (f"7\t{LINK}\tCafé", LINK),
        (f"3500000000,{LINK},20120513", LINK),
        (f'"Café, at night",{LINK}', LINK),
        ("title,link", "title link"),
        (
            "flickr.com/photos/pat/1,flickr.com/photos/pat/2",
            "flickr.com/photos/pat/1 flickr.com/photos/pat/2",
        ),
    ],
)
def test_of_a_row_of_a_table_the_cell_with_the_photo_is_read(row: str, read: str) -> None:
    assert pasted_file.lines(row.encode(), name="links.CSV") == read


@pytest.mark.parametrize(
    "content", [b"\xff\xd8\xff\xe0\x00\x10JFIF", b"PK\x03\x04", b"%PDF-1.7\n\x00", b"a\x00b"]
)
def test_a_file_that_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(NotText):
        pasted_file.lines(content, name="links.csv")


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.txt", ""]))
def test_no_content_whatever_does_harm(content: bytes, name: str) -> None:
    with contextlib.suppress(NotText):
        pasted_file.lines(content, name=name)
