"""Robots and floods at the door: signals for the desk, a short check when over, and nobody ever refused."""

import json
import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import altcha
import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from casefile import floods, sealing, tallies
from casefile.models import Delivery, Draft, StageCount, Submission, Tally
from intake import guard
from tests.intake.conftest import AGE, BORN, CHECK, DECLARATION, Claimant
from tests.intake.test_canaries import held, work_everything
from tests.personas import ADULT, posted

PROOF = "/flickr-megaface/proof/"
ROLE = "/flickr-megaface/role/"
AT = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)


def solved(page: Any) -> str:
    """Do the sum as a browser does."""
    challenge = json.loads(unescape(re.search(r'data-proof="([^"]*)"', page.content.decode())[1]))  # type: ignore[index]
    made = altcha.Challenge.from_dict(challenge)
    solution = altcha.solve_challenge(made)
    assert solution is not None
    return altcha.Payload(made, solution).to_base64()


@pytest.fixture
def quick_sum(settings: Settings) -> None:
    settings.FLOOD_PROOF_COST, settings.FLOOD_PROOF_TRIES = 10, 6


def mailed() -> str:
    """Work off every job and return the code of the newest letter."""
    work_everything()
    found = re.search(r"^\d{4} \d{4}$", str(mail.outbox[-1].body), flags=re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[0]


def signals() -> list[str]:
    return list(Draft.objects.get().signals)


def opened(claimant: Claimant, address: str) -> str:
    return str(claimant.client.get(address).context["opened"])


# What looks odd


def test_a_person_who_reads_leaves_no_signal(claimant: Claimant, settings: Settings) -> None:
    settings.QUICK_PAGE_SECONDS = 0
    note = claimant.accept_notice()
    said = opened(claimant, f"{AGE}?notice={note}")
    claimant.client.post(AGE, {"notice": note, "opened": said, **BORN})
    claimant.client.post(ROLE, {"role": "myself", "opened": opened(claimant, ROLE)})
    assert signals() == []


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({guard.BOX: "https://example.com"}, guard.FILLED),
        ({guard.OPENED: ""}, guard.MISSING),
        ({guard.OPENED: "19d0:forged"}, guard.FORGED),
        ({guard.OPENED: "é\x00:" + "9" * 5_000}, guard.FORGED),
        ({}, guard.QUICK),
    ],
    ids=["box", "missing", "forged", "garbage", "quick"],
)
def test_what_looks_odd_is_a_signal_and_the_answer_is_kept(
    claimant: Claimant, sent: dict[str, str], code: str
) -> None:
    claimant.pass_age()
    answer = claimant.client.post(ROLE, {"role": "myself", "opened": opened(claimant, ROLE), **sent})
    assert answer.status_code == 302
    assert code in signals()
    assert Draft.objects.get().answers["one"]["role"] == {"role": "myself"}


def test_a_note_is_good_for_its_own_page_and_draft_alone(claimant: Claimant, another: Any) -> None:
    claimant.pass_age()
    other = another()
    other.pass_age()
    said = opened(other, ROLE)
    claimant.client.post(ROLE, {"role": "myself", "opened": said})
    assert guard.FORGED in Draft.objects.earliest("started_at").signals


def test_an_answered_page_may_be_passed_quickly(claimant: Claimant) -> None:
    claimant.pass_age()
    claimant.client.post(ROLE, {"role": "myself", "opened": opened(claimant, ROLE)})
    Draft.objects.update(signals=[])
    claimant.client.post(ROLE, {"role": "child", "opened": opened(claimant, ROLE)})
    assert signals() == []


def test_a_page_with_errors_keeps_the_moment_it_was_opened(claimant: Claimant) -> None:
    claimant.pass_age()
    first = opened(claimant, ROLE)
    again = claimant.client.post(ROLE, {"opened": first}).context["opened"]
    assert again == first


