"""The firm's list of reasons: added, changed, retired; old decisions keep their words."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from casefile import decisions, reasons, states
from casefile.models import Decision, ReasonCode, StaffMember
from casefile.reasons import Reason
from tests import factories

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
NEW = Reason(Decision.DECLINE, "moved_abroad", "Moved abroad", version=0)


@pytest.fixture
def robin() -> StaffMember:
    return factories.make_staff()


def shipped(choice: str, code: str) -> Reason:
    found = reasons.find(choice, code)
    assert found
    return found


def test_every_choice_has_a_reason_in_use_and_every_code_fits() -> None:
    assert {one.choice for one in reasons.SHIPPED if one.active} == {name for name, _ in Decision.CHOICES}
    for one in reasons.SHIPPED:
        assert reasons.CODE.fullmatch(one.code) and len(one.code) <= reasons.LONGEST
        assert len(one.words) <= reasons.WORDS_CHARS
    assert len({(one.choice, one.code) for one in reasons.SHIPPED}) == len(reasons.SHIPPED)


def test_an_added_reason_is_found_and_added_once(robin: StaffMember) -> None:
    reasons.add(NEW, by=robin, at=AT)
    assert replace(NEW, version=1) in reasons.every()
    with pytest.raises(reasons.Taken):
        reasons.add(NEW, by=robin, at=AT)
    with pytest.raises(reasons.Taken):
        reasons.add(shipped("decline", "criteria"), by=robin, at=AT)


def test_a_decision_keeps_the_words_of_its_day(robin: StaffMember) -> None:
    claim = factories.make_file().claims.get()
    said = decisions.Said(Decision.DECLINE, "criteria")
    made = decisions.decide(claim=claim, said=said, seen=0, by=robin, at=AT)
    old = shipped("decline", "criteria")
    reasons.change(replace(old, words="Reworded"), by=robin, at=AT)
    assert reasons.words(made) == old.words
    assert shipped("decline", "criteria").words == "Reworded"
    reasons.retire(shipped("decline", "criteria"), by=robin, at=AT)
    assert not shipped("decline", "criteria").active
    assert ReasonCode.objects.count() == 2


def test_a_retired_reason_is_refused_and_its_old_rows_still_read(robin: StaffMember) -> None:
    claim = factories.make_file().claims.get()
    with pytest.raises(decisions.Refused):
        decisions.decide(
            claim=claim, said=decisions.Said(Decision.DECLINE, "withdrawn"), seen=0, by=robin, at=AT
        )
    of_before = factories.make_decision(claim, by=robin, choice=Decision.DECLINE, reason="withdrawn")
    assert reasons.words(of_before) == "The claimant does not wish to go on"


def test_the_second_of_two_changes_is_told(robin: StaffMember) -> None:
    old = shipped("decline", "criteria")
    reasons.change(old, by=robin, at=AT)
    with pytest.raises(reasons.Moved):
        reasons.change(old, by=robin, at=AT)


def test_the_last_reason_of_a_state_and_the_override_stay(robin: StaffMember) -> None:
    with pytest.raises(reasons.Kept):
        reasons.retire(shipped("accept", states.OVERRIDE), by=robin, at=AT)
    first, *others = [one for one in reasons.SHIPPED if one.choice == Decision.DUPLICATE]
    for one in others:
        reasons.retire(one, by=robin, at=AT)
    with pytest.raises(reasons.Kept):
        reasons.retire(first, by=robin, at=AT)


def test_the_override_always_takes_its_note(robin: StaffMember) -> None:
    old = shipped("accept", states.OVERRIDE)
    reasons.change(replace(old, needs_note=False), by=robin, at=AT)
    assert shipped("accept", states.OVERRIDE).needs_note
