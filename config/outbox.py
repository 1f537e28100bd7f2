"""The mail of a demonstration, read in the browser; the addresses exist in demo mode only."""

import re
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

NAME = re.compile(r"[0-9A-Za-z._-]{1,120}\.eml")


def _parse(file: Path) -> EmailMessage:
    return BytesParser(policy=default).parsebytes(file.read_bytes())


def _row(file: Path) -> dict[str, object]:
    message = _parse(file)
    body = message.get_body(("plain",))
    return {
        "name": file.name,
        "subject": message["Subject"],
        "to": message["To"],
        "date": message["Date"],
        "body": body.get_content() if body else "",
        "attachments": [part.get_filename() for part in message.iter_attachments()],
    }


@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """List the received mails, newest first, with links to what they carry."""
    files = sorted(settings.OUTBOX.glob("*.eml"), key=lambda file: file.stat().st_mtime, reverse=True)[:100]
    return render(request, "outbox.html", {"letters": [_row(file) for file in files]})


@require_safe
def attachment(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """Return one attachment as a download; 404 for any name that is not a mail of the outbox."""
    file = settings.OUTBOX / name
    if not NAME.fullmatch(name) or not file.is_file():
        raise Http404
    parts = list(_parse(file).iter_attachments())
    if number >= len(parts):
        raise Http404
    response = HttpResponse(parts[number].get_content(), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{parts[number].get_filename()}"'
    return response


urlpatterns = [
    path("", letters, name="outbox"),
    path("<str:name>/<int:number>", attachment, name="outbox_attachment"),
]
