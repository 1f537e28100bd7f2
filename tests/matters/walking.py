"""Fills in pages the way a claimant's browser posts them, so that tests can walk a whole interview."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import QueryDict

from matters.answers import Answers, empty
from matters.fields import Email, PartialDate, Phone, Places, Tick
from matters.fields.choices import _Chosen
from matters.flickr_megaface.journey import JOURNEY
from matters.interview import Step
from matters.pages import PageForm

TODAY = date(2026, 11, 22)
# What a claimant says where a test does not care: the first answer offered, except here.
USUAL = {
    "face": "yes",
    "public": "yes",
    "whose": "mine",
    "author": "other",
    "relation": "parent",
    "born": "1980-04-02",
}
PREFILL = {"born": "1980-04-02"}


def posted(fields: Mapping[str, Any]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist(name, [str(item) for item in value] if isinstance(value, list) else [str(value)])
    return data


def typed(form: PageForm, wanted: Mapping[str, Any]) -> QueryDict:
    """What a browser would post for this page."""
    fields: dict[str, Any] = {}
    for name, field in form.fields.items():
        fields.update(_typed(name, field, wanted[name] if name in wanted else _usual(name, field)))
    return posted(fields)


def _usual(name: str, field: Any) -> Any:
    offered = {key for key, _ in getattr(field, "labelled", ())}
    return USUAL.get(name) if not offered or USUAL.get(name) in offered else None


def _typed(name: str, field: Any, value: Any) -> dict[str, Any]:
    match field:
        case PartialDate():
            return date_boxes(name, value or "2009-05-02")
        case Places():
            return place_boxes(name, value or [{"state": "IL", "from": "2004", "to": "present"}])
        case Tick():
            return {} if value == "no" else {name: "on"}
        case _Chosen():
            keys = [key for key, _ in field.labelled]
            return {name: value if value is not None else "no" if "no" in keys else keys[0]}
        case Email():
            return {name: value or "pat@example.com"}
        case Phone():
            return {name: "312 555 0142" if value is None else value}
    return {name: "Example" if value is None else value}


def date_boxes(name: str, value: str) -> dict[str, str]:
    if value == "unknown":
        return {f"{name}_unknown": "on"}
    year, month, day, *_ = [*value.split("-"), "", ""]
    return {f"{name}_year": year, f"{name}_month": month.lstrip("0"), f"{name}_day": day.lstrip("0")}


def place_boxes(name: str, stays: Any) -> dict[str, str]:
    if stays == "unknown":
        return {f"{name}_unknown": "on"}
    boxes: dict[str, str] = {}
    for n, stay in enumerate(stays):
        boxes[f"{name}-{n}-state"] = stay["state"]
        boxes.update(date_boxes(f"{name}-{n}-from", stay["from"]))
        if stay["to"] == "present":
            boxes[f"{name}-{n}-still"] = "on"
        else:
            boxes.update(date_boxes(f"{name}-{n}-to", stay["to"]))
    return boxes


def answer(answers: Answers, step: Step, wanted: Mapping[str, Any]) -> Answers:
    """Answer one page: `wanted` by field, or narrower by "page.field" or "page.field.1" (item from 0)."""
    form = JOURNEY.form(answers, step, today=TODAY, prefill=PREFILL)
    chosen = dict(wanted)
    for name in form.fields:
        for key in (f"{step.page.name}.{name}", f"{step.page.name}.{name}.{step.index}"):
            if key in wanted:
                chosen[name] = wanted[key]
    sent = JOURNEY.form(answers, step, today=TODAY, data=typed(form, chosen))
    assert sent.is_valid(), (step, sent.errors)
    return JOURNEY.record(answers, step, sent.values())


def walk(wanted: Mapping[str, Any] | None = None) -> tuple[Answers, list[Step]]:
    """Answer every page until none is left; returns the answers and the pages in the order they were met."""
    answers, met = empty(), []
    while step := JOURNEY.first_unanswered(answers):
        met.append(step)
        answers = answer(answers, step, wanted or {"role": "myself"})
        assert len(met) < 500, "the interview does not end"
    return answers, met


def two_children(**wanted: Any) -> Answers:
    """A parent of two children with two photos, finished."""
    answers, _ = walk({"role": "child", **wanted})
    for kind in ("people", "photos"):
        answers = JOURNEY.add(answers, kind)
    while step := JOURNEY.first_unanswered(answers):
        answers = answer(answers, step, {"role": "child", "who": "child", **wanted})
    return answers