def test_the_box_is_hidden_from_people_whatever_they_use(claimant: Claimant) -> None:
    claimant.pass_age()
    page = claimant.client.get(ROLE).content.decode()
    box = re.search(r'<p class="visually-hidden" aria-hidden="true">.*?</p>', page)
    assert box and 'tabindex="-1"' in box[0] and 'autocomplete="off"' in box[0]


def test_every_signal_set_the_answers_still_arrive_at_the_desk(finished: Claimant) -> None:
    every = [guard.FILLED, guard.QUICK, guard.MISSING, guard.FORGED, floods.STARTS, floods.SUBMITS]
    Draft.objects.update(signals=[*every, floods.SAME_EMAIL, floods.QUICK])
    receipt = finished.client.get(finished.send())
    sent = Submission.objects.get()
    assert set(every) <= set(sent.signals)
    page = receipt.content.decode()
    assert sent.reference in page
    for word in ("robot", "signal", "quick", "suspicious"):
        assert word not in page.lower()


def test_an_interview_sent_faster_than_anybody_reads_says_so(finished: Claimant) -> None:
    finished.send()
    assert floods.QUICK in Submission.objects.get().signals


# Floods


def begun(claimant: Claimant) -> Any:
    note = claimant.accept_notice()
    return claimant.client.post(AGE, {"notice": note, **BORN})


def test_over_the_limit_a_browser_does_a_sum_and_comes_in(
    claimant: Claimant, another: Any, settings: Settings, quick_sum: None
) -> None:
    settings.FLOOD_STARTS_A_NETWORK = 1
    assert begun(another())["Location"] == ROLE
    assert begun(claimant)["Location"] == PROOF
    assert Draft.objects.count() == 1
    page = claimant.client.get(PROOF)
    assert claimant.client.post(PROOF, {"proof": solved(page)})["Location"] == ROLE
    assert Draft.objects.latest("started_at").signals == [guard.MISSING, floods.STARTS]
    assert claimant.client.get(ROLE).status_code == 200


def test_another_network_is_not_asked(claimant: Claimant, another: Any, settings: Settings) -> None:
    settings.FLOOD_STARTS_A_NETWORK = 1
    begun(another())
    note = claimant.accept_notice()
    page = claimant.client.post(AGE, {"notice": note, **BORN}, REMOTE_ADDR="192.0.2.77")
    assert page["Location"] == ROLE


def test_a_child_is_stopped_before_any_check_and_counts_nowhere(
    claimant: Claimant, another: Any, settings: Settings
) -> None:
    settings.FLOOD_STARTS_A_NETWORK = 1
    begun(another())
    before = (Tally.objects.count(), StageCount.objects.count())
    note = claimant.accept_notice()
    page = claimant.client.post(AGE, {"notice": note, **BORN, "born_year": "2012"})
    assert (page.status_code, (Tally.objects.count(), StageCount.objects.count())) == (200, before)
    assert PROOF not in str(page.headers)


def test_over_the_limit_the_signed_answers_wait_for_the_sum(
    finished: Claimant, settings: Settings, quick_sum: None
) -> None:
    settings.FLOOD_SUBMITS_A_NETWORK = 0
    assert finished.send() == PROOF
    assert not Submission.objects.exists()
    page = finished.client.get(PROOF)
    wrong = finished.client.post(PROOF, {"proof": "bm90aGluZw=="})
    assert wrong.status_code == 200 and "error-summary" in wrong.content.decode()
    sent = finished.client.post(PROOF, {"proof": solved(page)})
    assert sent["Location"].startswith("/sent/")
    assert floods.SUBMITS in Submission.objects.get().signals
    assert finished.client.post(PROOF, {"proof": solved(page)})["Location"] == "/flickr-megaface/start/"


