"""Typed text made safe to keep, show, print and mail, and the questions answered by typing."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from matters.fields.base import Question
from matters.texts import Words

# Marks that reorder what a reader sees, or cannot be seen at all.
_UNSEEN = re.compile(
    "[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\u206a-\u206f"
    "\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# Joiners are part of some scripts and of emoji: kept between two such characters, dropped elsewhere.
_STRAY_JOINER = re.compile("(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_MOST_MARKS = 8


class TextRefused(ValueError):
    """The text holds something that cannot be kept; the message says what."""


def clean_text(value: str, *, most: int, lines: bool = False) -> str:
    """The text in one spelling (NFC), without invisible characters, at most `most` characters.

    Raises: TextRefused for half characters, control characters, noncharacters, and text that is too long.
    """
    # Checked before anything else: composing a long run of accents takes the square of its length.
    if len(value) > 4 * most:
        raise TextRefused(_too_long(len(value), most))
    text = _LINE_ENDS.sub("\n", value)
    text = text if lines else re.sub(r"[\n\t]+", " ", text)
    for character in text:
        _refuse(character)
    text = _STRAY_JOINER.sub("", _UNSEEN.sub("", unicodedata.normalize("NFC", text)))
    text = text.strip() if lines else " ".join(text.split())
    if _piled(text):
        raise TextRefused(gettext("Type this again with fewer accents on one letter"))
    if len(text) > most:
        raise TextRefused(_too_long(len(text), most))
    return text


def _too_long(count: int, most: int) -> str:
    words = gettext("Use {most} characters or fewer. This has {count}")
    return words.format(most=f"{most:,}", count=f"{count:,}")


def _refuse(character: str) -> None:
    kind = unicodedata.category(character)
    code = ord(character)
    broken = kind == "Cs" or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
    if broken or (kind == "Cc" and character not in "\n\t"):
        problem = gettext("This holds a character that cannot be read. Delete it or type the text again")
        raise TextRefused(problem)


def _piled(text: str) -> bool:
    run = 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run > _MOST_MARKS:
            return True
    return False


class Text(Question, forms.CharField):
    """A short answer on one line."""

    kind = "text"
    lines = False

    def __init__(
        self, wording: Words, *, most: int = 200, keyboard: str = "", name: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(wording, strip=False, **kwargs)
        self.most, self.keyboard, self.is_name = most, keyboard, name

    def to_python(self, value: Any) -> str:
        try:
            text = clean_text(str(value or ""), most=self.most, lines=self.lines)
        except TextRefused as refused:
            raise ValidationError(str(refused), code="refused") from None
        if self.is_name and text and not any(c.isalnum() for c in text):
            raise ValidationError(_("Enter a name with at least one letter"), code="no_letter")
        return text


class LongText(Text):
    """A longer answer over several lines."""

    kind = "textarea"
    lines = True
    widget = forms.Textarea


class Email(Text):
    """An e-mail address that a message can reach: a name at a domain, never a bare number address."""

    kind = "email"
    widget = forms.EmailInput

    def to_python(self, value: Any) -> str:
        text = super().to_python(value).replace(" ", "")
        if not text:
            return text
        try:
            validate_email(text)
        except ValidationError:
            raise ValidationError(self._advice, code="invalid") from None
        if text.endswith("]") or not re.search(r"\.[^.\d]+$", text):
            raise ValidationError(self._advice, code="invalid")
        return text

    _advice = _("Enter an e-mail address with a name, an @ and a domain, such as name@example.com")


class Phone(Text):
    """A telephone number, written any way people write one."""

    kind = "tel"

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        digits = re.sub(r"[^0-9]", "", text)
        if text and (not re.fullmatch(r"[0-9 ()+./x#*-]+", text) or not 7 <= len(digits) <= 20):
            raise ValidationError(
                _("Enter a phone number with its area code, such as 312 555 0142"), code="invalid"
            )
        return text
