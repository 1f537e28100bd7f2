"""What may be ruled of two files that are alike."""

from django import forms

from casefile.duplicates import Ruling
from casefile.models import LinkRuling, Submission
from review.forms import Note

THIS, OTHER = "this", "other"
HOUSEHOLD, APART, UNDONE = LinkRuling.HOUSEHOLD, LinkRuling.APART, LinkRuling.UNDONE


class Rule(forms.Form):
    """A ruling on two files, a note, and what the page had shown of them."""

    seen = forms.RegexField(r"^[0-9]{1,6}\.[0-9]{1,6}$", widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        choices=[(code, "") for code in (THIS, OTHER, HOUSEHOLD, APART, UNDONE)],
        error_messages={
            "required": "Choose what you rule.",
            "invalid_choice": "Choose one of the rulings.",
        },
    )  # fmt: skip
    note = Note(required=False, widget=forms.Textarea)

    def ruling(self, file: Submission, other: Submission) -> Ruling:
        """What was ruled; a survivor is named by the page it was chosen on."""
        chosen, note = self.cleaned_data["verdict"], self.cleaned_data["note"]
        if chosen in (THIS, OTHER):
            return Ruling(LinkRuling.DUPLICATE, file if chosen == THIS else other, note)
        return Ruling(chosen, None, note)


def choices(file: Submission, other: Submission, *, is_ruled: bool) -> tuple[tuple[str, str, str], ...]:
    """The rulings in words; there is something to take back only where one stands."""
    every = (
        (THIS, f"Go on with {file.reference}", f"{other.reference} is a duplicate. Both stay as they are."),
        (OTHER, f"Go on with {other.reference}", f"{file.reference} is a duplicate. Both stay as they are."),
        (HOUSEHOLD, "They belong together", "One household or family; different people."),
        (APART, "They have nothing to do with each other", "The likeness is chance."),
        (UNDONE, "Take the ruling back", "It stays in the history; the question is open again."),
    )
    return every if is_ruled else every[:-1]
