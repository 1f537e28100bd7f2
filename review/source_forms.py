"""What may be typed of a source of visits: its code, name, and what claimants are told of it."""

from typing import Any

from django import forms

from casefile import sources
from casefile.models import Source
from review.check_forms import Words
from review.forms import Seen

NAME_CHARS, SAID_CHARS = 120, 400
LANGUAGES = {"en": "English", "es": "Spanish"}


class Code(forms.CharField):
    """A code as it stands in an address."""

    def __init__(self) -> None:
        super().__init__(error_messages={"required": "Enter a code for the address."})

    def run_validators(self, value: Any) -> None:
        if value and (len(value) > sources.LONGEST or not sources.CODE.fullmatch(value)):
            raise forms.ValidationError(
                "Use at most 40 lower-case letters and digits, with single hyphens between them: "
                "spring-newsletter."
            )

    def to_python(self, value: Any) -> str:
        return str(value or "").strip().lower()


class Describe(forms.Form):
    """A source in both languages."""

    name = Words("The name", most=NAME_CHARS, missing="Enter the name that claimants know it by.")
    relationship_en = Words(
        "This", most=SAID_CHARS, missing="Say in English how the source is connected to the firm."
    )
    relationship_es = Words(
        "This", most=SAID_CHARS, missing="Say in Spanish how the source is connected to the firm."
    )
    fee_en = Words(
        "This", most=SAID_CHARS, missing="Say in English what the firm pays, or that it pays nothing."
    )
    fee_es = Words(
        "This", most=SAID_CHARS, missing="Say in Spanish what the firm pays, or that it pays nothing."
    )

    @classmethod
    def of(cls, source: Source) -> "Describe":
        """The form as it shows a source that is on the list."""
        said = {
            f"{name}_{language}": getattr(source, name).get(language, "")
            for name in ("relationship", "fee")
            for language in LANGUAGES
        }
        return cls(initial={"name": source.name, "seen": source.version, **said})

    @property
    def row(self) -> dict[str, Any]:
        """What is recorded, as `sources.add` and `sources.change` take it."""
        given = self.cleaned_data
        return {"name": given["name"]} | {
            name: {language: given[f"{name}_{language}"] for language in LANGUAGES}
            for name in ("relationship", "fee")
        }


class Add(Describe):
    """A source that is not on the list yet."""

    field_order = ["code"]
    code = Code()


class Change(Describe):
    """The next version of a source, and which one the page had shown."""

    seen = Seen()


class Retire(forms.Form):
    """Which version the page had shown."""

    seen = Seen()
