"""Where a visitor comes from, as far as the network says."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

ONE_HOUSEHOLD = 64  # bits of an IPv6 address that a provider gives out at once


def address(request: HttpRequest) -> str:
    """Return the visitor's address; behind our own proxy, the one it added."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.SECURE_PROXY_SSL_HEADER and forwarded:
        return forwarded.rsplit(",", 1)[-1].strip()[:64]
    return str(request.META.get("REMOTE_ADDR", ""))


def network(request: HttpRequest) -> str:
    """Return what one visitor cannot easily change: an IPv4 address, or the network of an IPv6 one."""
    said = address(request)
    try:
        found = ipaddress.ip_address(said)
    except ValueError:
        return said
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.IPv6Network((int(found), ONE_HOUSEHOLD), strict=False))
    return str(found)
