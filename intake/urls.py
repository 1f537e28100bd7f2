"""Addresses of the claimant's door."""

from django.conf import settings
from django.urls import path, register_converter

from intake import looking, status, status_acts, views
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
    path(f"{MATTER}/hand-over/", views.hand_over, name="hand_over"),
    path("sent/<token:token>/", views.sent, name="sent"),
    path("status/", status.show, name="status"),
    path("status/contact/", status_acts.contact, name="status_contact"),
    path("status/consents/<slug:purpose>/", status_acts.consent, name="status_consent"),
    path("status/wish/<slug:kind>/", status_acts.wish, name="status_wish"),
    path("status/wish/<slug:kind>/undo/", status_acts.undo, name="status_undo"),
    path("status/copy/", status_acts.copy, name="status_copy"),
    path("status/copy.pdf", status_acts.copy_pdf, name="status_copy_pdf"),
    path("confirm/<token:secret>/", status_acts.confirm, name="confirm"),
    path(f"{MATTER}/<slug:page>/", views.page, name="page"),
    path(f"{MATTER}/<kind:each>/<int:number>/remove/", views.remove, name="remove"),
    path(f"{MATTER}/<kind:each>/<int:number>/<slug:page>/", views.page, name="item_page"),
]
