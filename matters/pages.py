"""What every page of an interview is: a form whose questions and wording fit the claimant's other answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, ClassVar, cast

from crispy_forms.helper import FormHelper
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy

from matters import texts
from matters.answers import Answers, Values
from matters.fields import UNKNOWN, Question, Tick
from matters.fields.base import Bound, printable
from matters.fields.places import TypedPlaces
from matters.readback import ReadBack

# The button that asks for the same page in another language; its value is the language.
SPEAK = "speak"
# The hidden field that says in which language a page was shown, and the key it is kept under beside a box.
SHOWN_IN = "shown_in"


class PageForm(ReadBack):
    """One page. `title` heads it; where `heading` names a question, its wording is the h1 instead.

    Where a page has a single question, that one is meant. `intro`: sentences above the questions.
    `offers_look_up`: whether the page leads to a look at the photos named before it in the published lists.
    `alike`: the questions whose answers for one person are offered for the next, and `alike_words` the offer.
    `names_item`: the question whose answer names the photo, of which many can be pasted at once.
    """

    title: ClassVar[texts.Words] = ""
    heading: ClassVar[str] = ""
    intro: ClassVar[texts.Words | texts.Spoken] = ""
    offers_look_up: ClassVar[bool] = False
    alike: ClassVar[tuple[str, ...]] = ()
    alike_words: ClassVar[Any] = gettext_lazy("The same as for {name}")
    names_item: ClassVar[str] = ""
    base_fields: ClassVar[dict[str, Question]]  # type: ignore[assignment]

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        answers: Answers,
        index: int | None = None,
        today: date,
        initial: Mapping[str, Any] | None = None,
        fill: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.answers, self.index, self.today = answers, index, today
        self.is_only_typed = False  # true: show what was typed and not sent, without a complaint
        self._fill = fill or {}
        self._words = type(self).words(answers, index)
        self._fit(frozenset(type(self).asks(answers, index)))
        self.heading_field = self.heading or (next(iter(self.fields)) if len(self.fields) == 1 else "")
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def _fit(self, asked: frozenset[str]) -> None:
        for name, field in list(self.fields.items()):
            if name not in asked or not isinstance(field, Question):
                del self.fields[name]
                continue
            field.label = self._say(field.wording)
            field.help_text = self._say(field.hint)
            if isinstance(field, Tick):
                field.above = tuple(self._say(paragraph) for paragraph in field.paragraphs_above())
            field.prepare(answers=self.answers, index=self.index, today=self.today, words=self._words)

    def _say(self, text: texts.Words) -> str:
        said = str(text)
        return filled(said.format_map(self._words) if self._words else said, self._fill)

    # Words on the page

    @property
    def heading_text(self) -> str:
        """What the page is called, in its h1 and its title."""
        if self.heading_field:
            return str(self.fields[self.heading_field].label)
        return self._say(self.title)

    @property
    def intro_text(self) -> str:
        if isinstance(self.intro, texts.Spoken):
            return filled(self.intro.text.body, self._fill)
        return self._say(self.intro)

    @property
    def error_links(self) -> list[dict[str, str]]:
        """One line for each problem, with the id of the input to mend."""
        links = []
        for name in self.errors:
            bound = cast(Bound, self[name if name in self.fields else next(iter(self.fields))])
            links.append({"href": bound.first_id, "message": printable(self.errors[name][0])})
        return links

    @property
    def prints_heading(self) -> bool:
        """Whether `heading_text` must be printed as the h1: not where a question's own label is."""
        return not self.heading_field

    # What the interview asks of a page without drawing it

    @classmethod
    def words(cls, answers: Answers, index: int | None) -> Mapping[str, str]:
        """Words for the placeholders in wordings, such as {they}."""
        return {}

    @classmethod
    def known(cls, answers: Answers, index: int | None, prefill: Mapping[str, Any]) -> Mapping[str, Any]:
        """What of the values known from elsewhere this page may show as its own."""
        return {}

    @classmethod
    def asks(cls, answers: Answers, index: int | None) -> tuple[str, ...]:
        """The names of the questions asked of this claimant."""
        return tuple(name for name, field in cls.base_fields.items() if field.asked_if(answers, index))

    @classmethod
    def fitting(cls, answers: Answers, index: int | None, values: Values) -> Values:
        """Of a page's kept values those still asked for, and still among the answers offered."""
        fitting = {
            name: values[name]
            for name, field in cls.base_fields.items()
            if name in values
            and field.asked_if(answers, index)
            and field.fits(values[name], answers=answers, index=index)
        }
        return {**fitting, SHOWN_IN: values[SHOWN_IN]} if SHOWN_IN in values else fitting

    @classmethod
    def wordings(cls, answers: Answers, index: int | None) -> dict[str, str]:
        """Each asked question's exact wording."""
        words = cls.words(answers, index)
        asked = cls.asks(answers, index)
        return {name: str(cls.base_fields[name].wording).format_map(words) for name in asked}

    @classmethod
    def told(
        cls, answers: Answers, index: int | None, values: Values, fill: Mapping[str, str]
    ) -> Iterator[dict[str, Any]]:
        """The page's answers as lines of a transcript."""
        words = cls.words(answers, index)
        for name in cls.asks(answers, index):
            if name in values:
                field, value = cls.base_fields[name], values[name]
                yield {
                    "name": name,
                    "question": field.question,
                    "wording": filled(str(field.wording).format_map(words), fill),
                    "value": value,
                    "shown": field.shown(value, answers=answers, index=index, words=words),
                    "unsure": value == UNKNOWN or value == [UNKNOWN],
                }

    # What was sent

    @property
    def is_edited(self) -> bool:
        """A line was added or removed, or another language asked for: show it as typed, uncomplaining."""
        return self.is_spoken_anew or (
            self.is_bound
            and any(
                isinstance(typed := self[name].value(), TypedPlaces) and typed.edited for name in self.fields
            )
        )

    @property
    def is_spoken_anew(self) -> bool:
        """The page is asked for in another language."""
        return self.is_bound and SPEAK in self.data

    def full_clean(self) -> None:
        if self.is_spoken_anew:
            self._errors, self.cleaned_data = forms.utils.ErrorDict(), {}
            return
        super().full_clean()
        if self.is_edited or self.is_only_typed:
            self._errors = forms.utils.ErrorDict()
            for field in self.fields.values():
                getattr(field, "wrong", {}).clear()

    def is_valid(self) -> bool:
        return super().is_valid() and not self.is_edited and not self.is_only_typed

    def values(self) -> Values:
        """What to keep of a valid page: plain JSON values, one for each question asked."""
        values = {name: self.cleaned_data[name] for name in self.fields}
        has_box = any(isinstance(field, Tick) for field in self.fields.values())
        return {**values, SHOWN_IN: self._shown_in} if has_box and self._shown_in != texts.SOURCE else values

    @property
    def _shown_in(self) -> str:
        """The language the boxes were ticked in: another tab may have changed it since."""
        said = str(self.data.get(SHOWN_IN, ""))
        return said if said in dict(settings.LANGUAGES) else texts.language()


def filled(text: str, fill: Mapping[str, str]) -> str:
    """The text with its placeholders, such as [Firm], replaced."""
    for placeholder, words in fill.items():
        text = text.replace(placeholder, words)
    return text
