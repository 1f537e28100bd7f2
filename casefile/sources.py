"""Where visits come from: the firm's own list. A change is a new version; the newest of a code holds."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from casefile import audit, firm
from casefile.models import Source, StaffMember
from matters import Matter

PURPOSE = "source"
LANGUAGES = ("en", "es")
CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
TEXT = "source"
LONGEST = 40


class Taken(Exception):
    """There is a source of this code already, perhaps a retired one: change that instead."""


class Moved(Exception):
    """Somebody changed this source after the page was opened."""


def current() -> tuple[Source, ...]:
    """The newest version of every source, those in use first."""
    newest = {one.code: one for one in Source.objects.order_by("code", "version")}
    return tuple(sorted(newest.values(), key=lambda one: (not one.active, one.code)))


def newest(code: str) -> Source | None:
    """The newest version of a source, in use or retired."""
    found: Source | None = Source.objects.filter(code=code).order_by("-version").first()
    return found


def find(code: str) -> Source | None:
    """The source a visit with this code comes from; None where the code is unknown or retired."""
    if len(code) > LONGEST or not CODE.fullmatch(code):
        return None
    source = newest(code)
    return source if source and source.active else None


def names() -> tuple[tuple[str, str], ...]:
    """The code and name of every source there ever was, by code; one query."""
    found = Source.objects.order_by("code", "version").values_list("code", "name")
    return tuple(dict(found).items())


def version(code: str, number: int) -> Source | None:
    """One version as it was written."""
    found: Source | None = Source.objects.filter(code=code, version=number).first()
    return found


def shown(source: Source, matter: Matter, *, language: str) -> dict[str, Any]:
    """The source as a draft keeps it, with the paragraph of Illinois Rule 7.2(c) exactly as it is shown."""
    words = {
        "[Source]": source.name,
        "[Relationship]": spoken(source.relationship, language),
        "[Fee]": spoken(source.fee, language),
    }
    text = matter.text(TEXT, language).as_shown({**firm.words(), **words})
    return {
        "code": source.code,
        "version": source.version,
        "name": source.name,
        "relationship": words["[Relationship]"],
        "fee": words["[Fee]"],
        "text": asdict(text),
    }


def spoken(words: Mapping[str, str], language: str) -> str:
    """What the firm wrote in this language, or else in English."""
    return words.get(language) or words["en"]


def add(
    *,
    code: str,
    name: str,
    relationship: Mapping[str, str],
    fee: Mapping[str, str],
    by: StaffMember,
    at: datetime,
) -> Source:
    """Write the first version of a source. Raises: Taken, ValueError for a code that is no address."""
    if not CODE.fullmatch(code):
        raise ValueError(f"{code!r} is no code: lower-case letters, digits and single hyphens.")
    try:
        return _write(
            code=code, number=1, name=name, relationship=relationship, fee=fee, active=True, by=by, at=at
        )
    except Moved:
        raise Taken(code) from None


def change(
    *,
    source: Source,
    name: str,
    relationship: Mapping[str, str],
    fee: Mapping[str, str],
    by: StaffMember,
    at: datetime,
) -> Source:
    """Write the next version after `source`; a retired one is in use again. Raises: Moved."""
    return _write(
        code=source.code,
        number=source.version + 1,
        name=name,
        relationship=relationship,
        fee=fee,
        active=True,
        by=by,
        at=at,
    )


def retire(*, source: Source, by: StaffMember, at: datetime) -> Source:
    """Write a version that no visit finds any more. Raises: Moved."""
    return _write(
        code=source.code,
        number=source.version + 1,
        name=source.name,
        relationship=source.relationship,
        fee=source.fee,
        active=False,
        by=by,
        at=at,
    )


def _write(
    *,
    code: str,
    number: int,
    name: str,
    relationship: Mapping[str, str],
    fee: Mapping[str, str],
    active: bool,
    by: StaffMember,
    at: datetime,
) -> Source:
    words = {"name": name, "relationship": dict(relationship), "fee": dict(fee)}
    try:
        with transaction.atomic():
            source: Source = Source.objects.create(
                code=code, version=number, active=active, at=at, by=str(by.pk), **words
            )
    except IntegrityError:
        raise Moved(f"{code} has a version {number} already.") from None
    event = "source.retired" if not active else "source.added" if number == 1 else "source.changed"
    audit.record(event=event, actor=str(by.pk), subject=source, at=at, code=code, version=number)
    return source
