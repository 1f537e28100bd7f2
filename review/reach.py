"""How a claimant is reached: what of a text says so, and what stands in its place while that is masked."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html

import matters
from casefile import search_keys
from casefile.models import Submission

MAIL, PHONE, HOME = "[e-mail hidden]", "[phone hidden]", "[address hidden]"
DOTS = "•••"
SHORTEST = 4  # characters of a street worth looking for; digits of a telephone number are 7
# Also what nobody gave as a contact detail: somebody else's address or number in an answer or a note.
_MAIL = re.compile(r"[\w.+%’'-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w/-])(?:\+?1[ .-])?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?![\w-])")


@dataclass(frozen=True, slots=True)
class Details:
    """The contact details of one file, as patterns; nothing is masked where they are shown."""

    phones: tuple[str, ...] = ()
    homes: tuple[str, ...] = ()
    is_masked: bool = False

    def text(self, written: str) -> str:
        """What somebody wrote, without e-mail addresses, telephone numbers and the addresses of this file."""
        if not self.is_masked:
            return written
        if "@" in written:
            written = _MAIL.sub(MAIL, written)
        for one in self.homes:
            written = re.sub(one, HOME, written, flags=re.IGNORECASE)
        if any(sign.isdecimal() for sign in written):
            for one in self.phones:
                written = re.sub(one, PHONE, written)
            written = _PHONE.sub(PHONE, written)
        return written

    def detail(self, name: str, value: str) -> str:
        """One detail of contact alone: as much of it as helps to tell two apart, and that it is hidden."""
        return hint(name, value) if self.is_masked and value and name in HINTS else value


NOTHING = Details()


def of(file: Submission, *, is_shown: bool) -> Details:
    """Read the details that a file ever gave, in the interview and since."""
    if is_shown:
        return Details()
    given = [file.contact, matters.load(file.matter).address(file.answers)]
    given += [one.contact for one in file.contact_changes.all()]
    return Details(tuple(dict.fromkeys(_phones(given))), tuple(dict.fromkeys(_homes(given))), is_masked=True)


def _phones(given: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for one in given:
        number = search_keys.digits(str(one.get("phone") or ""))
        if len(number) >= 7:
            yield r"(?<!\w)(?:\+?1[\s.()-]*)?\(?" + r"[\s.()-]*".join(number) + r"(?!\w)"


def _homes(given: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for one in given:
        for part in ("street", "code"):
            words = str(one.get(part) or "").split()
            if len("".join(words)) >= SHORTEST:
                yield r"(?<!\w)" + r"\s+".join(re.escape(word) for word in words) + r"(?!\w)"


def hint(name: str, value: str) -> str:
    """A masked detail for the eye, with words for whoever hears the page."""
    said, shape = HINTS[name]
    pattern = '<span aria-hidden="true">{}</span><span class="visually-hidden">{}</span>'
    return format_html(pattern, shape(value), said)


def _mail_shape(value: str) -> str:
    local, _, domain = value.partition("@")
    return f"{local[:1]}{DOTS}@{domain[:1]}{DOTS}.{domain.rpartition('.')[2]}"


def _phone_shape(value: str) -> str:
    return f"{DOTS}{''.join(re.findall(r'[0-9]', value))[-2:]}"


def _dots(value: str) -> str:
    return DOTS


HINTS = {
    "email": ("hidden e-mail address", _mail_shape),
    "phone": ("hidden telephone number", _phone_shape),
    "street": ("hidden street", _dots),
    "code": ("hidden postal code", _dots),
}
