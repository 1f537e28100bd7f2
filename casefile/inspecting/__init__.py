"""What a file really is, found by parsing it in a process of its own with little memory and time.

Nothing here knows Django, keys or rows: `casefile.inspection` starts it and reads what it says.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MEMORY_BYTES = 512 << 20
CPU_SECONDS = 10
WALL_SECONDS = 20
ANSWER_BYTES = 48 << 20
PIXELS = 40_000_000
WEBP_PIXELS = 30_000_000  # its decoder holds the picture three times

FINE = ""
WRONG_TYPE, UNREADABLE, PASSWORD = "wrong_type", "unreadable", "password"
TOO_MANY_PIXELS, TOO_MUCH_WORK, ACTIVE = "too_many_pixels", "too_much_work", "active"
BOMB, NOT_ARCHIVE = "bomb", "not_archive"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found. `reason` says why the file is not fit to open, and is empty where it is.

    `preview`: of an image a copy without its metadata, of a PDF that can act by itself one that cannot.
    """

    kind: str
    reason: str = FINE
    found: Mapping[str, Any] = field(default_factory=dict)
    preview: bytes = b""
