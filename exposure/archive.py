"""What the archive of a Flickr account says: the zip of JSON records that Flickr gives an account's owner.

Flickr has written it in several ways over the years: records at the top or in a folder, dates as text or in
seconds, licences as words, as numbers or not at all. Each is read; what cannot be is left unknown, never
guessed. A zip may be a trap, so entries, sizes and counts are bounded, whatever its own table claims.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import IO, Any

from exposure import identifiers

ENTRIES = 100_000
RECORD_BYTES = 2 << 20
ALL_BYTES = 256 << 20
RATIO, RATIO_FROM_BYTES = 200, 1 << 20
PHOTOS = 5_000
TITLE_CHARS = 200

_PROFILE = re.compile(r"(?:.*/)?account_profile\.json", re.ASCII)
_PHOTO = re.compile(r"(?:.*/)?photo_[0-9]{1,19}\.json", re.ASCII)
_ID = re.compile(r"[0-9]{1,19}", re.ASCII)
_JOINED = ("join_date", "joined_date", "date_joined", "joined")
_UPLOADED = ("date_imported", "date_uploaded", "date_upload", "dateuploaded")
_LICENCES = {
    "0": "arr", "1": "cc-by-nc-sa-2.0", "2": "cc-by-nc-2.0", "3": "cc-by-nc-nd-2.0", "4": "cc-by-2.0",
    "5": "cc-by-sa-2.0", "6": "cc-by-nd-2.0", "9": "cc0", "10": "pdm",
}  # fmt: skip
_EARLIEST = 1900


class NotAnArchive(Exception):
    """A zip, but not one with the records of a Flickr account."""


class TooMuch(Exception):
    """More entries or bytes than the archive of an account has."""


class Locked(Exception):
    """The zip wants a password."""


@dataclass(frozen=True, slots=True)
class ArchivePhoto:
    """One photo as its record says; a licence is a code such as cc-by-2.0, "cc" where only that is sure."""

    photo_id: str
    uploaded_at: datetime | None = None
    taken_on: date | None = None
    licence: str = ""
    public: bool | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Archive:
    """An account and its photos, the longest on Flickr first; `left_out` counts those beyond PHOTOS."""

    nsid: str
    alias: str
    joined_on: date | None
    photos: tuple[ArchivePhoto, ...]
    left_out: int = 0
    unread: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "nsid": self.nsid,
            "alias": self.alias,
            "joined_on": self.joined_on.isoformat() if self.joined_on else "",
            "photos": [
                [
                    one.photo_id,
                    one.uploaded_at.isoformat() if one.uploaded_at else "",
                    one.taken_on.isoformat() if one.taken_on else "",
                    one.licence,
                    one.public,
                    one.title,
                ]
                for one in self.photos
            ],
            "left_out": self.left_out,
            "unread": self.unread,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Archive:
        """Return what `to_json` made."""
        return cls(
            nsid=kept["nsid"],
            alias=kept["alias"],
            joined_on=date.fromisoformat(kept["joined_on"]) if kept["joined_on"] else None,
            photos=tuple(
                ArchivePhoto(
                    number,
                    datetime.fromisoformat(uploaded) if uploaded else None,
                    date.fromisoformat(taken) if taken else None,
                    licence,
                    public,
                    title,
                )
                for number, uploaded, taken, licence, public, title in kept["photos"]
            ),
            left_out=kept["left_out"],
            unread=kept["unread"],
        )


def read(file: IO[bytes]) -> Archive:
    """Read an account archive. Raises: NotAnArchive, TooMuch, Locked; zipfile.BadZipFile for no zip."""
    with zipfile.ZipFile(file) as zipped:
        entries = zipped.infolist()
        _bounded(entries)
        profiles = [one for one in entries if _PROFILE.fullmatch(one.filename)]
        records = [one for one in entries if _PHOTO.fullmatch(one.filename)]
        if not profiles and not records:
            raise NotAnArchive
        if any(one.flag_bits & 1 for one in (*profiles, *records)):
            raise Locked
        pages: list[str] = []
        photos, unread = _photos(zipped, records, pages)
        profile = _record(zipped, profiles[0]) if profiles else None
    return _archive(profile or {}, photos, pages, unread=unread)


def _bounded(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > ENTRIES or sum(one.file_size for one in entries) > ALL_BYTES:
        raise TooMuch
    if any(
        one.file_size > RATIO_FROM_BYTES and one.file_size > RATIO * max(one.compress_size, 1)
        for one in entries
    ):
        raise TooMuch


def _record(zipped: zipfile.ZipFile, entry: zipfile.ZipInfo) -> dict[str, Any] | None:
    """One record, or None where it is too long or is none; the table of a zip may lie about lengths."""
    try:
        with zipped.open(entry) as file:
            text = file.read(RECORD_BYTES + 1)
        found = json.loads(text) if len(text) <= RECORD_BYTES else None
    except (ValueError, RecursionError, zipfile.BadZipFile, NotImplementedError, EOFError, OSError):
        return None
    except Exception as error:  # zlib.error and its kin have no common base
        if type(error).__module__ not in ("zlib", "lzma", "_lzma"):
            raise
        return None
    return found if isinstance(found, dict) else None


def _photos(
    zipped: zipfile.ZipFile, entries: list[zipfile.ZipInfo], pages: list[str]
) -> tuple[dict[str, ArchivePhoto], int]:
    photos: dict[str, ArchivePhoto] = {}
    unread = 0
    for entry in entries:
        record = _record(zipped, entry)
        photo = _photo(record) if record else None
        if photo is None or record is None:
            unread += 1
            continue
        photos.setdefault(photo.photo_id, photo)
        if len(pages) < 1:
            pages.append(str(record.get("photopage") or ""))
    return photos, unread


def _photo(record: Mapping[str, Any]) -> ArchivePhoto | None:
    number = str(record.get("id") or "")
    if not _ID.fullmatch(number):
        return None
    uploaded = next((moment for name in _UPLOADED if (moment := _moment(record.get(name)))), None)
    taken = _moment(record.get("date_taken"))
    return ArchivePhoto(
        photo_id=number,
        uploaded_at=uploaded,
        taken_on=taken.date() if taken else None,
        licence=licence(record.get("license")),
        public=_public(record.get("privacy")),
        title=_title(record.get("name")),
    )


def _moment(value: object) -> datetime | None:
    """A day and time as the file says it: as text, or in seconds since 1970. Flickr's zero date is none."""
    text = str(value or "").strip()
    try:
        if re.fullmatch(r"[0-9]{9,10}", text, re.ASCII):
            return datetime.fromtimestamp(int(text), UTC).replace(tzinfo=None)
        found = datetime.fromisoformat(text[:40]).replace(tzinfo=None)
    except (ValueError, OverflowError, OSError):
        return None
    return found if found.year >= _EARLIEST else None


