"""What may be typed to black out a passage, to take that back, and to open an original."""

from typing import Any

from django import forms

from casefile import redacting
from casefile.models import Redaction, Reveal
from casefile.redacting import Wish
from review.check_forms import Words

MOST = 2_000
SCOPES = (
    (redacting.ONE, "One place in this answer"),
    (redacting.LINE, "Every place in this answer"),
    (redacting.FILE, "Every answer of this file"),
)


class Redact(forms.Form):
    """The exact words of an answer, where they stand, and why nobody is to read them."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    line = forms.IntegerField(
        min_value=0, error_messages={"required": "Choose the answer", "invalid": "Choose the answer"}
    )
    words = Words("The passage", most=MOST, missing="Type or paste the exact words to hide")
    scope = forms.ChoiceField(choices=SCOPES, error_messages={"required": "Choose where"})
    occurrence = forms.IntegerField(
        min_value=1,
        max_value=999,
        required=False,
        error_messages={"invalid": "Enter a number: 1 is the first place"},
    )
    reason = forms.ChoiceField(
        choices=[("", "Choose a reason"), *Redaction.REASONS], error_messages={"required": "Choose why"}
    )

    @property
    def wish(self) -> Wish:
        given: dict[str, Any] = self.cleaned_data
        number = given["occurrence"] or 1
        return Wish(given["line"], given["words"], given["scope"], number, given["reason"])

    def not_there(self) -> None:
        """Say that the words are nowhere to be hidden."""
        self.add_error(
            "words", "These words do not stand there, or are hidden already. Copy them out of the answer."
        )


class TakeBack(forms.Form):
    """That a passage may be read again; `seen`: the rows that the page knew."""

    seen = forms.IntegerField(min_value=0)


class Open(forms.Form):
    """Why the original of an answer is opened."""

    line = forms.IntegerField(min_value=0)
    reason = forms.ChoiceField(
        choices=[("", "Choose a reason"), *Reveal.REASONS], error_messages={"required": "Choose why"}
    )
