"""Addresses of the claimant's door."""

from django.conf import settings
from django.urls import path, register_converter

from intake import (
    archived,
    arriving,
    evidence,
    inviting,
    languages,
    looking,
    pasting,
    proof,
    public,
    reminded,
    returning,
    saving,
    sending,
    status,
    status_acts,
    status_files,
    stopping,
    views,
)
from intake.addresses import KindConverter, PhotosConverter, SealedConverter, TokenConverter

register_converter(KindConverter, "kind")
register_converter(TokenConverter, "token")
register_converter(PhotosConverter, "photos")
register_converter(SealedConverter, "sealed")

app_name = "intake"
MATTER = settings.MATTER
urlpatterns = [
    path("", public.landing, name="landing"),
    path("language/", languages.choose, name="language"),
    path("from/<str:code>/", public.arrive, name="arrive"),
    path(f"{MATTER}/facts/", public.facts, name="facts"),
    path(f"{MATTER}/save-first/", public.save_first, name="save_first"),
    path(f"{MATTER}/start/", arriving.start, name="start"),
    path(f"{MATTER}/age/", arriving.age, name="age"),
    path(f"{MATTER}/end/", arriving.end, name="end"),
    path(f"{MATTER}/check/", views.check, name="check"),
    path(f"{MATTER}/declaration/", sending.declaration, name="declaration"),
    path(f"{MATTER}/look-up/", looking.look_up, name="look_up"),
    path(f"{MATTER}/stop/", stopping.stop, name="stop"),
    path(f"{MATTER}/delete/", stopping.delete, name="delete"),
    path(f"{MATTER}/photos/paste/", pasting.paste, name="paste"),
    path(f"{MATTER}/photos/paste/<photos:photos>/", pasting.together, name="paste_together"),
    path(f"{MATTER}/photos/paste/<photos:photos>/remove/", pasting.take_off, name="paste_take_off"),
    path(f"{MATTER}/save/", saving.save, name="save"),
    path(f"{MATTER}/saved/", saving.saved, name="saved"),
    path("come-back/", returning.come_back, name="come_back"),
    path("come-back/ended/", returning.session_ended, name="session_ended"),
    path("come-back/code/", returning.code, name="code"),
    path("come-back/choose/", returning.choose, name="choose"),
    path("come-back/<token:token>/", returning.link, name="link"),
    path("go-on/<token:token>/", reminded.go_on, name="go_on"),
    path("stop-letters/<token:token>/", reminded.stop, name="stop_reminders"),
    path(f"{MATTER}/evidence/", evidence.files, name="evidence"),
    path(f"{MATTER}/evidence/<uuid:upload>/remove/", evidence.remove, name="evidence_remove"),
    path(f"{MATTER}/evidence/<uuid:upload>/archive/", archived.archive, name="archive"),
    path(f"{MATTER}/proof/", proof.proof, name="proof"),
    path("sent/<token:token>/", sending.sent, name="sent"),
    path("sent/<token:token>/invite/", inviting.invite, name="invite"),
    path("asked/<sealed:invitation>/", inviting.asked, name="asked"),
    path(f"{MATTER}/hand-over/", sending.hand_over, name="hand_over"),
    path("status/", status.show, name="status"),
    path("status/files/", status_files.files, name="status_files"),
    path("status/contact/", status_acts.contact, name="status_contact"),
    path("status/consents/<slug:purpose>/", status_acts.consent, name="status_consent"),
    path("status/wish/<slug:kind>/", status_acts.wish, name="status_wish"),
    path("status/wish/<slug:kind>/undo/", status_acts.undo, name="status_undo"),
    path("status/copy/", status_acts.copy, name="status_copy"),
    path("status/copy.pdf", status_acts.copy_pdf, name="status_copy_pdf"),
    path("confirm/<token:secret>/", status_acts.confirm, name="confirm"),
    path(f"{MATTER}/<slug:page>/", views.page, name="page"),
    path(f"{MATTER}/<slug:page>/typing/", saving.typing, name="typing"),
    path(
        f"{MATTER}/<kind:each>/<int:number>/<slug:page>/typing/",
        saving.typing,
        name="item_typing",
    ),
    path(f"{MATTER}/<kind:each>/<int:number>/remove/", views.remove, name="remove"),
    path(f"{MATTER}/<kind:each>/<int:number>/<slug:page>/", views.page, name="item_page"),
]
