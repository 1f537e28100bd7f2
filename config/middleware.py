"""Headers every page of the site carries."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

Handler = Callable[[HttpRequest], HttpResponse]

PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
        "microphone", "midi", "payment", "usb", "browsing-topics",
    )
) + ", publickey-credentials-get=(self)"  # fmt: skip  # the desk's passkeys; no page of ours can be framed


class PackedPages(GZipMiddleware):
    """Pages travel packed, with the random bytes by which Django hides their length; files go as they are."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        return super().process_response(request, response)


def sealed_headers(get_response: Handler) -> Handler:
    """No page is kept by a browser or proxy, or allowed a device; static files keep their own rules."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return respond


def readable_cookies(get_response: Handler) -> Handler:
    """A cookie with an unprintable character is none of ours; as a session key PostgreSQL would refuse it."""

    def respond(request: HttpRequest) -> HttpResponse:
        for name in [name for name, value in request.COOKIES.items() if not value.isprintable()]:
            del request.COOKIES[name]
        return get_response(request)

    return respond
