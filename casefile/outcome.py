"""What a step leaves behind for the pipeline."""

from dataclasses import dataclass
from datetime import datetime

from casefile.models import Job


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a job leaves behind: further jobs owed, and when to come back if it must wait."""

    owed: tuple[Job, ...] = ()
    again_at: datetime | None = None
