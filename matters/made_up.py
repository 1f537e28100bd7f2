"""A plainly fictional interview, walked through a matter's own forms as a browser would send them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from matters.answers import Answers
from matters.fields import UNKNOWN
from matters.interview import Journey
from matters.steps import Step

Given = Mapping[str, Any]
Told = Callable[[str, int | None], Given]
"""What somebody answers on a page, by its name and item from 0; a question left out is not known or empty."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The words of one file: names, the house, the account, and the end of its photos' numbers."""

    first: str
    last: str
    former: str  # another last name
    kin: tuple[str, ...]  # the first names of up to three people shown
    email: str
    house: str
    phone: str
    alias: str
    nsid: str
    six: str  # six figures


class Refused(ValueError):
    """The journey's own form does not take what was made up; the message says where and why."""


def walk(journey: Journey, told: Told, *, today: date, fill: Mapping[str, str]) -> Answers:
    """Answer page after page until none is left to ask. Raises: Refused."""
    answers = journey.prune({})
    while step := journey.first_unanswered(answers):
        answers = _answered(journey, answers, step, told(step.page.name, step.index), today=today, fill=fill)
    return answers


def _answered(
    journey: Journey, answers: Answers, step: Step, given: Given, *, today: date, fill: Mapping[str, str]
) -> Answers:
    blank = journey.form(answers, step, today=today, fill=fill)
    form = journey.form(answers, step, today=today, fill=fill, data=posted(blank, given))
    if not form.is_valid():
        raise Refused(f"{step.page.name} {step.index}: {form.errors.as_json()}")
    return journey.record(answers, step, form.values())


def posted(form: Any, given: Given) -> dict[str, Any]:
    """The form's data as a browser sends it."""
    data: dict[str, Any] = {}
    for name, question in form.fields.items():
        data |= _POSTED.get(question.kind, _typed)(name, given.get(name, ""), question)
    return data


def _typed(name: str, value: Any, question: Any) -> dict[str, Any]:
    """Text, or one of some choices: what is not offered on this page is not known."""
    offered = [one for one, _ in getattr(question, "choices", ())]
    if offered and value not in offered:
        value = UNKNOWN if UNKNOWN in offered else offered[-1]
    return {name: value}


def _ticks(name: str, value: Any, question: Any) -> dict[str, Any]:
    return {name: value} if value else {}


def _tick(name: str, value: Any, question: Any) -> dict[str, Any]:
    return {name: "on"} if value == "yes" else {}


def _date(name: str, value: str, question: Any = None) -> dict[str, Any]:
    if not value and question is not None and not question.required:
        return {}
    if value in ("", UNKNOWN):
        return {f"{name}_unknown": "on"}
    year, month, day, *_ = [*value.split("-"), "", ""]
    return {f"{name}_year": year, f"{name}_month": month, f"{name}_day": day}


def _places(name: str, stays: Any, question: Any) -> dict[str, Any]:
    if not stays or stays == UNKNOWN:
        return {f"{name}_unknown": "on"}
    data: dict[str, Any] = {}
    for number, (state, start, end) in enumerate(stays):
        data |= {f"{name}-{number}-state": state} | _date(f"{name}-{number}-from", start)
        data |= {f"{name}-{number}-still": "on"} if end == "present" else _date(f"{name}-{number}-to", end)
    return data


_POSTED: dict[str, Callable[[str, Any, Any], dict[str, Any]]] = {
    "date": _date, "places": _places, "ticks": _ticks, "tick": _tick,
}  # fmt: skip