@pytest.mark.parametrize("change", [{"role": "child"}, {"role": "myself"}], ids=["opened again", "kept"])
def test_what_was_signed_is_not_sent_with_answers_kept_after(
    finished: Claimant, settings: Settings, quick_sum: None, change: dict[str, str]
) -> None:
    settings.FLOOD_SUBMITS_A_NETWORK = 0
    finished.send()
    page = finished.client.get(PROOF)
    finished.client.post(ROLE + "?change=1", change)
    assert finished.client.post(PROOF, {"proof": solved(page)})["Location"] == CHECK
    assert not Submission.objects.exists()


def test_one_address_sending_often_is_asked_too(
    finished: Claimant, settings: Settings, quick_sum: None
) -> None:
    settings.FLOOD_SUBMITS_AN_EMAIL = 0
    assert finished.send() == PROOF
    page = finished.client.get(PROOF)
    finished.client.post(PROOF, {"proof": solved(page)})
    assert floods.SAME_EMAIL in Submission.objects.get().signals


def test_the_eleventh_of_an_hour_is_over_and_the_next_hour_is_not(db: None, settings: Settings) -> None:
    for _ in range(settings.FLOOD_SUBMITS_A_NETWORK):
        assert floods.over(floods.SUBMIT, network="192.0.2.1", email="a@example.com", at=AT) == ()
        floods._count(floods.SUBMIT, network="192.0.2.1", email="b@example.com", at=AT)
    assert floods.over(floods.SUBMIT, network="192.0.2.1", email="a@example.com", at=AT) == (floods.SUBMITS,)
    later = AT + timedelta(hours=1)
    assert floods.over(floods.SUBMIT, network="192.0.2.1", email="a@example.com", at=later) == ()
    assert b"192.0.2.1" not in str(list(Tally.objects.values_list())).encode()


# The sum and the code


def test_a_sum_is_good_for_its_browser_until_it_runs_out(quick_sum: None) -> None:
    made = altcha.Challenge.from_dict(floods.challenge(browser="one", at=timezone.now()))
    solution = altcha.solve_challenge(made)
    assert solution is not None
    payload = altcha.Payload(made, solution).to_base64()
    assert floods.is_proof(payload, browser="one")
    assert not floods.is_proof(payload, browser="two")
    made.parameters.cost = 1
    assert not floods.is_proof(altcha.Payload(made, solution).to_base64(), browser="one")
    old = altcha.Challenge.from_dict(floods.challenge(browser="one", at=timezone.now() - timedelta(hours=1)))
    late = altcha.solve_challenge(old)
    assert late is not None
    assert not floods.is_proof(altcha.Payload(old, late).to_base64(), browser="one")


@pytest.mark.parametrize("junk", ["", "x", "e30=", "bnVsbA==", "WzFd", "eyJjaGFsbGVuZ2UiOiAxfQ==", "é" * 99])
def test_junk_is_no_proof(junk: str) -> None:
    assert not floods.is_proof(junk, browser="one")


def test_without_a_script_a_mailed_code_opens_the_door(
    claimant: Claimant, another: Any, settings: Settings
) -> None:
    settings.FLOOD_STARTS_A_NETWORK = 1
    begun(another())
    begun(claimant)
    refused = claimant.client.post(PROOF, {"send_code": "1", "email": "a@[127.0.0.1]"})
    assert refused.status_code == 200 and not Delivery.objects.exists()
    asked = claimant.client.post(PROOF, {"send_code": "1", "email": "pat@example.com"})
    assert asked["Location"] == PROOF
    code = mailed()
    assert mail.outbox[-1].to == ["pat@example.com"]
    assert code.replace(" ", "").encode() not in held() and code.encode() not in held()
    assert claimant.client.post(PROOF, {"code": "00000000"}).status_code == 200
    assert claimant.client.post(PROOF, {"code": f" {code} "})["Location"] == ROLE


