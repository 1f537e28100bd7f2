"""A claim of this matter at a glance: its links to Illinois, the person's age, the proof, the lists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from eligibility.facts import ClaimFacts, PhotoFacts
from eligibility.values import DateSpan, birthday
from matters import glance
from matters.flickr_megaface import facts
from matters.glance import Glance

ADULT = 18
OWN_VOICE = ("self", "uploader_only")  # whoever types is an adult: the gate saw to it
STATE = "IL"


def of(claim: ClaimFacts, *, files: int, today: date) -> Glance:
    """Read a claim; `files` says how many files the claimant sent with the answers."""
    minor, changes_on = _minor(claim, today)
    return Glance(_illinois(claim), minor, _proof(claim, files), _dataset(claim), changes_on)


def _person(claim: ClaimFacts, name: str) -> str:
    fact = claim.person.get(name)
    return fact.value if fact else "unknown"


def _photo(photo: PhotoFacts, name: str) -> str:
    fact = photo.facts.get(name)
    return fact.value if fact else "unknown"


def _illinois(claim: ClaimFacts) -> str:
    """How many of three links there are: lived there, a photo put up there, a photo taken there."""
    links = [
        _lived(claim),
        _best(_in_state(_photo(one, "upload_place")) for one in claim.photos),
        _best(_in_state(_photo(one, "taken_place")) for one in claim.photos),
    ]
    if links.count("yes"):
        return "strong" if links.count("yes") > 1 else "one"
    return "unknown" if "unknown" in links else "none"


def _lived(claim: ClaimFacts) -> str:
    stays = [stay.partition(":")[0] for stay in _person(claim, "res").split("|")]
    if STATE in stays:
        return "yes"
    told = _person(claim, "il_in_window")
    return (
        "unknown" if told == "unknown" and {"unknown", "??"} & set(stays) else told.replace("unknown", "no")
    )


def _in_state(place: str) -> str:
    return "unknown" if place in ("unknown", "", "??") else "yes" if place == STATE else "no"


def _best(answers: Iterator[str]) -> str:
    held = set(answers)
    return next((one for one in ("yes", "unknown") if one in held), "unknown" if not held else "no")


def _minor(claim: ClaimFacts, today: date) -> tuple[str, date | None]:
    """Whether the person is a minor today, or was when the collecting of faces began; and until when."""
    born = _span(_person(claim, "subject_dob"))
    if born is None:
        return ("unknown" if _person(claim, "role") in OWN_VOICE else "now"), None
    grown = birthday(born.hi, ADULT, late=True)
    if grown > today:
        return "now", grown
    if grown <= collected_from():
        return "no", None
    return ("then" if birthday(born.lo, ADULT, late=False) > collected_from() else "unknown"), None


def _span(text: str) -> DateSpan | None:
    try:
        return DateSpan.parse(text)
    except ValueError:
        return None


@lru_cache(maxsize=1)
def collected_from() -> date:
    """The first day of the setting COLLECTION_WINDOW of the shipped rules."""
    window: Any = next(one.value for one in facts.shipped().settings if one.key == "COLLECTION_WINDOW")
    return date.fromisoformat(str(window["from"]))


def _proof(claim: ClaimFacts, files: int) -> str:
    hits = [one.facts["dataset_hit"] for one in claim.photos if "dataset_hit" in one.facts]
    if any(hit.value == "exact" and hit.source.is_proof for hit in hits):
        return "verified"
    if files:
        return "file"
    named = any(
        _photo(one, name) not in ("unknown", "") for one in claim.photos for name in ("photo_id", "nsid")
    )
    return "link" if named else "said"


def _dataset(claim: ClaimFacts) -> str:
    held = {_photo(one, "dataset_hit") for one in claim.photos}
    return next((value for value in glance.DATASET if value in held), "unknown")
