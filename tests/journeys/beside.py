"""The pages beside the questions, one line each: add yours here, and it is judged, pictured and validated."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.intake.conftest import CHECK, EVIDENCE
from tests.journeys import stands
from tests.journeys.stands import M, Stand


@dataclass(frozen=True, slots=True)
class Beside:
    """A page: its name, its address, what its visitor has done before, and what they do there."""

    name: str
    path: str = ""  # "": where the stand leads
    stand: Stand = stands.nobody
    fill: Mapping[str, str] = field(default_factory=dict)  # typed before anything is pressed
    file: tuple[str, bytes] | None = None  # chosen before anything is pressed
    press: tuple[str, ...] = ()
    errors: bool = False  # what is seen after the last press is a refusal
    without: str = ""  # a script of the page that is left out
    desk: bool = False  # a page for the firm, which reads English


FILM = ("film.gif", b"GIF89a")
SIGN, GO_ON = "Send my answers to the firm", "Continue"
BESIDE = (
    # Before the first question
    Beside("landing", "/"),
    Beside("landing-from", "/from/sample-list/"),
    Beside("facts", f"{M}/facts/"),
    Beside("save-first", f"{M}/save-first/"),
    Beside("start", f"{M}/start/"),
    Beside("start-from", f"{M}/start/?from=sample-list"),
    Beside("declined", f"{M}/start/", press=("No, stop here",)),
    Beside("age", f"{M}/start/", press=("Yes, go on",)),
    Beside("age-empty", f"{M}/start/", press=("Yes, go on", GO_ON), errors=True),
    Beside("stopped", stand=stands.child),
    Beside("proof", stand=stands.held_up),
    Beside("proof-empty", stand=stands.held_up, press=("Send me a code",), errors=True),
    Beside("proof-mailed", stand=stands.mailed_a_code),
    Beside("asked", stand=stands.invited),
    Beside("lost", f"{M}/role/"),
    Beside("not-found", "/no-such-page/"),
    Beside("outbox", "/outbox/"),
    # On the way
    Beside("look-up", f"{M}/look-up/", stands.checked),
    Beside("looked-up", f"{M}/look-up/", stands.checked, press=("Look for my photos",)),
    Beside("remove", f"{M}/people/2/remove/", stands.checked_parent),
    Beside("paste", stand=stands.listing),
    Beside("paste-empty", stand=stands.listing, press=("Read these links",), errors=True),
    Beside("paste-read", stand=stands.listing, fill={"links": stands.PASTED}, press=("Read these links",)),
    Beside("together", stand=stands.added),
    Beside("together-empty", stand=stands.added, press=(GO_ON,), errors=True),
    Beside("together-done", stand=stands.all_answered),
    Beside("take-off", stand=stands.taking_off),
    Beside("stop", stand=stands.stopped),
    Beside("delete", f"{M}/delete/", stands.stopped),
    Beside("deleted", f"{M}/delete/", stands.stopped, press=("Yes, delete my answers",)),
    Beside("evidence", EVIDENCE, stands.checked),
    Beside("evidence-files", stand=stands.with_files),
    Beside(
        "evidence-refused", EVIDENCE, stands.checked, file=FILM, press=("Send these files",), errors=True,
        without="upload",
    ),
    Beside("archive", stand=stands.with_archive),
    Beside(
        "archive-confirm", stand=stands.with_archive, fill={"photo": "3500000001"},
        press=("See what this would change",),
    ),
    Beside("check", CHECK, stands.checked),
    Beside("check-parent", CHECK, stands.checked_parent),
    Beside("declaration", f"{M}/declaration/", stands.checked),
    Beside("declaration-empty", f"{M}/declaration/", stands.checked, press=(SIGN,), errors=True),
    Beside("ended", f"{M}/role/", stands.checked, press=("I am on a shared computer: end here",)),
    # Coming back
    Beside("save", f"{M}/save/", stands.begun),
    Beside("save-empty", f"{M}/save/", stands.begun, press=("Save and send me an e-mail",), errors=True),
    Beside("save-told", f"{M}/save/", stands.told),
    Beside("saved", f"{M}/saved/", stands.set_aside),
    Beside("come-back", "/come-back/"),
    Beside("come-back-empty", "/come-back/", press=("Send me a link",), errors=True),
    Beside("session-ended", "/come-back/ended/"),
    Beside("code", stand=stands.asked_for_code),
    Beside("code-wrong", stand=stands.asked_for_code, fill={"code": "1234"}, press=(GO_ON,), errors=True),
    Beside("code-spent", stand=stands.code_spent),
    Beside("code-late", stand=stands.code_late),
    Beside("link", stand=stands.asked),
    Beside("link-elsewhere", stand=stands.asked_elsewhere),
    Beside("link-late", stand=stands.asked_long_ago),
    Beside("link-used-here", stand=stands.used),
    Beside("link-used", stand=stands.used_elsewhere),
    Beside("link-gone", f"/come-back/{'A' * 43}/"),
    Beside("choose", stand=stands.with_several),
    Beside("choose-empty", stand=stands.with_several, press=(GO_ON,), errors=True),
    Beside(
        "come-back-later", stand=stands.asked_too_often, fill={"email": stands.PAT}, press=("Send me a link",)
    ),
    Beside("go-on", stand=stands.reminded),
    Beside("stop-letters", stand=stands.wants_no_letters),
    Beside("stopped-letters", stand=stands.wants_no_letters, press=("Stop the reminders",)),
    # After sending
    Beside("sent", stand=stands.sent),
    Beside("status", stand=stands.at_status),
    Beside("status-taken-back", stand=stands.taken_back),
    Beside("status-files", "/status/files/", stands.at_status),
    Beside("contact", "/status/contact/", stands.at_status),
    Beside(
        "contact-wrong", "/status/contact/", stands.at_status, fill={"email": "nobody"}, press=("Save",),
        errors=True,
    ),
    Beside("consent-texts", "/status/consents/texts/", stands.at_status),
    Beside("consent-esign", "/status/consents/esign/", stands.at_status),
    Beside("consent-privacy", "/status/consents/privacy/", stands.at_status),
    Beside("consent-taken-back", "/status/consents/texts/", stands.at_status, press=("Yes, stop texts",)),
    Beside("withdraw", "/status/wish/withdraw/", stands.at_status),
    Beside("erase", "/status/wish/erase/", stands.at_status),
    Beside("copy", "/status/copy/", stands.at_status),
    Beside("copy-waiting", stand=stands.copy_owed),
    Beside("copy-ready", stand=stands.copy_ready),
    Beside("confirm", stand=stands.confirming),
    Beside("confirmed", stand=stands.confirming, press=("Yes, write to this address",)),
    Beside("confirm-late", f"/confirm/{'A' * 43}/"),
    Beside("invite", stand=stands.photographer),
    Beside("invited", stand=stands.photographer, press=("Make a private link",)),
    # At the desk
    Beside("call-start", stand=stands.calling, desk=True),
    Beside("call-sign", stand=stands.call_checked, desk=True),
    Beside("call-sent", stand=stands.call_sent, desk=True),
    Beside("desk-callers", "/desk/callers/", stands.desk, desk=True),
    Beside("desk-sources", "/desk/sources/", stands.desk, desk=True),
    Beside("desk-source", "/desk/sources/sample-list/", stands.desk, desk=True),
    Beside("desk-funnel", stand=stands.counted, desk=True),
    Beside("desk-file", stand=stands.full_file, desk=True),
)  # fmt: skip
ERROR_PAGES = ("400", "403", "403_csrf", "404", "413", "429", "500")
