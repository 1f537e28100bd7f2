"""The page that shows what the archive of a Flickr account says, and fills the answers with it on a yes."""

import uuid
from dataclasses import dataclass

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

import matters
from casefile import drafts, evidence
from casefile.models import Draft
from exposure.archive import Archive, ArchivePhoto
from intake import course, languages, uploads
from intake.doorway import with_draft
from matters.answers import MOST
from matters.archived import Change

A_PAGE = 100
SEEN = "seen"  # the page that names the changes carries it, the one before does not


@dataclass(frozen=True, slots=True)
class Row:
    """One photo of the archive as it may be chosen."""

    number: str
    title: str
    facts: str


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def archive(request: HttpRequest, draft: Draft, *, upload: uuid.UUID) -> HttpResponse:
    """Show what the file says; then, named one by one, what it would change; then change that."""
    sent = uploads.known(draft.token_sha256, upload)
    if sent is None:
        return redirect("intake:evidence")
    read = Archive.from_json(sent.found["archive"])
    chosen = request.POST.getlist("photo")
    is_choosing = languages.is_switched(request) and SEEN not in request.POST
    if request.method != "POST" or is_choosing or len(chosen) > MOST["photos"]:
        return _shown(request, read, name=sent.name, chosen=chosen)
    matter = matters.load(settings.MATTER)
    replace = request.POST.getlist("replace")
    filled = matter.fill(draft.answers, read, frozenset(chosen), frozenset(replace))
    if "yes" not in request.POST or not filled.changes:
        context = {"filled": filled, "chosen": chosen, "replace": replace, "most": MOST["photos"]}
        return render(request, "intake/archive_confirm.html", context)
    made = [one for one, change in zip(filled.made, filled.changes, strict=True) if _is_made(change, replace)]
    try:
        evidence.fill(draft=draft, upload_id=upload, answers=filled.answers, rests=made, at=timezone.now())
    except drafts.Gone:
        return redirect("intake:check")
    return redirect(course.resume(matter.journey, filled.answers))


def _is_made(change: Change, replace: list[str]) -> bool:
    return not change.was or change.key in replace


def _shown(request: HttpRequest, read: Archive, *, name: str, chosen: list[str]) -> HttpResponse:
    pages = Paginator(read.photos, A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "archive": read,
        "name": name,
        "page": page,
        "rows": [_row(photo) for photo in page],
        "chosen": chosen,
        "most": MOST["photos"],
        "too_many": len(chosen) > MOST["photos"],
    }
    return render(request, "intake/archive.html", context, status=422 if context["too_many"] else 200)


def _row(photo: ArchivePhoto) -> Row:
    seen = {True: _("everybody can see it now"), False: _("not everybody can see it now")}
    facts = (
        _("put on Flickr %(day)s") % {"day": date_format(photo.uploaded_at.date())}
        if photo.uploaded_at
        else "",
        _("taken %(day)s") % {"day": date_format(photo.taken_on)} if photo.taken_on else "",
        _("license now: %(code)s") % {"code": photo.licence.upper()} if photo.licence else "",
        "" if photo.public is None else seen[photo.public],
    )
    return Row(photo.photo_id, photo.title, "; ".join(fact for fact in facts if fact))
