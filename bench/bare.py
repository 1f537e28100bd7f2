"""The peer: what a Django site without this project's care would do with the same form."""

from typing import Any

from django.db import connection, models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone

from config.urls import urlpatterns as site
from tests.walker import FIRM, JOURNEY

ANSWERS: dict[str, Any] = {}


class Saved(models.Model):
    """One JSON row a POST."""

    data = models.JSONField()

    class Meta:
        app_label = "bench"


def make_table() -> None:
    """Create the one table the peer writes to."""
    with connection.schema_editor() as editor:
        editor.create_model(Saved)


def page(request: HttpRequest, *, page: str, each: str = "", number: int = 0) -> HttpResponse:
    """Show the form, or validate and save it."""
    try:
        step = JOURNEY.find(ANSWERS, page=page, index=number - 1 if each else None)
    except KeyError:
        raise Http404 from None
    data = request.POST if request.method == "POST" else None
    form = JOURNEY.form(ANSWERS, step, today=timezone.localdate(), data=data, fill=FIRM)
    if data is not None and form.is_valid():
        Saved.objects.create(data=form.values())
        return redirect("/")
    return render(request, "bare.html", {"form": form})


urlpatterns = [
    path("bare/flickr-megaface/<slug:page>/", page),
    path("bare/flickr-megaface/<str:each>/<int:number>/<slug:page>/", page),
    *site,
]
