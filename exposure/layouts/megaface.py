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

from exposure.layouts import fields
from exposure.layouts.lines import Lines, Mask, Places
from exposure.layouts.reading import Piece, Row

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
        others = lines.places_of((lines.letters - np.uint8(48)) > 9)
        for _ in range(_FORMS_AT_ONCE):
            left = np.flatnonzero(wanted)
            spread = left[:: max(1, len(left) // _LOOKED_AT)]
            forms = (_form(lines.raw(at)) for at in spread.tolist())
            form = next((form for form in forms if form), None)
            if form is None:
                return
            yield form.read(lines, others, wanted)


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


@dataclass(frozen=True, slots=True)
class _Form:
    """A path with its digits taken out: what stands between them, and which run of digits is what.

    Lines that have the same between the same runs of digits, each run as long as it may be, are lines that
    `MegaFace.one` accepts: before the first run that counts only folders stand, and those are free.
    """

    between: NDArray[np.uint8]
    runs: dict[str, int]
    fewest: NDArray[np.int64]
    most: NDArray[np.int64]

    def read(self, lines: Lines, others: Places, wanted: Mask) -> Piece:
        at, marks = self._same(lines, others, wanted)
        starts = np.empty_like(marks)
        starts[:, 0] = lines.starts[at]
        starts[:, 1:] = marks[:, :-1] + 1
        length = marks - starts
        good = ((length >= self.fewest) & (length <= self.most)).all(axis=1)
        good &= lines.letters[starts[:, self.runs["photo"]]] != ord("0")
        if "folder" in self.runs:
            three = np.uint64(0xFFFFFF)
            folder, digits = (
                lines.words[starts[:, self.runs[name]]] & three for name in ("folder", "digits")
            )
            good &= folder == digits
        if not good.all():
            at, starts, marks = at[good], starts[good], marks[good]
        photo = self.runs["photo"]
        number, _ = lines.numbers(starts[:, photo], marks[:, photo])
        account = lines.texts(starts[:, self.runs["digits"]], marks[:, self.runs["last"]], width=16)
        return Piece(at, number, fields.codes(account))

    def _same(self, lines: Lines, others: Places, wanted: Mask) -> tuple[Places, Places]:
        """Wanted lines that have exactly these bytes between their digits, and where those stand."""
        feeds = np.flatnonzero(lines.letters[others] == 10)
        before = np.concatenate((np.array([-1]), feeds[:-1]))
        at = np.flatnonzero(wanted & (feeds - before == len(self.between)))
        if len(at) == len(lines):
            marks = others.reshape(-1, len(self.between))
        else:
            marks = others[before[at][:, None] + np.arange(1, len(self.between) + 1)]
        same = (lines.letters[marks] == self.between).all(axis=1)
        return (at, marks) if same.all() else (at[same], marks[same])


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
    fewest, most = np.zeros(len(places), np.int64), np.zeros(len(places), np.int64)
    most[int(np.searchsorted(places, shift)) : min(runs.values())] = len(raw) + (1 << 20)
    for name, run in runs.items():
        fewest[run], most[run] = _LENGTHS[name]
    return _Form(letters[places], runs, fewest, most)
