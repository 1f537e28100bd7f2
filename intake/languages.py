"""The claimant's choice of language: asked for by a button on any page, remembered in a cookie of its own."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from intake import gate
from matters.pages import SPEAK


def asked(request: HttpRequest) -> str:
    """Return the language this post asks for; nothing where it asks for none, or none we have."""
    if request.method != "POST" or gate.is_stopped(request):
        return ""
    wanted = str(request.POST.get(SPEAK, ""))
    return wanted if wanted in dict(settings.LANGUAGES) else ""


def is_switched(request: HttpRequest) -> bool:
    """Whether the switch sent this page's form: to be shown as it was typed, neither judged nor kept."""
    return request.method == "POST" and SPEAK in request.POST


def speak(request: HttpRequest, language: str) -> None:
    """Answer this request in a language."""
    translation.activate(language)
    request.LANGUAGE_CODE = translation.get_language()


def follow(request: HttpRequest, language: str) -> None:
    """Speak as the answers were kept, on a browser that was told nothing, such as another device."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and not asked(request):
        speak(request, language)


def remember(response: HttpResponse, language: str) -> HttpResponse:
    """Leave the choice in the browser, and nothing else: the cookie holds two letters."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response


# Whoever forged this could only change a language; in return no page needs a cookie to offer the switch.
@csrf_exempt
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Change the language and lead back to a page that had nothing typed in it."""
    back = str(request.POST.get("next", ""))
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = reverse("intake:landing")
    response, language = HttpResponseRedirect(back), asked(request)
    return remember(response, language) if language else response
