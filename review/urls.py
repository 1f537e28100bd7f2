"""Addresses of the attorney's desk."""

from allauth.account.views import login
from allauth.mfa.base.views import authenticate
from allauth.mfa.webauthn.views import login_webauthn
from django.urls import path, register_converter
from django.views.decorators.http import require_http_methods

from review import (
    calendar_views,
    callers,
    clock_views,
    conflict_views,
    decide_views,
    element_views,
    evidence_views,
    factor_views,
    funnel,
    home,
    joining_views,
    keeping_views,
    link_views,
    listing_views,
    party_views,
    people_views,
    photo_views,
    queue_views,
    reason_views,
    record_views,
    redact_views,
    reveal_views,
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


asked = require_http_methods(["GET", "HEAD", "POST"])  # allauth's own views take a PUT for a POST
register_converter(Token, "file")
register_converter(Small, "small")

urlpatterns = [
    path("", home.front, name="desk"),
    path("home/", home.home, name="desk_home"),
    path("keys/", home.keys, name="desk_keys"),
    path("show", queue_views.show, name="desk_show"),
    path("tabs/", queue_views.keep, name="desk_tab"),
    path("tabs/<uuid:tab>/remove", queue_views.forget, name="desk_tab_remove"),
    path("many/", queue_views.many, name="desk_many"),
    path("many/<uuid:run>/", queue_views.run, name="desk_run"),
    path("sign-in/", asked(login), name="account_login"),
    path("sign-in/second/", asked(authenticate), name="mfa_authenticate"),
    path("sign-in/passkey/", asked(login_webauthn), name="mfa_login_webauthn"),
    path("sign-in/again/", factor_views.again, name="account_reauthenticate"),
    path("sign-out/", views.sign_out, name="account_logout"),
    path("invited/<file:token>/", joining_views.invited, name="desk_invited"),
    path("people/", people_views.every, name="desk_people"),
    path("people/<uuid:person>/", people_views.one, name="desk_person"),
    path("people/<uuid:person>/<slug:act>", people_views.act, name="desk_person_act"),
    path("you/", factor_views.yours, name="mfa_index"),
    path("you/app/", factor_views.add_app, name="mfa_activate_totp"),
    path("you/app/remove", factor_views.remove_app, name="mfa_deactivate_totp"),
    path("you/passkeys/", factor_views.add_key, name="mfa_add_webauthn"),
    path("you/passkeys/<int:pk>/remove", factor_views.remove_key, name="mfa_remove_webauthn"),
    path("you/codes/", factor_views.codes, name="mfa_view_recovery_codes"),
    path("you/codes/new", factor_views.new_codes, name="mfa_generate_recovery_codes"),
    path("files/<file:token>/", views.file, name="desk_file"),
    path("calendar/", calendar_views.every, name="desk_calendar"),
    path("calendar/entries/", clock_views.every, name="desk_clock"),
    path("calendar/entries/<uuid:entry>/withdraw", clock_views.withdraw, name="desk_clock_withdraw"),
    path(
        "files/<file:token>/claims/<small:position>/deadlines/<slug:theory>/",
        calendar_views.one,
        name="desk_deadline",
    ),
    path(
        "files/<file:token>/claims/<small:position>/deadlines/<slug:theory>/mark",
        calendar_views.mark,
        name="desk_deadline_mark",
    ),
    path(
        "files/<file:token>/deadline-marks/<small:number>/take-back",
        calendar_views.take_back,
        name="desk_deadline_take_back",
    ),
    path("callers/", callers.callers, name="desk_callers"),
    path("callers/sent/<file:token>/", callers.sent, name="desk_caller_sent"),
    path("funnel/", funnel.funnel, name="desk_funnel"),
    path("conflicts/", conflict_views.every, name="desk_conflicts"),
    path("conflicts/<file:token>/", conflict_views.one, name="desk_conflict"),
    path("conflicts/<file:token>/rule", conflict_views.rule, name="desk_conflict_rule"),
    path("conflicts/<file:token>/answers/", conflict_views.answers, name="desk_conflict_answers"),
    path("parties/", party_views.every, name="desk_parties"),
    path("parties/uploads/<uuid:upload>/", party_views.upload, name="desk_party_upload"),
    path("parties/<uuid:of>/", party_views.one, name="desk_party_list"),
    path("parties/<uuid:of>/retire", party_views.retire, name="desk_party_retire"),
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
    path("reasons/", reason_views.every, name="desk_reasons"),
    path("reasons/<slug:choice>/<slug:reason>/", reason_views.one, name="desk_reason"),
    path("reasons/<slug:choice>/<slug:reason>/retire", reason_views.retire, name="desk_reason_retire"),
    path("lists/<uuid:event>/", listing_views.changes, name="desk_list_changes"),
    path("files/<file:token>/packets/<small:version>.pdf", views.packet, name="desk_packet"),
    path("files/<file:token>/claims/<small:position>/decide", decide_views.decide, name="desk_decide"),
    path("files/<file:token>/claims/<small:position>/undo", decide_views.undo, name="desk_undo"),
    path(
        "files/<file:token>/claims/<small:position>/proposals/<small:number>/confirm",
        decide_views.confirm,
        name="desk_confirm",
    ),
    path(
        "files/<file:token>/claims/<small:position>/proposals/<small:number>/end",
        decide_views.end,
        name="desk_proposal_end",
    ),
    path("files/<file:token>/minors/<small:position>/show", reveal_views.minor, name="desk_reveal"),
    path("files/<file:token>/contact/show", reveal_views.contact, name="desk_reveal_contact"),
    path("files/<file:token>/redactions/", redact_views.every, name="desk_redactions"),
    path("files/<file:token>/redactions/original", redact_views.original, name="desk_redaction_original"),
    path(
        "files/<file:token>/redactions/<small:number>/take-back",
        redact_views.take_back,
        name="desk_redaction_take_back",
    ),
    path("files/<file:token>/minors/hide", reveal_views.hide, name="desk_hide"),
    path("files/<file:token>/evidence/<uuid:upload>/show", evidence_views.show, name="desk_evidence_show"),
    path(
        "files/<file:token>/evidence/<uuid:upload>/download",
        evidence_views.download,
        name="desk_evidence_download",
    ),
    path(
        "files/<file:token>/claims/<small:position>/elements/"
        "<slug:theory>/<slug:element>/<small:photo>/<small:defendant>/",
        element_views.element,
        name="desk_element",
    ),
    path(
        "files/<file:token>/elements/<small:number>/withdraw",
        element_views.withdraw,
        name="desk_element_withdraw",
    ),
    path("files/<file:token>/beside/<file:other>/", link_views.beside, name="desk_beside"),
    path("files/<file:token>/links/", photo_views.links, name="desk_links"),
    path("files/<file:token>/photos/<small:position>/check", photo_views.check, name="desk_check"),
    path("files/<file:token>/checks/<small:number>/withdraw", photo_views.withdraw, name="desk_withdraw"),
]
