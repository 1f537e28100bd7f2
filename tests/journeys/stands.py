"""Where visitors stand before they see a page beside the questions: brought there without a browser.

A stand takes a claimant with a fresh browser and returns the address to open, "" where a page names its own.
"""

import re
from collections.abc import Callable
from datetime import timedelta

from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.utils import timezone

from casefile import afterwards, copies, passes, quarantine, reminders
from casefile.models import ContactChange, Draft, Pass, Submission, Upload
from tests import factories
from tests.casefile import made_files
from tests.intake.conftest import AGE, EVIDENCE, Claimant
from tests.intake.test_canaries import work_everything
from tests.personas import ADULT, PARENT, PHOTOGRAPHER, TWICE, Persona, posted

Stand = Callable[[Claimant], str]
PAT = "pat@example.com"
M = "/flickr-megaface"
PASTE, LIST, STOP = f"{M}/photos/paste/", f"{M}/photos/", f"{M}/stop/"
BLURRED = Persona({**ADULT.told, ("face", 0): {"face": "no"}})
TEXTS = Persona({**ADULT.told, ("contact", None): {"texts": "yes"}})
CHANGED = {
    "email": "new@example.com", "phone": "312 555 0199", "street": "9 Other Street", "city": "Peoria",
    "state": "IL", "code": "61602", "preferred": "email", "language": "en",
}  # fmt: skip


def links(count: int, start: int = 3500000001) -> str:
    return "\n".join(f"https://www.flickr.com/photos/pat-example/{start + n}/" for n in range(count))


PASTED = f"{links(3)}\nflickr.com/people/pat-example\n{links(1)}\n{links(1, 3600000000)}"


# Before and during the interview


def nobody(visitor: Claimant) -> str:
    return ""


def child(visitor: Claimant) -> str:
    """Stopped at the age page: what is left in the browser is a cookie that says so."""
    born = {"born_year": "2014", "born_month": "4", "born_day": "30"}
    visitor.client.post(AGE, {"notice": visitor.accept_notice(), **born})
    return f"{M}/start/"


def held_up(visitor: Claimant) -> str:
    """Of a network from which very many came within the hour."""
    with override_settings(FLOOD_STARTS_A_NETWORK=0, FLOOD_PROOF_COST=10, FLOOD_PROOF_TRIES=6):
        visitor.pass_age()
    return visitor.at


def mailed_a_code(visitor: Claimant) -> str:
    at = held_up(visitor)
    visitor.client.post(at, {"email": PAT, "send_code": "1"})
    return at


def begun(visitor: Claimant) -> str:
    """Two pages are answered, and no address is given."""
    visitor.pass_age()
    visitor.answer(ADULT)
    visitor.answer(ADULT)
    return ""


def told(visitor: Claimant) -> str:
    """Far enough to have given an e-mail address."""
    visitor.pass_age()
    visitor.walk(ADULT, until=f"{M}/contact/")
    return ""


def checked(visitor: Claimant) -> str:
    visitor.pass_age()
    visitor.walk(ADULT)
    return ""


def checked_parent(visitor: Claimant) -> str:
    visitor.pass_age()
    visitor.walk(PARENT, lists=dict(TWICE))
    return ""


def stopped(visitor: Claimant) -> str:
    """The only photo shows no face of theirs."""
    visitor.pass_age()
    visitor.walk(BLURRED, until=STOP)
    return STOP


def listing(visitor: Claimant) -> str:
    """On the list of photos, with one on it."""
    visitor.pass_age()
    visitor.walk(ADULT, until=LIST)
    return PASTE


def added(visitor: Claimant) -> str:
    """Three links were pasted and added; the page of questions about all of them."""
    listing(visitor)
    mark = visitor.client.post(PASTE, {"links": links(3), "do": "read"}).context["reading"].mark
    sent = {"links": links(3), "do": "add", "mark": mark, "first": ""}
    return str(visitor.client.post(PASTE, sent)["Location"])


def taking_off(visitor: Claimant) -> str:
    return f"{added(visitor)}remove/"


def all_answered(visitor: Claimant) -> str:
    """The list of photos, just after the questions about all of them were answered."""
    at = added(visitor)
    data: dict[str, object] = {}
    for page, part in visitor.client.get(at).context["form"].forms:
        data |= posted(part, ADULT.answers(page.name, 1))
    return str(visitor.client.post(at, data)["Location"])


# Files


def with_files(visitor: Claimant) -> str:
    """A picture and the file of an account were checked, one is no file we take, one still waits."""
    checked(visitor)
    for name, content in (
        ("picnic.jpg", made_files.image("JPEG")),
        ("72157700000000_aaaaaaaaaaaa_part1.zip", made_files.account(4)),
        ("locked.zip", made_files.locked_zip()),
    ):
        visitor.client.post(EVIDENCE, {"files": SimpleUploadedFile(name, content)})
    for upload in Upload.objects.all():
        quarantine.check(upload.pk, at=timezone.now())
    visitor.client.post(EVIDENCE, {"files": SimpleUploadedFile("paper.pdf", made_files.pdf())})
    return EVIDENCE


def with_archive(visitor: Claimant) -> str:
    page = visitor.client.get(with_files(visitor)).content.decode()
    found = re.search(rf"{EVIDENCE}[0-9a-f-]+/archive/", page)
    assert found, page
    return found[0]


# Coming back


def set_aside(visitor: Claimant) -> str:
    """Saved with an address, and the letters are gone out."""
    begun(visitor)
    visitor.client.post(f"{M}/save/", {"email": PAT})
    work_everything()
    mail.outbox.clear()
    return ""


