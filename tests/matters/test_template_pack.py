"""Every page as drawn: each label, description and link leads somewhere, and no id stands twice."""

from collections import Counter
from html.parser import HTMLParser

import pytest
from django import forms
from django.template import engines

from matters.answers import Answers
from matters.flickr_megaface.journey import JOURNEY
from matters.interview import Step
from tests.matters.test_bad_input import ASKED, PAGE, drawn
from tests.matters.walking import TODAY, posted

TYPED = ("text", "email", "tel", "radio", "checkbox")


class Document(HTMLParser):
    """The parts of a page that must agree with one another."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.points_to: list[str] = []
        self.labelled: set[str] = set()
        self.inputs: list[str] = []
        self.open: list[str] = []
        self.headings = 0
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids[given["id"]] += 1
        self.points_to += given.get("aria-describedby", "").split() + given.get("aria-labelledby", "").split()
        if tag == "label":
            self.labelled.add(given.get("for", ""))
            self.points_to.append(given.get("for", "nowhere"))
        if given.get("href", "").startswith("#"):
            self.points_to.append(given["href"][1:])
        if tag in ("select", "textarea") or (tag == "input" and given.get("type") in TYPED):
            self.inputs.append(given.get("id", "nameless"))
        self.headings += tag == "h1"
        if tag not in ("input", "br", "meta", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"


def check(source: str) -> Document:
    document = Document(source)
    assert document.open == [], "every element is closed"
    assert [name for name, count in document.ids.items() if count > 1] == []
    assert [name for name in document.points_to if name not in document.ids] == []
    assert [name for name in document.inputs if name not in document.labelled] == []
    return document


STATES = {
    "fresh": None,
    "errors": {},
    "wrong": {"states-0-state": "IL", "states-1-from_year": "x", "born_year": "99"},
}


@pytest.mark.parametrize(("answers", "step"), ASKED, ids=[step.page.name for _, step in ASKED])
@pytest.mark.parametrize("state", STATES)
def test_every_label_description_and_link_leads_somewhere(answers: Answers, step: Step, state: str) -> None:
    sent = STATES[state]
    form = JOURNEY.form(answers, step, today=TODAY, data=None if sent is None else posted(sent))
    document = check(drawn(form))
    assert document.inputs
    assert document.headings == (0 if form.prints_heading else 1)
    assert form.heading_text


def test_the_check_sees_a_dead_link_and_a_doubled_id() -> None:
    for wrong in (
        '<p aria-describedby="x"></p>',
        '<a href="#x"></a>',
        '<p id="x"></p><p id="x"></p>',
        '<input type="text" id="x">',
        "<p><b></p></b>",
    ):
        with pytest.raises(AssertionError):
            check(wrong)


@pytest.mark.parametrize(("answers", "step"), ASKED, ids=[step.page.name for _, step in ASKED])
def test_hint_and_error_stand_before_the_input(answers: Answers, step: Step) -> None:
    source = drawn(JOURNEY.form(answers, step, today=TODAY, data=posted({})))
    for name, field in JOURNEY.form(answers, step, today=TODAY, data=posted({})).fields.items():
        error = source.find(f'id="id_{name}_error"')
        if field.required:
            assert (
                -1
                < error
                < min(
                    i
                    for i in (
                        source.find(f'name="{name}"'),
                        source.find(f'name="{name}_month"'),
                        source.find(f'name="{name}-0-state"'),
                    )
                    if i > -1
                )
            )


def test_nothing_is_drawn_twice_when_a_layout_is_given() -> None:
    from crispy_forms.helper import FormHelper
    from crispy_forms.layout import Layout

    answers, step = ASKED[0]
    form = JOURNEY.form(answers, step, today=TODAY)
    form.helper = FormHelper()
    form.helper.form_tag = False
    form.helper.layout = Layout(*form.fields)
    assert drawn(form).count("<fieldset") == 1


class Plain(forms.Form):
    """A form of Django's own, such as the desk's."""

    reason = forms.CharField(label="Reason", help_text="One sentence.")
    choice = forms.ChoiceField(label="Choice", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    secret = forms.CharField(widget=forms.PasswordInput)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def test_forms_of_djangos_own_are_drawn_too() -> None:
    unbound_and_empty: list[dict[str, str] | None] = [None, {}]
    for data in unbound_and_empty:
        source = str(engines["django"].from_string(PAGE).render({"form": Plain(data)}))
        document = check(source)
        assert len(document.inputs) == 3  # text and two radios; the password box is of another type
        assert 'type="password"' in source
        assert ("error-summary" in source) is (data is not None)
