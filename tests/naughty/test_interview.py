"""Every naughty string through every box of every page: a message or a kept answer, never a fault."""

import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from casefile.models import Draft, Submission
from intake import addresses
from intake.guard import BOX, OPENED
from matters.answers import Answers
from matters.fields import Text
from matters.fields.text import clean_text
from matters.interview import Journey, Step
from tests.intake.conftest import AGE, CHECK, START, Claimant
from tests.naughty import strings
from tests.personas import PARENT, PHOTOGRAPHER, TWICE, Persona, posted

SEED, A_PAGE = 20261122, 5  # in the tier of every commit each page gets so many strings
WHO_DIED = Persona({("role", None): {"role": "died"}, ("person", 0): {"born": "1950"}})
PARTS = 16
WALKS = {"parent": (PARENT, TWICE), "photographer": (PHOTOGRAPHER, {}), "died": (WHO_DIED, {})}
DATES = (
    {"year": "1"}, {"year": "0001"}, {"year": "9999"}, {"year": "٢٠١٤"}, {"year": "２０１４"},
    {"year": "+2014"},
    {"year": "2014.0"}, {"year": "-2014"}, {"year": "2e3"}, {"year": "0x7de"}, {"year": " 2014 "},
    {"year": "2014", "month": "0"}, {"year": "2014", "month": "13"}, {"year": "2014", "month": "٥"},
    {"year": "2014", "month": "febtember"}, {"year": "2013", "month": "2", "day": "29"},
    {"year": "2014", "month": "2", "day": "0"}, {"year": "2014", "month": "2", "day": "²"},
    {"year": "9" * 5_000}, {"year": "2014", "day": "3"}, {"month": "3"},
    {"year": "2014", "month": "1" * 4_500},
    {"year": "\x00"}, {"year": "½"}, {"year": "2026", "month": "12", "day": "31"}, {"year": "1/1/70"},
)  # fmt: skip


@pytest.fixture(params=WALKS)
def walked(request: pytest.FixtureRequest, claimant: Claimant, journey: Journey) -> "Walked":
    persona, lists = WALKS[request.param]
    claimant.pass_age()
    claimant.walk(persona, lists=lists)
    return Walked(claimant.client, persona, journey)


class Walked:
    """A claimant on check answers, and every page of theirs."""

    def __init__(self, client: Client, persona: Persona, journey: Journey) -> None:
        self.client, self.persona, self.journey = client, persona, journey
        self.answers: Answers = Draft.objects.get().answers

    def pages(self) -> Iterator[tuple[Step, Any, dict[str, Any]]]:
        """Each page with its form and what a browser would send from it."""
        for step in self.journey.steps(self.answers):
            form = self.client.get(addresses.of_step(step)).context["form"]
            given = posted(form, self.persona.answers(step.page.name, step.index))
            yield step, form, dict.fromkeys(form.fields, "") | given

    def restore(self) -> None:
        draft = Draft.objects.get()
        sealed = Draft._meta.get_field("answers").sealed(self.answers, draft)
        Draft.objects.filter(pk=draft.pk).update(answers=sealed)


def tried(walked: Walked, typed: dict[str, str | bytes], *, a_page: int = 0) -> None:
    chance = random.Random(SEED)
    for step, form, given in walked.pages():
        boxes = {name: field.lines for name, field in form.fields.items() if isinstance(field, Text)}
        for name in chance.sample(list(typed), a_page) if a_page else typed:
            before = transaction.savepoint()  # a signature that is taken sends the draft
            if boxes:
                try_boxes(walked, step, boxes, given, name, typed[name])
            try_all(walked, step, given, name, typed[name])
            if step.page.name == "declaration":
                transaction.savepoint_rollback(before)
        walked.restore()


def try_boxes(
    walked: Walked, step: Step, boxes: dict[str, bool], given: dict[str, Any], name: str, text: str | bytes
) -> None:
    """Only the boxes for words are odd, so the page may well be kept: then what is kept is what was typed."""
    answer = walked.client.post(addresses.of_step(step), given | dict.fromkeys(boxes, text))
    if name in strings.TOO_LARGE:
        assert answer.status_code == 400
        return
    heard = answer.status_code == 200 and answer.context["form"].is_unheard
    assert answer.status_code in (200, 302), (step, name)
    assert b"<script>alert" not in answer.content
    if answer.status_code == 200:
        assert heard or answer.context["form"].error_links, (step, name)
        return
    if step.page.name == "declaration":
        assert Submission.objects.exists()
        return
    kept = walked.journey.values(Draft.objects.get().answers, step) or {}
    for box, lines in boxes.items():
        if isinstance(text, str) and box in kept and kept[box] and isinstance(kept[box], str):
            assert kept[box].replace(" ", "") == cleaned(text, lines=lines).replace(" ", ""), (step, name)
    again = walked.client.get(addresses.of_step(step))
    assert again.status_code in (200, 302) and b"<script>alert" not in again.content


