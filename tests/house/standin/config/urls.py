"""Addresses of the stand-in."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def healthz(request: HttpRequest) -> HttpResponse:
    """Say that it serves."""
    return HttpResponse("serving")


urlpatterns = [path("healthz", healthz)]
