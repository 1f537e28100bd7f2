"""The stop page of an interview: the facts it rests on, and what may be chosen there."""

from __future__ import annotations

from dataclasses import dataclass

PAGE = "stop"
"""The name of the page under which the choice is kept."""
ANYWAY, PERSON = "anyway", "person"
"""Go on anyway; ask a person to look."""


@dataclass(frozen=True, slots=True)
class StopFact:
    """One plain fact that puts one photo (from 0) outside, in words, and the answer it rests on."""

    photo: int
    reason: str
    sentence: str
    page: str
    field: str
    index: int

    @property
    def code(self) -> str:
        """How records name it, such as "1.face": the photo from 1, and the reason."""
        return f"{self.photo + 1}.{self.reason}"
