"""The questions about a photo asked once for many photos; what differs stays to be asked of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, cast

from matters.answers import Answers, Values
from matters.batch import PHOTOS
from matters.fields.base import Bound
from matters.interview import Journey, Step
from matters.pages import SPEAK, PageForm
from matters.steps import Page

BOX = "differs"


@dataclass(frozen=True, slots=True)
class Shared:
    """One question for all, with the box that says it differs from photo to photo."""

    bound: Bound
    form: PageForm
    box: str
    is_ticked: bool


class Together:
    """Every question about photos at these places, drawn like a form: `errors` are those of all its pages.

    A ticked box wins over an answer beside it, since a choice cannot be taken back without a script. The
    first photo was asked some of this before the others were named: those answers of it stay as they are.
    """

    def __init__(
        self,
        journey: Journey,
        answers: Answers,
        photos: range,
        *,
        today: date,
        data: Mapping[str, Any] | None = None,
        fill: Mapping[str, str] | None = None,
    ) -> None:
        self.journey, self.answers, self.photos, self.data = journey, answers, photos, data
        last = photos[-1]
        steps = (step for step in journey.steps(answers) if (step.page.each, step.index) == (PHOTOS, last))
        self.forms = tuple((step.page, self._form(step, today=today, fill=fill or {})) for step in steps)

    def _form(self, step: Step, *, today: date, fill: Mapping[str, str]) -> PageForm:
        page = step.page
        names = [name for name in page.form.base_fields if name != page.form.names_item]
        form = page.form(
            self.data,
            answers=self.answers,
            index=step.index,
            today=today,
            initial={name: self._given(page, name)[0] for name in names if self._agree(page, name)},
            fill=fill,
        )
        form.fields.pop(page.form.names_item, None)
        form.heading_field = ""
        return form

    # What the photos say already

    def _given(self, page: Page, name: str) -> list[Any]:
        """What each of the photos that has answered this question says."""
        kept = (self.journey.values(self.answers, Step(page, n)) or {} for n in self._asked(page, name))
        return [values[name] for values in kept if name in values]

    def _agree(self, page: Page, name: str) -> bool:
        given = self._given(page, name)
        return (
            bool(given)
            and len(given) == len(self._asked(page, name))
            and all(one == given[0] for one in given)
        )

    def _asked(self, page: Page, name: str) -> list[int]:
        """The photos of which this page asks this."""
        return [n for n in self.photos if page.concerns(n) and name in page.form.asks(self.answers, n)]

    # On the page

    @cached_property
    def questions(self) -> tuple[Shared, ...]:
        return tuple(
            Shared(cast(Bound, form[name]), form, f"{BOX}-{name}", self._is_ticked(page, name))
            for page, form in self.forms
            for name in form.fields
        )

    def _is_ticked(self, page: Page, name: str) -> bool:
        if self.data is not None:
            return f"{BOX}-{name}" in self.data
        given = self._given(page, name)
        return any(one != given[0] for one in given)

    @cached_property
    def errors(self) -> dict[str, Any]:
        return {name: form.errors[name] for page, form in self.forms for name in self._wrong(page, form)}

    @property
    def error_links(self) -> list[dict[str, str]]:
        links = []
        for page, form in self.forms:
            wrong = self._wrong(page, form)
            links += [link for name, link in zip(form.errors, form.error_links, strict=True) if name in wrong]
        return links

    def _wrong(self, page: Page, form: PageForm) -> list[str]:
        """The questions with a problem; one whose box is ticked has none, and says none on the page."""
        for name in [name for name in form.errors if self._is_ticked(page, name)]:
            del form.errors[name]
        return list(form.errors)

    def is_valid(self) -> bool:
        return self.data is not None and SPEAK not in self.data and not self.errors

    # What is kept

    def filled(self) -> Answers:
        """The answers with what holds for all written into each photo's own pages; only after is_valid()."""
        return self.journey.record_all(self.answers, self._pages())

    def _pages(self) -> Iterator[tuple[Step, Values]]:
        for page, form in self.forms:
            ticked = {name for name in form.fields if self._is_ticked(page, name)}
            reopened = {name for name in ticked if self._agree(page, name)}
            said = {name: form.cleaned_data[name] for name in form.fields if name not in ticked}
            for n in filter(page.concerns, self.photos):
                step = Step(page, n)
                kept = self.journey.values(self.answers, step) or {}
                asked = page.form.asks(self.answers, n)
                values = {
                    **{name: value for name, value in kept.items() if name not in reopened},
                    **{name: value for name, value in said.items() if name in asked},
                }
                if values:
                    yield step, values
