"""What an attorney may decide, and for which reasons."""

from typing import Any

from django import forms

from casefile.models import Decision
from review import wording

NOTE_CHARS = 2_000
LAST_NUMBER = 100_000  # far above any history; keeps the count a number the database can hold

# Product section 3.3: a required code, an optional note. Codes are stored; words may be reworded.
REASONS: dict[str, dict[str, str]] = {
    Decision.ACCEPT: {
        "findings_hold": "The findings hold on review",
        "evidence_seen": "Evidence seen and sufficient",
        "against_findings": "Accepted against the computer’s findings (say why in the note)",
    },
    Decision.DECLINE: {
        "criteria": "Does not meet the criteria",
        "time_run": "The time limit has run",
        "not_in_dataset": "The photo was not in the dataset",
        "no_illinois_link": "No link to Illinois",
        "released": "Signed a consent or release",
        "represented": "Already represented, or a party elsewhere",
        "duplicate": "Duplicate of another file (name it in the note)",
        "withdrawn": "The claimant does not wish to go on",
        "unreachable": "Could not be reached",
        "conflict": "Conflict of interest",
        "other": "Another reason (say which in the note)",
    },
    Decision.NEED_INFORMATION: {
        "birth_date": "Date of birth",
        "residence": "Where the person lived, and when",
        "photo_or_account": "Photo address, account or licence",
        "upload_date": "When and where it was put on Flickr",
        "permissions": "Consents, releases or other cases",
        "authority": "Proof of authority to act for the person",
        "contact": "A way to reach the claimant",
        "other": "Something else (say what in the note)",
    },
    Decision.REFER: {
        "public_enforcer": "Only a public enforcer can act",
        "other_law": "Another state’s law or another kind of claim",
        "other_firm": "Another firm fits better (Rules 1.5(e), 7.2)",
    },
}
CHOICES = tuple((choice, words) for choice, words in Decision.CHOICES if choice in REASONS)
NOTE_NEEDED = {"against_findings", "duplicate", "other"}
UNDO_REASONS = {
    "mistake": "Recorded by mistake",
    "wrong_person": "Meant for another person",
    "new_facts": "New facts or documents",
    "second_look": "Changed on a second look",
}
HINTS = {
    Decision.ACCEPT: "The firm takes this claim on to engagement.",
    Decision.DECLINE: "The firm does not take this claim.",
    Decision.NEED_INFORMATION: "The claimant is asked for something named.",
    Decision.REFER: "Somebody else should act on it.",
}


def reason_words(decision: Decision) -> str:
    """The words of a recorded reason; its code where the list no longer holds it."""
    words = UNDO_REASONS if decision.choice == Decision.UNDO else REASONS.get(decision.choice, {})
    return words.get(decision.reason, decision.reason)


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


class Decide(forms.Form):
    """A choice, the reason that goes with it, a note, and what the page had shown."""

    seen = Seen()
    choice = forms.ChoiceField(
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what you decide.",
            "invalid_choice": "Choose accept, decline, need information or refer.",
        },
    )
    note = Note(required=False, widget=forms.Textarea)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for choice, reasons in REASONS.items():
            self.fields[field_of(choice)] = forms.ChoiceField(
                required=False,
                choices=[("", "Choose a reason"), *reasons.items()],
                error_messages={"invalid_choice": "Choose a reason from the list."},
            )

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        choice = cleaned.get("choice")
        if not choice:
            return cleaned
        name = field_of(choice)
        reason = cleaned.get(name, "")
        if not reason and name not in self.errors:
            self.add_error(name, "Choose the reason for this decision.")
        if reason in NOTE_NEEDED and not cleaned.get("note") and "note" not in self.errors:
            self.add_error("note", "This reason needs a note: say in a sentence what it is.")
        return {**cleaned, "reason": reason}


class Undo(forms.Form):
    """Why the standing decision is taken back, and what the page had shown."""

    seen = Seen()
    number = Seen()
    reason = forms.ChoiceField(
        choices=[("", "Choose a reason"), *UNDO_REASONS.items()],
        error_messages={
            "required": "Choose why the decision is undone.",
            "invalid_choice": "Choose a reason from the list.",
        },
    )
