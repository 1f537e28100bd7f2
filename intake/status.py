"""The status page: where a request is, in plain words, for the browser that sent it or came back to it."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from casefile import afterwards, consents, progress
from casefile.models import Submission, Wish
from intake import languages, status_words, uploads, visit

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponse]
FileView = Callable[Concatenate[HttpRequest, Submission, Rest], HttpResponse]


def with_file(view: FileView[Rest]) -> View[Rest]:
    """Open the file this browser's session holds; without one, lead to the way back."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        held = request.session.get(visit.FILE)
        file = afterwards.opened(held) if held else None
        if file is None:
            return redirect("intake:come_back")
        languages.follow(request, file.language)
        return view(request, file, *args, **kwargs)

    return guarded


@require_safe
@with_file
def show(request: HttpRequest, file: Submission) -> HttpResponse:
    """Say where the request is and what can be done; never an outcome, a deadline or a reason."""
    far = progress.of(file)
    context = {
        "file": file,
        "steps": status_words.steps(far),
        "progress": far,
        "contact": afterwards.contact(file),
        "consents": [status_words.consent(row) for row in consents.given(file)],
        "wishes": [status_words.wish(one) for one in (far.withdrawn, far.erasure) if one],
        "withdraw": Wish.WITHDRAW if not far.withdrawn else "",
        "erase": Wish.ERASE if not far.erasure else "",
        "files": uploads.rows(file.draft_sha256, is_draft=False),
        "may_add": not (far.withdrawn or far.erasure),
        "ask_after": settings.FIRM_ASK_AFTER_DAYS,
    }
    return render(request, "intake/status/show.html", context)
