"""Whatever is posted to any page: words a person understands, nothing typed lost, never an exception."""

import pytest
from django.template import engines

from matters.answers import Answers
from matters.fields import Text
from matters.flickr_megaface.forms.gate import AgeForm
from matters.flickr_megaface.journey import JOURNEY
from matters.interview import Step
from matters.pages import PageForm
from tests.matters.walking import TODAY, posted, typed, walk

PAGE = "{% load crispy_forms_tags %}{{ form|as_crispy_errors }}{% crispy form %}"
NASTY = {
    "blank": "",
    "long": "x" * 50_000,
    "surrogate": "a\ud800b",
    "nul": "a\0b",
    "bidi": "\u202egnp.exe",
    "filler": "\u3164",
    "marks": "e" + "\u0301" * 4000,
    "formula": "=cmd|' /C calc'!A0",
    "template": "{{7*7}}{% debug %}{they}",
    "markup": '"><script>alert(1)</script>',
    "lines": "a\r\nBcc: x@example.com",
    "digits": "①٣½",
    "huge number": "9" * 5000,
    "unknown choice": "no-such-answer",
}


def drawn(form: PageForm) -> str:
    return str(engines["django"].from_string(PAGE).render({"form": form}))


def everything_asked() -> list[tuple[Answers, Step]]:
    """Every page of the journey, each with answers under which it is asked."""
    found: dict[str, tuple[Answers, Step]] = {}
    for role in ("myself", "child", "died", "photographer"):
        answers, met = walk({"role": role, "used": "yes", "whose": "unknown", "born": "2008", "author": "me"})
        found.update({step.page.name: (answers, step) for step in met})
    stopped, met = walk({"role": "myself", "public": "no", "checked": "not_checked"})
    found.update({step.page.name: (stopped, step) for step in met if step.page.name == "stop"})
    grown = JOURNEY.add(JOURNEY.add(answers, "photos"), "photos")
    pair, _ = walk({"role": "child"})
    pair = JOURNEY.add(pair, "people")
    found.update({"who": (pair, JOURNEY.find(pair, page="who", index=1))})
    found.update({"shows": (pair, JOURNEY.find(pair, page="shows", index=0))})
    found.update({"photo": (grown, JOURNEY.find(grown, page="photo", index=1))})
    return list(found.values())


ASKED = everything_asked()


def test_every_page_is_tried() -> None:
    assert {step.page.name for _, step in ASKED} == {page.name for page in JOURNEY.pages} - {"no-flickr"}


@pytest.mark.parametrize(("answers", "step"), ASKED, ids=[step.page.name for _, step in ASKED])
@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY.keys())
def test_no_page_breaks_on_bad_input(answers: Answers, step: Step, nasty: str) -> None:
    keys = typed(JOURNEY.form(answers, step, today=TODAY), {}).keys()
    form = JOURNEY.form(answers, step, today=TODAY, data=posted(dict.fromkeys(keys, nasty)))
    if form.is_valid():
        JOURNEY.transcript(JOURNEY.record(answers, step, form.values()))
    page = drawn(form)
    page.encode()
    assert "<script>alert" not in page
    for link in form.error_links:
        assert f'id="{link["href"]}"' in page
        assert link["message"]
        assert len(link["message"]) < 200, "a message never repeats what was typed"


@pytest.mark.parametrize(("answers", "step"), ASKED, ids=[step.page.name for _, step in ASKED])
def test_what_was_typed_stands_on_the_page_beside_the_complaint(answers: Answers, step: Step) -> None:
    blank = JOURNEY.form(answers, step, today=TODAY)
    words = {name: "Keep me " + "x" * 3000 for name, field in blank.fields.items() if isinstance(field, Text)}
    form = JOURNEY.form(answers, step, today=TODAY, data=posted(words))
    form.is_valid()
    page = drawn(form)
    for name in words:
        assert page.count("Keep me") >= len(words), name


@pytest.mark.parametrize(("answers", "step"), ASKED, ids=[step.page.name for _, step in ASKED])
def test_an_empty_post_names_every_question_that_needs_an_answer(answers: Answers, step: Step) -> None:
    form = JOURNEY.form(answers, step, today=TODAY, data=posted({}))
    needed = [name for name, field in form.fields.items() if field.required]
    assert form.is_valid() is not bool(needed)
    assert set(needed) <= set(form.errors)


def test_an_added_line_loses_nothing_and_complains_of_nothing() -> None:
    answers, _ = walk()
    step = JOURNEY.find(answers, page="lived", index=0)
    sent = {
        "states-0-state": "IL",
        "states-0-from_year": "two thousand",
        "states-add": "1",
        "illinois": "yes",
    }
    form = JOURNEY.form(answers, step, today=TODAY, data=posted(sent))
    assert not form.is_valid()
    assert form.is_edited
    page = drawn(form)
    assert 'value="two thousand"' in page
    assert 'id="id_states-1-state" autofocus' in page
    assert "error-summary" not in page
    assert "field__error" not in page
    assert "aria-invalid" not in page


@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY.keys())
def test_the_age_screen_takes_nothing_but_a_date(nasty: str) -> None:
    form = AgeForm(posted({"born_month": nasty, "born_day": nasty, "born_year": nasty}), today=TODAY)
    assert not form.is_valid()
    drawn(form).encode()


@pytest.mark.parametrize(
    ("born", "adult"),
    [
        ("2008-11-22", True),
        ("2008-11-23", False),
        ("2013-11-22", False),
        ("1930-01-01", True),
        ("2008-02-29", True),
    ],
)
def test_eighteen_is_reached_on_the_birthday(born: str, adult: bool) -> None:
    year, month, day = born.split("-")
    form = AgeForm(posted({"born_year": year, "born_month": month, "born_day": day}), today=TODAY)
    assert form.is_valid()
    assert form.is_adult is adult


def test_the_age_screen_says_nothing_of_an_age_limit() -> None:
    page = drawn(AgeForm(today=TODAY)).lower()
    assert page.index("month") < page.index("day") < page.index("year")
    for hint in ("18", "adult", "years old", "why we ask", "parent"):
        assert hint not in page
