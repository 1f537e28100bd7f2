"""Which language a page is in: the one the claimant chose, else the one their browser asks for.

The desk and the demonstration's outbox are in English whatever the browser says.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from intake import gate, languages
from matters import texts

Handler = Callable[[HttpRequest], HttpResponse]
ENGLISH_ONLY = ("/desk/", "/outbox/", "/healthz")
CHOSEN = "portal.language"


class SwitchMiddleware:
    """Take the switch that is pressed on a page with a form, before the view draws the page again.

    The switch is a button of that page's own form, so what was typed comes back in the other language; a
    `PageForm` sees it and neither checks nor keeps anything. Stands after LocaleMiddleware, whose choice it
    overrules, and after the check of the form's token.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_english_only(request):
            languages.speak(request, texts.SOURCE)
        response = self.get_response(request)
        chosen = request.META.get(CHOSEN, "")
        return languages.remember(response, chosen) if chosen else response

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *_: Any) -> None:
        """Read the form here: its token has been checked, and the view has not run."""
        if is_english_only(request) or getattr(view, "csrf_exempt", False):
            return
        if chosen := languages.asked(request):
            request.META[CHOSEN] = chosen
            languages.speak(request, chosen)


def is_english_only(request: HttpRequest) -> bool:
    """Whether this address is the firm's own rather than a claimant's."""
    return request.path.startswith(ENGLISH_ONLY)


def switch(request: HttpRequest) -> dict[str, object]:
    """Return the languages a page may be switched to, each with its own name; none for the firm's pages.

    Nor for somebody under 18, who was stopped: the switch would leave a cookie, and their page speaks both.
    """
    if is_english_only(request) or gate.is_stopped(request):
        return {"languages": ()}
    spoken = texts.language()
    return {"languages": [(code, name) for code, name in settings.LANGUAGES if code != spoken]}