def test_the_code_for_signed_answers_goes_to_the_address_in_them(
    finished: Claimant, settings: Settings
) -> None:
    settings.FLOOD_SUBMITS_A_NETWORK = 0
    finished.send()
    finished.client.post(PROOF, {"send_code": "1", "email": "somebody@example.org"})
    code = mailed()
    assert mail.outbox[-1].to == ["pat@example.com"]
    assert finished.client.post(PROOF, {"code": code})["Location"].startswith("/sent/")
    assert Submission.objects.count() == 1


def test_a_code_speaks_the_language_it_was_asked_in(
    claimant: Claimant, another: Any, settings: Settings
) -> None:
    settings.FLOOD_STARTS_A_NETWORK = 1
    begun(another())
    begun(claimant)
    claimant.client.post("/language/", {"speak": "es", "next": PROOF})
    claimant.client.post(PROOF, {"send_code": "1", "email": "pat@example.com"})
    mailed()
    (letter,) = Delivery.objects.values_list("letter", flat=True)
    assert letter and letter["language"] == "es"


def test_a_code_that_comes_too_late_is_not_sent(db: None) -> None:
    floods.mail_code(
        "pat@example.com", browser="one", network="", language="en", at=timezone.now() - timedelta(minutes=20)
    )
    work_everything()
    assert not mail.outbox


def test_the_sixth_try_of_a_code_is_not_looked_at(db: None) -> None:
    code = floods.CodeLetter(sealing.digest(b"one"), floods._part(AT)).code("pat@example.com")
    for _ in range(floods.CODE_TRIES):
        assert not floods.is_code("12345678x", "pat@example.com", browser="one", at=AT)
    with pytest.raises(tallies.Spent):
        floods.is_code(code, "pat@example.com", browser="one", at=AT)


def test_a_code_is_good_for_its_address_and_browser_for_ten_minutes_at_most(db: None) -> None:
    code = floods.CodeLetter(sealing.digest(b"one"), floods._part(AT)).code("Pat@Example.com")
    assert floods.is_code(code, "pat@example.com", browser="one", at=AT + timedelta(minutes=5))
    assert not floods.is_code(code, "pat@example.com", browser="one", at=AT + timedelta(minutes=10))
    assert not floods.is_code(code, "kit@example.com", browser="one", at=AT)
    assert not floods.is_code(code, "pat@example.com", browser="two", at=AT)


def test_codes_are_not_mailed_without_end(db: None, settings: Settings) -> None:
    said: dict[str, Any] = {"language": "en", "at": AT}
    for _ in range(settings.FLOOD_CODES_AN_EMAIL):
        floods.mail_code("pat@example.com", browser="one", network="192.0.2.1", **said)
    with pytest.raises(tallies.Spent):
        floods.mail_code("pat@example.com", browser="two", network="192.0.2.2", **said)


def test_nothing_put_by_leads_to_the_start(client: Client, db: None) -> None:
    assert client.get(PROOF)["Location"] == "/flickr-megaface/start/"
    assert client.post(PROOF, {"proof": "x"})["Location"] == "/flickr-megaface/start/"


def test_what_is_put_by_lies_sealed_in_the_session(finished: Claimant, settings: Settings) -> None:
    settings.FLOOD_SUBMITS_A_NETWORK = 0
    finished.send()
    assert "Example" not in json.dumps(dict(finished.client.session))


def test_a_second_press_while_the_sum_is_done_sends_once(
    finished: Claimant, settings: Settings, quick_sum: None
) -> None:
    settings.FLOOD_SUBMITS_A_NETWORK = 0
    form = finished.client.get(DECLARATION).context["form"]
    data = posted(form, ADULT.answers("declaration", None))
    for _ in range(2):
        assert finished.client.post(DECLARATION, data)["Location"] == PROOF
    page = finished.client.get(PROOF)
    finished.client.post(PROOF, {"proof": solved(page)})
    assert Submission.objects.count() == 1
    assert finished.client.get(CHECK)["Location"].startswith("/sent/")
