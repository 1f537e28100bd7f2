"""Two files side by side over HTTP, and the ruling on them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casefile import audit, duplicates, relations
from casefile.duplicates import Standing
from casefile.models import Submission
from casefile.rights import Right
from review import access, link_forms, linked, revealing
from review import beside as sides
from review.access import StaffRequest, needs, unless_damaged


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.LINK)
@unless_damaged
def beside(request: StaffRequest, token: str, other: str) -> HttpResponse:
    """Show what agrees and differs in two files, or record what is ruled of them."""
    file = access.open_cleared(request.user, token, Right.LINK)
    near = access.open_cleared(request.user, other, Right.LINK)
    try:
        standing = duplicates.between(file, near)
    except duplicates.NotLinked:
        raise Http404 from None
    if request.method == "POST":
        return _ruled(request, file, near, standing)
    return _page(request, file, near, standing, link_forms.Rule(initial={"seen": standing.seen}))


def _ruled(request: StaffRequest, file: Submission, other: Submission, standing: Standing) -> HttpResponse:
    form = link_forms.Rule(request.POST)
    if not form.is_valid():
        return _page(request, file, other, standing, form, status=422)
    ruling = form.ruling(file, other)
    try:
        relations.rule(
            file, other, ruling, seen=form.cleaned_data["seen"], by=request.user, at=timezone.now()
        )
    except duplicates.IsDuplicate as refused:
        form.add_error("verdict", f"That file is itself a duplicate: go on with {refused.of.reference}.")
        return _page(request, file, other, standing, form, status=409)
    except duplicates.Moved:
        return _page(request, file, other, duplicates.between(file, other), form, moved=True, status=409)
    messages.success(request, f"Recorded for {file.reference} and {other.reference}. Nothing was merged.")
    return redirect(f"{reverse('desk_file', args=(file.token,))}#alike")


def _page(
    request: StaffRequest,
    file: Submission,
    other: Submission,
    standing: Standing,
    form: link_forms.Rule,
    *,
    moved: bool = False,
    status: int = 200,
) -> HttpResponse:
    who, at = str(request.user.pk), timezone.now()
    for one, two in ((file, other), (other, file)):
        audit.record(event="files.compared", actor=who, subject=one, at=at, other=str(two.pk))
    today = timezone.localtime(at).date()
    ours = sides.side(file, today=today, shown=revealing.shown(request.session, file, at=at))
    theirs = sides.side(other, today=today, shown=revealing.shown(request.session, other, at=at))
    context = {
        "file": file,
        "other": other,
        "link": linked.linked(file, other, standing, ours.mask),
        "rows": sides.rows(ours, theirs),
        "history": [linked.ruled(row, file, other, ours.mask) for row in standing.history],
        "choices": link_forms.choices(file, other, is_ruled=standing.ruling is not None),
        "form": form,
        "seen": standing.seen,
        "moved": moved,
    }
    return render(request, "review/beside.html", context, status=status)
