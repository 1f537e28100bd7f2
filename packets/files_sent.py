"""The files that came with the answers, listed by what identifies them; no picture is printed."""

from collections.abc import Sequence
from dataclasses import dataclass

from packets import clocks, paper
from packets.values import FileSent

FILES = 60
KINDS = {
    "jpeg": "JPEG picture", "png": "PNG picture", "webp": "WEBP picture", "heic": "HEIC picture",
    "pdf": "PDF", "zip": "Archive of a Flickr account",
}  # fmt: skip
OUTCOMES = {
    "waiting": "Not checked when this was printed",
    "held": "Held back when this was printed",
    "checked": "Fit to open",
    "unfit": "Not fit to open",
}
SCANS = {"clean": "scanned, nothing found", "found": "scanned, something found", "not scanned": "not scanned"}


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file; its hash in pieces."""

    name: str
    kind: str
    size: str
    received: str
    scan: str
    used: str
    sha256: tuple[str, ...]


def files_sent(files: Sequence[FileSent]) -> tuple[FileRow, ...]:
    """Lay out the files in the order they came."""
    return tuple(_row(one) for one in files[:FILES])


def _row(one: FileSent) -> FileRow:
    outcome = OUTCOMES.get(one.outcome, paper.label(one.outcome))
    return FileRow(
        name=paper.label(one.name, chars=120),
        kind=KINDS.get(one.kind, "Kind not known"),
        size=f"{one.size:,} bytes",
        received=clocks.local(one.received_at),
        scan=f"{outcome}; {SCANS.get(one.scan, paper.label(one.scan))}",
        used=f"Answers filled from it: {paper.label(', '.join(one.used), chars=600)}" if one.used else "",
        sha256=paper.pieces(paper.label(one.sha256, chars=64)),
    )
