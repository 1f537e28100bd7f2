"""What may be typed of a reason: its code, its words, and whether it takes a note or a second person."""

from typing import Any

from django import forms

from casefile import reasons
from casefile.models import Decision
from casefile.reasons import Reason
from review.check_forms import Words
from review.forms import Seen


class Code(forms.CharField):
    """A code as the record keeps it."""

    def __init__(self) -> None:
        super().__init__(error_messages={"required": "Enter a code for the record."})

    def to_python(self, value: Any) -> str:
        return str(value or "").strip().lower()

    def run_validators(self, value: Any) -> None:
        if value and (len(value) > reasons.LONGEST or not reasons.CODE.fullmatch(value)):
            raise forms.ValidationError(
                "Use at most 64 lower-case letters and digits, with single underscores between them: "
                "moved_abroad."
            )


class Change(forms.Form):
    """The words of a reason, what it takes, and which version the page had shown."""

    seen = Seen()
    words = Words("The reason", most=reasons.WORDS_CHARS, missing="Say the reason in a few words.")
    needs_note = forms.BooleanField(required=False)
    by_two = forms.BooleanField(required=False)

    @classmethod
    def of(cls, reason: Reason) -> "Change":
        """The form as it shows a reason that is on the list."""
        said = {name: getattr(reason, name) for name in ("words", "needs_note", "by_two")}
        return cls(initial={"seen": reason.version, **said})

    def reason(self, choice: str, code: str) -> Reason:
        """What is recorded, as `reasons.change` takes it."""
        given = self.cleaned_data
        said = {name: given[name] for name in ("words", "needs_note", "by_two")}
        return Reason(choice, code, version=given.get("seen", 0), **said)


class Add(Change):
    """A reason that is not on the list yet."""

    field_order = ["choice", "code"]
    choice = forms.ChoiceField(
        choices=[("", "Choose a state"), *Decision.CHOICES],
        error_messages={
            "required": "Choose what it is a reason for.",
            "invalid_choice": "Choose a state from the list.",
        },
    )
    code = Code()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["seen"]


class Retire(forms.Form):
    """Which version the page had shown."""

    seen = Seen()
