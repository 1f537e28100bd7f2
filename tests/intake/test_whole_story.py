"""One claimant from a call to the status page: what the letters carry is all that each next act has."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext

from casefile.models import Consent, Draft, EmailConfirmation, Pass, StaffMember, Submission
from tests import factories
from tests.intake.conftest import CHECK, DECLARATION, START, Claimant
from tests.intake.test_canaries import work_everything
from tests.intake.test_status import NEW
from tests.personas import ADULT

pytestmark = pytest.mark.django_db
CALLERS, COME_BACK, HAND_OVER = "/desk/callers/", "/come-back/", "/flickr-megaface/hand-over/"
PAT, STATUS, CONTACT = "pat@example.com", "/status/", "/status/contact/"


@pytest.fixture
def typist(db: None) -> StaffMember:
    return factories.make_staff("robin@example.com")


@pytest.fixture
def desk(client: Client, typist: StaffMember) -> Client:
    client.post("/desk/sign-in/", {"login": typist.username, "password": factories.PASSWORD})
    return client


@pytest.fixture
def sender(finished: Claimant) -> Claimant:
    finished.send()
    work_everything()
    mail.outbox.clear()
    return finished


def address_in(pattern: str, body: str) -> str:
    found = re.search(pattern, body)
    assert found, body
    return found[0]


def letters_to(address: str) -> list[str]:
    return [str(one.body) for one in mail.outbox if one.to == [address]]


def ask(there: Client, email: str) -> None:
    """Ask for a way back in a browser; it is told the same whether there is one or not."""
    assert there.post(COME_BACK, {"email": email})["Location"] == "/come-back/code/"
    work_everything()


def come_back(there: Client, email: str) -> str:
    """Ask, read the letter, press its button; returns where that leads."""
    ask(there, email)
    link = address_in(r"/come-back/[\w-]{43}/", letters_to(email)[-1])
    assert there.get(link).status_code == 200
    return str(there.post(link)["Location"])


def test_a_caller_reads_corrects_and_signs_in_a_browser_of_their_own(
    desk: Client, typist: StaffMember
) -> None:
    assert desk.post(CALLERS)["Location"] == START
    call = Claimant(desk)
    call.pass_age()
    call.walk(ADULT)
    assert HAND_OVER in desk.get(DECLARATION).content.decode()
    desk.post(HAND_OVER)
    work_everything()
    (letter,) = letters_to(PAT)
    assert "Nothing has been sent yet" in letter and not re.search(r"[\w-]{43}", letter)

    own = Client()
    assert own.get(address_in(r"/come-back/", letter)).status_code == 200
    assert come_back(own, PAT) == CHECK
    assert "12 Sample Street" in own.get(CHECK).content.decode()
    assert "for a caller" not in own.get(CHECK).content.decode(), "nobody types for them now"
    signer = Claimant(own, at="/flickr-megaface/more/?change=1")
    signer.answer(ADULT, harm="I read it again.")
    assert signer.send().startswith("/sent/")
    work_everything()

    file = Submission.objects.get()
    assert (file.signature["method"], file.signature["by"]) == ("screen", "claimant")
    assert file.entered_by == f"staff:{typist.pk}" and not Draft.objects.exists()
    methods = dict(Consent.objects.values_list("purpose", "method"))
    assert methods.pop("notice") == "spoken" and set(methods.values()) == {"screen"}
    shown = desk.get(f"/desk/files/{file.token}/").content.decode()
    assert f"Entered by {typist.get_full_name()} for a caller." in shown
    assert "Spoken by" not in shown and "I read it again." in shown
    assert own.get(STATUS).status_code == 200 and desk.get(STATUS).status_code == 302


def test_the_letter_alone_opens_nothing_to_whoever_else_finds_it(desk: Client) -> None:
    desk.post(CALLERS)
    call = Claimant(desk)
    call.pass_age()
    call.walk(ADULT)
    desk.post(HAND_OVER)
    work_everything()
    finder = Client()
    ask(finder, "finder@example.com")
    assert letters_to("finder@example.com") == [] and finder.get(CHECK).status_code == 404


def test_a_new_address_gets_passes_once_it_is_confirmed_and_the_old_one_gets_none(sender: Claimant) -> None:
    sender.client.post(CONTACT, NEW)
    work_everything()
    confirm = address_in(r"/confirm/[\w-]{43}/", letters_to("new@example.com")[0])
    assert "/confirm/" not in letters_to(PAT)[0], "the old address is told, and confirms nothing"
    mail.outbox.clear()

    ask(Client(), "new@example.com")
    assert letters_to("new@example.com") == [], "nobody has shown yet that they read its mail"
    assert come_back(Client(), PAT) == STATUS

    elsewhere = Client()
    assert "Is this your new e-mail address?" in elsewhere.get(confirm).content.decode()
    assert not EmailConfirmation.objects.filter(email_index=_index("new@example.com")).exists()
    elsewhere.post(confirm)
    mail.outbox.clear()
    there = Client()
    assert come_back(there, "new@example.com") == STATUS
    assert "new@example.com" in there.get(STATUS).content.decode()
    ask(Client(), PAT)
    assert letters_to(PAT) == [], "the address they left opens nothing any more"


def _index(address: str) -> str:
    from casefile import sealing

    return sealing.blind_index(address, purpose="email")


@pytest.mark.parametrize(
    "like",
    [
        "pat@éxample.com",
        "pat@exämple.com",
        "pát@example.com",
        "pat@ехample.com",
        "pat@example.com.test",
    ],
)
def test_an_address_that_only_looks_alike_opens_nothing(sender: Claimant, like: str) -> None:
    there = Client()
    there.post(COME_BACK, {"email": like})
    work_everything()
    assert mail.outbox == []
    assert there.get(STATUS).status_code == 302
    assert not Pass.objects.exclude(owed_at=None).exists()


def test_the_same_address_in_capitals_is_the_same_mailbox(sender: Claimant) -> None:
    there = Client()
    there.post(COME_BACK, {"email": "PAT@Example.com"})
    work_everything()
    assert len(letters_to(PAT)) == 1, "it goes to the address as it was given first"


def test_a_spanish_file_is_spoken_of_in_spanish_on_a_new_device(
    claimant: Claimant, another: Callable[[], Claimant]
) -> None:
    claimant.client.post("/language/", {"speak": "es", "next": "/"})
    claimant.pass_age()
    claimant.walk(ADULT)
    claimant.send()
    work_everything()
    assert Submission.objects.get().language == "es"
    mail.outbox.clear()
    new = Client()
    assert come_back(new, PAT) == STATUS
    for at in (STATUS, CONTACT, "/status/copy/", "/status/wish/withdraw/"):
        page = new.get(at).content.decode()
        assert '<html lang="es"' in page, at
    page = new.get(STATUS).content.decode()
    with translation.override("es"):
        assert str(escape(gettext("Where it is now"))) in page
    new.post("/language/", {"speak": "en", "next": STATUS})
    assert "Where it is now" in new.get(STATUS).content.decode()
