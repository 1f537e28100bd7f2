"""How a page of the interview is written as an address, and which addresses can be one at all."""

from django.urls import reverse

from matters.answers import Kind
from matters.interview import Step


class TokenConverter:
    """A 256-bit token in URL-safe base64. Nothing else is an address, so no odd byte reaches a row."""

    regex = "[0-9A-Za-z_-]{43}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class KindConverter:
    """What an interview may repeat."""

    regex = "people|photos"

    def to_python(self, value: str) -> Kind:
        return "people" if value == "people" else "photos"

    def to_url(self, value: str) -> str:
        return value


class SealedConverter:
    """Sealed bytes in URL-safe base64, as a private link carries them."""

    regex = "[0-9A-Za-z_-]{40,200}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class PhotosConverter:
    """Photos that stand together on the list, by the number of the first and of the last: 2-38."""

    regex = "[1-9][0-9]?-[1-9][0-9]?"

    def to_python(self, value: str) -> range:
        first, last = (int(number) for number in value.split("-"))
        return range(first - 1, last)

    def to_url(self, value: range) -> str:
        return f"{value.start + 1}-{value.stop}"


CHANGE = "change"
FROM_STOP = "stop"
PASTED = "pasted"


def of_step(step: Step, *, changing: bool = False, correcting: bool = False) -> str:
    """Return where a page stands; items count from 1 there. `changing` comes back to check answers.

    `correcting`: an answer on which the stop page rests.
    """
    if step.page.each is None or step.index is None:
        address = reverse("intake:page", args=[step.page.name])
    else:
        address = reverse("intake:item_page", args=[step.page.each, step.index + 1, step.page.name])
    if correcting:
        return f"{address}?{CHANGE}={FROM_STOP}"
    return f"{address}?{CHANGE}=1" if changing else address


def of_typing(step: Step) -> str:
    """Return where a page is kept as it is being typed."""
    if step.page.each is None or step.index is None:
        return reverse("intake:typing", args=[step.page.name])
    return reverse("intake:item_typing", args=[step.page.each, step.index + 1, step.page.name])
