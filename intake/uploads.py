"""Files that people send: taken in as they stream, bounded, and spoken of in plain words."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from casefile import evidence, sent_files, tasks
from casefile.evidence import Refused
from casefile.models import Upload
from casefile.sent_files import Sent
from intake import network
from intake.upload_words import limits, said, state

FIELD = "files"
ACCEPT = ".pdf,.jpg,.jpeg,.png,.webp,.heic,.heif,.zip,image/*,application/pdf,application/zip"
TOO_LARGE = (evidence.TOO_BIG, evidence.TOO_MUCH)
LIST = "intake/evidence_list.html"


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
        why = {fault.why for fault in self.faults}
        if evidence.TOO_OFTEN in why:
            return 429
        return 413 if why.intersection(TOO_LARGE) else 422


def take(request: HttpRequest, *, draft_sha256: str, at: datetime, by: str = "claimant") -> Taken:
    """Keep each file of a request on its own: a fault of one loses no other. Raises: evidence.Gone."""
    kept: list[Upload] = []
    faults: list[Fault] = []
    sent, where = request.FILES.getlist(FIELD), network.network(request)
    for file in sent:
        name = file.name or ""
        try:
            upload = evidence.receive(
                draft_sha256=draft_sha256,
                file=cast(IO[bytes], file),
                name=name,
                at=at,
                network=where,
                by=by,
            )
        except Refused as refused:
            faults.append(Fault(refused.why, said(refused, name)))
        else:
            kept.append(upload)
            tasks.ring_check(upload)
    faults += getattr(request, "refused_uploads", [])
    if not sent and not faults:
        faults.append(Fault("none", _("Choose at least one file to send")))
    return Taken(tuple(kept), tuple(faults))


def answer(
    request: HttpRequest,
    *,
    draft_sha256: str,
    listed: Callable[[], tuple[Row, ...]],
    page: Callable[[Taken | None], HttpResponse],
    here: str,
    gone: str,
    at: datetime,
) -> HttpResponse:
    """Show a page of files or keep what was sent to it; each file is kept whatever becomes of the others.

    `here` names the page, `gone` where somebody goes whose interview ended meanwhile. The page's own script
    gets the list alone.
    """
    taken = None
    if request.method == "POST":
        try:
            taken = take(request, draft_sha256=draft_sha256, at=at)
        except evidence.Gone:
            return redirect(gone)
    if is_script(request):
        return told(request, listed(), taken)
    if taken and not taken.faults:
        return HttpResponseRedirect(reverse(here) + "#sent")
    return page(taken)


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
    return tuple(_row(sent, is_draft=is_draft) for sent in sent_files.listed(draft_sha256))


def _row(sent: Sent, *, is_draft: bool) -> Row:
    def address(name: str, offered: bool) -> str:
        return reverse(f"intake:{name}", args=[sent.upload_id]) if offered and is_draft else ""

    return Row(
        name=sent.name,
        size=filesizeformat(sent.size),
        state=state(sent),
        is_waiting=sent.outcome == sent_files.WAITING,
        is_unfit=sent.outcome == sent_files.UNFIT,
        remove=address("evidence_remove", True),
        use=address("archive", sent.is_archive),
    )


def is_script(request: HttpRequest) -> bool:
    """Whether the page's own script asks, which wants the list alone."""
    return request.headers.get("Accept", "").startswith("application/json")


def shown(taken: Taken | None) -> dict[str, Any]:
    """What `intake/evidence_form.html` is filled with: the limits, and what became of files just sent."""
    return {
        "faults": taken.faults if taken else (),
        "kept": len(taken.kept) if taken else 0,
        "accept": ACCEPT,
        "field": FIELD,
        "limits": limits(),
    }


def told(request: HttpRequest, listed: tuple[Row, ...], taken: Taken | None = None) -> JsonResponse:
    """The list as it stands now, and the faults, for the page's own script."""
    said_now = {
        "list": render_to_string(LIST, {"rows": listed}, request=request),
        "is_waiting": any(row.is_waiting for row in listed),
        "faults": [fault.words for fault in taken.faults] if taken else [],
        "words": _("Received") if taken and taken.kept else "",
    }
    return JsonResponse(said_now, status=taken.status if taken else 200)


def known(draft_sha256: str, upload_id: uuid.UUID) -> Sent | None:
    """Return the archive of a Flickr account among an interview's files, once it was found fit."""
    sent = sent_files.one(draft_sha256, upload_id)
    return sent if sent and sent.is_archive else None