def asked(visitor: Claimant) -> str:
    """Somebody saved on one device and asks for a way back in this browser."""
    set_aside(Claimant(Client()))
    visitor.client.post("/come-back/", {"email": PAT})
    work_everything()
    found = re.search(r"/come-back/[\w-]{43}/", str(mail.outbox[-1].body))
    assert found
    return found[0]


def asked_elsewhere(visitor: Claimant) -> str:
    return asked(Claimant(Client()))


def asked_long_ago(visitor: Claimant) -> str:
    at = asked(visitor)
    row = Pass.objects.latest("made_at")
    gone = passes.HOLDS_FOR + timedelta(minutes=1)
    Pass.objects.filter(pk=row.pk).update(made_at=row.made_at - gone, expires_at=row.expires_at - gone)
    return at


def used(visitor: Claimant) -> str:
    at = asked(visitor)
    visitor.client.post(at)
    return at


def used_elsewhere(visitor: Claimant) -> str:
    at = asked(visitor)
    visitor.client.post(at)
    visitor.client.cookies.clear()
    return at


def asked_for_code(visitor: Claimant) -> str:
    asked(visitor)
    return "/come-back/code/"


def code_spent(visitor: Claimant) -> str:
    at = asked_for_code(visitor)
    for _ in range(passes.MOST_TRIES):
        visitor.client.post(at, {"code": "1"})
    return at


def code_late(visitor: Claimant) -> str:
    asked_long_ago(visitor)
    return "/come-back/code/"


def with_several(visitor: Claimant) -> str:
    """Under one address there is an unfinished interview and a file."""
    finished = Claimant(Client())
    checked(finished)
    finished.send()
    visitor.client.post(asked(visitor))
    return "/come-back/choose/"


def asked_too_often(visitor: Claimant) -> str:
    for _ in range(5):
        visitor.client.post("/come-back/", {"email": PAT})
    return "/come-back/"


def reminded(visitor: Claimant) -> str:
    set_aside(Claimant(Client()))
    return f"/go-on/{reminders.go_on_secret(Draft.objects.get())}/"


def wants_no_letters(visitor: Claimant) -> str:
    set_aside(Claimant(Client()))
    return f"/stop-letters/{reminders.stop_secret(Draft.objects.get())}/"


# After sending


def sent(visitor: Claimant) -> str:
    checked(visitor)
    return visitor.send()


def at_status(visitor: Claimant) -> str:
    """Sent with leave to text; the papers are made."""
    visitor.pass_age()
    visitor.walk(TEXTS)
    visitor.send()
    work_everything()
    return "/status/"


def taken_back(visitor: Claimant) -> str:
    """Everything that can be taken back was, and new details wait to be confirmed."""
    at_status(visitor)
    visitor.client.post("/status/contact/", CHANGED)
    visitor.client.post("/status/consents/texts/")
    for kind in ("withdraw", "erase"):
        visitor.client.post(f"/status/wish/{kind}/")
    visitor.client.get("/status/")
    return "/status/"


def copy_owed(visitor: Claimant) -> str:
    at_status(visitor)
    return str(visitor.client.post("/status/copy/")["Location"])


def copy_ready(visitor: Claimant) -> str:
    at = copy_owed(visitor)
    work_everything()
    assert copies.wait(Submission.objects.get()).copy
    return at


def confirming(visitor: Claimant) -> str:
    at_status(visitor)
    visitor.client.post("/status/contact/", CHANGED)
    return f"/confirm/{afterwards.secret(ContactChange.objects.get().pk)}/"


def photographer(visitor: Claimant) -> str:
    """Somebody who took photos of others sent a file, and makes a link for them."""
    visitor.pass_age()
    visitor.walk(PHOTOGRAPHER)
    return f"{visitor.send(PHOTOGRAPHER)}invite/"


def invited(visitor: Claimant) -> str:
    page = Claimant(Client())
    link = str(page.client.post(photographer(page)).context["link"])
    return link[link.index("/asked/") :]


# The desk, and a call


def desk(visitor: Claimant) -> str:
    """A member of the firm who may edit sources, signed in."""

    robin = factories.make_staff("robin@example.com")
    visitor.client.post("/desk/sign-in/", {"login": robin.username, "password": factories.PASSWORD})
    return ""


def calling(visitor: Claimant) -> str:
    desk(visitor)
    visitor.client.post("/desk/callers/")
    return f"{M}/start/"


def call_checked(visitor: Claimant) -> str:
    calling(visitor)
    visitor.pass_age()
    visitor.walk(ADULT)
    return f"{M}/declaration/"


def call_sent(visitor: Claimant) -> str:
    call_checked(visitor)
    return visitor.send()


def full_file(visitor: Claimant) -> str:
    """A parent's file with signals, files and everything a claimant can do since, at the desk."""
    sender = Claimant(Client())
    checked_parent(sender)
    sender.client.post(EVIDENCE, {"files": SimpleUploadedFile("picnic.jpg", made_files.located("JPEG"))})
    Draft.objects.update(signals=["box.filled", "interview.quick"])
    sender.send(PARENT)
    work_everything()
    sender.client.post("/status/contact/", CHANGED)
    for kind in ("withdraw", "erase"):
        sender.client.post(f"/status/wish/{kind}/")
    desk(visitor)
    return f"/desk/files/{Submission.objects.get().token}/"


def counted(visitor: Claimant) -> str:
    checked(Claimant(Client()))
    desk(visitor)
    return "/desk/funnel/"
