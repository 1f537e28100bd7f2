"""Every page of the desk in every state worth looking at, one line each: add yours here, and it is judged,
pictured and validated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from tests.deskpages.office import Firm
from tests.review import matrix, named
from tests.validity.pressing import Forms

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its name, the name of its address, who looks, and what the address names.

    `file`, `other` and the values of `named` and `post` are names of the firm's; `post` is sent to the
    address, with what the form carries unseen where the page that it stands on is named by `on`.
    """

    name: str
    route: str
    who: str = "robin"
    file: str = ""
    other: str = ""
    named: Mapping[str, Any] = field(default_factory=dict)
    query: str = ""
    post: Mapping[str, Any] | None = None
    on: str = ""
    status: int = 200
    opened: bool = False  # what is folded is pictured open
    judged: bool = True  # by axe; not where another page shows the same 5,000 elements
    host: str = "localhost"  # a name under which browsers use passkeys

    @property
    def errors(self) -> bool:
        """Whether the page is a form refused, which its summary of errors explains."""
        return self.post is not None and self.status == 422

    def address(self, firm: Firm) -> str:
        path = self._path(firm, self.route)
        return f"{path}?{self.query}" if self.query else path

    def visited(self, firm: Firm) -> Answer:
        """What the desk answers."""
        client, at = firm.client(self.who), self.address(firm)
        if self.post is None:
            return client.get(at, SERVER_NAME=self.host)
        posted = {key: firm.named.get(value, value) for key, value in self.post.items()}
        carried = _carried(client.get(self._path(firm, self.on)), at) if self.on else {}
        return client.post(at, {**carried, **posted}, SERVER_NAME=self.host)

    def _path(self, firm: Firm, route: str) -> str:
        known: dict[str, Any] = {"position": 0, "version": 1, "number": 1, **named.ELEMENT}
        files = {"token": self.file, "other": self.other}
        known |= {name: firm.files[of].token for name, of in files.items() if of}
        known |= {key: firm.named.get(value, value) for key, value in self.named.items()}
        return reverse(route, kwargs={key: known[key] for key in matrix.FOUND[route].pattern.converters})


def _carried(page: Answer, action: str) -> dict[str, str]:
    """What the form that is sent to an address carries unseen."""
    found = Forms()
    found.feed(page.content.decode())
    return next(form.hidden for form in found.forms if form.action in (action, ""))


