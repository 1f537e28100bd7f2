"""What is still open in a claim, for the desk only: a packet lists what is not known and stops there.

Worked out when the page is viewed and never stored. What would settle the main theory comes with the replayed
explanation; "what would change this" joins it here, as a further part of `OpenQuestions` read by `of`.
"""

from dataclasses import dataclass

from packets import findings


@dataclass(frozen=True, slots=True)
class OpenQuestions:
    """Questions whose answers would settle the main theory, in words; none = nothing is open."""

    settles: tuple[str, ...]


def of(found: findings.Determination) -> OpenQuestions:
    """Read what is open in the main theory, or in every theory where none leads."""
    theories = (found.main,) if found.main else found.theories
    return OpenQuestions(settles=tuple(dict.fromkeys(name for theory in theories for name in theory.settles)))
