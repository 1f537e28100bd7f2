"""When the photos themselves decide (ABA Opinion 510): nothing more is asked than that takes.

It rests on plain facts about each photo alone, never on time limits, residence, defendants, consent or
capacity. Every photo named needs a reason of its own, and what is not known is never one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from django.utils import formats
from django.utils.translation import gettext as _

from eligibility.values import DateSpan
from exposure import identifiers
from matters.answers import Answers, Kind, Values, stored
from matters.fields import UNKNOWN
from matters.flickr_megaface import facts, roles
from matters.stops import ANYWAY, PAGE, PERSON, StopFact

FOUND = "found"
# What alone is asked of somebody who wants a person to look.
SHORT = frozenset({PAGE, FOUND, "you", "contact", "declaration"})
MATCHES = ("this", "account")
PHOTOS: Kind = "photos"


def _given(answers: Answers, page: str, photo: int | None = None) -> Values:
    return stored(answers, page=page, index=photo, each=None if photo is None else PHOTOS) or {}


# What decides


def stops(answers: Answers) -> tuple[StopFact, ...]:
    """The facts on which every photo named is outside; none unless 5.1 is answered with no match claimed."""
    return outside(answers) if is_decided(answers) else ()


def outside(answers: Answers) -> tuple[StopFact, ...]:
    """Each photo's reasons where every one has one, whatever was found in lists; else nothing."""
    if not every_photo_is_outside(answers):
        return ()
    photos = range(_photos(answers))
    return tuple(_fact(answers, photo, *reason) for photo in photos for reason in _reasons(answers, photo))


def every_photo_is_outside(answers: Answers, index: int | None = None) -> bool:
    count = _photos(answers)
    return count > 0 and all(next(_reasons(answers, photo), None) for photo in range(count))


def is_decided(answers: Answers, index: int | None = None) -> bool:
    checked = _given(answers, FOUND).get("checked")
    return bool(checked) and checked not in MATCHES and every_photo_is_outside(answers)


def _photos(answers: Answers) -> int:
    """How many photos are named; the first from the start, though nothing may be said of it yet."""
    least = roles.least(answers, PHOTOS) if roles.claimant(answers) else 0
    return max(len(answers.get(PHOTOS, [])), least) if least else 0


def _reasons(answers: Answers, photo: int) -> Iterator[tuple[str, str, str, int]]:
    """Why a photo is outside: the reason, and the page, question and item of the answer it rests on."""
    if _shows_no_face(answers, photo):
        said = _given(answers, "face", photo).get("face") == "no"
        yield "face", *(("face", "face") if said else ("shows", "shows")), photo
    if _is_after(answers, photo, _day(answers, photo)):
        yield "uploaded", "uploaded", "uploaded", photo
    if _account_is_after(answers, photo):
        yield "opened", "uploaded", "opened", 0
    if _given(answers, "uploaded", photo).get("public") == "no":
        yield "private", "uploaded", "public", photo
    if _given(answers, "photo", photo).get("medium") == "video":
        yield "video", "photo", "medium", photo


def _fact(answers: Answers, photo: int, reason: str, page: str, field: str, index: int) -> StopFact:
    words = {**roles.photo_words(answers, photo), "day": formats.date_format(release(), "DATE_FORMAT")}
    return StopFact(photo, reason, _sentences()[reason].format_map(words), page, field, index)


def _sentences() -> dict[str, str]:
    return {
        "face": _("{their_face} cannot be seen in it well enough to recognize it"),
        "uploaded": _("it was put on Flickr after {day}"),
        "opened": _("the Flickr account that held it was opened after {day}"),
        "private": _("it was not public on Flickr in spring 2014"),
        "video": _("it is a video"),
    }


def _shows_no_face(answers: Answers, photo: int) -> bool:
    """Among several people, the question of the first photo was about the first of them alone."""
    no_face = _given(answers, "face", photo).get("face") == "no"
    if not roles.has_several(answers):
        return no_face
    shows = _given(answers, "shows", photo).get("shows")
    return shows == ["none"] or (no_face and (photo > 0 or shows == ["0"]))


def _day(answers: Answers, photo: int) -> DateSpan | None:
    return _span(_given(answers, "uploaded", photo).get("uploaded"))


def _account_is_after(answers: Answers, photo: int) -> bool:
    """The account counts for the photos said to be on it, and where it was there before the photo came."""
    if photo and _given(answers, "photo", photo).get("same") != "yes":
        return False
    opened, put = _span(_given(answers, "uploaded", 0).get("opened")), _day(answers, photo)
    if opened is None or (put is not None and put.hi < opened.lo):
        return False
    return _is_after(answers, photo, opened)


def _is_after(answers: Answers, photo: int, when: DateSpan | None) -> bool:
    """Whether every day it can have been is after the release, and the photo's number does not object."""
    return when is not None and when.lo > release() and not _number_objects(answers, photo)


def _number_objects(answers: Answers, photo: int) -> bool:
    """A number that was not surely given out after the release speaks against a date after it."""
    link = str(_given(answers, "photo", photo).get("link") or "")
    number = identifiers.identify(link).photo_id if link else ""
    return bool(number) and int(number) < numbers_after()


def _span(value: object) -> DateSpan | None:
    try:
        return DateSpan.parse(str(value)) if value and value != UNKNOWN else None
    except ValueError:
        return None


@lru_cache(maxsize=1)
def release() -> date:
    """The day after which nothing can be in the collection: YFCC_RELEASE of the shipped rules."""
    return date.fromisoformat(str(_setting("YFCC_RELEASE")))


@lru_cache(maxsize=1)
def numbers_after() -> int:
    """From this photo number on, a photo is surely from after the release: PHOTO_ID_AFTER likewise."""
    return int(str(_setting("PHOTO_ID_AFTER")).replace(",", ""))


def _setting(key: str) -> object:
    return next(setting.value for setting in facts.shipped().settings if setting.key == key)


# What was chosen, and what is asked then


def choice(answers: Answers) -> str:
    """What was chosen on the stop page, as long as what it rested on still holds; empty before."""
    kept = _given(answers, PAGE)
    return str(kept.get("choice", "")) if is_decided(answers) and covers(answers, kept) else ""


def covers(answers: Answers, kept: Values) -> bool:
    """Whether a kept choice was made on facts that all still hold and decide every photo by themselves.

    So a further fact about the same photo does not ask again; a further photo does.
    """
    photos = range(_photos(answers))
    held = {f"{photo + 1}.{reason}" for photo in photos for reason, *_rest in _reasons(answers, photo)}
    codes = set(kept.get("facts", ()))
    return bool(codes) and codes <= held and {_photo(code) for code in codes} == set(photos)


def _photo(code: str) -> int:
    return int(code.partition(".")[0]) - 1


def only(answers: Answers) -> frozenset[str] | None:
    """The pages that alone may still be asked; None where the interview goes its usual way."""
    if not every_photo_is_outside(answers):
        return None
    checked = _given(answers, FOUND).get("checked")
    if not checked:
        return frozenset({FOUND})
    if checked in MATCHES:
        return None
    chosen = choice(answers)
    if chosen == PERSON:
        return SHORT
    return None if chosen == ANYWAY else frozenset({PAGE})
