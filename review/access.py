"""Who may be at the desk, for how long, and which file they may open."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from casefile import audit, rights, sealing
from casefile import staff as sign_ins
from casefile.models import StaffMember, Submission
from casefile.rights import Right
from review import rows, wording

log = logging.getLogger("portal.desk")
WANTED = "desk_wanted"
LAPSES = {
    "idle": "You were signed out after 30 minutes without activity.",
    "long": "You were signed out: a sign-in lasts at most 10 hours.",
}


class StaffRequest(HttpRequest):
    """A request that passed `staff_only`."""

    user: StaffMember


Rest = ParamSpec("Rest")
StaffView = Callable[Concatenate[StaffRequest, Rest], HttpResponse]
FileView = Callable[Concatenate[StaffRequest, str, Rest], HttpResponse]
View = Callable[Concatenate[HttpRequest, Rest], HttpResponse]


def signed_in(view: StaffView[Rest]) -> View[Rest]:
    """Let an active member of the firm with a live sign-in through; others go to the sign-in page.

    Only what belongs to the sign-in itself stops here; all else of the desk asks `staff_only`.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if not isinstance(request.user, StaffMember):
            return _to_sign_in(request)
        at = timezone.now()
        lapse = sign_ins.lapse(request.session, at=at)
        if lapse:
            audit.record(event=f"sign_in.lapsed_{lapse}", actor=audit.SYSTEM, subject=request.user, at=at)
            logout(request)
            return _lapsed(request, lapse)
        sign_ins.note_seen(request.session, at=at)
        return view(request, *args, **kwargs)  # type: ignore[arg-type]

    return guarded


def staff_only(view: StaffView[Rest]) -> View[Rest]:
    """Let a live sign-in through that showed a second factor, where one is required.

    Without one it leads to the page where a second factor is added.
    """

    @wraps(view)
    def guarded(request: StaffRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if settings.SECOND_FACTOR_REQUIRED and not is_proved(request):
            return redirect("mfa_index")
        return view(request, *args, **kwargs)

    return signed_in(guarded)


def is_proved(request: HttpRequest) -> bool:
    """Whether this very sign-in showed a second factor; that one exists is not enough, for it may have been
    added elsewhere while a stranger with the password was signed in here."""
    return request.session.get(sign_ins.PROVED) is True


def prove(request: HttpRequest) -> None:
    """Remember that this sign-in showed a second factor."""
    request.session[sign_ins.PROVED] = True


def needs(right: Right) -> Callable[[StaffView[Rest]], View[Rest]]:
    """Let a signed-in member of the firm through who holds a right in some matter; others are told so.

    Whether it is held in the matter of a file is asked by `open_file`.
    """

    def guard(view: StaffView[Rest]) -> View[Rest]:
        @wraps(view)
        def guarded(request: StaffRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
            try:
                _ask(request.user, right)
                return view(request, *args, **kwargs)
            except NotYours as refused:
                return _refused(request, refused)

        return staff_only(guarded)

    return guard


class NotYours(Exception):
    """A person asked for what their roles do not allow; `right` says which right it takes."""

    def __init__(self, right: Right) -> None:
        super().__init__(right)
        self.right = right


def _ask(staff: StaffMember, right: Right, *, matter: str | None = None) -> None:
    if not rights.holds(staff, right, matter=matter):
        raise NotYours(right)


def _refused(request: StaffRequest, refused: NotYours) -> HttpResponse:
    """Say what it takes and who gives it; what was typed is handed back."""
    context = {"words": wording.RIGHTS[refused.right], "note": _typed(request)}
    return render(request, "review/not_yours.html", context, status=403)


def unless_damaged(view: FileView[Rest]) -> FileView[Rest]:
    """Answer for a file whose sealed rows do not open with a page that says so, and none of its content."""

    @wraps(view)
    def guarded(request: StaffRequest, token: str, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        try:
            return view(request, token, *args, **kwargs)
        except (sealing.Tampered, sealing.KeysMissing) as error:
            return _damaged(request, open_file(request.user, token), error)

    return guarded  # type: ignore[return-value]  # Concatenate cannot say that `token` may come by name


def open_file(staff: StaffMember, token: str, right: Right = Right.OPEN) -> Submission:
    """Return the file if this person may open it; unknown and foreign files are the same 404.

    Raises: NotYours where the person may open the file, and not do this with it.
    """
    seen = rights.files(staff).prefetch_related("clearances")
    file: Submission = get_object_or_404(seen, token=token)
    _ask(staff, right, matter=file.matter)
    return file


def open_cleared(staff: StaffMember, token: str, right: Right) -> Submission:
    """Return a file to work in; 404 also while the conflict check holds it from them. Raises: NotYours."""
    file = open_file(staff, token, right)
    if rows.seal(file, staff):
        raise Http404
    return file


def begin(request: HttpRequest, *, at: datetime) -> None:
    """Start the two clocks of a sign-in."""
    request.session[sign_ins.SIGNED_IN_AT] = request.session[sign_ins.SEEN_AT] = at.isoformat()


def wanted(request: HttpRequest) -> str:
    """Return, once, the page that was asked for before the sign-in; kept in the session, since addresses
    carry a file's token and query strings end up in logs."""
    return str(request.session.pop(WANTED, ""))


def _to_sign_in(request: HttpRequest, lapse: str = "") -> HttpResponse:
    if request.method in ("GET", "HEAD") and request.path != "/desk/":
        request.session[WANTED] = request.get_full_path()
    response = redirect("account_login")
    if lapse:
        response["Location"] += f"?lapsed={lapse}"
    return response


def _lapsed(request: HttpRequest, lapse: str) -> HttpResponse:
    """At a read a lapse leads to the sign-in; at a POST the words typed are handed back, being lost."""
    if request.method in ("GET", "HEAD"):
        return _to_sign_in(request, lapse)
    context = {"why": LAPSES[lapse], "note": _typed(request)}
    return render(request, "review/lapsed.html", context, status=403)


def _damaged(
    request: StaffRequest, file: Submission, error: sealing.Tampered | sealing.KeysMissing
) -> HttpResponse:
    """The error names key, table, column and row, never content; the administrator finds it in the log."""
    lost = isinstance(error, sealing.KeysMissing)
    log.error("file.damaged submission=%s error=%s", file.pk, error)
    audit.record(
        event="file.damaged",
        actor=str(request.user.pk),
        subject=file,
        at=timezone.now(),
        cause="key" if lost else "altered",
    )
    context = {"file": file, "key_lost": lost, "note": _typed(request)}
    return render(request, "review/file_damaged.html", context, status=503)


def _typed(request: HttpRequest) -> str:
    """The long text of whichever form was sent, to be copied before the page is left."""
    return next((text for name in ("note", "how", "links") if (text := request.POST.get(name, ""))), "")
