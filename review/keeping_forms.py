"""What may be typed of keeping and deleting: a reason, a hold, a period."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet

from casefile.models import Hold, KeepingPeriod, Submission
from review import search
from review.check_forms import Words
from review.forms import Seen

NOTE_CHARS = 1000
MOST_DAYS = 36_500


class Note(forms.Form):
    """Words beside a step that may be left out."""

    note = Words("The note", most=NOTE_CHARS)


class Why(forms.Form):
    """Words without which the step is not taken."""

    note = Words("The reason", most=NOTE_CHARS, missing="Say why, for whoever reads this later.")


class Ask(Why):
    """A file whose claimant asked in another way."""

    reference = Words("The reference", most=40, missing="Enter the reference of the file.")


class Place(forms.Form):
    """A hold: on what, and why."""

    kind = forms.ChoiceField(
        choices=Hold.KINDS,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose what is held."),
    )
    within = forms.ChoiceField(
        required=False, error_messages={"invalid_choice": "Choose a matter from the list, or every matter."}
    )
    about = Words("This", most=200, missing="Enter the matter, the reference, the address or the name.")
    reason = Words("The reason", most=NOTE_CHARS, missing="Say why nothing may be deleted.")

    def __init__(
        self, *args: Any, matters: Collection[str], among: QuerySet[Submission], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.matters, self.among = matters, among
        every = [("", "Every matter"), *((one, one) for one in matters)]
        self.fields["within"].choices = every  # type: ignore[attr-defined]
        self.file: Submission | None = None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        kind, about = cleaned.get("kind"), cleaned.get("about")
        if kind in (Hold.MATTER, Hold.FILE):
            cleaned["within"] = ""  # they name their matter themselves
        if kind and about:
            check = {Hold.MATTER: self._matter, Hold.FILE: self._file, Hold.EMAIL: self._email}.get(kind)
            if check:
                check(about)
        return cleaned

    def _matter(self, about: str) -> None:
        if about not in self.matters:
            self.add_error("about", f"Enter a matter as it is spelled here: {', '.join(self.matters)}.")

    def _file(self, about: str) -> None:
        self.file = self.among.filter(reference=search.reference(about)).first()
        if self.file is None:
            self.add_error("about", "There is no file of this reference. It has nine letters and figures.")

    def _email(self, about: str) -> None:
        try:
            validate_email(about)
        except ValidationError:
            self.add_error("about", "Enter an e-mail address such as name@example.com.")


class Period(forms.Form):
    """How long files of one outcome are kept."""

    outcome = forms.ChoiceField(choices=KeepingPeriod.OUTCOMES)
    matter = forms.ChoiceField()
    days = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"),
            f"Enter a number of days from 1 to {MOST_DAYS:,}, or leave it empty for no end.",
        ),
    )
    keeps_names = forms.BooleanField(required=False)
    seen = Seen()

    def __init__(self, *args: Any, matters: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["matter"].choices = [(one, one) for one in matters]  # type: ignore[attr-defined]
