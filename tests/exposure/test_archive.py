"""The archive of a Flickr account, in the ways it was written over the years, and as a trap."""

import io
import json
import zipfile
from datetime import date, datetime
from typing import Any

import pytest

from exposure import archive
from exposure.archive import Archive


def zipped(entries: dict[str, Any]) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, body in entries.items():
            folder.writestr(name, body if isinstance(body, (bytes, str)) else json.dumps(body))
    out.seek(0)
    return out


PROFILE = {
    "real_name": "Pat Example", "screen_name": "pat example", "nsid": "12345678@N00",
    "join_date": "2005-08-31 11:00:00", "profile_url": "https://www.flickr.com/people/pat-example/",
}  # fmt: skip
PHOTO = {
    "id": "3500000000", "name": "A picnic", "date_taken": "2009-05-02 10:11:12", "date_imported":
    "2009-05-03 08:00:00", "photopage": "https://www.flickr.com/photos/pat-example/3500000000/",
    "license": "All Rights Reserved", "privacy": "public", "geo": {"latitude": "41882000"}, "tags": [],
}  # fmt: skip


def one(**more: object) -> archive.ArchivePhoto:
    return archive.read(zipped({"photo_3500000000.json": {**PHOTO, **more}})).photos[0]


def test_records_at_the_top_are_read() -> None:
    read = archive.read(zipped({"account_profile.json": PROFILE, "photo_3500000000.json": PHOTO}))
    assert (read.nsid, read.alias, read.joined_on) == ("12345678@N00", "pat-example", date(2005, 8, 31))
    (photo,) = read.photos
    assert (photo.photo_id, photo.title) == ("3500000000", "A picnic")
    assert photo.uploaded_at == datetime(2009, 5, 3, 8, 0)  # noqa: DTZ001  (the file names no zone)
    assert (photo.taken_on, photo.licence, photo.public) == (date(2009, 5, 2), "arr", True)


def test_records_in_a_folder_with_numbers_for_words_are_read() -> None:
    profile = {"nsid": "12345678%40N00", "joined_date": "2005-08-31", "path_alias": ""}
    photo = {
        "id": 3500000001, "name": {"_content": "A walk"}, "date_taken": "0000-00-00 00:00:00",
        "date_imported": 1241337600, "license": 4, "privacy": "friend & family", "geo": [],
    }  # fmt: skip
    read = archive.read(
        zipped({"7215_ab_part1/account_profile.json": profile, "7215_ab_part1/photo_3500000001.json": photo})
    )
    assert (read.nsid, read.joined_on) == ("12345678@N00", date(2005, 8, 31))
    (found,) = read.photos
    assert (found.photo_id, found.title, found.taken_on) == ("3500000001", "A walk", None)
    assert found.uploaded_at == datetime(2009, 5, 3, 8, 0)  # noqa: DTZ001
    assert (found.licence, found.public) == ("cc-by-2.0", False)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("All Rights Reserved", "arr"), (None, ""), ("", ""), ("0", "arr"), (0, "arr"), ("7", ""),
        ("Attribution License", "cc-by-2.0"), ("Attribution-NonCommercial License", "cc-by-nc-2.0"),
        ("Attribution-NonCommercial-NoDerivs License", "cc-by-nc-nd-2.0"), ("CC BY-SA 2.0", "cc-by-sa-2.0"),
        ("Attribution-NonCommercial-ShareAlike License", "cc-by-nc-sa-2.0"), ("CC BY 4.0", "cc"),
        ("Attribution-NoDerivs License", "cc-by-nd-2.0"), ("Attribution-ShareAlike License", "cc-by-sa-2.0"),
        ("https://creativecommons.org/licenses/by-nc/2.0/", "cc-by-nc-2.0"), ("Creative Commons", "cc"),
        ("Public Domain Dedication (CC0)", "cc0"), ("Public Domain Mark", "pdm"), ("United States Government Work", ""),
        ("No known copyright restrictions", ""), ([], ""), ({"a": 1}, ""),
    ],
)  # fmt: skip
def test_licences_are_read_and_never_guessed(written: object, code: str) -> None:
    assert one(license=written).licence == code


@pytest.mark.parametrize(
    ("written", "public"), [("public", True), ("private", False), ("family", False), ("", None), (None, None)]
)
def test_who_may_see_a_photo_is_read(written: object, public: bool | None) -> None:
    assert one(privacy=written).public is public


def test_photos_come_in_the_order_they_were_put_on_flickr() -> None:
    records = {
        "photo_3.json": {**PHOTO, "id": "3", "date_imported": None},
        "photo_2.json": {**PHOTO, "id": "2", "date_imported": "2010-01-01 00:00:00"},
        "photo_1.json": {**PHOTO, "id": "1", "date_imported": "2009-01-01 00:00:00"},
    }
    assert [photo.photo_id for photo in archive.read(zipped(records)).photos] == ["1", "2", "3"]


def test_what_is_read_survives_being_kept() -> None:
    read = archive.read(zipped({"account_profile.json": PROFILE, "photo_3500000000.json": PHOTO}))
    assert Archive.from_json(json.loads(json.dumps(read.to_json()))) == read


@pytest.mark.parametrize(
    "record",
    [
        b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"id": ""}', b'{"id": "../1"}', b'{"id": ' + b"9" * 5000 + b"}",
        b"[" * 100_000, b'{"id": "1", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"id": "1", "name": "' + b"x" * (3 << 20) + b'"}',
    ],
)  # fmt: skip
def test_a_record_that_cannot_be_read_is_counted_and_spoils_no_other(record: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as folder:  # not packed: otherwise the last would be a bomb
        folder.writestr("photo_3500000000.json", json.dumps(PHOTO))
        folder.writestr("photo_2.json", record)
    read = archive.read(out)
    assert ([photo.photo_id for photo in read.photos], read.unread) == (["3500000000"], 1)


def test_odd_values_are_left_unknown() -> None:
    photo = one(date_taken=[1], date_imported="yesterday", license=True, privacy=7, name="a\0b\u202ec\n")
    assert (photo.taken_on, photo.uploaded_at, photo.licence, photo.public) == (None, None, "", None)
    assert photo.title == "a b c"


def test_another_zip_is_no_archive() -> None:
    for entries in ({}, {"letter.txt": b"x"}, {"account_profile.json": b"{}"}, {"photo_x.json": PHOTO}):
        with pytest.raises(archive.NotAnArchive):
            archive.read(zipped(entries))
    with pytest.raises(zipfile.BadZipFile):
        archive.read(io.BytesIO(b"PK\x03\x04 not really"))


def test_a_bomb_is_left_alone() -> None:
    with pytest.raises(archive.TooMuch):
        archive.read(zipped({"account_profile.json": bytes(30 << 20)}))


def test_beyond_the_most_photos_the_rest_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "PHOTOS", 2)
    read = archive.read(zipped({f"photo_{n}.json": {**PHOTO, "id": str(n)} for n in range(1, 6)}))
    assert (len(read.photos), read.left_out) == (2, 3)
