"""The pages beside the questions, one line each: add yours here, and it is judged, pictured and validated."""

from dataclasses import dataclass
from typing import Literal

from tests.intake.conftest import CHECK
from tests.personas import ADULT, PARENT, Persona

Stand = Literal["nobody", "draft", "checked", "sent", "child"]
M = "/flickr-megaface"


@dataclass(frozen=True, slots=True)
class Beside:
    """A page: its name, its address, what its visitor has done before, and what they press there."""

    name: str
    path: str
    stand: Stand = "nobody"
    press: tuple[str, ...] = ()
    persona: Persona = ADULT
    errors: bool = False  # what is seen after the last press is a refusal


BESIDE = (
    Beside("landing", "/"),
    Beside("landing-from", "/from/sample-list/"),
    Beside("facts", f"{M}/facts/"),
    Beside("save-first", f"{M}/save-first/"),
    Beside("start", f"{M}/start/"),
    Beside("start-from", f"{M}/start/?from=sample-list"),
    Beside("declined", f"{M}/start/", press=("No, stop here",)),
    Beside("age", f"{M}/start/", press=("Yes, go on",)),
    Beside("age-empty", f"{M}/start/", press=("Yes, go on", "Continue"), errors=True),
    Beside("stopped", "/", stand="child"),
    Beside("lost", f"{M}/role/"),
    Beside("not-found", "/no-such-page/"),
    Beside("outbox", "/outbox/"),
    Beside("look-up", f"{M}/look-up/", stand="checked"),
    Beside("looked-up", f"{M}/look-up/", stand="checked", press=("Look for my photos",)),
    Beside("remove", f"{M}/people/2/remove/", stand="checked", persona=PARENT),
    Beside("check", CHECK, stand="checked"),
    Beside("check-parent", CHECK, stand="checked", persona=PARENT),
    Beside("declaration", f"{M}/declaration/", stand="checked"),
    Beside(
        "declaration-empty", f"{M}/declaration/", stand="checked", press=("Send my answers to the firm",),
        errors=True,
    ),
    Beside("sent", "", stand="sent"),
    Beside("ended", f"{M}/role/", stand="checked", press=("I am on a shared computer: end here",)),
)  # fmt: skip
ERROR_PAGES = ("400", "403", "403_csrf", "404", "429", "500")
