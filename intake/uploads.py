"""Files that people send: taken in as they stream, bounded, and spoken of in plain words."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from casefile import evidence, tasks
from casefile.evidence import Refused, Sent
from casefile.models import Upload

FIELD = "files"
ACCEPT = ".pdf,.jpg,.jpeg,.png,.webp,.heic,.heif,.zip,image/*,application/pdf,application/zip"
TOO_LARGE = (evidence.TOO_BIG, evidence.TOO_MUCH)


def takes_files(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view whose forms may bring files; to any other a file is read past and dropped."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


@dataclass(frozen=True, slots=True)
class Fault:
    """A file that was not kept, and why, in words."""

    why: str
    words: str


class Bounded(TemporaryFileUploadHandler):
    """Writes each file to a temporary file of its own, mode 0600; what is over a limit is read past."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        self.number, self.bytes = 0, 0
        self.refused: list[Fault] = []
        if self.request is not None:
            self.request.refused_uploads = self.refused  # type: ignore[attr-defined]

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        match = self.request.resolver_match if self.request else None
        if match is None or not getattr(match.func, "takes_files", False):
            raise SkipFile
        self.file_name = file_name
        self.number += 1
        if self.number > settings.EVIDENCE_FILES:
            self._refuse(evidence.TOO_MANY)
        super().new_file(field_name, file_name, *args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.bytes += len(raw_data)
        if start + len(raw_data) > settings.EVIDENCE_FILE_BYTES:
            self.bytes -= start + len(raw_data)
            self._refuse(evidence.TOO_BIG)
        if self.bytes > settings.EVIDENCE_BYTES:
            self._refuse(evidence.TOO_MUCH)
        super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> UploadedFile | None:  # type: ignore[type-arg]  # generic to the stubs alone
        done = super().file_complete(file_size)
        del self.file  # or the parser closes it when it skips the next one
        return done

    def _refuse(self, why: str) -> None:
        self.refused.append(Fault(why, said(Refused(why), str(self.file_name))))
        raise SkipFile


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the files of one request."""

    kept: tuple[Upload, ...]
    faults: tuple[Fault, ...]

    @property
    def status(self) -> int:
        """The HTTP status that says it."""
        if not self.faults:
            return 200
        return 413 if any(fault.why in TOO_LARGE for fault in self.faults) else 422


def take(request: HttpRequest, *, draft_sha256: str, at: datetime, by: str = "claimant") -> Taken:
    """Keep each file of a request on its own: a fault of one loses no other. Raises: evidence.Gone."""
    kept: list[Upload] = []
    faults: list[Fault] = []
    sent = request.FILES.getlist(FIELD)
    for file in sent:
        name = file.name or ""
        try:
            content = cast(IO[bytes], file)
            upload = evidence.receive(draft_sha256=draft_sha256, file=content, name=name, at=at, by=by)
        except Refused as refused:
            faults.append(Fault(refused.why, said(refused, name)))
        else:
            kept.append(upload)
            tasks.ring_check(upload)
    faults += getattr(request, "refused_uploads", [])
    if not sent and not faults:
        faults.append(Fault("none", _("Choose at least one file to send")))
    return Taken(tuple(kept), tuple(faults))


# In words


def said(refused: Refused, name: str) -> str:
    """Say why a file was not kept, and what to do."""
    words = {"name": evidence.cleaned(name), "what": _kind(refused.kind), **limits()}
    if refused.why == evidence.EMPTY:
        return _("“%(name)s” is empty. Check the file and send it again") % words
    if refused.why == evidence.TOO_BIG:
        return _("“%(name)s” is bigger than %(megabytes)s MB. Send a smaller copy") % words
    if refused.why == evidence.TOO_MANY:
        return _("“%(name)s” was not kept. You can send up to %(files)s files: remove one first") % words
    if refused.why == evidence.TOO_MUCH:
        return _("“%(name)s” was not kept. All files together can be up to %(all_megabytes)s MB") % words
    return _("“%(name)s” is %(what)s. We can take PDF, JPEG, PNG, WEBP and HEIC files") % words


def limits() -> dict[str, int]:
    """Return the limits as they are said on a page."""
    return {
        "files": settings.EVIDENCE_FILES,
        "megabytes": settings.EVIDENCE_FILE_BYTES // 1_000_000,
        "all_megabytes": settings.EVIDENCE_BYTES // 1_000_000,
    }


def _kind(kind: str) -> str:
    kinds = {
        "gif": _("a GIF picture"),
        "tiff": _("a TIFF picture"),
        "bmp": _("a BMP picture"),
        "avif": _("an AVIF picture"),
        "svg": _("an SVG drawing"),
        "photoshop": _("a Photoshop file"),
        "postscript": _("a PostScript file"),
        "office": _("a Word, Excel or PowerPoint file"),
        "packed": _("a packed file"),
        "program": _("a program"),
        "sound": _("a sound file"),
        "video": _("a video"),
        "web page": _("a web page"),
        "text": _("a text file"),
    }
    return kinds.get(kind) or _("a kind of file we do not know")


def state(sent: Sent) -> str:
    """Say how a file fares, to whoever sent it."""
    if sent.outcome == evidence.WAITING:
        return _("Received. We are checking it.")
    if sent.outcome == evidence.HELD:
        return _("Received. The check takes longer than usual. You need not do anything.")
    if sent.outcome == evidence.UNFIT:
        return _("Received, but we cannot open it.") + " " + _trouble(sent.reason)
    scanned = "" if sent.scan == "clean" else " " + _("Not scanned for viruses.")
    if sent.is_archive:
        return _("Received and checked. This is the data file of a Flickr account.") + scanned
    return _("Received and checked.") + scanned


def _trouble(reason: str) -> str:
    reasons = {
        "password": _("It wants a password. If you can, send a copy without one."),
        "unreadable": _("It may be damaged. If you can, send it again."),
        "too_many_pixels": _("The picture is too large. If you can, send a smaller copy."),
        "too_much_work": _("It is too large or too complex. If you can, send a simpler copy."),
        "not_archive": _(
            "It is not the data file of a Flickr account. The name of that file ends in “part1.zip”. "
            "Photos can be sent one by one."
        ),
        "virus": _("It seems to hold harmful software. Nobody will open it."),
    }
    return reasons.get(reason) or _("If you can, send it in another form.")


@dataclass(frozen=True, slots=True)
class Row:
    """A file on a claimant's page. `remove` and `use` are addresses, empty where neither is offered."""

    name: str
    size: str
    state: str
    is_waiting: bool
    is_unfit: bool
    remove: str = ""
    use: str = ""


def rows(draft_sha256: str, *, is_draft: bool) -> tuple[Row, ...]:
    """Return the files of an interview, or of what it became, ready for `intake/evidence_list.html`."""
    return tuple(_row(sent, is_draft=is_draft) for sent in evidence.listed(draft_sha256))


def _row(sent: Sent, *, is_draft: bool) -> Row:
    def address(name: str, offered: bool) -> str:
        return reverse(f"intake:{name}", args=[sent.upload_id]) if offered and is_draft else ""

    return Row(
        name=sent.name,
        size=filesizeformat(sent.size),
        state=state(sent),
        is_waiting=sent.outcome == evidence.WAITING,
        is_unfit=sent.outcome == evidence.UNFIT,
        remove=address("evidence_remove", True),
        use=address("archive", sent.is_archive),
    )


def known(draft_sha256: str, upload_id: uuid.UUID) -> Sent | None:
    """Return the archive of a Flickr account among an interview's files, once it was found fit."""
    sent = evidence.one(draft_sha256, upload_id)
    return sent if sent and sent.is_archive else None
