"""Sources of visits over HTTP: the list, and the form to add, change, try out and retire one."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

import matters
from casefile import letters, sources
from casefile.models import Source
from casefile.rights import Right
from matters.texts import Text
from review import source_forms, wording
from review.access import StaffRequest, needs

HERE = {"here": "sources", "languages": source_forms.LANGUAGES}
RETIRED = "Retired. Its address leads to the ordinary first page."
CHANGED = "Recorded as a new version."
MOVED = "Somebody changed this source after you opened the page. See what it says now, then record again."


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.WORDS)
def every(request: StaffRequest) -> HttpResponse:
    """Show the list, and add a source or show what its paragraph would say."""
    form = source_forms.Add(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _every(request, form, status=422 if form.is_bound else 200)
    code, row = form.cleaned_data["code"], form.row
    if "preview" in request.POST:
        return _every(request, form, preview=_preview(Source(code=code, version=1, **row)))
    try:
        sources.add(code=code, **row, by=request.user, at=timezone.now())
    except sources.Taken:
        form.add_error("code", "There is a source of this code already. Change that one in the list below.")
        return _every(request, form, status=409)
    messages.success(request, "Recorded. Visits to its address show the paragraph from now on.")
    return redirect("desk_sources")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.WORDS)
def one(request: StaffRequest, code: str) -> HttpResponse:
    """Show a source, and change it or show what its paragraph would say."""
    source = _find(code)
    if request.method != "POST":
        return _one(request, source, source_forms.Change.of(source))
    form = source_forms.Change(request.POST)
    if not form.is_valid():
        return _one(request, source, form, status=422)
    if "preview" in request.POST:
        return _one(request, source, form, tried=Source(code=code, version=source.version, **form.row))
    return _written(request, source, form.cleaned_data["seen"], form)


@require_http_methods(["POST"])
@needs(Right.WORDS)
def retire(request: StaffRequest, code: str) -> HttpResponse:
    """Take a source out of use; its versions stay on record."""
    source, form = _find(code), source_forms.Retire(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else 0
    return _written(request, source, seen, None)


def _written(
    request: StaffRequest, source: Source, seen: int, form: source_forms.Change | None
) -> HttpResponse:
    by, at = request.user, timezone.now()
    try:
        if seen != source.version:
            raise sources.Moved(source.code)
        if form:
            sources.change(source=source, **form.row, by=by, at=at)
        else:
            sources.retire(source=source, by=by, at=at)
    except sources.Moved:
        newest = _find(source.code)
        return _one(request, newest, form or source_forms.Change.of(newest), moved=MOVED, status=409)
    messages.success(request, CHANGED if form else RETIRED)
    return redirect("desk_sources")


def _find(code: str) -> Source:
    source = sources.newest(code)
    if source is None:
        raise Http404
    return source


def _every(
    request: StaffRequest,
    form: source_forms.Add,
    *,
    preview: dict[str, Text] | None = None,
    status: int = 200,
) -> HttpResponse:
    listed = [
        {
            "source": source,
            "address": letters.address("intake:arrive", source.code),
            "at": wording.moment(source.at),
            "says": _preview(source),
        }
        for source in sources.current()
    ]
    context = {"form": form, "listed": listed, "preview": preview, **HERE}
    return render(request, "review/sources.html", context, status=status)


def _one(
    request: StaffRequest,
    source: Source,
    form: source_forms.Describe,
    *,
    tried: Source | None = None,
    moved: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "source": source,
        "form": form,
        "tried": tried is not None,
        "preview": _preview(tried or source),
        "moved": moved,
        **HERE,
    }
    return render(request, "review/source.html", context, status=status)


def _preview(source: Source) -> dict[str, Text]:
    """The paragraph as a claimant reads it, by language."""
    matter = matters.load(settings.MATTER)
    return {
        name: Text.from_json(sources.shown(source, matter, language=language)["text"])
        for language, name in source_forms.LANGUAGES.items()
    }
