"""From a mould to one file after another: the rows of a mould with another person's words in them."""

import re
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import models

import matters
from casefile import columns, lists, sealing, search_keys
from casefile.models import Clearance, Determination, FactRevision, LookUp, SearchKey, Submission
from casefile.sealing import SealedField, Sealer
from casefile.seeding import loading
from casefile.seeding.moulds import WORDS, Mould
from casefile.seeding.people import Person
from matters import lookup
from matters.made_up import Cast

NEAR = timedelta(hours=1)  # times so near the sending move with it; others are days of the law, or of today
KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Table = dict[type[models.Model], list[list[Any]]]


@dataclass(slots=True)
class File:
    """What one file puts in place of its mould's words, keys and times."""

    ids: list[UUID]
    texts: tuple[str, ...]
    raw: tuple[bytes, ...]
    later: timedelta
    reference: str
    email_index: str
    photos: tuple[lookup.NamedPhoto, ...]
    found: dict[str, Any]


Part = Callable[[File], Any]


class Words:
    """A text of a mould, cut where a file has words of its own."""

    def __init__(self, sent_at: datetime) -> None:
        self.own = (*_words(WORDS), sent_at.isoformat())
        self._place = {word: place for place, word in enumerate(self.own)}
        self._cut = re.compile("(" + "|".join(map(re.escape, self.own)) + ")")

    def text(self, text: str) -> Callable[[File], str] | str:
        """A text as it is, or what makes it from a file."""
        cut = self._cut.split(text)
        if len(cut) == 1:
            return text
        places = [self._place[word] for word in cut[1::2]]
        between = cut[::2]
        return lambda file: (
            between[0]
            + "".join([file.texts[place] + after for place, after in zip(places, between[1:], strict=True)])
        )

    def raw(self, plain: bytes) -> Callable[[File], bytes] | bytes:
        """The same of bytes; such as are no text have no words."""
        try:
            cut = self._cut.split(plain.decode())
        except UnicodeDecodeError:
            return plain
        if len(cut) == 1:
            return plain
        places = [self._place[word] for word in cut[1::2]]
        between = [part.encode() for part in cut[::2]]
        return lambda file: (
            between[0]
            + b"".join([file.raw[place] + after for place, after in zip(places, between[1:], strict=True)])
        )

    def within(self, value: Any) -> Part:
        """Texts wherever they stand in values, tuples and sets of values."""
        if isinstance(value, str):
            text = self.text(value)
            return text if callable(text) else lambda file: value
        if isinstance(value, tuple | frozenset):
            parts = [self.within(one) for one in value]
            kind = type(value)
            return lambda file: kind([part(file) for part in parts])
        if is_dataclass(value) and not isinstance(value, type):
            named = {one.name: self.within(getattr(value, one.name)) for one in fields(value)}
            return lambda file: replace(value, **{name: part(file) for name, part in named.items()})
        return lambda file: value


def _words(cast: Cast) -> tuple[str, ...]:
    flat = (cast.first, cast.last, cast.former, *cast.kin, cast.email, cast.house, cast.phone)
    return (*flat, cast.alias, cast.nsid, cast.six)


