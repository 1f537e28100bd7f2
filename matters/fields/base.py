"""What every question has, whatever its kind: an id, a wording, a reason, and what it takes to draw it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from matters.answers import Answers, Condition, always
from matters.texts import Words

UNKNOWN = "unknown"
DONT_KNOW = _("I don’t know")
NOT_PROVIDED = _("Not provided")
_ANSWER_THIS = _("Answer this question")


def printable(value: Any) -> str:
    """What was typed, safe to put back on a page: half a character cannot be encoded."""
    return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in str(value or ""))


@dataclass(frozen=True, slots=True)
class Heard:
    """One line of an answer and what was understood of it; `advice` says why not, or what would be better."""

    typed: str
    understood: str
    advice: str


class Bound(BoundField):
    """A question on a page, with everything a template needs ready: ids, options, parts."""

    field: Question

    @property
    def kind(self) -> str:
        return self.field.kind

    @property
    def why(self) -> str:
        return str(self.field.why)

    @property
    def is_group(self) -> bool:
        return self.field.is_group

    @property
    def above(self) -> tuple[str, ...]:
        """Paragraphs of legal text shown before the box that agrees to them."""
        return getattr(self.field, "above", ())

    @cached_property
    def messages(self) -> list[str]:
        """The problem in words. One a question is enough: the next is shown when this one is mended."""
        return [printable(message) for message in list(self.errors)[:1]]

    @property
    def wrong_parts(self) -> Sequence[str]:
        return getattr(self.field, "wrong_parts", ())

    @cached_property
    def described_by(self) -> str:
        wanted = {"helptext": self.help_text, "why": self.why, "error": self.messages}
        return " ".join(f"{self.auto_id}_{part}" for part, there in wanted.items() if there)

    @cached_property
    def first_id(self) -> str:
        """The input a link in the error summary leads to."""
        return self.field.first_id(self)

    @cached_property
    def typed(self) -> str:
        return printable(self.value())

    @cached_property
    def options(self) -> list[dict[str, Any]]:
        value = self.value()
        chosen = {str(item) for item in (value if isinstance(value, list | tuple) else [value])}
        return [
            {"id": f"{self.auto_id}_{n}", "value": key, "label": label, "chosen": key in chosen}
            for n, (key, label) in enumerate(getattr(self.field, "choices", ()))
        ]

    @cached_property
    def parts(self) -> Any:
        return self.field.parts(self)


class Question(forms.Field):
    """A form field that is one question of the interview.

    `wording` and `hint` may hold words that fit the person asked about, such as {they}; see `PageForm.words`.
    `use` says what the answer is for: a fact the rules read, or contact, consent, or the desk's own reading.
    `purpose` is the autocomplete token of a question about the claimant.
    """

    kind = "text"
    is_group = False

    def __init__(
        self,
        wording: Words,
        *,
        question: str,
        why: Words = "",
        hint: Words = "",
        use: str = "fact",
        asked_if: Condition = always,
        missing: Words = _ANSWER_THIS,
        purpose: str = "",
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("error_messages", {}).setdefault("required", missing)
        super().__init__(label=wording, help_text=hint, **kwargs)
        self.wording, self.hint = wording, hint
        self.question, self.why, self.use, self.asked_if = question, why, use, asked_if
        self.purpose = purpose

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> Bound:
        return Bound(form, self, field_name)

    def first_id(self, bound: Bound) -> str:
        return bound.auto_id

    def parts(self, bound: Bound) -> Any:
        return ()

    def prepare(self, *, answers: Answers, index: int | None, today: Any, words: Mapping[str, str]) -> None:
        """Fit a fresh copy of the question to this claimant and this day."""

    def fits(self, value: Any, *, answers: Answers, index: int | None) -> bool:
        """Whether a kept answer is still one that this claimant may give."""
        return True

    def heard(self, value: Any) -> tuple[Heard, ...]:
        """What was understood of an answer that is read back before the interview goes on; mostly nothing."""
        return ()

    def shown(self, value: Any, *, answers: Answers, index: int | None, words: Mapping[str, str]) -> str:
        """The answer in words for a reader."""
        if value == UNKNOWN:
            return str(DONT_KNOW)
        return str(value) if value else str(NOT_PROVIDED)
