"""One element of a claim over HTTP: look at what it rests on, verify or dispute it, withdraw a check."""

from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casefile import binders, element_checks, elements, replays, seen
from casefile.binders import Binder
from casefile.element_checks import Place, Recorded
from casefile.models import Claim, Determination, ElementCheck, Submission
from casefile.rights import Right
from review import access, element_forms, masking, moves, revealing, task_list
from review.access import StaffRequest, needs, unless_damaged


@dataclass(frozen=True, slots=True)
class Desk:
    """One element of a claim, open for a check."""

    binder: Binder
    claim: Claim
    found: Determination
    task: elements.Task
    line: task_list.Line
    mask: masking.Mask

    @property
    def uploads(self) -> tuple[tuple[str, str], ...]:
        """The claimant's files by id, called as the file page calls them."""
        return tuple((str(one.pk), self.mask.files(str(one.name))) for one in self.binder.uploads)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.CHECK)
@unless_damaged
def element(
    request: StaffRequest, token: str, position: int, theory: str, element: str, photo: int, defendant: int
) -> HttpResponse:
    """Show an element with the facts it rests on; record what a person verified or disputed of it."""
    file = access.open_cleared(request.user, token, Right.CHECK)
    desk = _desk(request, file, position, (theory, element, photo, defendant))
    if request.method != "POST":
        form = element_forms.Check(task=desk.task, uploads=desk.uploads, initial={"seen": desk.found.pk})
        return _page(request, desk, form)
    form = element_forms.Check(request.POST, task=_shown(request, desk), uploads=desk.uploads)
    if not form.is_valid():
        return _page(request, desk, form, status=422)
    place = Place(desk.task.theory, desk.task.element, desk.task.photo, desk.task.defendant)
    try:
        recorded = element_checks.record(
            claim=desk.claim, place=place, **form.row, by=request.user, at=timezone.now()
        )
    except element_checks.Moved:
        return _moved(request, desk, form)
    return _done(request, desk, recorded)


@require_http_methods(["POST"])
@needs(Right.CHECK)
@unless_damaged
def withdraw(request: StaffRequest, token: str, number: int) -> HttpResponse:
    """Withdraw a check by a further row; what stood before it stands again."""
    file = access.open_cleared(request.user, token, Right.CHECK)
    rows = file.element_checks.exclude(verdict=ElementCheck.WITHDRAWN).select_related("claim")
    check = get_object_or_404(rows, number=number)
    desk = _desk_of(request, file, check)
    typed = element_forms.Withdraw(request.POST)
    form = element_forms.Check(task=desk.task, uploads=desk.uploads, initial={"seen": desk.found.pk})
    if not typed.is_valid():
        return _page(request, desk, form, withdraw=typed, number=number, status=422)
    try:
        recorded = element_checks.withdraw(
            check=check, reason=typed.cleaned_data["reason"], by=request.user, at=timezone.now()
        )
    except element_checks.NothingToWithdraw:
        return _page(request, desk, form, withdraw=typed, number=number, gone=True, status=409)
    return _done(request, desk, recorded)


def _desk(request: StaffRequest, file: Submission, position: int, place: tuple[str, str, int, int]) -> Desk:
    """Find the element of an address; 404 where the findings that stand have no such."""
    binder = binders.bring(file, whole=True)
    claim = next((one for one in file.claims.all() if one.position == position), None)
    found = list(claim.determinations.all())[-1] if claim and claim.determinations.all() else None
    if claim is None or found is None:
        raise Http404
    replay = replays.replay(found)
    if not replay.is_exact:  # nobody checks what the rules of today do not find
        raise Http404
    document = replay.document
    every = zip(
        task_list.of(found, document, list(claim.element_checks.all()), binder.uploads).lines,
        element_checks.tasks(found, document),
        strict=True,
    )
    at = timezone.now()
    shown = revealing.shown(request.session, file, at=at)
    mask = masking.of(file, file.claims.all(), today=timezone.localtime(at).date(), shown=shown)
    for line, task in every:
        if (line.element, line.photo_place, line.defendant_place) == place[1:] and (
            not task.by_theory or line.theory == place[0]
        ):
            return Desk(binder, claim, found, task, _masked(line, claim, mask), mask)
    raise Http404


def _desk_of(request: StaffRequest, file: Submission, check: ElementCheck) -> Desk:
    """Find the element that a check is of."""
    found = element_checks.newest(check.claim)
    listed = task_list.of(found, replays.replay(found).document, [check])
    line = next((one for one in listed.lines if one.checks), None)
    if line is None:
        raise Http404
    place = (line.theory, line.element, line.photo_place, line.defendant_place)
    return _desk(request, file, check.claim.position, place)


def _masked(line: task_list.Line, claim: Claim, mask: masking.Mask) -> task_list.Line:
    said = mask.of_claim(claim.position, mask.everywhere(line, mask.dates))
    return mask.page(replace(said, checks=mask.everywhere(said.checks, mask.text)))


def _page(
    request: StaffRequest,
    desk: Desk,
    form: element_forms.Check,
    *,
    withdraw: element_forms.Withdraw | None = None,
    number: int = 0,
    gone: bool = False,
    moved: tuple[str, ...] | None = None,
    status: int = 200,
) -> HttpResponse:
    seen.view(desk.binder.file, "element", by=request.user, at=timezone.now())
    context = {
        "file": desk.binder.file,
        "claim": desk.claim,
        "label": desk.mask.name(desk.claim.position, desk.claim.who),
        "line": desk.line,
        "rows": list(zip(desk.line.facts, form.rows, strict=True)),
        "form": form,
        "withdraw": withdraw or element_forms.Withdraw(),
        "number": number,
        "gone": gone,
        "moved": moved,
        "seen": desk.found.pk,
    }
    return render(request, "review/element.html", context, status=status)


def _shown(request: StaffRequest, desk: Desk) -> elements.Task:
    """The element as the page showed it, which is what was answered to; as it stands where that is lost."""
    typed = request.POST.get("seen", "")
    then = next((one for one in desk.claim.determinations.all() if str(one.pk) == typed), desk.found)
    place = Place(desk.task.theory, desk.task.element, desk.task.photo, desk.task.defendant)
    try:
        return desk.task if then == desk.found else element_checks.find(then, place)
    except element_checks.NoSuchElement:
        return desk.task


def _moved(request: StaffRequest, desk: Desk, form: element_forms.Check) -> HttpResponse:
    """Say what changed since the page was opened; what was typed is kept, on the findings that stand."""
    then = desk.claim.determinations.filter(pk=form.cleaned_data["seen"]).first()
    changed = moves.between(then, desk.found) if then else ()
    said = desk.mask.of_claim(desk.claim.position, tuple(desk.mask.dates(one) for one in changed))
    typed = request.POST.dict() | {"uploads": request.POST.getlist("uploads")}
    again = element_forms.Check(task=desk.task, uploads=desk.uploads, initial=typed)
    return _page(request, desk, again, moved=said, status=409)


def _done(request: StaffRequest, desk: Desk, recorded: Recorded) -> HttpResponse:
    said = tuple(desk.mask.dates(one) for one in moves.between(recorded.before, recorded.after))
    changed = desk.mask.of_claim(desk.claim.position, said)
    what = " ".join(changed) if changed else "No finding moved; the facts now carry your name."
    messages.success(request, f"Recorded for {desk.line.title}. {what}")
    file = reverse("desk_file", args=(desk.binder.file.token,))
    return redirect(f"{file}#tasks-{desk.claim.position}")
