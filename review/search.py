"""What the person at the queue asked for, read from the address; anything unknown asks for nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from review import queue, wording

RESULTS = tuple((name, wording.RESULTS[name][2]) for name in (
    "likely_eligible", "needs_review", "refer", "likely_not_eligible", "not_applicable",
))  # fmt: skip
STATES = ((queue.UNDECIDED, "Undecided"), (queue.DECIDED, "Decided"))
CLAIMANT = (
    ("going", "Has not withdrawn"),
    ("acted", "Did something since"),
    ("withdrawn", "Withdrew the request"),
    ("erasure", "Asked for erasure"),
)
REFERENCE_LETTERS = 9


@dataclass(frozen=True, slots=True)
class Wish:
    """The filters of one visit to the queue."""

    typed: str
    result: str
    state: str
    trouble: bool
    matched: bool
    claimant: str

    results = RESULTS
    states = STATES
    claimants = CLAIMANT

    @property
    def is_narrow(self) -> bool:
        return bool(self.typed or self.result or self.state or self.trouble or self.matched or self.claimant)

    @property
    def filters(self) -> dict[str, Any]:
        """As `queue.narrowed` takes them."""
        return {
            "result": self.result,
            "state": self.state,
            "trouble": self.trouble,
            "matched": self.matched,
            "claimant": self.claimant,
            "reference": reference(self.typed),
        }

    @property
    def query(self) -> str:
        """The filters as they stand in an address, for the links to other pages."""
        asked = {
            "q": self.typed,
            "result": self.result,
            "state": self.state,
            "trouble": "1" if self.trouble else "",
            "matched": "1" if self.matched else "",
            "claimant": self.claimant,
        }
        return urlencode({name: value for name, value in asked.items() if value})


def read(asked: Mapping[str, str]) -> Wish:
    """Read the filters of an address."""
    return Wish(
        typed=wording.clean(asked.get("q", ""))[:40],
        result=_known(asked.get("result", ""), RESULTS),
        state=_known(asked.get("state", ""), STATES),
        trouble=asked.get("trouble") == "1",
        matched=asked.get("matched") == "1",
        claimant=_known(asked.get("claimant", ""), CLAIMANT),
    )


def reference(typed: str) -> str:
    """A reference as it is stored, from however it was typed: "k7m4qx9td" finds K7M-4QX-9TD."""
    letters = re.sub(r"[^0-9A-Z]", "", typed.upper())
    if len(letters) != REFERENCE_LETTERS:
        return typed
    return "-".join(letters[at : at + 3] for at in range(0, REFERENCE_LETTERS, 3))


def _known(value: str, choices: tuple[tuple[str, str], ...]) -> str:
    return value if value in dict(choices) else ""
