"""The access matrix: every address of the site, who gets in there, and how it may be asked.

It is written by hand and says what must be so; the code says it again in its own way, and the tests compare.
A new address needs a line here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from casefile.models import Grant

INTAKE, PARALEGAL, ATTORNEY = Grant.INTAKE, Grant.PARALEGAL, Grant.ATTORNEY
CLEARER, AUDITOR, ADMINISTRATOR = Grant.CLEARER, Grant.AUDITOR, Grant.ADMINISTRATOR
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
ROLES = (INTAKE, PARALEGAL, ATTORNEY, CLEARER, AUDITOR, ADMINISTRATOR)

EVERYBODY = frozenset(ROLES)
WORKERS = frozenset({INTAKE, PARALEGAL, ATTORNEY})
LAWYERS = frozenset({PARALEGAL, ATTORNEY})
READ, SEND = frozenset({"GET", "HEAD"}), frozenset({"POST"})
BOTH = READ | SEND


@dataclass(frozen=True, slots=True)
class Row:
    """One address: the roles that get in, None for whoever comes; the methods it answers."""

    who: frozenset[str] | None
    methods: frozenset[str]
    # What the address names is not made by the tests: whoever may look for it finds nothing.
    bare: bool = False


DESK = {
    # The sign-in itself
    "account_login": Row(None, BOTH),
    "account_logout": Row(None, BOTH),
    "mfa_authenticate": Row(None, BOTH),
    "mfa_login_webauthn": Row(None, BOTH),
    "desk_invited": Row(None, BOTH),
    "account_reauthenticate": Row(EVERYBODY, BOTH),
    "mfa_index": Row(EVERYBODY, READ),
    "mfa_activate_totp": Row(EVERYBODY, BOTH),
    "mfa_deactivate_totp": Row(EVERYBODY, BOTH, bare=True),
    "mfa_add_webauthn": Row(EVERYBODY, BOTH),
    "mfa_remove_webauthn": Row(EVERYBODY, BOTH, bare=True),
    "mfa_view_recovery_codes": Row(EVERYBODY, READ, bare=True),
    "mfa_generate_recovery_codes": Row(EVERYBODY, BOTH),
    # Arriving
    "desk": Row(EVERYBODY, READ),
    "desk_home": Row(EVERYBODY, READ),
    "desk_keys": Row(EVERYBODY, READ),
    # Files
    "desk_file": Row(WORKERS, READ),
    "desk_packet": Row(LAWYERS, READ),
    "desk_decide": Row(frozenset({ATTORNEY}), SEND),
    "desk_undo": Row(frozenset({ATTORNEY}), SEND),
    "desk_confirm": Row(frozenset({ATTORNEY}), SEND, bare=True),
    "desk_proposal_end": Row(frozenset({ATTORNEY}), SEND, bare=True),
    "desk_reveal": Row(WORKERS, SEND, bare=True),
    "desk_reveal_contact": Row(WORKERS, SEND),
    "desk_redactions": Row(LAWYERS, BOTH),
    "desk_redaction_take_back": Row(LAWYERS, SEND, bare=True),
    "desk_redaction_original": Row(LAWYERS, SEND),
    "desk_hide": Row(WORKERS, SEND),
    "desk_evidence_show": Row(LAWYERS, SEND, bare=True),
    "desk_evidence_download": Row(LAWYERS, SEND, bare=True),
    "desk_links": Row(LAWYERS, BOTH),
    "desk_beside": Row(LAWYERS, BOTH, bare=True),
    "desk_check": Row(LAWYERS, SEND, bare=True),
    "desk_withdraw": Row(LAWYERS, SEND, bare=True),
    # The limitation calendar
    "desk_calendar": Row(WORKERS, READ),
    "desk_deadline": Row(WORKERS, READ, bare=True),
    "desk_deadline_mark": Row(LAWYERS, SEND, bare=True),
    "desk_deadline_take_back": Row(LAWYERS, SEND, bare=True),
    "desk_clock": Row(frozenset({ATTORNEY}), BOTH),
    "desk_clock_withdraw": Row(frozenset({ATTORNEY}), BOTH, bare=True),
    "desk_element": Row(LAWYERS, BOTH),
    "desk_element_withdraw": Row(LAWYERS, SEND, bare=True),
    # The queue: filters and tabs of one's own, acts on many files
    "desk_show": Row(WORKERS, SEND),
    "desk_tab": Row(WORKERS, SEND),
    "desk_tab_remove": Row(WORKERS, SEND),
    "desk_many": Row(LAWYERS, SEND),
    "desk_run": Row(LAWYERS, READ, bare=True),
    # The conflict check and the lists it searches
    "desk_conflicts": Row(frozenset({CLEARER}), READ),
    "desk_conflict": Row(frozenset({CLEARER}), READ),
    "desk_conflict_rule": Row(frozenset({CLEARER}), SEND),
    "desk_conflict_answers": Row(frozenset({CLEARER}), READ),
    "desk_parties": Row(frozenset({CLEARER}), BOTH),
    "desk_party_upload": Row(frozenset({CLEARER}), BOTH, bare=True),
    "desk_party_list": Row(frozenset({CLEARER}), READ),
    "desk_party_retire": Row(frozenset({CLEARER}), SEND),
    # Keeping and erasing
    "desk_keeping": Row(LAWYERS, READ),
    "desk_erasure_ask": Row(LAWYERS, SEND),
    "desk_erasure": Row(LAWYERS, READ),
    "desk_erasure_propose": Row(LAWYERS, SEND),
    "desk_erasure_approve": Row(frozenset({ATTORNEY}), SEND),
    "desk_erasure_refuse": Row(LAWYERS, SEND),
    "desk_holds": Row(frozenset({ATTORNEY}), BOTH),
    "desk_hold_lift": Row(frozenset({ATTORNEY}), SEND),
    "desk_periods": Row(frozenset({ADMINISTRATOR}), BOTH),
    # The record
    "desk_record": Row(frozenset({AUDITOR}), READ),
    "desk_record_head": Row(frozenset({AUDITOR}), SEND),
    # Callers
    "desk_callers": Row(WORKERS, BOTH),
    "desk_caller_sent": Row(WORKERS, READ),
    # The firm
    "desk_funnel": Row(WORKERS | {AUDITOR, ADMINISTRATOR}, READ),
    "desk_lists": Row(WORKERS, READ),
    "desk_list_changes": Row(WORKERS, READ, bare=True),
    "desk_sources": Row(frozenset({ATTORNEY, ADMINISTRATOR}), BOTH),
    "desk_source": Row(frozenset({ATTORNEY, ADMINISTRATOR}), BOTH),
    "desk_source_retire": Row(frozenset({ATTORNEY, ADMINISTRATOR}), SEND),
    "desk_reasons": Row(frozenset({ATTORNEY, ADMINISTRATOR}), BOTH),
    "desk_reason": Row(frozenset({ATTORNEY, ADMINISTRATOR}), BOTH),
    "desk_reason_retire": Row(frozenset({ATTORNEY, ADMINISTRATOR}), SEND),
    "desk_people": Row(frozenset({ADMINISTRATOR}), BOTH),
    "desk_person": Row(frozenset({ADMINISTRATOR}), BOTH),
    "desk_person_act": Row(frozenset({ADMINISTRATOR}), SEND),
}

# The claimant's door and what a machine asks: open to whoever comes, and a role opens nothing more there.
READ_ONLY = (
    "outbox", "outbox_attachment", "healthz", "intake:landing", "intake:arrive", "intake:facts",
    "intake:save_first", "intake:check", "intake:saved", "intake:sent", "intake:status",
    "intake:status_copy_pdf", "intake:asked",
)  # fmt: skip
SENT_ONLY = (
    "intake:language", "intake:end", "intake:evidence_remove", "intake:hand_over", "intake:status_undo",
    "intake:typing", "intake:item_typing",
)  # fmt: skip
ASKED = (
    "intake:start", "intake:age", "intake:declaration", "intake:look_up", "intake:stop", "intake:delete",
    "intake:paste", "intake:paste_together", "intake:paste_take_off", "intake:save", "intake:come_back",
    "intake:session_ended", "intake:code", "intake:choose", "intake:link", "intake:go_on",
    "intake:stop_reminders", "intake:evidence", "intake:archive", "intake:proof", "intake:invite",
    "intake:status_files", "intake:status_contact", "intake:status_consent",
    "intake:status_wish", "intake:status_copy", "intake:confirm", "intake:page", "intake:remove",
    "intake:item_page",
)  # fmt: skip
DOOR = {
    "too_large": Row(None, frozenset(METHODS)),
    **{name: Row(None, READ) for name in READ_ONLY},
    **{name: Row(None, SEND) for name in SENT_ONLY},
    **{name: Row(None, BOTH) for name in ASKED},
}
EVERY = DESK | DOOR


def addresses() -> Iterator[tuple[str, URLPattern]]:
    """Every address that the resolver yields, with its name."""
    yield from _walk(get_resolver(), "")


def _walk(resolver: URLResolver, space: str) -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from _walk(one, f"{space}{one.namespace}:" if one.namespace else space)
        else:
            yield f"{space}{one.name}", one


FOUND = dict(addresses())
