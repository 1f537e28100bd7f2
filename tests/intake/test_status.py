"""The status page and every act on it: once however often it is sent, only for the file the session holds."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casefile import afterwards, audit, consents, copies, jobs
from casefile.models import (
    AuditEntry,
    ClaimantCopy,
    ConsentWithdrawal,
    ContactChange,
    Decision,
    Delivery,
    EmailConfirmation,
    Job,
    Submission,
    Wish,
    WishTakenBack,
)
from tests import factories
from tests.intake.conftest import Claimant
from tests.intake.test_canaries import CANARIES, held, work_everything
from tests.personas import ADULT, Persona

STATUS = "/status/"
TEXTS = Persona({**ADULT.told, ("contact", None): {"texts": "yes"}})
FORBIDDEN = (
    "eligib", "qualif", "deadline", "likely", "statute", "bipa", "limitation", "refer to", "declin", "accept",
    "score", "flag", "conflict", "match", "privileged", "ruleset", "finding", "review",
)  # fmt: skip
NEW = {
    "email": "new@example.com", "phone": "312 555 0199", "street": "9 Other Street", "city": "Peoria",
    "state": "IL", "code": "61602", "preferred": "email", "language": "en",
}  # fmt: skip
PAGES = (
    "status", "status_contact", "status_copy", "status_copy_pdf",
    ("status_consent", "texts"), ("status_consent", "esign"), ("status_consent", "privacy"),
    ("status_wish", "withdraw"), ("status_wish", "erase"), ("status_undo", "withdraw"),
)  # fmt: skip


def address(page: str | tuple[str, str]) -> str:
    name, *args = (page,) if isinstance(page, str) else page
    return reverse(f"intake:{name}", args=args)


@pytest.fixture
def sender(claimant: Claimant) -> Claimant:
    """Somebody who sent answers, with leave to text them, and still sits at the same browser."""
    claimant.pass_age()
    claimant.walk(TEXTS)
    claimant.send()
    return claimant


def file() -> Submission:
    found: Submission = Submission.objects.get()
    return found


def page(claimant: Claimant, at: str = STATUS) -> str:
    answer = claimant.client.get(at, follow=True)
    assert answer.status_code == 200, at
    return str(answer.content.decode())


def link(kind: str) -> str:
    """The one-use address in the newest letter of a kind."""
    row = Delivery.objects.filter(kind=Delivery.LETTER, letter__kind=kind).latest("queued_at")
    body = next(one.body for one in reversed(mail.outbox) if str(row.pk) in one.extra_headers["Message-ID"])
    return next(word for word in str(body).split() if "/confirm/" in word).partition("8000")[2]


def letters() -> list[str]:
    return [one.letter["kind"] for one in Delivery.objects.filter(kind=Delivery.LETTER) if one.letter]


@pytest.mark.parametrize("at", PAGES, ids=str)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_led_away_from_every_page_and_writes_nothing(
    sender: Claimant, another: Callable[[], Claimant], at: Any, method: str
) -> None:
    before = AuditEntry.objects.count()
    answer = getattr(another().client, method)(address(at), {"session": "x"})
    assert answer.status_code in (302, 405)
    assert not answer.get("Location", "").startswith("/status/")
    assert AuditEntry.objects.count() == before and not Wish.objects.exists()


@pytest.mark.parametrize("held_id", ["", "x", "../1", "00000000-0000-0000-0000-000000000001", 7, None])
def test_a_session_that_holds_no_file_opens_none(sender: Claimant, held_id: Any) -> None:
    session = sender.client.session
    session["file"] = held_id
    session.save()
    assert sender.client.get(STATUS).status_code == 302


def test_the_page_shows_nobody_elses_file(sender: Claimant, another: Callable[[], Claimant]) -> None:
    other = another()
    other.pass_age()
    other.walk(ADULT)
    other.send()
    theirs, own = Submission.objects.order_by("submitted_at")
    assert own.reference in page(other) and theirs.reference not in page(other)
    other.client.post(address(("status_wish", "withdraw")))
    assert afterwards.is_withdrawn(own) and not afterwards.is_withdrawn(theirs)


def test_it_says_where_the_request_is_and_never_what_anybody_thinks_of_it(sender: Claimant) -> None:
    work_everything()
    shown = page(sender).lower()
    assert file().reference.lower() in shown and "nobody has opened your answers yet" in shown
    assert [word for word in FORBIDDEN if word in shown] == []
    for canary in ("1985-06-15", "june 15, 1985", "newspaper", "3500000000", "pat-example"):
        assert canary not in shown, "the page shows contact details and no answer"


def test_a_decision_changes_nothing_on_it(sender: Claimant) -> None:
    work_everything()
    before = sender.client.get(STATUS).context
    claim = file().claims.get()
    factories.make_decision(claim, by=factories.make_staff(), choice=Decision.DECLINE, reason="time_run")
    after = sender.client.get(STATUS).context
    assert after["steps"] == before["steps"] and after["progress"] == before["progress"]


def test_that_a_person_opened_the_file_is_told(sender: Claimant) -> None:
    work_everything()
    audit.record(event="file.opened", actor="someone", subject=file(), at=timezone.now())
    assert "A person at the firm opened your answers" in page(sender)


def test_a_file_the_conflict_check_holds_looks_like_one_not_checked_yet(client: Client, db: None) -> None:
    held_back, waiting = factories.make_file(clear=False), factories.make_file(clear=None)
    shown = []
    for one in (held_back, waiting):
        audit.record(event="file.opened", actor="someone", subject=one, at=timezone.now())
        session = client.session
        session["file"] = str(one.pk)
        session.save()
        shown.append(client.get(STATUS).content.decode().replace(one.reference, "").partition("<main")[2])
    assert shown[0].split("csrf")[0] == shown[1].split("csrf")[0]


# Contact


def test_a_new_address_counts_only_once_its_link_was_pressed(sender: Claimant) -> None:
    answer = sender.client.post(address("status_contact"), NEW)
    assert answer["Location"] == "/status/#contact"
    work_everything()
    assert afterwards.email(file()) == "pat@example.com"
    assert sorted(letters()) == ["confirm_email", "contact_changed"]
    told = {one.to[0] for one in mail.outbox if "contact details were changed" in one.subject}
    assert told == {"pat@example.com"}, "the address in use is warned"
    way = link("confirm_email")
    assert sender.client.get(way).status_code == 200
    assert not EmailConfirmation.objects.exists(), "opening a link changes nothing"
    for _ in range(2):
        assert sender.client.post(way).status_code == 200
    assert EmailConfirmation.objects.count() == 1
    assert afterwards.email(file()) == "new@example.com"


def test_what_goes_out_next_goes_to_the_confirmed_address(sender: Claimant) -> None:
    sender.client.post(address("status_contact"), NEW)
    work_everything()
    Client().post(link("confirm_email"))
    sender.client.post(address(("status_consent", "texts")))
    work_everything()
    assert mail.outbox[-1].to == ["new@example.com"]


def test_a_link_dies_when_another_address_was_given_and_after_a_week(sender: Claimant) -> None:
    sender.client.post(address("status_contact"), NEW)
    work_everything()
    first = link("confirm_email")
    secret = first.rstrip("/").rsplit("/", 1)[1]
    with pytest.raises(afterwards.OutOfDate):
        afterwards.to_confirm(secret, at=timezone.now() + timedelta(days=8))
    sender.client.post(address("status_contact"), {**NEW, "email": "newer@example.com"})
    for answer in (sender.client.get(first), sender.client.post(first)):
        assert answer.status_code == 410
    assert sender.client.get(f"/confirm/{'A' * 43}/").status_code == 410
    assert not EmailConfirmation.objects.exists()


def test_the_same_details_twice_are_one_change(sender: Claimant) -> None:
    for _ in range(3):
        sender.client.post(address("status_contact"), NEW)
    assert ContactChange.objects.count() == 1
    assert AuditEntry.objects.filter(event="contact.corrected").count() == 1


def test_sending_the_page_back_unchanged_is_no_change(sender: Claimant) -> None:
    form = sender.client.get(address("status_contact")).context["form"]
    sender.client.post(address("status_contact"), {name: form[name].value() for name in form.fields})
    assert not ContactChange.objects.exists()


def test_going_back_to_the_first_address_needs_no_link(sender: Claimant) -> None:
    sender.client.post(address("status_contact"), NEW)
    sender.client.post(address("status_contact"), {**NEW, "email": "pat@example.com"})
    now = afterwards.contact(file())
    assert (now.values["email"], now.pending) == ("pat@example.com", "")
    assert now.values["street"] == "9 Other Street"


def test_the_page_cannot_be_used_to_mail_strangers(sender: Claimant) -> None:
    for number in range(afterwards.CHANGES_A_DAY):
        assert (
            sender.client.post(
                address("status_contact"), {**NEW, "email": f"a{number}@example.com"}
            ).status_code
            == 302
        )
    refused = sender.client.post(address("status_contact"), {**NEW, "email": "one-more@example.com"})
    assert refused.status_code == 429
    assert ContactChange.objects.count() == afterwards.CHANGES_A_DAY


@pytest.mark.parametrize("wrong", [{"email": "no"}, {"email": ""}, {"street": ""}, {"state": "XX"}])
def test_wrong_details_are_shown_again_and_not_kept(sender: Claimant, wrong: dict[str, str]) -> None:
    answer = sender.client.post(address("status_contact"), {**NEW, **wrong})
    assert answer.status_code == 200 and answer.context["form"].errors
    assert not ContactChange.objects.exists()


# Consents


@pytest.mark.parametrize("purpose", consents.WITHDRAWABLE)
def test_a_consent_taken_back_twice_is_taken_back_once(sender: Claimant, purpose: str) -> None:
    at = address(("status_consent", purpose))
    assert "button--warn" in page(sender, at) and not ConsentWithdrawal.objects.exists()
    for _ in range(2):
        assert sender.client.post(at)["Location"] == "/status/#consents"
    gone = ConsentWithdrawal.objects.get()
    assert gone.consent.purpose == purpose and gone.consent.given, "what was given stays as it was"
    assert letters() == [f"consent_{purpose}"]
    assert AuditEntry.objects.get(event="consent.withdrawn").detail == {"purpose": purpose}


@pytest.mark.parametrize("purpose", ["truth", "notice", "nothing", "x" * 60])
def test_what_is_no_permission_cannot_be_taken_back(sender: Claimant, purpose: str) -> None:
    for method in (sender.client.get, sender.client.post):
        assert method(f"/status/consents/{purpose}/").status_code == 404
    assert not ConsentWithdrawal.objects.exists()


def test_a_consent_that_was_not_given_cannot_be_taken_back(finished: Claimant) -> None:
    finished.send()
    assert finished.client.post(address(("status_consent", "texts"))).status_code == 404


def test_without_leave_to_keep_the_answers_the_request_is_withdrawn_for_good(sender: Claimant) -> None:
    sender.client.post(address(("status_consent", "privacy")))
    assert afterwards.is_withdrawn(file())
    sender.client.post(address(("status_undo", "withdraw")))
    assert afterwards.is_withdrawn(file()) and not WishTakenBack.objects.exists()
    assert letters() == ["consent_privacy"], "one letter says both"


def test_who_wants_paper_gets_one_last_mail_and_no_more(sender: Claimant) -> None:
    work_everything()
    sender.client.post(address(("status_consent", "esign")))
    work_everything()
    assert "on paper" in mail.outbox[-1].subject
    sent = len(mail.outbox)
    sender.client.post(address(("status_wish", "withdraw")))
    work_everything()
    assert len(mail.outbox) == sent
    kept = Delivery.objects.get(letter__kind="wish_withdraw")
    assert kept.state == Delivery.HELD and "paper" in kept.last_error


# Wishes


@pytest.mark.parametrize("kind", [Wish.WITHDRAW, Wish.ERASE])
def test_a_wish_is_kept_once_undone_once_and_may_be_wished_again(sender: Claimant, kind: str) -> None:
    at, undo = address(("status_wish", kind)), address(("status_undo", kind))
    page(sender, at)
    assert not Wish.objects.exists()
    for _ in range(2):
        sender.client.post(at)
    assert Wish.objects.get().kind == kind
    assert sender.client.get(undo).status_code == 405
    for _ in range(2):
        sender.client.post(undo)
    assert WishTakenBack.objects.count() == 1 and afterwards.standing(file(), kind) is None
    sender.client.post(at)
    kept = afterwards.standing(file(), kind)
    assert kept and kept.number == 2


def test_a_wish_the_firm_acted_on_is_not_undone_here(sender: Claimant) -> None:
    work_everything()
    sender.client.post(address(("status_wish", "withdraw")))
    factories.make_decision(
        file().claims.get(), by=factories.make_staff(), choice=Decision.DECLINE, reason="withdrawn",
        at=timezone.now(),
    )  # fmt: skip
    assert "status_undo" not in page(sender) and "Undo" not in page(sender)
    sender.client.post(address(("status_undo", "withdraw")))
    assert afterwards.is_withdrawn(file())


def test_wishing_and_undoing_for_ever_ends(sender: Claimant) -> None:
    for _ in range(10):
        sender.client.post(address(("status_wish", "withdraw")))
        sender.client.post(address(("status_undo", "withdraw")))
    assert Wish.objects.count() == afterwards.WISHES


def test_nothing_is_printed_of_a_request_withdrawn_at_once_until_that_is_undone(sender: Claimant) -> None:
    sender.client.post(address(("status_wish", "withdraw")))
    work_everything()
    one = file()
    assert (one.packets.count(), one.claims.count()) == (0, 0)
    assert one.clearances.get().outcome == "clear", "names are checked all the same"
    assert {m.to[0] for m in mail.outbox} == {"pat@example.com"}
    sender.client.post(address(("status_undo", "withdraw")))
    work_everything()
    assert file().packets.count() == 1 and Delivery.objects.filter(kind=Delivery.PACKET).count() == 1


# The copy


def test_a_copy_is_made_once_by_a_worker_and_handed_out_on_record(sender: Claimant) -> None:
    at = address("status_copy")
    for _ in range(3):
        assert sender.client.post(at)["Location"] == at
    assert Job.objects.filter(kind=jobs.COPY).count() == 1
    assert "We are making your copy" in page(sender, at)
    assert sender.client.get(address("status_copy_pdf"))["Location"] == at
    work_everything()
    assert "Your copy is ready" in page(sender, at)
    got = sender.client.get(address("status_copy_pdf"))
    assert got.content.startswith(b"%PDF-") and "attachment" in got["Content-Disposition"]
    assert [e.event for e in AuditEntry.objects.filter(event__startswith="copy.")] == [
        "copy.made", "copy.downloaded",
    ]  # fmt: skip
    assert [word for word in CANARIES if word.encode() in held()] == []


def test_a_copy_made_after_a_consent_went_is_another(sender: Claimant) -> None:
    for _ in range(2):
        sender.client.post(address("status_copy"))
        work_everything()
        sender.client.post(address(("status_consent", "texts")))
    assert ClaimantCopy.objects.count() == 2
    assert copies.wait(file()).copy == ClaimantCopy.objects.latest("made_at")


def test_a_copy_that_cannot_be_made_says_so(sender: Claimant) -> None:
    sender.client.post(address("status_copy"))
    Job.objects.filter(kind=jobs.COPY).update(state=Job.DEAD)
    assert "fault on our side" in page(sender, address("status_copy"))


def test_a_spoilt_copy_is_not_handed_out(sender: Claimant, settings: Any) -> None:
    from pathlib import Path

    sender.client.post(address("status_copy"))
    work_everything()
    stored = Path(settings.MEDIA_ROOT) / ClaimantCopy.objects.get().stored_as
    stored.chmod(0o600)
    stored.write_bytes(stored.read_bytes()[:-1] + b"x")
    assert sender.client.get(address("status_copy_pdf")).status_code == 503


# The confirmation page and the receipt


def test_the_confirmation_page_leads_here_and_shows_no_answer(
    sender: Claimant, another: Callable[[], Claimant]
) -> None:
    shown = another().client.get(sender.at).content.decode()
    assert 'href="/status/"' in shown
    assert "pat@example.com" not in shown


def test_the_receipt_says_how_to_come_back_without_a_secret(sender: Claimant) -> None:
    work_everything()
    receipt = next(one for one in mail.outbox if "we have your answers" in one.subject)
    assert "/come-back/" in str(receipt.body) and file().token not in str(receipt.body)


def test_ending_here_closes_the_status_page(sender: Claimant) -> None:
    sender.client.post("/flickr-megaface/end/")
    assert sender.client.get(STATUS).status_code == 302