class Caster:
    """Makes files from one mould."""

    def __init__(self, mould: Mould) -> None:
        self.mould = mould
        self.words = Words(mould.sent_at)
        every = [row.pk for rows in mould.rows.values() for row in rows if isinstance(row.pk, UUID)]
        self.place = {key: number for number, key in enumerate(dict.fromkeys(every))}
        self.matter = matters.load(mould.rows[Submission][0].matter)
        self.sealer = Sealer()
        self.plans = {model: [self._plan(row) for row in rows] for model, rows in mould.rows.items()}
        self.sought = self.words.within(mould.sought)
        self.photos = self.words.within(mould.photos)

    @cached_property
    def _index(self) -> Any:
        return lists.current()

    def cast(self, person: Person, *, later: timedelta, into: Table) -> None:
        """Add one file's rows to those of a batch."""
        file = self._file(person, later=later)
        for model, plans in self.plans.items():
            rows = into.setdefault(model, [])
            for fixed, parts in plans:
                row = list(fixed)
                for place, part in parts:
                    row[place] = part(file)
                rows.append(row)
        into.setdefault(SearchKey, []).extend(self._keys(file))

    def _file(self, person: Person, *, later: timedelta) -> File:
        ids = _keys_of_now(len(self.place))
        texts = (*_words(person.cast), (self.mould.sent_at + later).isoformat())
        index = sealing.email_index(person.cast.email)
        file = File(ids, texts, tuple(map(str.encode, texts)), later, person.reference, index, (), {})
        file.photos = self.photos(file)
        file.found = lookup.search(file.photos, self._index, proving=self.matter.proving).to_json()
        return file

    def _keys(self, file: File) -> Iterator[list[Any]]:
        sought = replace(self.sought(file), email_indexes=(file.email_index,))
        for kind, digest in sorted(set(search_keys.keys(sought))):
            yield [file.ids[0], kind, digest]

    # What each column of a mould's row becomes

    def _plan(self, row: models.Model) -> tuple[list[Any], list[tuple[int, Part]]]:
        fixed: list[Any] = []
        parts: list[tuple[int, Part]] = []
        for place, field in enumerate(loading.columns(type(row))):
            made = self._part(row, field)
            fixed.append(None if callable(made) else made)
            if callable(made):
                parts.append((place, made))
        return fixed, parts

    def _part(self, row: models.Model, field: Any) -> Any:
        own = OWN.get((type(row), field.attname))
        if own:
            return own(self, row)
        value = getattr(row, field.attname)
        if value is None:
            return None
        if isinstance(field, SealedField):
            return self._sealed(row, field, field.plain(value))
        if isinstance(value, UUID):
            number = self.place.get(value)
            return value if number is None else (lambda file: file.ids[number])
        if isinstance(value, datetime):
            return self._moved(value)
        if isinstance(value, str):
            return self._named(value)
        return loading.kept(field, value)

    def _moved(self, value: datetime) -> Any:
        return (lambda file: value + file.later) if abs(value - self.mould.sent_at) < NEAR else value

    def _named(self, value: str) -> Any:
        """A text that may name a row of the file by its key."""
        named = KEY.search(value)
        number = self.place.get(UUID(named[0])) if named else None
        if named is None or number is None:
            return self.words.text(value)
        before, after = value[: named.start()], value[named.end() :]
        return lambda file: f"{before}{file.ids[number]}{after}"

    def _sealed(self, row: models.Model, field: Any, plain: bytes) -> Part:
        template = self.words.raw(plain)
        number, place = self.place[row.pk], f"{row._meta.db_table}.{field.column}:"
        seal = self.sealer.seal
        if isinstance(template, bytes):
            return lambda file: seal(template, place=f"{place}{file.ids[number]}")
        return lambda file: seal(template(file), place=f"{place}{file.ids[number]}")

    def _digest(self, plain: bytes, made: Callable[[bytes], str]) -> Part | str:
        template = self.words.raw(plain)
        return made(template) if isinstance(template, bytes) else (lambda file: made(template(file)))

    def _keyed(self, value: Any) -> Part | str:
        return self._digest(columns.canonical(value), sealing.digest)

    def _found(self, row: LookUp) -> Part:
        field: Any = LookUp._meta.get_field("found")
        number, place = self.place[row.pk], f"{row._meta.db_table}.found:"
        seal = self.sealer.seal
        return lambda file: seal(field.plain(file.found), place=f"{place}{file.ids[number]}")


def _keys_of_now(count: int) -> list[UUID]:
    """Keys that begin with the time: what is written together stands together in every index."""
    now = (time.time_ns() >> 16).to_bytes(6, "big")
    noise = secrets.token_bytes(10 * count)
    return [UUID(bytes=now + noise[at : at + 10], version=4) for at in range(0, len(noise), 10)]


def _token(caster: Caster, row: models.Model) -> Part:
    return lambda file: secrets.token_urlsafe(32)


def _draft(caster: Caster, row: models.Model) -> Part:
    return lambda file: secrets.token_hex(32)


def _photo_keys(file: File) -> str:
    return lookup_digest(file.photos)


def lookup_digest(photos: tuple[lookup.NamedPhoto, ...]) -> str:
    """The keyed digest of what is looked up, as `lookups.look_up` keeps it."""
    return sealing.digest(columns.canonical([_as_dict(one) for one in photos]))


def _as_dict(photo: lookup.NamedPhoto) -> Mapping[str, str]:
    return {one.name: getattr(photo, one.name) for one in fields(photo)}


def _hash(plain: bytes) -> str:
    return sha256(plain).hexdigest()


OWN: dict[tuple[type[models.Model], str], Callable[[Caster, Any], Any]] = {
    (Submission, "token"): _token,
    (Submission, "draft_sha256"): _draft,
    (Submission, "reference"): lambda caster, row: lambda file: file.reference,
    (Submission, "email_index"): lambda caster, row: lambda file: file.email_index,
    (FactRevision, "digest"): lambda caster, row: caster._keyed(row.facts),
    (Clearance, "terms_digest"): lambda caster, row: caster._keyed(row.terms),
    (Determination, "sha256"): lambda caster, row: caster._digest(caster.mould.documents[row.pk], _hash),
    (LookUp, "keys_digest"): lambda caster, row: _photo_keys,
    (LookUp, "found"): lambda caster, row: caster._found(row),
}  # fmt: skip
