"""The page for a fault of ours, with the firm's address on it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def server_error(request: HttpRequest) -> HttpResponse:
    """Say in plain words that it is our fault; Django's own handler would leave the firm's name out."""
    return render(request, "500.html", status=500)
