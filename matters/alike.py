"""What was said of one person, offered for the next: shown on the page, kept only once it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from matters.answers import Answers, Values
from matters.interview import Journey, Step
from matters.pages import PageForm

BUTTON = "same_as"


@dataclass(frozen=True, slots=True)
class Offer:
    """The answers for another person, from 0, and the words on the button that fills them in."""

    person: int
    name: str
    words: str
    values: Values


def offers(journey: Journey, answers: Answers, step: Step) -> tuple[Offer, ...]:
    """Whose answers a further person's page can take over; people of whom the same was said count once."""
    found: list[Offer] = []
    if not step.index or step.page.each != "people" or not step.page.form.alike:
        return ()
    for person in range(journey.count(answers, "people")):
        values = _of(journey, answers, step, person)
        if values and all(values != offer.values for offer in found):
            name = journey.name_item(answers, "people", person)
            found.append(Offer(person, name, step.page.form.alike_words.format(name=name), values))
    return tuple(found)


def _of(journey: Journey, answers: Answers, step: Step, person: int) -> Values:
    """What was said of another person, as far as it may be said of this one."""
    if person == step.index:
        return {}
    kept = journey.values(answers, Step(step.page, person)) or {}
    alike = {name: value for name, value in kept.items() if name in step.page.form.alike}
    return step.page.form.fitting(answers, step.index, alike)


def filled(
    journey: Journey,
    answers: Answers,
    step: Step,
    *,
    today: date,
    data: Mapping[str, Any],
    fill: Mapping[str, str],
) -> tuple[PageForm, Offer | None]:
    """The page with what another person's button fills in; whatever else was typed in it stays."""
    sent = journey.form(answers, step, today=today, data=data, fill=fill)
    chosen = next(
        (one for one in offers(journey, answers, step) if str(one.person) == data.get(BUTTON)), None
    )
    typed = {name: sent[name].data for name in sent.fields}
    shown = {**typed, **(chosen.values if chosen else {})}
    form = step.page.form(None, answers=answers, index=step.index, today=today, initial=shown, fill=fill)
    return form, chosen