def licence(value: object) -> str:
    """Return the code of a licence as the archive writes it; nothing where it says nothing or another."""
    text = "" if value is None else str(value).strip().lower()
    if text in _LICENCES:
        return _LICENCES[text]
    words = re.findall(r"[a-z0-9]+", text.replace("non-commercial", "noncommercial"))
    said = " ".join(words)
    if "rights reserved" in said:
        return "arr"
    if "cc0" in words or "public domain dedication" in said:
        return "cc0"
    if "public domain" in said:
        return "pdm"
    return _commons(words)


def _commons(words: list[str]) -> str:
    if not {"attribution", "by"} & set(words):
        return "cc" if {"cc", "commons"} & set(words) else ""
    if "4" in words:
        return "cc"  # these came years after 2014: what was chosen then is not known
    joined = "".join(words)
    parts = ["cc", "by"]
    if "noncommercial" in joined or "nc" in words:
        parts.append("nc")
    if "sharealike" in joined or "sa" in words:
        parts.append("sa")
    elif "noderiv" in joined or "nd" in words:
        parts.append("nd")
    return "-".join([*parts, "2.0"])


def _public(value: object) -> bool | None:
    text = str(value or "").strip().lower()
    if text == "public":
        return True
    return False if any(word in text for word in ("private", "friend", "family")) else None


def _title(value: object) -> str:
    text = str(value.get("_content", "") if isinstance(value, dict) else value or "")
    plain = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(plain.split())[:TITLE_CHARS]


def _order(photo: ArchivePhoto) -> tuple[str, int, str]:
    uploaded = photo.uploaded_at.isoformat() if photo.uploaded_at else "9999"
    return uploaded, len(photo.photo_id), photo.photo_id


def _archive(
    profile: Mapping[str, Any], photos: Mapping[str, ArchivePhoto], pages: list[str], *, unread: int
) -> Archive:
    first = sorted(photos.values(), key=_order)
    named = [str(profile.get(name) or "") for name in ("nsid", "profile_url", "path_alias")]
    found = [identifiers.identify(text[:500]) for text in (*named, *pages) if text]
    joined = next((moment for name in _JOINED if (moment := _moment(profile.get(name)))), None)
    if not first and not any(one.nsid for one in found):
        raise NotAnArchive
    return Archive(
        nsid=next((one.nsid for one in found if one.nsid), ""),
        alias=next((one.alias for one in found if one.alias), ""),
        joined_on=joined.date() if joined else None,
        photos=tuple(first[:PHOTOS]),
        left_out=max(len(first) - PHOTOS, 0),
        unread=unread,
    )
