"""What may be typed about conflicts: a ruling on a file, a list of parties, its retirement."""

from typing import Any

from django import forms

from casefile import party_files
from casefile.models import Clearance, ConflictList
from review.check_forms import Words
from review.forms import Note, Seen

MOST_BYTES = 2_000_000  # what is read while somebody waits; the command takes more
LABEL_CHARS, REASON_CHARS = 120, 500
REASONS: dict[str, dict[str, str]] = {
    Clearance.CLEAR: {
        "not_same": "Not the same person or company",
        "unrelated": "The same, and the old matter has nothing to do with this one",
        "consent": "The same, and informed consent is on file",
        "list_wrong": "The list is mistaken",
    },
    Clearance.POSSIBLE: {
        "asking": "Still being asked about",
        "may_be_same": "May be the same",
        "second_look": "A second look: it was cleared too early",
    },
    Clearance.BLOCKED: {
        "adverse": "Is, or belongs to, an adverse party",
        "former": "A former client’s matter stands against it",
        "duty": "Another duty of the firm stands against it",
    },
}
NOTE_NEEDED = frozenset({"consent", "unrelated", "list_wrong", "duty"})
OUTCOMES = (
    (Clearance.CLEAR, "Clear", "The file opens to the desk, and its packet leaves."),
    (Clearance.POSSIBLE, "Possible conflict", "The file stays sealed while you ask."),
    (Clearance.BLOCKED, "Blocked", "The file stays sealed for good, unless it is ruled anew."),
)


def reason_words(row: Clearance) -> str:
    """The words of a recorded reason; its code where the list no longer holds it."""
    return REASONS.get(row.outcome, {}).get(row.reason, row.reason)


class Rule(forms.Form):
    """An outcome, the reason that goes with it, a note, and which row the page had shown."""

    seen = Seen()
    outcome = forms.ChoiceField(
        choices=[(code, words) for code, words, _ in OUTCOMES],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what you rule.",
            "invalid_choice": "Choose clear, possible conflict or blocked.",
        },
    )
    reason = forms.ChoiceField(
        choices=[(code, words) for reasons in REASONS.values() for code, words in reasons.items()],
        error_messages={
            "required": "Choose the reason for this ruling.",
            "invalid_choice": "Choose a reason from the list.",
        },
    )
    note = Note(required=False, widget=forms.Textarea)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        outcome, reason = cleaned.get("outcome"), cleaned.get("reason")
        if outcome and reason and reason not in REASONS[outcome]:
            self.add_error("reason", "This reason belongs to another ruling. Choose one that fits.")
        if reason in NOTE_NEEDED and not cleaned.get("note") and "note" not in self.errors:
            self.add_error("note", "This reason needs a note: say in a sentence what it rests on.")
        return cleaned

    @property
    def groups(self) -> list[dict[str, Any]]:
        """The reasons under the ruling they belong to, for the page."""
        titles = {code: words for code, words, _ in OUTCOMES}
        return [{"title": titles[code], "reasons": reasons.items()} for code, reasons in REASONS.items()]


class Upload(forms.Form):
    """A list of parties: what it is, and its file."""

    kind = forms.ChoiceField(
        choices=ConflictList.KINDS,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose which kind of list it is.",
            "invalid_choice": "Choose adverse or former parties.",
        },
    )
    name = Words("The name", most=LABEL_CHARS, missing="Enter what the list is called.")
    version = Words("The version", most=LABEL_CHARS, missing="Enter its version, such as 2026-11.")
    file = forms.FileField(
        error_messages={"required": "Choose the CSV file.", "empty": "The file is empty."},
    )

    def clean_file(self) -> bytes:
        """The bytes, once they can be read as a list at all."""
        sent = self.cleaned_data["file"]
        if sent.size > MOST_BYTES:
            raise forms.ValidationError(
                "The file has more than 2 MB. Split it, or have it brought in on the server: "
                "manage.py import_parties."
            )
        content: bytes = sent.read()
        try:
            party_files.read(content)
        except party_files.Unreadable as fault:
            raise forms.ValidationError(str(fault)) from None
        return content


class Retire(forms.Form):
    """Why a list is taken out of force."""

    reason = Words("The reason", most=REASON_CHARS, missing="Say why the list is taken out of force.")
