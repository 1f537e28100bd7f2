"""Whether a browser would use a passkey at the address the desk was asked under."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

LOCAL = "localhost"


def bring(request: HttpRequest) -> dict[str, object]:
    """Give templates `passkeys_here`; found out only by a page that asks, since a bad host has pages too."""
    return {"passkeys_here": SimpleLazyObject(lambda: works(request))}


def works(request: HttpRequest) -> bool:
    """Browsers keep passkeys to https, and to this computer under its name."""
    host = request.get_host().partition(":")[0]
    return request.is_secure() or host == LOCAL or host.endswith(f".{LOCAL}")
