"""When a page is asked. A question that could turn a "no" of the rules into "not sure" is never left out."""

from __future__ import annotations

from matters.answers import Answers, stored
from matters.flickr_megaface import roles, stopping

FLICKR_OPENED = 2004
GROWN = 18


def goes_on(answers: Answers, index: int | None) -> bool:
    return roles.claimant(answers) != roles.NOBODY


def unless_every_photo_is_outside(answers: Answers, index: int | None) -> bool:
    return goes_on(answers, index) and not stopping.every_photo_is_outside(answers)


def without_flickr(answers: Answers, index: int | None) -> bool:
    return roles.claimant(answers) == roles.NOBODY


def for_photographer(answers: Answers, index: int | None) -> bool:
    return roles.is_photographer(answers)


def with_people(answers: Answers, index: int | None) -> bool:
    return roles.claimant(answers) not in (roles.NOBODY, roles.PHOTOGRAPHER)


def with_several_people(answers: Answers, index: int | None) -> bool:
    return roles.has_several(answers)


def about_others_than_oneself(answers: Answers, index: int | None) -> bool:
    return roles.of(answers, index) in (roles.CHILD, roles.WARD)


def about_someone_who_died(answers: Answers, index: int | None) -> bool:
    return roles.of(answers, index) == roles.DIED


def after_a_possible_use(answers: Answers, index: int | None) -> bool:
    """Where a use is certainly denied there is nothing to date; “I don’t know” may still bring a date."""
    if index is None and not roles.is_photographer(answers):
        return False
    each = None if index is None else "people"
    given = stored(answers, page="permissions", index=index, each=each)  # type: ignore[arg-type]
    return bool(given) and (given or {}).get("used") != "no"


def if_claimant_side_took_a_photo(answers: Answers, index: int | None) -> bool:
    """Only a photographer registers a photo; “I don’t know who took it” may still turn out to be them."""
    if roles.is_photographer(answers):
        return True
    photos = range(len(answers.get("photos", [])))
    taken = (stored(answers, page="taken", index=n, each="photos") or {} for n in photos)
    return goes_on(answers, None) and any(
        given.get("author") in ("me", "person", "unknown") for given in taken
    )


def if_a_child_may_have_uploaded(answers: Answers, index: int | None) -> bool:
    """Unless the account was certainly not the pictured person's, or that person was certainly grown up."""
    account = stored(answers, page="account", index=None, each=None) or {}
    people = range(roles.count(answers))
    mine = account.get("whose") == "mine" and any(roles.of(answers, n) == roles.MYSELF for n in people)
    if roles.is_photographer(answers) or not (mine or account.get("whose") in ("own", "unknown")):
        return False
    return any(_may_have_been_a_child(answers, n) for n in people)


def _may_have_been_a_child(answers: Answers, index: int) -> bool:
    born = _year((stored(answers, page="person", index=index, each="people") or {}).get("born"))
    return born is None or born + GROWN >= _first_upload(answers)


def _first_upload(answers: Answers) -> int:
    """The year the first of the photos can have been put on Flickr."""
    count = max(len(answers.get("photos", [])), 1)
    pages = (stored(answers, page="uploaded", index=n, each="photos") or {} for n in range(count))
    return min((_year(given.get("uploaded")) or FLICKR_OPENED for given in pages), default=FLICKR_OPENED)


def _year(value: object) -> int | None:
    text = str(value or "")[:4]
    return int(text) if text.isascii() and text.isdecimal() else None
