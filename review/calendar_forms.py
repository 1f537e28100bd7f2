"""What may be typed of a deadline, and of the entries that move deadlines."""

import re
from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from casefile import clock_entries
from casefile.models import ClockEntry, DeadlineMark, Submission
from exposure import nsids
from exposure.identifiers import identify
from review import search
from review.check_forms import Words

NOTE_CHARS = 1000
EARLIEST = date(2004, 1, 1)
Read = tuple[list[str], list[str]]
WRONG = {
    ClockEntry.FILES: "There is no file of this reference",
    ClockEntry.PHOTOS: "This is no number or address of a photo",
    ClockEntry.ACCOUNTS: "This is no Flickr account number such as 12345678@N00",
}


def chosen(words: str) -> dict[str, str]:
    """One message for whatever is wrong with a field."""
    return dict.fromkeys(("required", "invalid", "invalid_choice"), words)


class Note(forms.Form):
    """Words beside a mark; taking one back needs them."""

    note = Words("The reason", most=NOTE_CHARS, missing="Say why, for whoever reads this later.")


class MarkForm(forms.Form):
    """A deadline seen, or complied with; `days` stands for the two days that it had on the page."""

    kind = forms.ChoiceField(choices=DeadlineMark.KINDS[:2])
    days = forms.CharField(max_length=64, widget=forms.HiddenInput)
    note = Words("The note", most=NOTE_CHARS)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("kind") == DeadlineMark.MET and "note" in cleaned and not cleaned["note"]:
            self.add_error("note", "Say what was done in time: the paper filed, the court, the day.")
        return cleaned


class Enter(forms.Form):
    """Time that stood still, or a later collection, and what of the matter it covers."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    matter = forms.ChoiceField()
    kind = forms.ChoiceField(choices=ClockEntry.KINDS[:2], error_messages=chosen("Choose what happened."))
    first_on = forms.DateField(error_messages=chosen("Enter the first day."))
    last_on = forms.DateField(required=False, error_messages=chosen("Enter the last day, or leave it empty."))
    covers = forms.ChoiceField(choices=ClockEntry.COVERS, error_messages=chosen("Choose what it covers."))
    names = Words("The list", most=20_000)
    basis = Words("The basis", most=NOTE_CHARS, missing="Say what it rests on: the order, the paper.")

    def __init__(
        self, *args: Any, matters: Collection[str], among: QuerySet[Submission], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.among, self.today = among, today
        self.fields["matter"].choices = [(one, one) for one in matters]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first_on"), cleaned.get("last_on")
        if first and not last and "last_on" in cleaned:
            last = cleaned["last_on"] = first
        if first and last:
            self._check_days(first, last)
        if cleaned.get("covers") and "names" in cleaned:
            cleaned["names"] = self._read_names(cleaned["covers"], cleaned["names"])
        return cleaned

    def _check_days(self, first: date, last: date) -> None:
        if last < first:
            self.add_error("last_on", "The last day is before the first.")
        elif first < EARLIEST or last > self.today:
            self.add_error("first_on", f"Enter days from {EARLIEST.year} to today.")

    def _read_names(self, covers: str, typed: str) -> tuple[str, ...]:
        words = re.split(r"[\s,;]+", typed.strip()) if typed.strip() else []
        if covers == ClockEntry.EVERYBODY:
            if words:
                self.add_error("names", "Leave the list empty, or choose what it names.")
            return ()
        if not words:
            self.add_error("names", "Name at least one, each on a line of its own.")
        if len(words) > clock_entries.MOST_NAMES:
            self.add_error("names", f"Name at most {clock_entries.MOST_NAMES} at once.")
            return ()
        read = {
            ClockEntry.FILES: self._references,
            ClockEntry.PHOTOS: _photos,
            ClockEntry.ACCOUNTS: _accounts,
        }
        found, wrong = read[covers](words)
        if wrong:
            self.add_error("names", f"{WRONG[covers]}: {', '.join(wrong[:5])}.")
        return tuple(sorted(set(found)))

    def _references(self, words: list[str]) -> Read:
        wanted = {word: search.reference(word) for word in words}
        there = set(self.among.filter(reference__in=wanted.values()).values_list("reference", flat=True))
        return list(there), [word for word, reference in wanted.items() if reference not in there]

    @property
    def wish(self) -> clock_entries.Wish:
        """What was typed, once it is valid."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "key"}
        return clock_entries.Wish(**typed)


def _photos(words: list[str]) -> Read:
    """Numbers, or the addresses of photos."""
    read = {word: word if word.isdecimal() and len(word) <= 15 else identify(word).photo_id for word in words}
    return [one for one in read.values() if one], [word for word, one in read.items() if not one]


def _accounts(words: list[str]) -> Read:
    found, wrong = [], []
    for word in words:
        try:
            found.append(nsids.text(nsids.code(word)))
        except ValueError:
            wrong.append(word)
    return found, wrong
