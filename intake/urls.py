"""Addresses of the claimant's door."""

from django.conf import settings
from django.urls import path, register_converter

from intake import looking, proof, views
from intake.addresses import KindConverter, TokenConverter

register_converter(KindConverter, "kind")
register_converter(TokenConverter, "token")

app_name = "intake"
MATTER = settings.MATTER
urlpatterns = [
    path("", views.landing, name="landing"),
    path(f"{MATTER}/start/", views.start, name="start"),
    path(f"{MATTER}/age/", views.age, name="age"),
    path(f"{MATTER}/end/", views.end, name="end"),
    path(f"{MATTER}/check/", views.check, name="check"),
    path(f"{MATTER}/declaration/", views.declaration, name="declaration"),
    path(f"{MATTER}/look-up/", looking.look_up, name="look_up"),
    path(f"{MATTER}/proof/", proof.proof, name="proof"),
    path("sent/<token:token>/", views.sent, name="sent"),
    path(f"{MATTER}/<slug:page>/", views.page, name="page"),
    path(f"{MATTER}/<kind:each>/<int:number>/remove/", views.remove, name="remove"),
    path(f"{MATTER}/<kind:each>/<int:number>/<slug:page>/", views.page, name="item_page"),
]
