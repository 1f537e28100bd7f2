"""States, reasons that take two people, un-declining, and the letter that goes with a decline."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail

from casefile import claims, consents, decisions, decline_letters, pipeline, queue_rows, reasons, states
from casefile.decisions import Said
from casefile.models import (
    Claim,
    Consent,
    Decision,
    DeclineLetter,
    Delivery,
    Determination,
    Job,
    Proposal,
    QueueFinding,
    QueueRow,
    StaffMember,
)
from tests import factories

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
DECLINE = Said(Decision.DECLINE, "criteria")
REVIEW = Said(Decision.UNDER_REVIEW, "first_look")


@pytest.fixture
def claim() -> Claim:
    return factories.make_file().claims.get()


@pytest.fixture
def robin() -> StaffMember:
    return factories.make_staff()


@pytest.fixture
def sam() -> StaffMember:
    return factories.make_staff(first="Sam", last="Counsel")


@pytest.fixture
def demo(settings: Any) -> None:
    """Texts that are drafts may leave."""
    settings.DEMO = True


def by_two(choice: str, code: str, *, by: StaffMember) -> None:
    reason = reasons.find(choice, code)
    assert reason
    reasons.change(
        reasons.Reason(choice, code, reason.words, by_two=True, version=reason.version), by=by, at=AT
    )


def decide(claim: Claim, said: Said, *, by: StaffMember, **more: Any) -> Decision | Proposal:
    seen = more.pop("seen", claim.decisions.count())
    return decisions.decide(claim=claim, said=said, seen=seen, by=by, at=AT, **more)


def proposed(claim: Claim, *, by: StaffMember) -> Proposal:
    by_two("decline", "criteria", by=by)
    made = decide(claim, DECLINE, by=by)
    assert isinstance(made, Proposal)
    return made


# States


def test_what_is_ended_is_left_only_by_an_undo(claim: Claim, robin: StaffMember) -> None:
    made = decide(claim, Said(Decision.WITHDRAWN, "status_page"), by=robin)
    with pytest.raises(decisions.NotNext):
        decide(claim, REVIEW, by=robin)
    assert isinstance(made, Decision)
    decisions.undo(decision=made, reason="mistake", seen=1, by=robin, at=AT)
    assert decide(claim, REVIEW, by=robin).number == 3


def test_every_state_is_in_the_table_and_leads_only_to_states() -> None:
    choices = {name for name, _ in Decision.CHOICES} - {Decision.UNDO}
    assert set(states.FOLLOWS) == choices | {states.NEW}
    assert {one for after in states.FOLLOWS.values() for one in after} == choices


@pytest.mark.parametrize("on", [None, AT.date(), date(2020, 1, 1)])
def test_the_watch_list_needs_a_day_to_come(claim: Claim, robin: StaffMember, on: date | None) -> None:
    decide(claim, REVIEW, by=robin)
    with pytest.raises(decisions.Refused) as refused:
        decide(claim, Said(Decision.WATCH, "awaits_list", review_on=on), by=robin)
    assert refused.value.why == decisions.DATE


def test_what_is_watched_comes_back_undecided_on_its_day(claim: Claim, robin: StaffMember) -> None:

    day = AT.date() + timedelta(days=10)
    decide(claim, REVIEW, by=robin)
    assert not QueueRow.objects.get().decided
    decide(claim, Said(Decision.WATCH, "awaits_list", review_on=day), by=robin)
    row = QueueRow.objects.get()
    assert row.decided and row.next_change_on <= day
    queue_rows.refresh(claim.submission, at=AT + timedelta(days=10))
    assert not QueueRow.objects.get().decided


def test_a_duplicate_names_another_file_of_the_matter_that_is_not_its_own_duplicate(
    claim: Claim, robin: StaffMember
) -> None:
    other = factories.make_file()
    for reference in ("", claim.submission.reference, "K7M-4QX-9TD"):
        with pytest.raises(decisions.Refused) as refused:
            decide(claim, Said(Decision.DUPLICATE, "sent_twice", survivor=reference), by=robin)
        assert refused.value.why == decisions.SURVIVOR
    decide(claim, Said(Decision.DUPLICATE, "sent_twice", survivor=other.reference), by=robin)
    back = Said(Decision.DUPLICATE, "sent_twice", survivor=claim.submission.reference)
    with pytest.raises(decisions.Refused) as refused:
        decide(other.claims.get(), back, by=robin)
    assert refused.value.why == decisions.LOOP


def test_an_acceptance_against_the_findings_says_why_and_names_them(claim: Claim, robin: StaffMember) -> None:
    found = Determination.objects.get(claim=claim)
    assert found.result in states.AGAINST
    decide(claim, REVIEW, by=robin)
    for said, why in (
        (Said(Decision.ACCEPT, "findings_hold", "Sure."), decisions.AGAINST),
        (Said(Decision.ACCEPT, states.OVERRIDE), decisions.NOTE),
    ):
        with pytest.raises(decisions.Refused) as refused:
            decide(claim, said, by=robin)
        assert refused.value.why == why
    made = decide(claim, Said(Decision.ACCEPT, states.OVERRIDE, "The notice was never given."), by=robin)
    assert made.found == found


def test_findings_that_changed_since_the_page_was_opened_stop_a_decision(
    claim: Claim, robin: StaffMember
) -> None:
    old = Determination.objects.get(claim=claim)
    claims.determine(claim, as_of=AT.date() + timedelta(days=1), at=AT)
    with pytest.raises(decisions.Moved):
        decide(claim, REVIEW, by=robin, found=old.pk)
    newest = Determination.objects.filter(claim=claim).newest().get()
    assert decide(claim, REVIEW, by=robin, found=newest.pk).found == newest


# Two people


def test_a_proposal_stands_only_once_a_second_person_confirms(
    claim: Claim, robin: StaffMember, sam: StaffMember
) -> None:
    proposal = proposed(claim, by=robin)
    assert states.standing(claim) is None
    waits = QueueFinding.objects.filter(about=QueueFinding.DECISION, value="proposed")
    assert waits.count() == 1
    with pytest.raises(decisions.SamePerson):
        decisions.confirm(proposal=proposal, seen=0, by=robin, at=AT)
    with pytest.raises(decisions.Waiting):
        decide(claim, REVIEW, by=sam)
    made = decisions.confirm(proposal=proposal, seen=0, by=sam, at=AT)
    assert (made.by, made.second, made.proposal) == (robin, sam, proposal)
    assert states.standing(claim) == made
    assert not waits.exists()


def test_a_double_click_confirms_once(claim: Claim, robin: StaffMember, sam: StaffMember) -> None:
    proposal = proposed(claim, by=robin)
    made = [decisions.confirm(proposal=proposal, seen=0, by=sam, at=AT) for _ in range(2)]
    assert made[0] == made[1]
    assert claim.decisions.count() == 1


def test_an_ended_proposal_is_over(claim: Claim, robin: StaffMember, sam: StaffMember) -> None:
    proposal = proposed(claim, by=robin)
    ended = decisions.end(proposal=proposal, note="Not yet.", by=sam, at=AT)
    assert decisions.end(proposal=proposal, note="Not yet.", by=sam, at=AT) == ended
    with pytest.raises(decisions.Over):
        decisions.confirm(proposal=proposal, seen=0, by=factories.make_staff(), at=AT)
    with pytest.raises(decisions.Over):
        decisions.end(proposal=proposal, note="", by=robin, at=AT)
    assert isinstance(decide(claim, DECLINE, by=robin), Proposal)


def test_to_undo_a_decline_always_takes_two(claim: Claim, robin: StaffMember, sam: StaffMember) -> None:
    declined = decide(claim, DECLINE, by=robin)
    assert isinstance(declined, Decision)
    wanted = decisions.undo(decision=declined, reason="new_facts", seen=1, by=robin, at=AT)
    assert isinstance(wanted, Proposal)
    assert states.standing(claim) == declined
    made = decisions.confirm(proposal=wanted, seen=1, by=sam, at=AT)
    assert (made.choice, made.undoes, made.second) == (Decision.UNDO, declined, sam)
    assert states.standing(claim) is None


# The letter


def declined(claim: Claim, *, by: StaffMember) -> Decision:
    seen = decline_letters.preview(claim).sha256
    made = decide(claim, DECLINE, by=by, letter=seen)
    assert isinstance(made, Decision)
    return made


def deliver() -> None:
    for job in Job.objects.filter(kind="deliver", subject__in=letters().values("pk")):
        pipeline.work(job_id=job.pk, clock=lambda: AT)


def letters() -> Any:
    return Delivery.objects.filter(kind=Delivery.LETTER)


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_letter_that_leaves_is_the_very_letter_that_was_previewed(
    robin: StaffMember, language: str
) -> None:
    file = factories.make_file()
    claim = file.claims.get()
    claim.submission.language = language
    seen = decline_letters.preview(claim)
    assert seen.text.language == language and seen.is_draft
    declined(claim, by=robin)
    deliver()
    (message,) = mail.outbox
    assert (message.subject, message.body.strip()) == (seen.subject, seen.body.strip())
    assert message.to == ["pat@example.com"]
    assert file.reference in message.subject
    assert DeclineLetter.objects.get().body == seen.body


@pytest.mark.usefixtures("demo")
def test_a_letter_other_than_the_one_previewed_records_nothing(claim: Claim, robin: StaffMember) -> None:
    with pytest.raises(decline_letters.Changed):
        decide(claim, DECLINE, by=robin, letter="0" * 64)
    assert not claim.decisions.exists() and not DeclineLetter.objects.exists() and not letters().exists()


def test_outside_a_demonstration_a_draft_does_not_leave(
    claim: Claim, robin: StaffMember, settings: Any
) -> None:
    settings.DEMO = False
    assert decline_letters.obstacle(claim) == decline_letters.DRAFT
    with pytest.raises(decline_letters.Stopped):
        declined(claim, by=robin)
    assert not claim.decisions.exists()
    assert decide(claim, DECLINE, by=robin).letter is None


@pytest.mark.usefixtures("demo")
def test_no_letter_goes_to_whoever_opted_out_of_mail(claim: Claim, robin: StaffMember) -> None:
    Consent.objects.create(
        submission=claim.submission, purpose="esign", text_id="esign", version="1", language="en",
        status="DRAFT", body="On screen.", sha256="0" * 64, given=True, at=AT,
    )  # fmt: skip
    assert decline_letters.obstacle(claim) == ""
    consents.withdraw(claim.submission, purpose=consents.ESIGN, at=AT)
    with pytest.raises(decline_letters.Stopped) as stopped:
        declined(claim, by=robin)
    assert stopped.value.why == decline_letters.PAPER


@pytest.mark.usefixtures("demo")
def test_the_letter_waits_for_the_last_person_of_a_file(claim: Claim, robin: StaffMember) -> None:
    other = factories.make_claim(claim.submission, label="Alex Example")
    assert decline_letters.obstacle(claim) == decline_letters.OTHERS_OPEN
    decide(other, DECLINE, by=robin)
    assert decline_letters.obstacle(claim) == ""
    third = factories.make_claim(claim.submission, label="Kim Example")
    factories.make_decision(third, by=robin)
    assert decline_letters.obstacle(claim) == decline_letters.ONE_ACCEPTED


@pytest.mark.usefixtures("demo")
def test_a_proposed_letter_leaves_only_with_the_confirmation(
    claim: Claim, robin: StaffMember, sam: StaffMember
) -> None:
    by_two("decline", "criteria", by=robin)
    seen = decline_letters.preview(claim).sha256
    proposal = decide(claim, DECLINE, by=robin, letter=seen)
    assert isinstance(proposal, Proposal)
    assert not letters().exists()
    made = decisions.confirm(proposal=proposal, seen=0, by=sam, at=AT)
    assert made.letter == proposal.letter
    assert letters().count() == 1


@pytest.mark.usefixtures("demo")
def test_the_letter_of_a_decline_that_was_undone_does_not_leave(
    claim: Claim, robin: StaffMember, sam: StaffMember
) -> None:
    made = declined(claim, by=robin)
    wanted = decisions.undo(decision=made, reason="mistake", seen=1, by=robin, at=AT)
    assert isinstance(wanted, Proposal)
    decisions.confirm(proposal=wanted, seen=1, by=sam, at=AT)
    deliver()
    assert mail.outbox == []
    assert letters().get().state == Delivery.FAILED
