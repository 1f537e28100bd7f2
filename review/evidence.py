"""The files that came with the answers, as the file page lists them; nothing of them is drawn there."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects
from django.template.defaultfilters import filesizeformat

from casefile import handouts, scanning, sent_files
from casefile.binders import Binder
from casefile.models import Submission
from casefile.sent_files import Sent
from review import rows, wording

KINDS = {
    "jpeg": "JPEG picture", "png": "PNG picture", "webp": "WEBP picture", "heic": "HEIC picture",
    "pdf": "PDF", "zip": "Archive of a Flickr account",
}  # fmt: skip
ENDINGS = {"jpeg": "jpg", "png": "png", "webp": "webp", "heic": "heic", "pdf": "pdf", "zip": "zip"}
STATES = {
    sent_files.WAITING: rows.Mark("not-known", "…", "Being checked; not to be opened yet"),
    sent_files.HELD: rows.Mark("not-known", "…", "Held back: the virus scanner does not answer; tried again"),
    sent_files.CHECKED: rows.Mark("met", "✓", "Fit to open"),
    sent_files.UNFIT: rows.Mark("not-met", "✗", "Not fit to open"),
}
REASONS = {
    "password": "it wants a password",
    "unreadable": "it is damaged or not what it seems",
    "too_many_pixels": "it has more pixels than are drawn safely",
    "too_much_work": "it took more memory or time to read than is allowed",
    "active": "it acts by itself, and no harmless copy could be made",
    "bomb": "it would unpack to far more than an archive holds",
    "not_archive": "this zip is not the archive of a Flickr account",
    "wrong_type": "it is of a kind that is not taken",
    "virus": "the virus scanner found something in it",
    "lost": "its stored bytes are gone or were changed; tell the firm’s administrator",
}
NOT_SCANNED = {
    scanning.NO_SCANNER: "no scanner is set up",
    scanning.TOO_LONG: "longer than the scanner takes",
    scanning.OLD_SIGNATURES: "the scanner’s signatures are too old, or name no day",
    scanning.REFUSED: "the scanner could not read it",
    scanning.SILENT: "the scanner did not answer for too long",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One file. `open` and `download` say what the buttons are called, empty where there is none."""

    upload_id: uuid.UUID
    name: str
    size: str
    kind: str
    sha256: str
    received: str
    state: rows.Mark
    reason: str
    scan: str
    found: tuple[str, ...]
    used: tuple[str, ...]
    open: str
    download: str
    is_masked: bool


@dataclass(frozen=True, slots=True)
class Section:
    """The files of a submission."""

    rows: tuple[Row, ...]


def section(binder: Binder, *, today: date) -> Section:
    """List the files of a submission; pictures are masked where one may show somebody under 18."""
    masked = may_show_a_minor(binder.file, today=today)
    return Section(tuple(_row(sent_files.of(upload), masked=masked) for upload in binder.uploads))


def may_show_a_minor(file: Submission, *, today: date) -> bool:
    """Whether anybody pictured in the file may be under 18; so too while nobody is known."""
    prefetch_related_objects([file], "claims__revisions")
    known = [
        max(claim.revisions.all(), key=lambda one: one.number, default=None) for claim in file.claims.all()
    ]
    return not known or any(one is None or wording.may_be_minor(one.facts, today=today) for one in known)


def _row(sent: Sent, *, masked: bool) -> Row:
    hides = masked and sent.is_image
    opens = "" if not sent.has_preview else "Open a copy without its scripts"
    if opens and sent.is_image:
        opens = "Show it; it may show somebody under 18" if hides else "Show it"
    return Row(
        upload_id=sent.upload_id,
        name=sent.name,
        size=filesizeformat(sent.size),
        kind=KINDS.get(sent.kind, "Not known"),
        sha256=sent.sha256,
        received=wording.moment(sent.received_at),
        state=STATES[sent.outcome],
        reason=REASONS.get(sent.reason, "") if sent.outcome == sent_files.UNFIT else "",
        scan=scan(sent),
        found=tuple(_found(sent)),
        used=sent.used,
        open=opens if sent.is_fit else "",
        download="Download as it came" if handouts.is_harmless(sent) else "",
        is_masked=hides,
    )


def scan(sent: Sent) -> str:
    """Say what the virus scanner said, or why it said nothing."""
    if sent.scan == scanning.CLEAN:
        return f"Nothing found ({sent.scanned_with})"
    if sent.scan == scanning.FOUND:
        return f"Something found ({sent.scanned_with})"
    why = NOT_SCANNED.get(str(sent.found.get("not_scanned", "")), "")
    return f"Not scanned: {why}" if why else "Not scanned"


def _found(sent: Sent) -> list[str]:
    found, said = sent.found, []
    if "width" in found and "height" in found:
        said.append(f"{found['width']:,} × {found['height']:,} pixels")
    if "taken" in found:
        said.append(f"camera’s date {found['taken'].replace('T', ' ')}")
    if "gps" in found:
        said.append("names a place (kept in the original alone)" if found["gps"] else "names no place")
    if "pages" in found:
        said.append(f"{found['pages']:,} page{'s' if found['pages'] != 1 else ''}")
    if found.get("noted"):
        said.append(f"acts by itself ({', '.join(found['noted'])}), so only a copy without that is given out")
    if "archive" in found:
        said.append(f"account {found['archive']['nsid']}, {len(found['archive']['photos']):,} photos")
    return said
