"""MegaFace listings: a path a line, which names the account and the photo of a picture of a face.

The two forms, as public code of the set writes them (a flattened copy has @ for the slashes):
    FlickrFinal2/123/12345678@N08/8032659999_0.jpg      first set: folder, account, photo_face
    12345678@N00_identity_8/2331659999_0.jpg            second set: account_identity_cluster, photo_face
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from exposure.importing.layouts import fields
from exposure.importing.layouts.lines import Lines, Mask, Places
from exposure.importing.layouts.reading import Piece, Row

_ACCOUNT = rb"(?P<digits>[0-9]{5,11})@N(?P<last>[0-9]{2})"
_PICTURE = rb"[/\\@](?P<photo>[1-9][0-9]{0,10})_(?P<face>[0-9]{1,4})\.(?i:jpe?g|png)"
_FIRST_SET = re.compile(rb"(?:.*[/\\@])?(?P<folder>[0-9]{3})[/\\@]" + _ACCOUNT + _PICTURE)
_SECOND_SET = re.compile(rb"(?:.*[/\\@])?" + _ACCOUNT + rb"_identity_(?P<cluster>[0-9]{1,9})" + _PICTURE)
_LENGTHS: Final = {
    "folder": (3, 3), "digits": (5, 11), "last": (2, 2), "cluster": (1, 9), "photo": (1, 11), "face": (1, 4),
}  # fmt: skip

OTHER_FOLDER = "the folder of three figures is not how the account begins"
A_FOLDER = "a folder, not a picture"
NO_PICTURE = "not a picture: the name ends in neither .jpg, .jpeg nor .png"
NO_ACCOUNT = "names no account: 5 to 11 digits, @N and two digits"
NO_PHOTO = "names no photo: a picture is called <photo number>_<face>.jpg"
BAD_PHOTO = "the photo number is not 1 to 11 digits without a leading zero"
OTHER_PATH = "neither form of a MegaFace path"
_WHY = (  # the first that fits
    (re.compile(rb"(?=.*[/\\]$)"), A_FOLDER),
    (re.compile(rb"(?!.*\.(?i:jpe?g|png)$)"), NO_PICTURE),
    (re.compile(rb"(?!(?:.*[/\\@])?[0-9]{5,11}@N[0-9]{2}(?![0-9]))"), NO_ACCOUNT),
    (re.compile(rb"(?!(?:.*[/\\@])?[0-9]+_[0-9]{1,4}\.[A-Za-z]+$)"), NO_PHOTO),
    (re.compile(rb"(?!(?:.*[/\\@])?[1-9][0-9]{0,10}_[0-9]{1,4}\.[A-Za-z]+$)"), BAD_PHOTO),
)
_FORMS_AT_ONCE = 8  # forms of path read at once in a chunk; lines of yet others go one by one
_LOOKED_AT = 50  # lines looked at to find the next form


@dataclass(frozen=True, slots=True)
class MegaFace:
    """Both sets, with folders before the path or without, with quotation marks or without."""

    name: ClassVar[str] = "megaface"
    heads: ClassVar[bool] = False

    def one(self, line: bytes) -> Row | str:
        path = _bare(line)
        found = _match(path)
        if found:
            return int(found["photo"]), f"{found['digits'].decode()}@N{found['last'].decode()}"
        if _FIRST_SET.fullmatch(path):
            return OTHER_FOLDER
        return next((reason for form, reason in _WHY if form.match(path)), OTHER_PATH)

    def columns(self, lines: Lines, wanted: Mask) -> Iterator[Piece]:
        """Find the form of a line, then read all lines of that form; again for the next form."""
        marks = _Marks(lines)
        for _ in range(_FORMS_AT_ONCE):
            left = np.flatnonzero(wanted)
            spread = left[:: max(1, len(left) // _LOOKED_AT)]
            forms = (_form(lines.raw(at)) for at in spread.tolist())
            form = next((form for form in forms if form), None)
            if form is None:
                return
            yield form.read(lines, marks, wanted)


def _bare(line: bytes) -> bytes:
    """The path without blanks around it, and without a pair of quotation marks."""
    path = line.strip(b" \t")
    if len(path) > 1 and path[:1] == path[-1:] and path[:1] in b"\"'":
        path = path[1:-1]
    return path


def _match(path: bytes) -> re.Match[bytes] | None:
    second = _SECOND_SET.fullmatch(path)
    if second:
        return second
    first = _FIRST_SET.fullmatch(path)
    return first if first and first["digits"].startswith(first["folder"]) else None


class _Marks:
    """Every byte of a chunk that is no digit: where it stands, and which it is."""

    def __init__(self, lines: Lines) -> None:
        self.places = lines.places_of((lines.letters - np.uint8(48)) > 9)
        self.kinds = lines.letters[self.places]
        feeds = np.flatnonzero(self.kinds == 10)
        self.before = np.concatenate((np.array([-1]), feeds[:-1]))[: len(feeds)]
        self.counts = feeds - self.before

    def of(self, wanted: Mask, kinds: NDArray[np.uint8]) -> tuple[Places, Places]:
        """Wanted lines that have exactly these marks, and where they stand, a column for each."""
        at = np.flatnonzero(wanted & (self.counts == len(kinds)))
        if len(at) == len(wanted):
            places, found = self.places.reshape(-1, len(kinds)), self.kinds.reshape(-1, len(kinds))
        else:
            each = self.before[at][:, None] + np.arange(1, len(kinds) + 1)
            places, found = self.places[each], self.kinds[each]
        same = (found == kinds).all(axis=1)
        return (at, places) if same.all() else (at[same], places[same])


@dataclass(frozen=True, slots=True)
class _Form:
    """A path with its digits taken out: what stands between them, and which run of digits is what.

    Lines that have the same between the same runs of digits, each run as long as it may be, are lines that
    `MegaFace.one` accepts: before the first run that counts only folders stand, and those are free. Runs are
    named by the mark that ends them.
    """

    between: NDArray[np.uint8]
    runs: dict[str, int]
    opening: int
    """The first mark of the path itself; no digits stand before, beside blanks and a quotation mark."""

    def read(self, lines: Lines, marks: _Marks, wanted: Mask) -> Piece:
        at, places = marks.of(wanted, self.between)
        starts = {name: self._start(lines, at, places, run) for name, run in self.runs.items()}
        ends = {name: places[:, run] for name, run in self.runs.items()}
        good = self._solid(lines, at, places)
        for name, (fewest, most) in _LENGTHS.items():
            if name in self.runs:
                length = ends[name] - starts[name]
                good &= (length >= fewest) & (length <= most)
        good &= lines.letters[starts["photo"]] != ord("0")
        if "folder" in self.runs:
            three = np.uint64(0xFFFFFF)
            folder, digits = (lines.words[starts[name]] & three for name in ("folder", "digits"))
            good &= folder == digits
        number, _ = lines.numbers(starts["photo"][good], ends["photo"][good])
        account = lines.texts(starts["digits"][good], ends["last"][good], width=16)
        return Piece(at[good], number, fields.codes(account))

    def _start(self, lines: Lines, at: Places, places: Places, run: int) -> Places:
        start: Places = places[:, run - 1] + 1 if run else lines.starts[at]
        return start

    def _solid(self, lines: Lines, at: Places, places: Places) -> Mask:
        """Whether no digits stand between marks that stand side by side in the form."""
        solid = np.ones(len(at), np.bool_)
        if self.opening:
            solid &= places[:, self.opening - 1] - lines.starts[at] == self.opening - 1
        first = sorted(self.runs.values())
        for one, next_run in zip(first, [*first[1:], len(self.between)], strict=True):
            solid &= places[:, next_run - 1] - places[:, one] == next_run - 1 - one
        return solid


def _form(raw: bytes) -> _Form | None:
    """The form of one line, the end of line with it; None where it is refused, or not plain ASCII."""
    path = _bare(raw.removesuffix(b"\r"))
    found = _match(path) if raw.isascii() and b"\0" not in raw else None
    if found is None or b"\r" in path:
        return None
    letters = np.frombuffer(raw + b"\n", np.uint8)
    places = np.flatnonzero((letters - np.uint8(48)) > 9)
    shift = raw.index(path)
    runs = {
        name: int(np.searchsorted(places, found.end(name) + shift))
        for name in _LENGTHS
        if name in found.re.groupindex
    }
    return _Form(letters[places], runs, int(np.searchsorted(places, shift)))
