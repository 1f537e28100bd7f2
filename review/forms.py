"""What an attorney may decide, and for which reasons."""

from collections.abc import Iterable
from typing import Any

from django import forms

from casefile import decisions, states
from casefile.decisions import Said
from casefile.models import Decision
from casefile.reasons import Reason
from review import search, wording

NOTE_CHARS = 2_000
LAST_NUMBER = 100_000  # far above any history; keeps the count a number the database can hold

# What the order of the choices on the page is, and what each means.
CHOICES = tuple(pair for pair in Decision.CHOICES if pair[0] != Decision.UNDO)
HINTS = {
    Decision.UNDER_REVIEW: "Somebody of the firm is at it.",
    Decision.NEED_INFORMATION: "The claimant is asked for something named.",
    Decision.ACCEPT: "The firm takes this claim on to engagement.",
    Decision.WATCH: "Nothing can be decided before a certain day.",
    Decision.REFER: "Somebody else should act on it.",
    Decision.DECLINE: "The firm does not take this claim.",
    Decision.WITHDRAWN: "The claimant does not go on.",
    Decision.UNREACHABLE: "What was asked for never came, and nobody answers.",
    Decision.DUPLICATE: "Another file is kept of the same claim.",
}
# How the list of its reasons is named: "Reason to decline", "Reason to watch it".
TO_DO = {value: label.lower() for value, label in CHOICES} | {
    Decision.UNDER_REVIEW: "take it up",
    Decision.WATCH: "watch it",
    Decision.WITHDRAWN: "record it as withdrawn",
    Decision.UNREACHABLE: "record it as unreachable",
    Decision.DUPLICATE: "record it as a duplicate",
}
# What the file room refuses, and where on the form it is said.
REFUSALS = {
    decisions.REASON: ("choice", "This reason is not on the list any more. Choose another."),
    decisions.NOTE: ("note", "This reason needs a note: say in a sentence what it is."),
    decisions.DATE: ("review_on", "Enter the day on which it is looked at again: a day after today."),
    decisions.SURVIVOR: ("survivor", "Enter the reference of the other file of this matter, which is kept."),
    decisions.LOOP: (
        "survivor",
        "That file is itself decided as a duplicate of this one. One of them is kept.",
    ),
    decisions.AGAINST: (
        "choice",
        "The findings speak against this claim. To accept it all the same, choose the reason "
        "“against the computer’s findings” and say why in the note.",
    ),
}
NOT_NEXT = "This cannot follow the state that the claim is in. Choose one of the others, or undo first."
WAITING = "A proposal waits for a second person. Confirm or end it first."


def field_of(choice: str) -> str:
    """The name of the reason list that belongs to a choice."""
    return f"reason_{choice}"


class Note(forms.CharField):
    """A free text of the firm's own: cleaned, then measured, so that a message can name both counts."""

    def to_python(self, value: Any) -> str:
        return wording.clean(str(value or ""))

    def run_validators(self, value: Any) -> None:
        if len(value) > NOTE_CHARS:
            raise forms.ValidationError(
                f"The note has {len(value):,} characters; at most {NOTE_CHARS:,} are kept. "
                "Shorten it and record again."
            )


class Seen(forms.IntegerField):
    """How many decisions the page showed; anything but such a number is a page from elsewhere."""

    def __init__(self) -> None:
        message = "This page was out of date. Look at the history below, then record again."
        super().__init__(
            min_value=0,
            max_value=LAST_NUMBER,
            widget=forms.HiddenInput,
            error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), message),
        )


class Found(forms.UUIDField):
    """Which findings the page showed; none where there were none yet."""

    def __init__(self) -> None:
        super().__init__(
            required=False,
            widget=forms.HiddenInput,
            error_messages={"invalid": "This page was out of date. Look at the findings, then record again."},
        )


def _listed(reasons: Iterable[Reason], choice: str) -> list[tuple[str, str]]:
    """The reasons in use, as a list to choose from; those that take two people say so."""
    return [
        (one.code, f"{one.words} [takes two people]" if one.by_two else one.words)
        for one in reasons
        if one.choice == choice and one.active
    ]


class Decide(forms.Form):
    """A choice, the reason that goes with it, a note, and what the page had shown.

    `letter` is the SHA-256 of the letter that was previewed; `without` asks to record without one.
    """

    seen = Seen()
    found = Found()
    choice = forms.ChoiceField(
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what you decide.",
            "invalid_choice": "Choose one of the states on this page.",
        },
    )
    review_on = forms.DateField(
        required=False, input_formats=["%Y-%m-%d"], error_messages={"invalid": "Enter a date."}
    )
    survivor = forms.CharField(required=False, max_length=20)
    send_letter = forms.BooleanField(required=False)
    without = forms.BooleanField(required=False)
    letter = forms.RegexField(r"^[0-9a-f]{64}$", required=False)
    note = Note(required=False, widget=forms.Textarea)

    def __init__(self, *args: Any, reasons: Iterable[Reason], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = tuple(reasons)
        for choice, _ in CHOICES:
            self.fields[field_of(choice)] = forms.ChoiceField(
                required=False,
                choices=[("", "Choose a reason"), *_listed(every, choice)],
                error_messages={"invalid_choice": "Choose a reason from the list."},
            )

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        choice = cleaned.get("choice")
        if choice:
            name = field_of(choice)
            if not cleaned.get(name, "") and name not in self.errors:
                self.add_error(name, "Choose the reason for this decision.")
        return cleaned

    @property
    def said(self) -> Said:
        """What is decided; what belongs to another choice is left aside."""
        given = self.cleaned_data
        choice = given["choice"]
        return Said(
            choice=choice,
            reason=given[field_of(choice)],
            note=given["note"],
            review_on=given["review_on"] if choice in states.DATED else None,
            survivor=search.reference(given["survivor"]) if choice == Decision.DUPLICATE else "",
        )

    @property
    def wants_letter(self) -> bool:
        given = self.cleaned_data
        return given["choice"] == Decision.DECLINE and given["send_letter"] and not given["without"]

    def refuse(self, refused: decisions.Refused) -> None:
        """Say on the form what is lacking."""
        field, words = REFUSALS[refused.why]
        self.add_error(field, words)


class Undo(forms.Form):
    """Why the standing decision is taken back, and what the page had shown."""

    seen = Seen()
    found = Found()
    number = Seen()
    reason = forms.ChoiceField(
        error_messages={
            "required": "Choose why the decision is undone.",
            "invalid_choice": "Choose a reason from the list.",
        },
    )
    note = Note(required=False, widget=forms.Textarea)

    def __init__(self, *args: Any, reasons: Iterable[Reason], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = [("", "Choose a reason"), *_listed(reasons, Decision.UNDO)]
        self.fields["reason"].choices = self.choices  # type: ignore[attr-defined]


class Confirm(forms.Form):
    """What the page of a proposal had shown."""

    seen = Seen()
    found = Found()


class End(forms.Form):
    """Why a proposal is ended."""

    note = Note(required=False)