def cleaned(text: str, *, lines: bool) -> str:
    return clean_text(text, most=100_000, lines=lines)


def try_all(walked: Walked, step: Step, given: dict[str, Any], name: str, text: str | bytes) -> None:
    """Every box and choice is odd, and the guard's own fields, and the names of the fields."""
    some = list(given)[: 5 if len(text) > 9_000 else None]
    odd = {**given, **dict.fromkeys(some, text)}
    if len(text) < 1_000:
        odd |= {BOX: text, OPENED: text, "heard": text}
    answer = walked.client.post(addresses.of_step(step), odd)
    assert answer.status_code in ((400,) if name in strings.TOO_LARGE else (200, 302)), (step, name)
    assert b"<script>alert" not in answer.content


def test_a_sample_through_every_page(walked: Walked) -> None:
    tried(walked, dict(strings.EVERY), a_page=A_PAGE)


@pytest.mark.all
@pytest.mark.one_database
@pytest.mark.parametrize("part", range(PARTS))
def test_every_string_through_every_page(walked: Walked, part: int) -> None:
    tried(walked, dict(list(strings.EVERY.items())[part::PARTS]))


def test_odd_dates_through_every_date_field_are_messages(walked: Walked) -> None:
    odd_dates(walked, random.Random(SEED), a_field=4)


@pytest.mark.all
@pytest.mark.one_database
def test_every_odd_date_through_every_date_field_is_a_message(walked: Walked) -> None:
    odd_dates(walked, random.Random(SEED), a_field=len(DATES))


def odd_dates(walked: Walked, chance: random.Random, *, a_field: int) -> None:
    found = 0
    for step, form, given in walked.pages():
        dated = [name for name, field in form.fields.items() if field.kind == "date"]
        dated += [
            f"{name}-0-{end}"
            for name, field in form.fields.items()
            if field.kind == "places"
            for end in ("from", "to")
        ]
        for name in dated:
            found += 1
            for odd in chance.sample(DATES, a_field):
                boxes = {f"{name}_{part}": odd.get(part, "") for part in ("year", "month", "day")}
                said = {key: value for key, value in given.items() if not key.startswith(f"{name}_")}
                said.pop(f"{name.removesuffix('-to')}-still", None)
                answer = walked.client.post(addresses.of_step(step), {**said, **boxes})
                assert answer.status_code in (200, 302), (step, odd)
                if odd != {"year": " 2014 "}:
                    assert answer.status_code == 200, (step, name, odd)
                    assert answer.context["form"].error_links, (step, name, odd)
        walked.restore()
    assert found > 5


@pytest.mark.parametrize("odd", DATES, ids=str)
def test_every_odd_date_at_the_door_is_a_message(claimant: Claimant, odd: dict[str, str]) -> None:
    note = claimant.accept_notice()
    boxes = {f"born_{part}": odd.get(part, "") for part in ("year", "month", "day")}
    page = claimant.client.post(AGE, {"notice": note, **boxes})
    assert page.status_code == 200 and page.context["form"].errors


@pytest.mark.parametrize("text", strings.sample(8, seed=SEED).items(), ids=lambda item: item[0])
def test_the_doors_other_forms_answer_anything(claimant: Claimant, text: tuple[str, str | bytes]) -> None:
    name, typed = text
    expected = (400, 302) if name in strings.TOO_LARGE else (200, 302, 404, 405)
    for address in (START, AGE, "/flickr-megaface/proof/", "/flickr-megaface/end/"):
        page = claimant.client.post(address, {"go_on": typed, "notice": typed, "proof": typed, "code": typed})
        assert page.status_code in expected, (address, name)
    claimant.pass_age()
    for address in ("/flickr-megaface/people/2/remove/", "/flickr-megaface/look-up/", CHECK):
        page = claimant.client.post(address, {"yes": typed, "language": typed, "email": typed})
        assert page.status_code in (400, 302, 404, 405), (address, name)


def test_the_list_is_the_one_named_in_its_licence() -> None:
    assert len(strings.LISTED) > 480
