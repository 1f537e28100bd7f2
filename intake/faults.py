"""The pages for what goes wrong before a view is reached, with the firm's address on them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def server_error(request: HttpRequest) -> HttpResponse:
    """Say in plain words that it is our fault; Django's own handler would leave the firm's name out."""
    return render(request, "500.html", status=500)


def too_large(request: HttpRequest) -> HttpResponse:
    """Say what to do about a body that the proxy before the site would not take."""
    return render(request, "413.html", status=413)
