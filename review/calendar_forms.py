"""What may be typed of a deadline, and of the entries that move deadlines."""

from typing import Any

from django import forms

from casefile.models import DeadlineMark
from review.check_forms import Words

NOTE_CHARS = 1000


class Note(forms.Form):
    """Words beside a mark; taking one back needs them."""

    note = Words("The reason", most=NOTE_CHARS, missing="Say why, for whoever reads this later.")


class MarkForm(forms.Form):
    """A deadline seen, or complied with; `safe` and `rolled` are the days that the page showed."""

    kind = forms.ChoiceField(choices=DeadlineMark.KINDS[:2])
    safe = forms.DateField()
    rolled = forms.DateField()
    note = Words("The note", most=NOTE_CHARS)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("kind") == DeadlineMark.MET and "note" in cleaned and not cleaned["note"]:
            self.add_error("note", "Say what was done in time: the paper filed, the court, the day.")
        return cleaned
