"""Which questions the archive of a Flickr account has an answer to, and how it is put."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from exposure import identifiers
from exposure.archive import Archive, ArchivePhoto
from matters.answers import MOST, Answers, Kind, Values, empty, stored
from matters.archived import Change, Filled
from matters.fields import UNKNOWN
from matters.flickr_megaface.forms import photos
from matters.flickr_megaface.journey import JOURNEY
from matters.interview import Step

LICENCES = frozenset(value for value, _ in photos.LICENSES)


@dataclass
class _Filling:
    """A copy of the answers as it grows, with every change noted in order."""

    answers: Answers
    replace: Collection[str]
    changes: list[Change] = field(default_factory=list)

    def put(self, page: str, name: str, value: str, *, index: int | None = None, adds: bool = False) -> None:
        """Answer one question of one page, unless it was answered otherwise and nobody said to replace it.

        `adds`: the value holds what was answered, and more.
        """
        step = self._step(page, index)
        if not value or step is None:
            return
        before = self._values(page, index)
        was = before.get(name)
        if was == value or _is_nearer(was, value):
            return
        key = f"{page}.{name}" if index is None else f"{index}.{page}.{name}"
        answered = was not in (None, "", UNKNOWN) and not adds
        self.changes.append(_change(self.answers, step, key, name, value, str(was) if answered else ""))
        if not answered or key in self.replace:
            before[name] = value

    def _step(self, page: str, index: int | None) -> Step | None:
        """The page, where it is asked of this claimant at all."""
        each: Kind | None = None if index is None else "photos"
        for known in JOURNEY.pages:
            here = (known.name, known.each) == (page, each) and known.concerns(index)
            if here and known.asked_if(self.answers, index):
                return Step(known, index)
        return None

    def _values(self, page: str, index: int | None) -> Values:
        holder = self.answers["one"] if index is None else self.answers["photos"][index]
        values: Values = holder.setdefault(page, {})
        return values


def fill(answers: Answers, archive: Archive, chosen: Collection[str], replace: Collection[str]) -> Filled:
    """Put what the archive says of the account and the chosen photos into a copy of the answers.

    A photo that was told of already is found by its number; others are added while there is room.
    """
    filling = _Filling({**empty(), **copy.deepcopy(answers)}, replace)
    _name_account(filling, archive)
    left_out = 0
    for photo in (one for one in archive.photos if one.photo_id in chosen):
        index = _place(filling, photo)
        if index is None:
            left_out += 1
            continue
        for page, name, value in _said(photo, archive):
            filling.put(page, name, value, index=index)
    if archive.joined_on and filling.answers["photos"]:
        filling.put("uploaded", "opened", archive.joined_on.isoformat(), index=0)  # asked of the first alone
    return Filled(JOURNEY.prune(filling.answers), tuple(filling.changes), left_out)


def _name_account(filling: _Filling, archive: Archive) -> None:
    """The account's number goes under whatever names were typed: it takes nothing away."""
    before = stored(filling.answers, page="account", index=None, each=None) or {}
    typed = str(before.get("names") or "")
    known = {one.nsid for one in identifiers.identify_lines(typed)} if typed else set()
    account = archive.nsid or archive.alias
    if not account or account in known or account in typed.split():
        return
    filling.put("account", "names", f"{typed}\n{account}".strip(), adds=True)


def _is_nearer(was: object, value: str) -> bool:
    """Whether the same day was answered more exactly already."""
    return isinstance(was, str) and len(was) > len(value) and was.startswith(f"{value}-")


def _place(filling: _Filling, photo: ArchivePhoto) -> int | None:
    """The photo of this number among the answers, else a new one; None where there is no room."""
    given = filling.answers["photos"]
    for index, pages in enumerate(given):
        link = str(pages.get("photo", {}).get("link") or "")
        if link and identifiers.identify(link).photo_id == photo.photo_id:
            return index
    if len(given) >= MOST["photos"]:
        return None
    given.append({})
    return len(given) - 1


def _said(photo: ArchivePhoto, archive: Archive) -> Iterator[tuple[str, str, str]]:
    yield "photo", "link", link(photo, archive)
    yield "uploaded", "uploaded", photo.uploaded_at.date().isoformat() if photo.uploaded_at else ""
    yield "uploaded", "public", "" if photo.public is None else ("yes" if photo.public else "no")
    yield "taken", "taken", photo.taken_on.isoformat() if photo.taken_on else ""
    yield "on-flickr", "license", photo.licence if photo.licence in LICENCES else ""


def link(photo: ArchivePhoto, archive: Archive) -> str:
    """Return the photo's address on Flickr, or its bare number where its account is not known."""
    account = archive.nsid or archive.alias
    return f"https://www.flickr.com/photos/{account}/{photo.photo_id}/" if account else photo.photo_id


def _change(answers: Answers, step: Step, key: str, name: str, value: str, was: str) -> Change:
    form = step.page.form
    question = form.base_fields[name]
    words: Mapping[str, str] = form.words(answers, step.index)

    def shown(one: Any) -> str:
        return question.shown(one, answers=answers, index=step.index, words=words)

    return Change(
        key=key,
        about=step.item,
        question=question.question,
        wording=str(question.wording).format_map(words) if words else str(question.wording),
        shown=shown(value),
        was=shown(was) if was else "",
    )
