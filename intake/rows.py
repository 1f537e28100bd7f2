"""The answers as rows a claimant can check, and the people and photos as lists that can be changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from matters.interview import ITEM_NAMES, Answers, Journey, Kind, Step

from intake import addresses, course


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
class Item:
    """One person or photo on its list; `remove` is empty where the interview needs it."""

    name: str
    change: str
    remove: str


def groups(journey: Journey, answers: Answers, *, fill: Mapping[str, str]) -> tuple[Group, ...]:
    """Return every answer so far but the declaration, in the order asked."""
    at = {(step.page.name, step.item): step for step in journey.steps(answers)}
    lines = [line for line in journey.transcript(answers, fill=fill) if line.page != course.DECLARATION]
    return tuple(
        Group(
            stage,
            item,
            tuple(
                Row(line.wording, line.shown, addresses.of_step(at[line.page, line.item], changing=True))
                for line in told
            ),
        )
        for (stage, item), told in groupby(lines, key=lambda line: (line.stage, line.item))
    )


def items(journey: Journey, answers: Answers, step: Step) -> tuple[Item, ...]:
    """Return the list a list page shows; none for any other page."""
    kind = step.page.lists
    if kind is None:
        return ()
    found = (item(journey, answers, kind, index) for index in range(journey.count(answers, kind)))
    return tuple(one for one in found if one is not None)


def item(journey: Journey, answers: Answers, kind: Kind, index: int) -> Item | None:
    """Return one person or photo, or None if there is no such."""
    first = next(
        (step for step in journey.steps(answers) if step.page.each == kind and step.index == index), None
    )
    if first is None:
        return None
    spare = journey.count(answers, kind) > 1 and index < len(answers.get(kind, []))
    removal = reverse("intake:remove", args=[kind, index + 1]) if spare else ""
    return Item(f"{ITEM_NAMES[kind]} {index + 1}", addresses.of_step(first), removal)
