"""The queue over HTTP: list, filter, keep filters, and act on many files."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casefile import bulk, tabs, tasks
from casefile.models import BulkItem, BulkRun
from casefile.rights import Right
from review import bulk_page, queue_page, search, wording
from review.access import StaffRequest, needs

ITEMS = 100
NAME = 40


@require_http_methods(["GET", "HEAD"])
@needs(Right.OPEN)
def queue(request: StaffRequest) -> HttpResponse:
    """List the files that wait, the most pressing first."""
    return render(request, "review/queue.html", queue_page.lay(request.GET, request.user, at=timezone.now()))


@require_http_methods(["POST"])
@needs(Right.OPEN)
def show(request: StaffRequest) -> HttpResponse:
    """Lead to the files that the form asks for, and keep its filters for the next visit."""
    wish = search.read(queue_page.flat(request.POST), staff=request.user)
    tabs.remember(request.user, query=wish.kept, at=timezone.now())
    return _to(wish.query)


@require_http_methods(["POST"])
@needs(Right.OPEN)
def keep(request: StaffRequest) -> HttpResponse:
    """Keep the filters in view as a tab, or say why not."""
    wish = search.read(queue_page.flat(QueryDict(request.POST.get("query", ""))), staff=request.user)
    name = wording.clean(request.POST.get("name", ""))[:NAME]
    if not name:
        messages.error(request, "The tab was not kept: give it a name.")
        return _to(wish.query)
    try:
        tabs.keep(request.user, name=name, query=wish.kept, at=timezone.now())
    except tabs.TooMany:
        messages.error(request, f"The tab was not kept: there are {tabs.MOST}. Remove one first.")
    else:
        messages.success(request, f"Kept as the tab “{name}”.")
    return _to(wish.kept)


@require_http_methods(["POST"])
@needs(Right.OPEN)
def forget(request: StaffRequest, tab: UUID) -> HttpResponse:
    """Remove one of one's own tabs."""
    tabs.remove(request.user, tab=tab)
    messages.success(request, "The tab was removed. The files it listed are as they were.")
    return _to("")


@require_http_methods(["POST"])
@needs(Right.BULK)
def many(request: StaffRequest) -> HttpResponse:
    """Promise an act on the ticked files, or on all that the filters find; the page says what is refused."""
    at = timezone.now()
    asked = bulk_page.read(request.POST)
    try:
        run = bulk_page.start(asked, request.user, at=at)
    except bulk_page.Refused as refused:
        fault = queue_page.Fault(str(refused), asked.act, asked.person, asked.scope)
        laid = queue_page.lay(QueryDict(asked.query), request.user, at=at, fault=fault)
        return render(request, "review/queue.html", laid, status=422)
    tasks.ring_soon(run.pk)
    return redirect("desk_run", run=run.pk)


@require_http_methods(["GET", "HEAD"])
@needs(Right.BULK)
def run(request: StaffRequest, run: UUID) -> HttpResponse:
    """Show how far one's own act on many files is, and what came of each."""
    mine = get_object_or_404(BulkRun.objects.select_related("to"), pk=run, by=request.user)
    items = BulkItem.objects.filter(run=mine).select_related("submission").order_by("-outcome", "id")
    page = Paginator(items, ITEMS).get_page(request.GET.get("page"))
    context = {"run": bulk_page.progress(mine, bulk.job(mine)), "page": page, "items": bulk_page.items(page)}
    return render(request, "review/queue_run.html", context)


def _to(query: str) -> HttpResponse:
    return redirect(f"{reverse('desk')}?{query or f'{queue_page.EVERY}=1'}")