WRONG = {"login": "robin@example.com", "password": "wrong"}
MINOR = {"theory": "BIPA_MINOR"}
EVERY_FILTER = "theory=BIPA_MINOR&illinois=strong&state=undecided&deadline=live&sort=oldest"
TOLLING = {
    "matter": "flickr-megaface", "kind": "tolling", "first_on": "2020-03-01", "last_on": "2020-03-10",
    "covers": "photos", "names": "4571314348", "basis": "An order of March 2020.",
}  # fmt: skip
LINKS = "https://www.flickr.com/photos/12345678@N00/4571314348/\n4571314399\nmy holiday photos\n"
SHORT, UNREASONED = {"password": "x"}, {"choice": "decline"}
NO_DAYS = {"matter": "flickr-megaface", "outcome": "declined", "days": "none", "seen": "0"}
LISTED = {"code": "sample-list"}
REDACT = {"line": "line_whole", "words": "Lee Sample", "scope": "line", "reason": "child"}
OPENED, UNOPENED = {"line": "line_redacted", "reason": "papers"}, {"line": "line_redacted"}
PROPOSED = {"erasure": "erasure_proposed"}
CRITERIA = {"choice": "decline", "reason": "criteria"}
BAD_SOURCE = {"code": "x y", "name": ""}
PAGES = (
    # Coming in
    Page("sign-in", "account_login", who=""),
    Page("sign-in-idle", "account_login", who="", query="lapsed=idle"),
    Page("sign-in-no-passkeys", "account_login", who="", host="testserver"),
    Page("sign-in-wrong", "account_login", who="", post=WRONG),
    Page("second-step", "mfa_authenticate", who="half"),
    Page("second-step-wrong", "mfa_authenticate", who="half", post={"code": "000000"}),
    Page("sign-out", "account_logout"),
    Page("invited", "desk_invited", who="", named={"token": "secret"}),
    Page("invited-short", "desk_invited", who="", named={"token": "secret"}, post=SHORT, status=422),
    Page("invited-late", "desk_invited", who="", named={"token": "A" * 60}, status=404),
    Page("password-again", "account_reauthenticate"),
    Page("your-sign-in", "mfa_index"),
    Page("your-sign-in-bare", "mfa_index", who="bare"),
    Page("app", "mfa_activate_totp", who="bare"),
    Page("app-wrong", "mfa_activate_totp", who="bare", post={"code": "000000"}),
    Page("app-remove", "mfa_deactivate_totp"),
    Page("passkey", "mfa_add_webauthn"),
    Page("passkey-no-passkeys", "mfa_add_webauthn", host="testserver"),
    Page("your-sign-in-passkey", "mfa_index", who="keyed"),
    Page("passkey-remove", "mfa_remove_webauthn", who="keyed", named={"pk": "passkey"}),
    Page("codes", "mfa_view_recovery_codes"),
    Page("codes-new", "mfa_generate_recovery_codes"),
    # Arriving
    Page("queue", "desk"),
    Page("queue-all-rights", "desk", who="all"),
    Page("queue-intake", "desk", who="ira"),
    Page("queue-found", "desk", query=EVERY_FILTER),
    Page("queue-no-match", "desk", query="theory=BIPA_MINOR&state=accept&language=es"),
    Page("queue-empty", "desk", who="away"),
    Page("queue-opened", "desk", opened=True),
    Page("queue-nothing-ticked", "desk_many", post={"act": "assign"}, on="desk", status=422),
    Page("run", "desk_run", named={"run": "run"}),
    Page("run-under-way", "desk_run", named={"run": "run_waiting"}),
    Page("rooms", "desk_home", who="alex"),
    Page("rooms-none", "desk_home", who="new"),
    Page("keys", "desk_keys"),
    Page("not-yours", "desk_people", status=403),
    # A file
    Page("file-full", "desk_file", file="full", judged=False),
    Page("file-full-opened", "desk_file", file="full", opened=True),
    Page("file-paralegal", "desk_file", who="pat", file="full", judged=False),
    Page("file-intake", "desk_file", who="ira", file="full", judged=False),
    Page("file-urgent", "desk_file", file="urgent"),
    Page("file-gained", "desk_file", file="gained", opened=True),
    Page("file-accepted", "desk_file", file="accepted"),
    Page("file-declined", "desk_file", file="declined", opened=True),
    Page("file-proposed", "desk_file", file="proposed"),
    Page("file-doubt", "desk_file", file="doubt"),
    Page("file-waiting", "desk_file", file="waiting"),
    Page("file-held", "desk_file", file="held"),
    Page("file-alike", "desk_file", file="alike"),
    Page("file-shown", "desk_file", who="sol", file="full", judged=False),
    Page("file-redacted", "desk_file", file="redacted"),
    Page("decide-nothing", "desk_decide", file="urgent", post={}, on="desk_file", status=422),
    Page("decide-refused", "desk_decide", file="urgent", post=UNREASONED, on="desk_file", status=422),
    Page(
        "decide-letter", "desk_decide", file="doubt_one", on="desk_file",
        post={"choice": "decline", "reason_decline": "criteria", "note": "Looked twice.", "send_letter": "1"},
    ),
    Page("decide-moved", "desk_decide", file="urgent", status=409, on="desk_file",
         post={"choice": "under_review", "reason_under_review": "first_look", "seen": "7"}),
    Page("undo-refused", "desk_undo", file="declined", post={}, on="desk_file", status=422),
    Page("reveal-refused", "desk_reveal", file="full", post={}, status=422, judged=False),
    Page("reveal-contact-refused", "desk_reveal_contact", file="full", post={}, status=422, judged=False),
    Page("redactions", "desk_redactions", file="redacted"),
    Page("redactions-refused", "desk_redactions", file="redacted", post={}, on="desk_redactions", status=422),
    Page("redactions-preview", "desk_redactions", file="redacted", post=REDACT, on="desk_redactions"),
    Page("original", "desk_redaction_original", file="redacted", post=OPENED),
    Page("original-refused", "desk_redaction_original", file="redacted", post=UNOPENED, status=422),
    Page("check-refused", "desk_check", file="gained", post={}, on="desk_file", status=422),
    Page("check-withdraw-refused", "desk_withdraw", file="gained", post={}, on="desk_file", status=422),
    Page("links", "desk_links", file="gained"),
    Page("links-found", "desk_links", file="gained", post={"links": LINKS}),
    Page("links-none", "desk_links", file="gained", post={}, status=422),
    Page("beside", "desk_beside", file="alike", other="again"),
    Page("beside-refused", "desk_beside", file="alike", other="again", post={}, on="desk_beside", status=422),
    Page("element", "desk_element", file="gained", named={"theory": "BIPA_DEPICTED"}),
    Page("element-checked", "desk_element", file="full", named={"theory": "BIPA_MINOR"}),
    Page("element-refused", "desk_element", file="gained", post={}, on="desk_element", status=422),
    Page("element-withdraw-refused", "desk_element_withdraw", file="full", named={"number": 3}, post={},
         status=422),
    # The calendar
    Page("calendar", "desk_calendar"),
    Page("calendar-near", "desk_calendar", query="within=30&earliest=1"),
    Page("calendar-undated", "desk_calendar", query="list=undated"),
    Page("calendar-met", "desk_calendar", query="list=met"),
    Page("calendar-empty", "desk_calendar", who="away"),
    Page("deadline", "desk_deadline", file="urgent", named=MINOR),
    Page("deadline-refused", "desk_deadline_mark", file="urgent", named=MINOR, post={"kind": "met"},
         on="desk_deadline", status=422),
    Page("deadline-said", "desk_deadline", file="soon", named=MINOR),
    Page("deadline-back-refused", "desk_deadline_take_back", file="soon", post={}, status=422),
    Page("clock", "desk_clock"),
    Page("clock-refused", "desk_clock", post={}, on="desk_clock", status=422),
    Page("clock-preview", "desk_clock", post=TOLLING, on="desk_clock"),
    Page("clock-withdraw", "desk_clock_withdraw", named={"entry": "entry"}),
    Page("clock-withdraw-refused", "desk_clock_withdraw", named={"entry": "entry"}, post={}, status=422),
    # Conflicts
    Page("conflicts", "desk_conflicts", who="kim"),
    Page("conflict", "desk_conflict", who="kim", file="held"),
    Page("conflict-refused", "desk_conflict_rule", who="kim", file="held", post={},
         on="desk_conflict", status=422),
    Page("conflict-cleared", "desk_conflict", who="kim", file="cleared"),
    Page("conflict-answers", "desk_conflict_answers", who="kim", file="held"),
    Page("parties", "desk_parties", who="kim"),
    Page("parties-refused", "desk_parties", who="kim", post={}, status=422),
    Page("party-upload", "desk_party_upload", who="kim", named={"upload": "upload"}),
    Page("party-list", "desk_party_list", who="kim", named={"of": "of"}),
    Page("party-list-refused", "desk_party_retire", who="kim", named={"of": "of"}, post={}, status=422),
    # Keeping and erasing
    Page("keeping", "desk_keeping"),
    Page("keeping-erased", "desk_keeping", query="show=erased"),
    Page("keeping-refused", "desk_erasure_ask", post={"reference": "zzz"}, status=422),
    Page("erasure", "desk_erasure", named={"erasure": "erasure_due"}),
    Page("erasure-proposed", "desk_erasure", named=PROPOSED),
    Page("erasure-done", "desk_erasure", named={"erasure": "erasure_gone"}),
    Page("erasure-refused", "desk_erasure_refuse", named=PROPOSED, post={}, status=422),
    Page("holds", "desk_holds"),
    Page("hold-lift-refused", "desk_hold_lift", named={"hold": "hold"}, post={}, status=422),
    Page("holds-refused", "desk_holds", post={}, status=422),
    Page("periods", "desk_periods", who="sam"),
    Page("periods-refused", "desk_periods", who="sam", post=NO_DAYS, status=422),
    # The record
    Page("record", "desk_record", who="alex"),
    Page("record-nothing", "desk_record", who="alex", query="reference=zzz"),
    Page("record-head", "desk_record_head", who="alex", post={}),
    # Callers
    Page("callers", "desk_callers", who="ira"),
    Page("caller-sent", "desk_caller_sent", who="ira", named={"token": "sent"}),
    # The firm
    Page("funnel", "desk_funnel", who="sam"),
    Page("lists", "desk_lists"),
    Page("list-changes", "desk_list_changes", named={"event": "event"}),
    Page("sources", "desk_sources"),
    Page("sources-refused", "desk_sources", post=BAD_SOURCE, status=422),
    Page("source", "desk_source", named={"code": "sample-list"}),
    Page("source-refused", "desk_source", named=LISTED, post={"name": ""}, on="desk_source", status=422),
    Page("reasons", "desk_reasons"),
    Page("reasons-refused", "desk_reasons", post={}, status=422),
    Page("reason", "desk_reason", named=CRITERIA),
    Page("reason-refused", "desk_reason", named=CRITERIA, post={"words": ""}, on="desk_reason", status=422),
    Page("people", "desk_people", who="sam"),
    Page("people-refused", "desk_people", who="sam", post={}, status=422),
    Page("person", "desk_person", who="sam", named={"person": "pat"}),
)  # fmt: skip
# These answer a GET with something that is no page.
NO_PAGE = {"desk_packet": "a PDF", "mfa_login_webauthn": "JSON for the script of the sign-in"}
