"""The published lists over HTTP: what is in force, and which files each import or retirement changed."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casefile import rights
from casefile.rights import Right
from review import listing
from review import queue as waiting
from review.access import StaffRequest, needs

PAGE = 25


@require_http_methods(["GET", "HEAD"])
@needs(Right.OPEN)
def lists(request: StaffRequest) -> HttpResponse:
    """Show every published list that was imported, and how far the look-ups in them are."""
    page = Paginator(listing.every(), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "listing": listing.listing(list(page), request.user), "here": "lists"}
    return render(request, "review/lists.html", context)


@require_http_methods(["GET", "HEAD"])
@needs(Right.OPEN)
def changes(request: StaffRequest, event: UUID) -> HttpResponse:
    """Show which files gained or lost a match through one import or retirement."""
    at = timezone.now()
    happened = listing.find(str(event))
    if happened is None:
        raise Http404
    page = Paginator(listing.changed(happened, request.user), PAGE).get_page(request.GET.get("page"))
    wanted = rights.files(request.user).filter(pk__in=[one.submission_id for one in page])
    files = waiting.with_claims(wanted).in_bulk()
    found = listing.changes(page, files, at=at)
    context = {"page": page, "changed": found, "heading": listing.heading(happened)}
    return render(request, "review/list_changes.html", context)
