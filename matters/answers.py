"""What a claimant has answered so far: plain JSON, by page, with one entry for each person and photo."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any, Literal

Answers = dict[str, Any]
Values = dict[str, Any]
Kind = Literal["people", "photos"]
# When a page or a question is asked; the number is the person's or photo's, from 0.
Condition = Callable[[Answers, int | None], bool]

MOST: Mapping[Kind, int] = {"people": 12, "photos": 50}


class NoRoom(ValueError):
    """Another person or photo was asked for, but the list is full."""


def always(answers: Answers, index: int | None) -> bool:
    return True


def empty() -> Answers:
    return {"one": {}, "people": [], "photos": []}


def stored(answers: Answers, *, page: str, index: int | None, each: Kind | None) -> Values | None:
    """What was answered on a page, or None when it was not answered."""
    if each is None:
        found = answers.get("one", {}).get(page)
    else:
        items = answers.get(each, [])
        found = items[index].get(page) if index is not None and index < len(items) else None
    return found if isinstance(found, dict) else None


def add_item(answers: Answers, kind: Kind) -> Answers:
    """The answers with one more person or photo.

    Raises: NoRoom when there are already as many as the form takes.
    """
    if len(answers.get(kind, [])) >= MOST[kind]:
        raise NoRoom(f"This form takes up to {MOST[kind]} {kind}.")
    changed = copy.deepcopy(answers)
    changed.setdefault(kind, []).append({})
    return changed


def remove_item(answers: Answers, kind: Kind, index: int) -> Answers:
    """The answers without one person or photo.

    Raises: KeyError when there is no such item.
    """
    if not 0 <= index < len(answers.get(kind, [])):
        raise KeyError(f"no {kind} {index}")
    changed = copy.deepcopy(answers)
    del changed[kind][index]
    if kind == "people":
        _renumber_people(changed, removed=index)
    return changed


def _renumber_people(answers: Answers, *, removed: int) -> None:
    """Photos name the people they show by number: keep those numbers true."""
    for photo in answers.get("photos", []):
        for values in photo.values():
            shows = values.get("shows")
            if isinstance(shows, list):
                left = [int(n) for n in shows if n.isdecimal() and int(n) != removed]
                words = [n for n in shows if not n.isdecimal()]
                values["shows"] = [str(n - (n > removed)) for n in left] + words
