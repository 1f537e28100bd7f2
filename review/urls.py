"""Addresses of the attorney's desk."""

from allauth.account.views import login
from django.urls import path, register_converter

from review import (
    callers,
    evidence_views,
    funnel,
    keeping_views,
    listing_views,
    minor_views,
    photo_views,
    record_views,
    source_views,
    views,
)


class Token:
    """A file's 256-bit token as it is spelled, so that nothing else reaches the database."""

    regex = r"[A-Za-z0-9_-]{20,64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Small:
    """A position or version: at most four digits."""

    regex = r"[0-9]{1,4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(Token, "file")
register_converter(Small, "small")

urlpatterns = [
    path("", views.queue, name="desk"),
    path("sign-in/", login, name="account_login"),
    path("sign-out/", views.sign_out, name="account_logout"),
    path("files/<file:token>/", views.file, name="desk_file"),
    path("callers/", callers.callers, name="desk_callers"),
    path("callers/sent/<file:token>/", callers.sent, name="desk_caller_sent"),
    path("funnel/", funnel.funnel, name="desk_funnel"),
    path("keeping/", keeping_views.due, name="desk_keeping"),
    path("keeping/ask", keeping_views.ask, name="desk_erasure_ask"),
    path("keeping/<uuid:erasure>/", keeping_views.one, name="desk_erasure"),
    path("keeping/<uuid:erasure>/propose", keeping_views.propose, name="desk_erasure_propose"),
    path("keeping/<uuid:erasure>/approve", keeping_views.approve, name="desk_erasure_approve"),
    path("keeping/<uuid:erasure>/refuse", keeping_views.refuse, name="desk_erasure_refuse"),
    path("keeping/holds/", keeping_views.every_hold, name="desk_holds"),
    path("keeping/holds/<uuid:hold>/lift", keeping_views.lift, name="desk_hold_lift"),
    path("keeping/periods/", keeping_views.every_period, name="desk_periods"),
    path("record/", record_views.entries, name="desk_record"),
    path("record/head", record_views.head, name="desk_record_head"),
    path("lists/", listing_views.lists, name="desk_lists"),
    path("sources/", source_views.every, name="desk_sources"),
    path("sources/<slug:code>/", source_views.one, name="desk_source"),
    path("sources/<slug:code>/retire", source_views.retire, name="desk_source_retire"),
    path("lists/<uuid:event>/", listing_views.changes, name="desk_list_changes"),
    path("files/<file:token>/packets/<small:version>.pdf", views.packet, name="desk_packet"),
    path("files/<file:token>/claims/<small:position>/decide", views.decide, name="desk_decide"),
    path("files/<file:token>/claims/<small:position>/undo", views.undo, name="desk_undo"),
    path("files/<file:token>/minors/<small:position>/show", minor_views.reveal, name="desk_reveal"),
    path("files/<file:token>/minors/hide", minor_views.hide, name="desk_hide"),
    path("files/<file:token>/evidence/<uuid:upload>/show", evidence_views.show, name="desk_evidence_show"),
    path(
        "files/<file:token>/evidence/<uuid:upload>/download",
        evidence_views.download,
        name="desk_evidence_download",
    ),
    path("files/<file:token>/links/", photo_views.links, name="desk_links"),
    path("files/<file:token>/photos/<small:position>/check", photo_views.check, name="desk_check"),
    path("files/<file:token>/checks/<small:number>/withdraw", photo_views.withdraw, name="desk_withdraw"),
]
