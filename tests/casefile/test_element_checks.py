"""Verifying and disputing elements: whose word a fact is, what follows, what stays as it was."""

import random
from datetime import timedelta
from typing import Any

import pytest

from casefile import checks, claims, element_checks, lookups, replays
from casefile.element_checks import Place
from casefile.models import Claim, Determination, ElementCheck, PhotoCheck, StaffMember, Submission
from eligibility.facts import FactError
from tests import factories
from tests.casefile.test_lookups import publish
from tests.review import full, looked

pytestmark = pytest.mark.django_db
AT = factories.SENT_AT + timedelta(days=1)
FACE = Place("BIPA_DEPICTED", "face_shown", "Photo 1")
REASON = "The picture on file shows it."


@pytest.fixture
def by(db: None) -> StaffMember:
    return factories.make_staff("robin@example.com")


@pytest.fixture
def claim(db: None) -> Claim:
    found: Claim = looked.send().claims.get()
    return found


def newest(claim: Claim) -> Determination:
    return element_checks.newest(Claim.objects.get(pk=claim.pk))


def say(claim: Claim, by: StaffMember, place: Place = FACE, **more: Any) -> element_checks.Recorded:
    said: dict[str, Any] = {"verdict": ElementCheck.VERIFIED, "given": {"depicted": "yes"}, "reason": REASON}
    said |= {"seen": newest(claim).pk, "at": AT, **more}
    return element_checks.record(claim=claim, place=place, by=by, **said)


def fact(claim: Claim, name: str, photo: str = "Photo 1") -> dict[str, str]:
    facts = newest(claim).revision.facts
    holder = next(one["facts"] for one in facts["photos"] if one["label"] == photo)
    found: dict[str, str] = (holder if name in holder else facts["person"])[name]
    return found


def value(claim: Claim, place: Place) -> str:
    return element_checks.find(newest(claim), place).value


def test_a_verified_fact_is_of_the_person_who_verified_it_and_the_day(claim: Claim, by: StaffMember) -> None:
    before = newest(claim)
    recorded = say(claim, by)
    assert fact(claim, "depicted") == {
        "value": "yes",
        "source": "staff",
        "detail": "Robin Attorney, 2026-11-22",
    }
    assert recorded.after == newest(claim) != before
    assert recorded.after.revision.number == before.revision.number + 1
    assert recorded.check.about == before
    shown = replays.replay(recorded.after).document["theories"][0]["elements"][0]["facts"]
    assert {"depicted": "staff"}.items() <= {one["name"]: one["source"] for one in shown}.items()


def test_a_dispute_gives_the_other_value_and_the_findings_follow(claim: Claim, by: StaffMember) -> None:
    assert value(claim, FACE) == "T"
    say(claim, by, verdict=ElementCheck.DISPUTED, given={"depicted": "no"})
    assert value(claim, FACE) == "F"


def test_what_is_disputed_as_not_known_is_not_known(claim: Claim, by: StaffMember) -> None:
    say(claim, by, verdict=ElementCheck.DISPUTED, given={"depicted": "unknown"})
    assert (value(claim, FACE), fact(claim, "depicted")["source"]) == ("U", "staff")


def test_a_withdrawal_brings_back_what_stood_before(claim: Claim, by: StaffMember) -> None:
    before = newest(claim).revision.facts
    check = say(claim, by, verdict=ElementCheck.DISPUTED, given={"depicted": "no"}).check
    element_checks.withdraw(check=check, reason="Looked at the wrong photo.", by=by, at=AT)
    assert newest(claim).revision.facts == before
    assert newest(claim).revision.number == 3
    with pytest.raises(element_checks.NothingToWithdraw):
        element_checks.withdraw(check=check, reason="Again.", by=by, at=AT)
    assert ElementCheck.objects.count() == 2


def test_a_list_that_comes_leaves_the_staff_corrections(claim: Claim, by: StaffMember) -> None:
    say(claim, by, verdict=ElementCheck.DISPUTED, given={"depicted": "no"})
    publish()
    lookups.again(Submission.objects.get(), at=AT + timedelta(hours=1))
    assert fact(claim, "dataset_hit")["source"] == "index"
    assert (fact(claim, "depicted")["value"], fact(claim, "depicted")["source"]) == ("no", "staff")


def test_a_check_of_a_photo_leaves_them_too(claim: Claim, by: StaffMember) -> None:
    say(claim, by)
    checks.record(
        submission=claim.submission,
        photo=0,
        outcome=PhotoCheck.EXACT,
        where="List",
        how="Saw it.",
        seen=0,
        by=by,
        at=AT,
    )
    assert (fact(claim, "dataset_hit")["source"], fact(claim, "depicted")["source"]) == ("staff", "staff")


def test_the_match_itself_is_checked_at_the_photo(claim: Claim, by: StaffMember) -> None:
    place = Place("BIPA_DEPICTED", "in_dataset", "Photo 1")
    with pytest.raises(element_checks.NothingSaid):
        say(claim, by, place, verdict=ElementCheck.DISPUTED, given={"dataset_hit": "exact"})


