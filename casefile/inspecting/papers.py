"""PDFs: every object is walked, direct ones too, for what would act by itself when the file is opened."""

import io
from collections.abc import Iterator

import pikepdf

from casefile.inspecting import ACTIVE, PASSWORD, TOO_MUCH_WORK, UNREADABLE, Verdict, kinds

NODES = 300_000
# Keys that make a reader do something, and the word for each that the desk shows.
KEYS = {
    "/JS": "JavaScript",
    "/JavaScript": "JavaScript",
    "/OpenAction": "OpenAction",
    "/AA": "OpenAction",
    "/EmbeddedFiles": "EmbeddedFiles",
    "/EF": "EmbeddedFiles",
    "/XFA": "XFA",
    "/RichMediaContent": "RichMedia",
    "/RichMediaSettings": "RichMedia",
}
ACTIONS = {
    "/JavaScript": "JavaScript",
    "/Launch": "Launch",
    "/SubmitForm": "SubmitForm",
    "/ImportData": "ImportData",
    "/GoToR": "GoToRemote",
    "/GoToE": "GoToEmbedded",
    "/Rendition": "RichMedia",
    "/Movie": "RichMedia",
    "/Sound": "RichMedia",
    "/RichMediaExecute": "RichMedia",
}


class TooMany(Exception):
    """The PDF has more parts than are looked at."""


def inspect(content: bytes) -> Verdict:
    """Parse a PDF; one that acts by itself gets a copy that does not."""
    try:
        with _open(content) as pdf:
            pages = len(pdf.pages)
            found = {"pages": pages, "encrypted": pdf.is_encrypted, "noted": sorted(set(_noted(pdf)))}
            if not pages:
                return Verdict(kinds.PDF, UNREADABLE, found)
            if not found["noted"] and not pdf.is_encrypted:
                return Verdict(kinds.PDF, found=found)
            copy = _stilled(pdf)
    except pikepdf.PasswordError:
        return Verdict(kinds.PDF, PASSWORD, {"encrypted": True})
    except TooMany:
        return Verdict(kinds.PDF, TOO_MUCH_WORK)
    with _open(copy) as pdf:
        if any(_noted(pdf)):
            return Verdict(kinds.PDF, ACTIVE, found)
    return Verdict(kinds.PDF, found=found, preview=copy)


def _open(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content), suppress_warnings=True)


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary of the file: those with a number, and those written inside others."""
    left = NODES
    for start in (pdf.trailer, *pdf.objects):
        stack = [start]
        while stack:
            one, left = stack.pop(), left - 1
            if not left:
                raise TooMany
            if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
                yield one
                stack += [value for _, value in one.items() if _is_inside(value)]
            elif isinstance(one, pikepdf.Array):
                stack += [value for value in one if _is_inside(value)]


def _is_inside(value: object) -> bool:
    holds = isinstance(value, (pikepdf.Dictionary, pikepdf.Array))
    return holds and not value.is_indirect  # type: ignore[attr-defined]


def _noted(pdf: pikepdf.Pdf) -> Iterator[str]:
    for one in _dictionaries(pdf):
        yield from (word for key, word in KEYS.items() if key in one)
        action = _action(one)
        if action:
            yield action


def _action(one: pikepdf.Object) -> str:
    kind = one.get("/S")
    return ACTIONS.get(str(kind), "") if isinstance(kind, pikepdf.Name) else ""


def _stilled(pdf: pikepdf.Pdf) -> bytes:
    for one in list(_dictionaries(pdf)):
        action = _action(one)
        for key in (*KEYS, *(("/S",) if action else ())):
            if key in one:
                del one[key]
    copy = io.BytesIO()
    pdf.save(
        copy,
        encryption=False,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
    )
    return copy.getvalue()
