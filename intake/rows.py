"""The answers as rows a claimant can check, and the people and photos as lists that can be changed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from intake import addresses, course
from matters.answers import MOST, Answers, Kind
from matters.interview import Item, Journey, Step

KINDS: tuple[Kind, ...] = ("people", "photos")


@dataclass(frozen=True, slots=True)
class Row:
    """One question as it was shown, its answer, and where to change it."""

    wording: str
    shown: str
    change: str


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one stage; `item` names the person or photo they are about."""

    stage: str
    item: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """One person or photo on its list; `remove` is empty where the interview needs it."""

    name: str
    change: str
    remove: str


def groups(journey: Journey, answers: Answers, *, fill: Mapping[str, str]) -> tuple[Group, ...]:
    """Return every answer so far but the declaration, in the order asked."""
    at = {
        (step.page.name, step.item): addresses.of_step(step, changing=True) for step in journey.steps(answers)
    }
    called = {
        label: name
        for kind in KINDS
        if journey.count(answers, kind) > 1
        for label, name in _names(journey, answers, kind).items()
    }
    lines = [line for line in journey.transcript(answers, fill=fill) if line.page != course.DECLARATION]
    return tuple(
        Group(
            stage,
            item,
            tuple(Row(line.wording, line.shown, at[line.page, line.item]) for line in told),
        )
        for (stage, item), told in groupby(lines, key=lambda line: (line.stage, called.get(line.item, "")))
    )


def items(journey: Journey, answers: Answers, step: Step) -> tuple[Listed, ...]:
    """Return the list a list page shows; none for any other page."""
    kind = step.page.lists
    return tuple(_listed(item) for item in journey.items(answers, kind)) if kind else ()


def takes_a_paste(journey: Journey, answers: Answers, step: Step) -> bool:
    """Whether many links can be pasted from here: where the first photo is named, and on the list."""
    named_here = bool(step.page.form.names_item) and step.index == 0
    return (named_here or step.page.lists == "photos") and journey.count(answers, "photos") < MOST["photos"]


def just_pasted(numbers: str, step: Step) -> range | None:
    """Return the photos that were put on this list together a page ago, to be taken off again."""
    converter = addresses.PhotosConverter()
    if step.page.lists != "photos" or not re.fullmatch(converter.regex, numbers):
        return None
    return converter.to_python(numbers)


def about(journey: Journey, answers: Answers, step: Step) -> str:
    """Return which person or photo a page is about; nothing where there is only one."""
    kind = step.page.each
    if kind is None or journey.count(answers, kind) < 2:
        return ""
    return _names(journey, answers, kind)[step.item]


def _names(journey: Journey, answers: Answers, kind: Kind) -> dict[str, str]:
    """Return what each is called in a caption: a person also by name, a photo by its number alone."""
    return {
        item.label: _called(item) if kind == "people" else item.label for item in journey.items(answers, kind)
    }


def removable(journey: Journey, answers: Answers, kind: Kind, index: int) -> Listed | None:
    """Return the person or photo that may be taken off its list, or None if there is no such."""
    found = (_listed(item) for item in journey.items(answers, kind) if item.index == index and item.may_go)
    return next(found, None)


def list_page(journey: Journey, kind: Kind) -> str:
    """Return where the list of people or photos stands."""
    return addresses.of_step(next(Step(page) for page in journey.pages if page.lists == kind))


def _listed(item: Item) -> Listed:
    removal = reverse("intake:remove", args=[item.kind, item.index + 1]) if item.may_go else ""
    return Listed(_called(item), addresses.of_step(item.first), removal)


def _called(item: Item) -> str:
    return item.label if item.name == item.label else f"{item.label}: {item.name}"
