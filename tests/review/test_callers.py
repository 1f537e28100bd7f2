"""Answers typed for a caller: same pages, same rules, the typist named on all of it, nothing left behind."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from casefile import calls, staff
from casefile.models import Answer, AuditEntry, Consent, Delivery, Draft, StaffMember, Submission
from tests.intake.conftest import AGE, CHECK, DECLARATION, START, Claimant
from tests.intake.test_canaries import work_everything
from tests.personas import ADULT

CALLERS = "/desk/callers/"
HAND_OVER = "/flickr-megaface/hand-over/"
YOUNG = {"born_year": "2015", "born_month": "6", "born_day": "15"}


@pytest.fixture
def call(desk: Client) -> Claimant:
    """Staff who has begun a call and stands before the notice."""
    assert desk.post(CALLERS)["Location"] == START
    return Claimant(desk)


@pytest.fixture
def typed(call: Claimant) -> Claimant:
    """Staff who has typed every answer of a caller."""
    call.pass_age()
    call.walk(ADULT)
    return call


def shown(client: Client, at: str) -> str:
    return str(client.get(at, follow=True).content.decode())


def test_looking_at_the_page_begins_no_call(desk: Client) -> None:
    desk.get(CALLERS)
    assert calls.KEY not in desk.session


def test_a_stranger_begins_no_call(client: Client, db: None) -> None:
    assert client.post(CALLERS)["Location"] == "/desk/sign-in/"
    assert calls.KEY not in client.session


def test_every_page_says_who_types_and_that_it_is_read_out(call: Claimant, attorney: StaffMember) -> None:
    name = attorney.get_full_name()
    pages = [shown(call.client, at) for at in ("/", START, CALLERS)]
    call.pass_age()
    pages.append(shown(call.client, call.at))
    call.walk(ADULT)
    pages += [shown(call.client, at) for at in (CHECK, DECLARATION)]
    for one in pages:
        assert f"{name} is entering answers for a caller." in one and "Read every page out" in one


def test_a_claimant_sees_none_of_it(finished: Claimant) -> None:
    for at in ("/", START, CHECK, DECLARATION):
        assert "for a caller" not in shown(finished.client, at)
    assert finished.client.post(HAND_OVER).status_code == 404


def test_what_a_caller_said_is_kept_as_spoken_and_written_down(
    typed: Claimant, attorney: StaffMember
) -> None:
    assert "Read each text out" in shown(typed.client, DECLARATION)
    typed.send()
    file, who = Submission.objects.get(), str(attorney.pk)
    assert file.entered_by == f"staff:{who}"
    assert (file.signature["method"], file.signature["by"]) == ("spoken", who)
    assert set(Answer.objects.values_list("by", flat=True)) == {who}
    assert set(Consent.objects.values_list("purpose", "method", "by")) == {
        (purpose, "spoken", who) for purpose in ("notice", "truth", "esign", "privacy", "texts")
    }
    assert AuditEntry.objects.get(event="submission.received").actor == who


def test_after_sending_the_browser_holds_nothing_of_the_caller(typed: Claimant) -> None:
    sent = typed.send()
    file = Submission.objects.get()
    assert sent == f"/desk/callers/sent/{file.token}/" and file.reference in shown(typed.client, sent)
    assert {key for key in dict(typed.client.session.items()) if not key.startswith(calls.OURS)} == set()
    assert typed.client.get("/status/").status_code == 302
    assert typed.client.get("/status/")["Location"] != "/status/"
    assert typed.client.get(CHECK).status_code == 404
    assert typed.client.get("/desk/").status_code == 200, "the sign-in goes on"


def test_desk_and_packet_say_who_entered_it(typed: Claimant, attorney: StaffMember) -> None:
    typed.send()
    work_everything()
    file = Submission.objects.get()
    page = shown(typed.client, f"/desk/files/{file.token}/")
    assert f"Entered by {attorney.get_full_name()} for a caller." in page
    assert "Spoken by, not signed" in page and "Written down by" in page
    assert f"read out by {attorney.get_full_name()}" in page


def test_ending_the_call_keeps_the_draft_and_takes_its_key(typed: Claimant) -> None:
    assert typed.client.post("/flickr-megaface/end/")["Location"] == CALLERS
    assert Draft.objects.count() == 1 and typed.client.get(CHECK).status_code == 404
    assert typed.client.get("/desk/").status_code == 200
    assert AuditEntry.objects.filter(event="call.ended").count() == 1


def test_the_next_call_starts_with_nothing_of_the_last(typed: Claimant) -> None:
    typed.client.post("/flickr-megaface/end/")
    typed.client.post(CALLERS)
    assert typed.client.get(CHECK).status_code == 404
    typed.pass_age()
    assert Draft.objects.count() == 2 and Draft.objects.latest("started_at").answers == {}


def test_a_second_press_goes_back_into_the_call(typed: Claimant) -> None:
    assert typed.client.post(CALLERS)["Location"] == START
    assert typed.client.get(CHECK).status_code == 200


def test_a_young_caller_is_stopped_and_leaves_nothing_and_the_next_one_is_not(
    call: Claimant, attorney: StaffMember
) -> None:
    before = {event.event for event in AuditEntry.objects.all()}
    stop = call.client.post(AGE, {"notice": call.accept_notice(), **YOUNG})
    assert "This form is for adults to fill in" in stop.content.decode()
    assert not Draft.objects.exists() and calls.KEY not in call.client.session
    assert {event.event for event in AuditEntry.objects.all()} - before == {"call.ended"}
    call.client.post(CALLERS)
    call.pass_age()
    assert Draft.objects.count() == 1


def test_an_idle_sign_in_ends_the_call_and_never_goes_on_as_the_caller(typed: Claimant) -> None:
    session = typed.client.session
    session[staff.SEEN_AT] = (timezone.now() - timedelta(minutes=31)).isoformat()
    session.save()
    answer = typed.client.post(DECLARATION, {})
    assert answer["Location"] == "/desk/sign-in/?lapsed=idle"
    assert typed.client.get(CHECK).status_code == 404 and not Submission.objects.exists()


def test_typing_for_a_caller_keeps_the_sign_in_awake(typed: Claimant) -> None:
    session = typed.client.session
    session[staff.SEEN_AT] = (timezone.now() - timedelta(minutes=20)).isoformat()
    session.save()
    typed.client.get(CHECK)
    assert typed.client.session[staff.SEEN_AT] > (timezone.now() - timedelta(minutes=1)).isoformat()


def test_a_member_who_was_let_go_meanwhile_types_no_more(typed: Claimant, attorney: StaffMember) -> None:
    StaffMember.objects.filter(pk=attorney.pk).update(is_active=False)
    assert "/desk/sign-in/" in typed.client.get(CHECK)["Location"]
    assert not Submission.objects.exists()


def test_answers_sent_to_the_caller_are_signed_by_the_caller(typed: Claimant, attorney: StaffMember) -> None:
    draft_token = typed.client.session["draft"]
    assert typed.client.post(HAND_OVER)["Location"] == f"{CALLERS}?done=handed-over"
    assert typed.client.get(CHECK).status_code == 404, "only the caller can open them now"
    work_everything()
    letter = mail.outbox[-1]
    assert letter.to == ["pat@example.com"] and "/come-back/" in str(letter.body)
    assert draft_token not in str(letter.body) and "Example Street" not in str(letter.body)
    own = Client()
    session = own.session
    session["draft"] = draft_token
    session.save()
    Claimant(own).send()
    file = Submission.objects.get()
    assert file.entered_by == f"staff:{attorney.pk}"
    assert (file.signature["method"], file.signature["by"]) == ("screen", "claimant")
    assert dict(Consent.objects.values_list("purpose", "method")) == {
        "notice": "spoken", "truth": "screen", "esign": "screen", "privacy": "screen", "texts": "screen",
    }  # fmt: skip


def test_pressing_hand_over_twice_sends_one_letter(typed: Claimant) -> None:
    for _ in range(2):
        typed.client.post(HAND_OVER)
    assert Delivery.objects.filter(kind=Delivery.LETTER).count() == 1


def test_sent_twice_from_one_page_is_one_file(typed: Claimant) -> None:
    other_tab = Client()
    other_tab.cookies = typed.client.cookies
    typed.send()
    answer: Any = other_tab.post(DECLARATION, {"name": "Pat Example"})
    assert answer.status_code == 404 and Submission.objects.count() == 1
