"""Who each pictured person is to the claimant, and the words that fit them."""

from __future__ import annotations

from collections.abc import Mapping

from matters.answers import Answers, Kind, stored
from matters.flickr_megaface import words
from matters.steps import item_name

MYSELF, CHILD, WARD, DIED, PHOTOGRAPHER, NOBODY = "myself", "child", "ward", "died", "photographer", "nobody"


def claimant(answers: Answers) -> str:
    """What the claimant is here as; empty before that is answered."""
    return str(answers.get("one", {}).get("role", {}).get("role", ""))


def of(answers: Answers, index: int | None) -> str:
    """What person `index` (from 0) is to the claimant."""
    if index is None or index == 0:
        return claimant(answers)
    return str((stored(answers, page="who", index=index, each="people") or {}).get("who", ""))


def is_photographer(answers: Answers) -> bool:
    return claimant(answers) == PHOTOGRAPHER


def least(answers: Answers, kind: Kind) -> int:
    """How many people or photos a file has at least: someone who only took the photos pictures nobody."""
    nobody = (NOBODY, PHOTOGRAPHER) if kind == "people" else (NOBODY,)
    return int(claimant(answers) not in nobody)


def count(answers: Answers) -> int:
    return max(len(answers.get("people", [])), 1) if least(answers, "people") else 0


def has_several(answers: Answers) -> bool:
    return count(answers) > 1


def person_words(answers: Answers, index: int | None) -> Mapping[str, str]:
    """The words for one pictured person, or for the claimant as photographer."""
    return words.of(of(answers, index))


def photo_words(answers: Answers, index: int | None) -> Mapping[str, str]:
    """The words for whoever a photo shows. The first photo is asked about before others are named."""
    if is_photographer(answers):
        return words.of(words.SOMEONE)
    if index and has_several(answers):
        return words.of(words.ANYONE)
    return person_words(answers, 0)


def may_be(answers: Answers, index: int | None) -> tuple[str, ...]:
    """What a further person can be to the claimant: “myself” only once."""
    others = {of(answers, n) for n in range(count(answers)) if n != index}
    return tuple(role for role in (MYSELF, CHILD, WARD, DIED) if role != MYSELF or MYSELF not in others)


def name_of(answers: Answers, index: int) -> str:
    """The person's name as given, or “Person 2”."""
    if of(answers, index) == MYSELF:
        given = stored(answers, page="you", index=None, each=None) or {}
    else:
        given = stored(answers, page="person", index=index, each="people") or {}
    named = " ".join(str(given[part]) for part in ("first", "last") if given.get(part))
    return named or item_name("people", index)


def name_item(answers: Answers, kind: Kind, index: int) -> str:
    """What a person or photo is called on a list page."""
    if kind == "people":
        return name_of(answers, index)
    given = stored(answers, page="photo", index=index, each="photos") or {}
    return str(given.get("link") or "") or item_name("photos", index)
