"""Reads a printed packet back: its text, its bookmarks, and everything hidden in it."""

import io
from collections.abc import Iterator
from functools import cache
from typing import Any

import pypdf
from pypdf.generic import StreamObject

from packets import pdf
from tests.packets import examples


@cache
def printed(name: str) -> bytes:
    """An example's packet, printed once for all tests of this process."""
    return pdf.render(examples.ALL[name]())


def opened(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def text(content: bytes) -> str:
    """Every page's text without white space, so that a line break hides nothing."""
    return squeezed("".join(page.extract_text() for page in opened(content).pages))


def squeezed(passage: str) -> str:
    return "".join(passage.split())


def bookmarks(content: bytes) -> list[str]:
    """The titles of the outline in reading order."""
    return list(_titles(opened(content).outline))


def _titles(outline: list[Any]) -> Iterator[str]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _titles(entry)
        else:
            yield " ".join(str(entry.title).split())


def streams(content: bytes) -> bytes:
    """Every stream of the file unpacked: pages, attachments, metadata, fonts, and the file as it lies."""
    reader = opened(content)
    trailer: Any = reader.trailer
    size = int(trailer["/Size"])
    found = (reader.get_object(number) for number in range(1, size))
    return b"\n".join([content, *(one.get_data() for one in found if isinstance(one, StreamObject))])