def test_what_an_attorney_enters_for_the_case_is_not_given_here(claim: Claim, by: StaffMember) -> None:
    place = Place("BIPA_DEPICTED", "in_time")
    task = element_checks.find(newest(claim), place)
    assert {one.name for one in task.facts if one.settled} >= {"tolling_days", "recent_event"}
    with pytest.raises(element_checks.NothingSaid):
        say(claim, by, place, verdict=ElementCheck.DISPUTED, given={"tolling_days": "400"})


def test_an_element_that_contradicts_itself_stays_so_however_well_verified(by: StaffMember) -> None:
    claim = looked.send(uploaded="2003-05-02").claims.get()
    place = Place("BIPA_DEPICTED", "in_dataset", "Photo 1")
    say(claim, by, place, given={"uploaded": "2003-05-02"})
    main = replays.replay(newest(claim)).document["theories"][0]
    assert "upload_before_launch" in {one["id"] for one in main["contradictions"]}


def test_a_check_on_findings_that_moved_is_refused(claim: Claim, by: StaffMember) -> None:
    seen = newest(claim).pk
    say(claim, by, verdict=ElementCheck.DISPUTED, given={"depicted": "no"})
    with pytest.raises(element_checks.Moved) as moved:
        say(claim, factories.make_staff(), seen=seen)
    assert moved.value.task.value == "F"
    assert ElementCheck.objects.count() == 1


def test_time_that_moved_another_element_is_no_hindrance(claim: Claim, by: StaffMember) -> None:
    seen = newest(claim).pk
    claims.determine(claim, as_of=factories.AS_OF + timedelta(days=1), at=AT)
    assert say(claim, by, seen=seen).check.number == 1


def test_a_double_click_records_one_check(claim: Claim, by: StaffMember) -> None:
    seen = newest(claim).pk
    first, second = say(claim, by, seen=seen), say(claim, by, seen=seen)
    assert first.check == second.check
    assert claim.revisions.count() == 2


@pytest.mark.parametrize(
    ("verdict", "given", "error"),
    [
        ("verified", {}, element_checks.NothingSaid),
        ("disputed", {}, element_checks.NothingSaid),
        ("disputed", {"depicted": "perhaps"}, FactError),
        ("disputed", {"res": "IL:2001/present"}, element_checks.NothingSaid),
        ("verified", {"depicted": "no"}, element_checks.Moved),
    ],
)
def test_what_cannot_be_said_is_refused_and_leaves_no_trace(
    claim: Claim, by: StaffMember, verdict: str, given: dict[str, str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        say(claim, by, verdict=verdict, given=given)
    assert not ElementCheck.objects.exists() and claim.revisions.count() == 1


def test_files_of_others_are_no_evidence(claim: Claim, by: StaffMember) -> None:
    from tests.casefile import made_files
    from tests.review import test_evidence

    own = test_evidence.send(claim.submission, made_files.image("PNG"), "a.png")
    foreign = test_evidence.send(factories.make_submission(), made_files.image("PNG"), "b.png")
    check = say(claim, by, uploads=[own.pk, foreign.pk]).check
    assert check.uploads == [str(own.pk)]


@pytest.mark.parametrize("seed", range(4))
def test_after_any_checks_and_withdrawals_the_facts_are_those_of_a_fresh_reading(seed: int) -> None:
    chance = random.Random(seed)
    file = full.children()
    people = [factories.make_staff(first=name) for name in ("Robin", "Sam")]
    at = AT
    for _ in range(8):
        at += timedelta(minutes=1)
        _one_step(file, chance, chance.choice(people), at)
    looked_up = lookups.standing(file)
    assert looked_up is not None
    fresh = claims.known_of_each(Submission.objects.get(pk=file.pk), lookups.said(looked_up))
    assert [newest(claim).revision.facts for claim in file.claims.all()] == [one.to_json() for one in fresh]
    for found in Determination.objects.select_related("claim", "revision", "ruleset"):
        assert replays.replay(found).is_exact
    numbers = list(file.element_checks.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


def _one_step(file: Submission, chance: random.Random, by: StaffMember, at: Any) -> None:
    standing = list(file.element_checks.standing())
    if standing and chance.random() < 0.35:
        check = chance.choice(standing)
        element_checks.withdraw(check=check, reason=f"No, at {at}", by=by, at=at)
        return
    claim = chance.choice(list(file.claims.all()))
    found = newest(claim)
    task = chance.choice([one for one in element_checks.tasks(found) if one.is_open])
    fact = chance.choice([one for one in task.facts if one.is_open])
    verdict = ElementCheck.VERIFIED if fact.is_verifiable and chance.random() < 0.5 else ElementCheck.DISPUTED
    other = chance.choice(["unknown", *fact.declared.values])
    element_checks.record(
        claim=claim,
        place=Place(task.theory, task.element, task.photo, task.defendant),
        verdict=verdict,
        given={fact.name: fact.value if verdict == ElementCheck.VERIFIED else other},
        reason=f"At {at}",
        seen=found.pk,
        by=by,
        at=at,
    )
