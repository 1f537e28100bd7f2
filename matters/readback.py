"""Answers that are read back: what was understood of them is shown once before the interview goes on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cached_property

from django import forms

from matters.fields import Heard, Question

# The hidden field with which a page says that it has shown how it read what is in it.
MARK = "heard"


class ReadBack(forms.Form):
    """A form whose answers may be read back. Whatever was typed is kept: reading it is no check."""

    @cached_property
    def heard(self) -> tuple[Heard, ...]:
        """What was understood, line by line."""
        return tuple(line for name in self.fields for line in self._lines(name))

    @property
    def is_unheard(self) -> bool:
        """Whether a valid page must come back first: a new text in it was not yet shown as it was read."""
        if not self.is_bound or not self.is_valid() or self._was_shown:
            return False
        return any(True for name in self._new for _ in self._lines(name))

    @property
    def heard_at(self) -> str:
        """The id of the input that holds the first answer read back."""
        return next((str(self[name].auto_id) for name in self.fields if self._lines(name)), "")

    @property
    def mark(self) -> str:
        """What the page carries on once it shows how it was read; empty on any other."""
        shown = self.is_bound and bool(self.heard) and self._was_shown
        return self._digest if shown or self.is_unheard else ""

    @property
    def _new(self) -> Iterator[str]:
        """The questions answered otherwise than before: what was kept had been shown."""
        return (name for name in self.fields if self.cleaned_data.get(name) != self.initial.get(name))

    @property
    def _was_shown(self) -> bool:
        return str(self.data.get(MARK, "")) == self._digest

    @property
    def _digest(self) -> str:
        typed = "\n".join(line.typed for line in self.heard)
        return hashlib.sha256(typed.encode()).hexdigest()[:32]

    def _lines(self, name: str) -> tuple[Heard, ...]:
        field, value = self.fields[name], getattr(self, "cleaned_data", {}).get(name)
        return field.heard(value) if isinstance(field, Question) and value else ()
