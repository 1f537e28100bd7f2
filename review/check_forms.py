"""What may be typed about a file's photos: links to look up, a check that was made, its withdrawal."""

import re
from datetime import date
from typing import Any

from django import forms

from casefile.models import PhotoCheck
from exposure import identifiers
from matters.fields import dates
from review import wording
from review.forms import Seen

LINES, CHARS = 500, 20_000
WHERE_CHARS, HOW_CHARS, LINK_CHARS = 120, 1_000, 500
OUTCOMES = tuple((code, words) for code, words in PhotoCheck.OUTCOMES if code != PhotoCheck.WITHDRAWN)
HINTS = {
    PhotoCheck.EXACT: "You saw this photo, by its number or address, where you looked. It counts as found.",
    PhotoCheck.NOTHING: "You looked and did not find it. It stays not known: absence proves nothing.",
    PhotoCheck.MISTAKEN: "A list or a colleague names this photo, and it is not the claimant’s.",
}
_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s]+", re.I)


class Words(forms.CharField):
    """A text of the firm's own: cleaned, then measured, so that a message can name both counts."""

    def __init__(self, what: str, *, most: int, missing: str = "", **kwargs: Any) -> None:
        super().__init__(required=bool(missing), error_messages={"required": missing}, **kwargs)
        self.what, self.most = what, most

    def to_python(self, value: Any) -> str:
        return wording.clean(str(value or ""))

    def run_validators(self, value: Any) -> None:
        if len(value) > self.most:
            raise forms.ValidationError(
                f"{self.what} has {len(value):,} characters; at most {self.most:,} are kept. "
                "Shorten it and record again."
            )


class Address(Words):
    """A web address, or nothing; one without a scheme is taken as https."""

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value)
        return f"https://{typed}" if typed and "://" not in typed else typed

    def run_validators(self, value: Any) -> None:
        super().run_validators(value)
        if value and not _ADDRESS.fullmatch(value):
            raise forms.ValidationError(
                "Enter a web address, such as https://www.flickr.com/photos/…, or leave it empty."
            )


class PageDate(forms.Field):
    """A day, a month or a year in three boxes, or nothing; `wrong` names the boxes to mend."""

    widget = dates.DateBoxes

    def __init__(self, *, today: date) -> None:
        super().__init__(required=False)
        self.today = today
        self.wrong: tuple[str, ...] = ()

    def clean(self, value: Any) -> str:
        typed = dates.Typed.of(value)
        if typed.is_blank:
            return ""
        try:
            return dates.read(typed, today=self.today)
        except dates.Unreadable as unreadable:
            self.wrong = unreadable.parts
            raise forms.ValidationError(f"{unreadable}, as the photo’s page shows it.") from None


class Check(forms.Form):
    """What was found of one photo, where and how, and what the page had shown."""

    seen = Seen()
    outcome = forms.ChoiceField(
        choices=OUTCOMES,
        error_messages={
            "required": "Choose what you found.",
            "invalid_choice": "Choose seen, nothing found or mistaken.",
        },
    )
    where = Words("The place", most=WHERE_CHARS, missing="Say where you looked: which list or tool.")
    how = Words("The account", most=HOW_CHARS, missing="Say in a sentence how you looked and what you saw.")
    link = Address("The address", most=LINK_CHARS)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["page_date"] = PageDate(today=today)

    @property
    def row(self) -> dict[str, str]:
        """What is recorded, as `checks.record` takes it."""
        return {name: self.cleaned_data[name] for name in ("outcome", "where", "how", "page_date", "link")}


class Withdraw(forms.Form):
    """Why a check is taken back, and what the page had shown."""

    seen = Seen()
    how = Words("The reason", most=HOW_CHARS, missing="Say in a sentence why this check is withdrawn.")


class Links(forms.Form):
    """Links, file names or numbers, one a line."""

    links = forms.CharField(
        widget=forms.Textarea,
        strip=False,
        error_messages={"required": "Paste at least one link, file name or number."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["links"].validators = []  # no sign is refused: a line that cannot be read says so itself

    def clean_links(self) -> tuple[str, ...]:
        """The lines that are not blank; too many are refused whole, so that none is left out unseen."""
        typed: str = self.cleaned_data["links"]
        lines = identifiers.lines(typed)
        for count, most, what in ((len(lines), LINES, "lines"), (len(typed), CHARS, "characters")):
            if count > most:
                raise forms.ValidationError(
                    f"You pasted {count:,} {what}; at most {most:,} are looked up at once. Nothing is lost: "
                    f"cut the text below to {most:,} {what}, and look up the rest after them."
                )
        if not lines:
            raise forms.ValidationError("Paste at least one link, file name or number.")
        return lines
