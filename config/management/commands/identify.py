"""Print what texts pasted about Flickr name, as one JSON object a line; offline and without settings."""

import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management.base import BaseCommand

from exposure import identifiers

HELP = """
Print one JSON object a line for each TEXT, or for each line of standard input where none is given: the text
(input), what it names (kind: photo, account, album, group, gallery, tag or unknown), photo_id, nsid, alias
and album_id, each null where it is not named, and for unknown the reason and what to paste instead. Nothing
is fetched. Put -- before a text that begins with a dash.
"""


class Command(BaseCommand):
    help = HELP
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("text", nargs="*", metavar="TEXT", help="an address, file name or number")

    def handle(self, *args: Any, **options: Any) -> None:
        texts = map(_readable, options["text"]) if options["text"] else _lines(sys.stdin.buffer)
        try:
            for text in texts:
                self.stdout.write(json.dumps(_told(text)))
            self.stdout.flush()
        except BrokenPipeError:
            # Whoever read this has closed it: enough was seen. What is still in the buffer goes nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _lines(stream: Iterable[bytes]) -> Iterator[str]:
    for line in stream:
        yield line.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", errors="replace")


def _readable(argument: str) -> str:
    """An argument whose bytes were not UTF-8, with a sign in the place of each that was not."""
    return argument.encode("utf-8", errors="surrogatepass").decode("utf-8", errors="replace")


def _told(text: str) -> dict[str, str | None]:
    found = identifiers.identify(text)
    return {
        "input": text,
        "kind": found.kind,
        "photo_id": found.photo_id or None,
        "nsid": found.nsid or None,
        "alias": found.alias or None,
        "album_id": found.album_id or None,
        "reason": found.reason or None,
    }
