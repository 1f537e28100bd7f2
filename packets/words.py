"""The reader's words for what is stored as a code, a date or a place."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

ROLES = {
    "self": "The person pictured",
    "parent": "Child, a parent files",
    "guardian": "Under guardianship, a guardian files",
    "estate": "Someone who died, an executor or heir files",
    "uploader_only": "The photographer",
    "other": "Another relative files, without court papers",
}
FOR_ONESELF = ("self", "uploader_only")
REACHED = {"email": "By e-mail", "phone": "By phone", "either": "By e-mail or by phone"}
LANGUAGES = {"en": "English", "es": "Spanish", "other": "Another language"}
# In the order they are printed: what was read before the first question, then what was signed.
PURPOSES = {
    "notice": "Notice before the first question",
    "source": "How the visit came about, told before the first question",
    "truth": "Declaration that the answers are true",
    "esign": "Signing and notices on screen",
    "privacy": "How the answers are kept and used",
    "texts": "Automated text messages",
}
LICENCES = {
    "arr": "All rights reserved",
    "cc0": "CC0",
    "pdm": "Public domain mark",
    "usgov": "U.S. government work",
}
FACTS = {
    "role": ROLES,
    "uploader": {
        "subject": "the person pictured",
        "parent": "a parent’s or guardian’s",
        "other": "somebody else’s",
        "claimant": "the claimant’s",
    },
    "dataset_hit": {
        "exact": "this photo, checked",
        "claimed": "this photo, the claimant says",
        "account": "the account",
        "none": "looked, not found",
        "not_checked": "not looked",
    },
    "licence_2014": LICENCES,
    "defendant": {
        "private": "private company",
        "state_agency": "state agency",
        "financial": "financial institution",
        "private_univ": "private university",
        "il_govt_contractor": "Illinois government contractor",
    },
}
UNKNOWN = "unknown"
TRUTHS = {"T": "yes", "F": "no", "U": "not known", UNKNOWN: "not known"}
_IN_SENTENCES = {
    "self": "the person pictured",
    "uploader_only": "the photographer",
    "not_checked": "not looked",
    "illinois_conduct": "conduct in Illinois",
}
_CODE = re.compile(r"\b(" + "|".join(_IN_SENTENCES) + r")\b")
_DAY = re.compile(r"(?<![\d-])(\d{4})-(\d{2})(?:-(\d{2}))?(?![\d-])")
_ENDS = frozenset(".!?…]")
_STAYS = re.compile(r"(?:[A-Z]{2}|\?\?):[^/|]+/[^/|]+(?:\|(?:[A-Z]{2}|\?\?):[^/|]+/[^/|]+)*")
_CC = re.compile(r"cc-(by(?:-nc)?(?:-nd|-sa)?)(?:-(\d\.\d))?")


def spoken(words: Mapping[str, str], code: str) -> str:
    """The words for a code, or the code itself where it is words already."""
    return words.get(code, code)


def dated(text: str) -> str:
    """The text with each ISO date and month written out: "2010-03-15" as "March 15, 2010"."""
    return _DAY.sub(_written, text)


def _written(found: re.Match[str]) -> str:
    year, month, day = int(found[1]), int(found[2]), int(found[3] or 1)
    try:
        on = date(year, month, day)
    except ValueError:
        return found[0]
    return f"{on:%B} {day}, {year}" if found[3] else f"{on:%B} {year}"


def fact(name: str, value: str) -> str:
    """A fact's stored value as a reader says it."""
    if value == UNKNOWN:
        return "not known"
    if _STAYS.fullmatch(value):
        return "; ".join(_stay(stay) for stay in value.split("|"))
    if name == "licence_2014" and (found := _CC.fullmatch(value)):
        return f"CC {found[1].upper()} {found[2] or ''}".strip()
    return FACTS.get(name, {}).get(value) or dated(value)


def _stay(stay: str) -> str:
    place, _, span = stay.partition(":")
    start, _, end = span.partition("/")
    where = "somewhere not known" if place == "??" else place
    return f"{where}, {dated(start)} to {'now' if end == 'present' else dated(end)}"


STOPPED = {
    "person": "The questions had stopped on facts about the photos, and the claimant asked a person to look. "
    "Only name, contact and declaration were asked after that; whatever was not asked is not known.",
    "anyway": "The questions had stopped on facts about the photos; the claimant went on anyway.",
}


def before(said: Mapping[str, Any], *, on: str) -> str:
    """What was answered before, as it is printed under the answer that holds."""
    asked = f" (asked: {said['question']})" if said.get("question") else ""
    return f"before: {said.get('shown', '')}{asked}, until {on}"


def sentence(text: str) -> str:
    """A passage of the rule engine as a sentence: codes and dates in words, a capital, a full stop."""
    said = dated(_CODE.sub(lambda found: _IN_SENTENCES[found[0]], text.strip()))
    if not said:
        return ""
    return f"{said[0].upper()}{said[1:]}{'' if said.rstrip('”)')[-1:] in _ENDS else '.'}"
