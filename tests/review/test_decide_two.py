"""At the desk: the letter shown before a decline, and what takes a second person."""

import re
from typing import Any

import pytest
from django.test import Client

from casefile import claims, reasons
from casefile.models import Claim, Decision, DeclineLetter, Delivery, Proposal, StaffMember, Submission
from tests import factories, signing_in

pytestmark = pytest.mark.django_db
DECLINE = {"choice": "decline", "reason_decline": "criteria", "note": "Line <one>.\nLine two.", "seen": 0}
WITH = {**DECLINE, "send_letter": "1"}


@pytest.fixture(autouse=True)
def demo(settings: Any) -> None:
    """Texts that are drafts may leave."""
    settings.DEMO = True


@pytest.fixture
def file() -> Submission:
    return factories.make_file()


@pytest.fixture
def claim(file: Submission) -> Claim:
    return file.claims.get()


@pytest.fixture
def sam() -> Client:
    return signing_in.at_once(factories.make_staff(first="Sam", last="Counsel"))


def post(client: Client, claim: Claim, act: str, body: dict[str, Any]) -> Any:
    return client.post(f"/desk/files/{claim.submission.token}/claims/{claim.position}/{act}", body)


def page(client: Client, claim: Claim) -> str:
    return client.get(f"/desk/files/{claim.submission.token}/").content.decode()


def letter_in(text: str) -> str:
    found = re.search(r'name="letter" value="([0-9a-f]{64})"', text)
    assert found
    return found[1]


def by_two(by: StaffMember) -> None:
    old = reasons.find("decline", "criteria")
    assert old
    new = reasons.Reason(old.choice, old.code, old.words, by_two=True, version=old.version)
    reasons.change(new, by=by, at=factories.SENT_AT)


def test_the_letter_is_shown_before_anything_is_recorded(desk: Client, claim: Claim) -> None:
    answer = post(desk, claim, "decide", WITH)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Nothing is recorded yet." in text and "DRAFT" in text
    assert claim.submission.reference in text and "There may be time limits on your rights." in text
    assert "Line &lt;one&gt;.\nLine two." in text
    assert not claim.decisions.exists() and not DeclineLetter.objects.exists()
    assert post(desk, claim, "decide", {**WITH, "letter": letter_in(text)}).status_code == 302
    decision = claim.decisions.get()
    assert decision.letter == DeclineLetter.objects.get()
    assert decision.note == DECLINE["note"]
    assert Delivery.objects.get(kind=Delivery.LETTER).submission == claim.submission
    assert "With the letter that declines." in page(desk, claim)


def test_a_double_click_on_the_letter_sends_one(desk: Client, claim: Claim) -> None:
    body = {**WITH, "letter": letter_in(post(desk, claim, "decide", WITH).content.decode())}
    assert [post(desk, claim, "decide", body).status_code for _ in range(2)] == [302, 302]
    assert Delivery.objects.filter(kind=Delivery.LETTER).count() == 1
    assert claim.decisions.count() == 1


def test_a_letter_that_changed_is_shown_again(desk: Client, claim: Claim) -> None:
    answer = post(desk, claim, "decide", {**WITH, "letter": "0" * 64})
    assert answer.status_code == 409
    assert "not the one that you were shown" in answer.content.decode()
    assert not claim.decisions.exists()


def test_a_letter_that_cannot_go_says_why_and_the_decline_goes_without(
    desk: Client, claim: Claim, settings: Any
) -> None:
    settings.DEMO = False
    text = post(desk, claim, "decide", WITH).content.decode()
    assert "It can be sent once the firm has approved its text." in text
    assert "Record and send" not in text
    assert post(desk, claim, "decide", {**WITH, "without": "1"}).status_code == 302
    assert claim.decisions.get().letter is None
    assert not Delivery.objects.filter(kind=Delivery.LETTER).exists()


def test_no_letter_is_shown_for_what_cannot_be_recorded(desk: Client, claim: Claim) -> None:
    answer = post(desk, claim, "decide", {**WITH, "reason_decline": "other", "note": ""})
    assert answer.status_code == 422
    assert "This reason needs a note" in answer.content.decode()


