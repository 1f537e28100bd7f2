"""Questions answered by choosing: one, several, yes or no, or a single tick."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from matters.answers import Answers
from matters.fields.base import DONT_KNOW, NOT_PROVIDED, UNKNOWN, Bound, Question
from matters.texts import Spoken, Words

_YES, _NO = _("Yes"), _("No")
Option = tuple[str, Words]
Options = tuple[Option, ...]
OptionsFor = Callable[[Answers, int | None], Iterable[Option]]


class _Chosen(Question, forms.ChoiceField):
    """What choosing one and choosing several share: the options, fitted to the claimant."""

    is_group = True

    def __init__(
        self,
        wording: Words,
        *,
        options: Options | OptionsFor,
        unsure: bool = True,
        unsure_words: Words = DONT_KNOW,
        **kwargs: Any,
    ) -> None:
        self.options_for, self.unsure, self.unsure_words = options, unsure, unsure_words
        self._fixed_keys = None if callable(options) else _keys(options)
        self.labelled: list[tuple[str, str]] = []
        kwargs.setdefault("error_messages", {}).setdefault(
            "invalid_choice", _("Choose one of the answers in the list")
        )
        super().__init__(wording, **kwargs)

    def offered(self, answers: Answers, index: int | None, words: Mapping[str, str]) -> list[tuple[str, str]]:
        return [(key, _fitted(label, words)) for key, label in self._all(answers, index)]

    def _all(self, answers: Answers, index: int | None) -> list[Option]:
        found = self._found(answers, index)
        return [*found, (UNKNOWN, self.unsure_words)] if self.unsure else [*found]

    def prepare(self, *, answers: Answers, index: int | None, today: Any, words: Mapping[str, str]) -> None:
        self.labelled = self.offered(answers, index, words)
        self.choices = self.labelled

    def fits(self, value: Any, *, answers: Answers, index: int | None) -> bool:
        chosen = set(value) if isinstance(value, list) else {value} - {""}
        if self.required and not chosen:
            return False
        return chosen <= (self._fixed_keys or _keys(self._found(answers, index)))

    def _found(self, answers: Answers, index: int | None) -> Iterable[Option]:
        return self.options_for(answers, index) if callable(self.options_for) else self.options_for

    def first_id(self, bound: Bound) -> str:
        return f"{bound.auto_id}_0"

    def shown(self, value: Any, *, answers: Answers, index: int | None, words: Mapping[str, str]) -> str:
        labels = dict(self._all(answers, index))
        chosen = [item for item in (value if isinstance(value, list) else [value]) if item]
        shown = (_fitted(labels[item], words) if item in labels else str(item) for item in chosen)
        return "; ".join(shown) or str(NOT_PROVIDED)


def _fitted(label: Words, words: Mapping[str, str]) -> str:
    """The label with the words that fit the claimant; the unsure ones have no place for any."""
    return str(label).format_map(words) if words else str(label)


def _keys(options: Iterable[Option]) -> frozenset[str]:
    """Every answer that may be kept: an unsure one is always taken."""
    return frozenset([UNKNOWN, *(key for key, _ in options)])


class Choice(_Chosen):
    """One answer out of a few, with “I don’t know” last wherever it is offered."""

    kind = "radios"
    widget = forms.RadioSelect


class YesNo(Choice):
    """Yes, no, or I don’t know."""

    def __init__(self, wording: Words, *, yes: Words = _YES, no: Words = _NO, **kwargs: Any) -> None:
        kwargs.setdefault("missing", _("Choose one of the answers"))
        super().__init__(wording, options=(("yes", yes), ("no", no)), **kwargs)


class Select(_Chosen):
    """One answer out of many, as a drop-down list."""

    kind = "select"
    is_group = False
    widget = forms.Select

    def prepare(self, *, answers: Answers, index: int | None, today: Any, words: Mapping[str, str]) -> None:
        super().prepare(answers=answers, index=index, today=today, words=words)
        self.choices = [("", gettext("Choose one")), *self.labelled]

    def first_id(self, bound: Bound) -> str:
        return bound.auto_id


class Many(_Chosen, forms.MultipleChoiceField):
    """Any number of answers; “I don’t know” stands alone."""

    kind = "ticks"
    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> list[str]:
        chosen: list[str] = super().clean(value)
        alone = {UNKNOWN, "none"} & set(chosen)
        if alone and len(chosen) > 1:
            words = next(label for key, label in self.labelled if key == min(alone))
            problem = gettext("Choose the answers that fit, or only “{answer}”")
            raise ValidationError(problem.format(answer=words), code="both")
        return chosen


class Tick(Question, forms.BooleanField):
    """One box, never ticked beforehand; `above` are the paragraphs it agrees to, shown before it."""

    kind = "tick"

    def __init__(
        self, wording: Words, *, above: tuple[str, ...] = (), text: Spoken | None = None, **kwargs: Any
    ) -> None:
        super().__init__(wording, **kwargs)
        self.above, self.text = above, text

    @classmethod
    def to(cls, text: Spoken, **kwargs: Any) -> Tick:
        """The box beside a legal text: its last paragraph, in the page's language, is what the box says."""
        return cls(lazy(lambda: text.text.paragraphs[-1], str)(), text=text, use="consent", **kwargs)

    def paragraphs_above(self) -> tuple[str, ...]:
        """What stands before the box, in the language of the moment."""
        return self.text.text.paragraphs[:-1] if self.text else self.above

    def clean(self, value: Any) -> str:
        return "yes" if super().clean(value) else "no"

    def prepare_value(self, value: Any) -> Any:
        return value in (True, "yes", "on")

    def shown(self, value: Any, *, answers: Answers, index: int | None, words: Mapping[str, str]) -> str:
        return gettext("Ticked") if value == "yes" else gettext("Not ticked")