def test_two_people_confirm_on_the_page(
    desk: Client, claim: Claim, attorney: StaffMember, sam: Client
) -> None:
    by_two(attorney)
    shown = post(desk, claim, "decide", WITH).content.decode()
    assert post(desk, claim, "decide", {**WITH, "letter": letter_in(shown)}).status_code == 302
    proposal, path = Proposal.objects.get(), "proposals/1/confirm"
    own = page(desk, claim)
    assert "Waits for a second person: Decline: Does not meet the criteria" in own
    assert "You proposed this." in own and "Confirm “Decline”" not in own
    assert post(desk, claim, path, {"seen": 0}).status_code == 409
    assert not claim.decisions.exists()
    seen = page(sam, claim)
    assert "Confirm “Decline”" in seen and "There may be time limits on your rights." in seen
    assert [post(sam, claim, path, {"seen": 0}).status_code for _ in range(2)] == [302, 302]
    decision = claim.decisions.get()
    assert (decision.by, decision.proposal) == (attorney, proposal)
    assert "Confirmed by Sam Counsel." in page(desk, claim)
    assert claim.submission.reference in desk.get("/desk/?state=decline").content.decode()


def test_what_waits_for_a_second_person_is_found_in_the_queue(
    desk: Client, claim: Claim, attorney: StaffMember
) -> None:
    found = "/desk/?state=proposed"
    assert claim.submission.reference not in desk.get(found).content.decode()
    by_two(attorney)
    post(desk, claim, "decide", DECLINE)
    assert claim.submission.reference in desk.get(found).content.decode()


def test_a_proposal_is_turned_down_once_and_leaves_the_claim_as_it_was(
    desk: Client, claim: Claim, attorney: StaffMember, sam: Client
) -> None:
    by_two(attorney)
    post(desk, claim, "decide", DECLINE)
    assert post(sam, claim, "decide", DECLINE).status_code == 409
    assert post(sam, claim, "proposals/1/end", {"note": "Not yet."}).status_code == 302
    assert post(desk, claim, "proposals/1/end", {}).status_code == 409
    text = page(desk, claim)
    assert "Undecided." in text and "Waits for a second person:" not in text
    assert post(desk, claim, "proposals/7/end", {}).status_code == 404


def test_to_undo_a_decline_is_proposed_and_confirmed(desk: Client, claim: Claim, sam: Client) -> None:
    post(desk, claim, "decide", DECLINE)
    assert "To undo a decline takes two people" in page(desk, claim)
    body = {"seen": 1, "number": 1, "reason": "new_facts"}
    assert [post(desk, claim, "undo", body).status_code for _ in range(2)] == [302, 302]
    assert [one.choice for one in claim.decisions.all()] == [Decision.DECLINE]
    assert Proposal.objects.count() == 1
    assert post(sam, claim, "proposals/1/confirm", {"seen": 1}).status_code == 302
    assert [one.choice for one in claim.decisions.all()] == [Decision.DECLINE, Decision.UNDO]
    assert "Undecided." in page(desk, claim)


def test_findings_that_changed_are_named_to_whoever_decided_on_older_ones(desk: Client, claim: Claim) -> None:
    old = claim.determinations.get()
    claims.determine(claim, as_of=factories.AS_OF.replace(day=23), at=old.at)
    answer = post(desk, claim, "decide", {**DECLINE, "found": str(old.pk)})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "The claim was determined anew on" in text
    assert "Line &lt;one&gt;." in text
    assert not claim.decisions.exists()


def test_an_acceptance_against_the_findings_is_told_what_it_takes(desk: Client, claim: Claim) -> None:
    post(desk, claim, "decide", {"seen": 0, "choice": "under_review", "reason_under_review": "first_look"})
    body = {"seen": 1, "choice": "accept", "reason_accept": "findings_hold"}
    answer = post(desk, claim, "decide", body)
    assert answer.status_code == 422
    assert "The findings speak against this claim." in answer.content.decode()
    body |= {"reason_accept": "against_findings", "note": "The notice was never given."}
    assert post(desk, claim, "decide", body).status_code == 302
    assert "It goes against the findings" in page(desk, claim)
