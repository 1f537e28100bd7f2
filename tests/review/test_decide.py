"""Deciding, undoing, and what happens when two people decide at once."""

from typing import Any

import pytest
from django.test import Client

from casefile import reasons, states
from casefile.models import AuditEntry, Claim, Decision, Grant, StaffMember, Submission
from review import forms
from tests import factories, signing_in

REVIEW = {"choice": "under_review", "reason_under_review": "first_look"}
DECLINE = {"choice": "decline", "reason_decline": "criteria"}
ASK = {"choice": "need_information", "reason_need_information": "birth_date"}
ACCEPT = {"choice": "accept", "reason_accept": "findings_hold"}


@pytest.fixture
def file(db: None) -> Submission:
    return factories.make_file()


@pytest.fixture
def claim(file: Submission) -> Claim:
    return file.claims.get()


@pytest.fixture
def colleague(db: None) -> StaffMember:
    return factories.make_staff("sam@example.com", first="Sam", last="Counsel")


def decide(desk: Client, claim: Claim, *, seen: Any = 0, **body: Any) -> Any:
    path = f"/desk/files/{claim.submission.token}/claims/{claim.position}/decide"
    return desk.post(path, {"seen": seen, **body})


def undo(desk: Client, claim: Claim, *, seen: Any = 1, number: Any = 1, reason: str = "mistake") -> Any:
    path = f"/desk/files/{claim.submission.token}/claims/{claim.position}/undo"
    return desk.post(path, {"seen": seen, "number": number, "reason": reason})


# Each choice with a state that it may follow.
STEPS = tuple((before, choice) for before, after in states.FOLLOWS.items() for choice in after)


@pytest.mark.parametrize(("before", "choice"), STEPS)
def test_each_choice_is_recorded_with_reason_note_and_author(
    desk: Client, claim: Claim, attorney: StaffMember, before: str, choice: str
) -> None:
    if before:
        factories.make_decision(claim, by=attorney, choice=before, reason="other")
    other = factories.make_submission()
    wanted = states.OVERRIDE if choice == Decision.ACCEPT else ""  # the findings speak against this claim
    reason = next(one for one in reasons.SHIPPED if one.choice == choice and wanted in ("", one.code))
    more = {"review_on": "2099-01-01"} if choice == Decision.WATCH else {}
    more |= {"survivor": other.reference.lower()} if choice == Decision.DUPLICATE else {}
    answer = decide(
        desk,
        claim,
        seen=claim.decisions.count(),
        choice=choice,
        **{f"reason_{choice}": reason.code},
        note="Seen with <care>.\r\nTwice.",
        **more,
    )
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"/files/{claim.submission.token}/#decide-0")
    decision = claim.decisions.last()
    assert decision is not None
    assert (decision.choice, decision.reason, decision.words) == (choice, reason.code, reason.words)
    assert (decision.by, decision.found) == (attorney, claim.determinations.get())
    assert decision.survivor == (other.reference if choice == Decision.DUPLICATE else "")
    assert (decision.review_on is not None) is (choice == Decision.WATCH)
    assert decision.note == "Seen with <care>.\nTwice."
    assert AuditEntry.objects.filter(event=f"decision.{choice}", subject=str(claim.pk)).count() == 1
    text = desk.get(f"/desk/files/{claim.submission.token}/").content.decode()
    assert reason.words in text
    assert "Seen with &lt;care&gt;." in text


SKIPS = tuple(
    (before, choice) for before, after in states.FOLLOWS.items() for choice in states.FOLLOWS
    if choice and choice not in after
)  # fmt: skip


@pytest.mark.parametrize(("before", "choice"), SKIPS)
def test_no_state_is_skipped(
    desk: Client, claim: Claim, attorney: StaffMember, before: str, choice: str
) -> None:
    if before:
        factories.make_decision(claim, by=attorney, choice=before, reason="other")
    shown = desk.get(f"/desk/files/{claim.submission.token}/").content.decode()
    assert f'id="c0-{choice}"' not in shown
    reason = next(one for one in reasons.SHIPPED if one.choice == choice and one.active)
    body = {"choice": choice, f"reason_{choice}": reason.code, "note": "Typed with care."}
    answer = decide(desk, claim, seen=claim.decisions.count(), **body)
    assert answer.status_code == 409
    assert "cannot follow the state that the claim is in" in answer.content.decode()
    assert claim.decisions.count() == bool(before)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({}, "Choose what you decide."),
        ({"choice": "accept"}, "Choose the reason for this decision."),
        (
            {"choice": "shred", "reason_accept": "findings_hold"},
            "Choose one of the states on this page.",
        ),
        (
            {"choice": "undo", "reason_accept": "findings_hold"},
            "Choose one of the states on this page.",
        ),
        ({"choice": "accept", "reason_accept": "criteria"}, "Choose a reason from the list."),
        ({"choice": "accept", "reason_decline": "criteria"}, "Choose the reason for this decision."),
        ({"choice": "\x00", "reason_accept": "\x00"}, "Choose one of the states on this page."),
        ({"choice": "decline", "reason_decline": "other", "note": ""}, "This reason needs a note"),
        (
            {"choice": "decline", "reason_decline": "other", "note": " \u200b\u202e "},
            "This reason needs a note",
        ),
        ({**REVIEW, "seen": ""}, "This page was out of date."),
        ({**REVIEW, "seen": "-1"}, "This page was out of date."),
        ({**REVIEW, "seen": "9" * 40}, "This page was out of date."),
        ({**REVIEW, "seen": "zero"}, "This page was out of date."),
    ],
)
def test_a_refused_form_says_what_to_do_and_records_nothing(
    desk: Client, claim: Claim, body: dict[str, Any], says: str
) -> None:
    answer = decide(desk, claim, **{"note": "Typed with care.", **body})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert says in text
    assert "Error: " in text
    assert "Typed with care." in text or "note" in body
    assert not claim.decisions.exists()


def test_fifty_thousand_characters_are_refused_with_both_counts_and_kept_on_the_page(
    desk: Client, claim: Claim
) -> None:
    answer = decide(desk, claim, **REVIEW, note="n" * 50_000)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "The note has 50,000 characters; at most 2,000 are kept." in text
    assert "n" * 50_000 in text
    assert 'value="under_review" id="c0-under_review" checked' in text
    assert not claim.decisions.exists()


def test_two_thousand_characters_are_kept_whole(desk: Client, claim: Claim) -> None:
    assert decide(desk, claim, **REVIEW, note="é" * 2_000).status_code == 302
    assert claim.decisions.get().note == "é" * 2_000


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b", "ab"),
        ("a\ud800b", "ab"),
        ("a\u202eb\u200b", "ab"),
        ("e\u0301", "é"),
        ("a\tb\r\nc\rd", "a b\nc\nd"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d⚖️", "👩\u200d⚖️"),
    ],
)
def test_a_note_loses_what_cannot_be_seen_or_kept(typed: str, kept: str) -> None:
    form = forms.Decide({"seen": "0", **REVIEW, "note": typed}, reasons=reasons.SHIPPED)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["note"] == kept


def test_bytes_that_are_no_text_are_recorded_as_text(desk: Client, claim: Claim) -> None:
    path = f"/desk/files/{claim.submission.token}/claims/0/decide"
    body = b"seen=0&choice=under_review&reason_under_review=first_look&note=a%00b%ED%A0%80c%FF"
    assert desk.post(path, body, content_type="application/x-www-form-urlencoded").status_code == 302
    assert claim.decisions.get().note.startswith("ab")


def test_extra_fields_change_nothing(
    desk: Client, claim: Claim, attorney: StaffMember, colleague: StaffMember
) -> None:
    decide(
        desk, claim, **REVIEW, by=str(colleague.pk), number=9, at="1999-01-01", undoes="x", reason="criteria"
    )
    decision = claim.decisions.get()
    assert (decision.by, decision.number, decision.reason, decision.undoes) == (
        attorney,
        1,
        "first_look",
        None,
    )
    assert decision.at.year > 1999


def test_a_double_click_makes_one_decision_and_both_clicks_see_it_recorded(
    desk: Client, claim: Claim
) -> None:
    first = decide(desk, claim, **REVIEW, note="Once.")
    second = decide(desk, claim, **REVIEW, note="Once.")
    assert (first.status_code, second.status_code) == (302, 302)
    assert claim.decisions.count() == 1


def test_the_second_of_two_tabs_is_told_what_changed_and_keeps_its_text(desk: Client, claim: Claim) -> None:
    decide(desk, claim, **REVIEW)
    answer = decide(desk, claim, choice="decline", reason_decline="criteria", note="Long thought.")
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Robin Attorney recorded “Under review: Taken up for review” on" in text
    assert "Long thought." in text
    assert 'name="seen" value="1"' in text
    assert 'value="decline" id="c0-decline" checked' in text
    assert claim.decisions.count() == 1
    assert decide(desk, claim, seen=1, choice="decline", reason_decline="criteria").status_code == 302
    assert claim.decisions.count() == 2


def test_a_colleagues_equal_decision_is_not_taken_for_a_double_click(
    desk: Client, claim: Claim, colleague: StaffMember
) -> None:
    factories.make_decision(claim, by=colleague)
    answer = decide(desk, claim, **REVIEW)
    assert answer.status_code == 409
    assert "Sam Counsel recorded" in answer.content.decode()


def test_a_page_that_saw_more_than_there_is_records_nothing(desk: Client, claim: Claim) -> None:
    answer = decide(desk, claim, seen=5, **REVIEW)
    assert answer.status_code == 409
    assert "out of date" in answer.content.decode()
    assert not claim.decisions.exists()


def test_people_of_one_file_are_decided_apart(desk: Client, file: Submission, claim: Claim) -> None:
    other = factories.make_claim(file, label="Alex Example")
    decide(desk, claim, **REVIEW)
    assert decide(desk, other, **DECLINE).status_code == 302
    assert (claim.decisions.count(), other.decisions.count()) == (1, 1)
    answer = decide(desk, other, **REVIEW)
    assert answer.content.decode().count("recorded “Decline") == 1


def test_undo_adds_a_row_and_both_stay_in_the_history(
    desk: Client, claim: Claim, attorney: StaffMember
) -> None:
    decide(desk, claim, **REVIEW)
    assert undo(desk, claim).status_code == 302
    first, second = claim.decisions.all()
    assert (second.choice, second.undoes, second.reason, second.by) == ("undo", first, "mistake", attorney)
    text = desk.get(f"/desk/files/{claim.submission.token}/").content.decode()
    assert "Undo: Recorded by mistake" in text
    assert "Taken up for review" in text
    assert "Undecided." in text


def test_undoing_a_later_decision_lets_the_earlier_one_stand(desk: Client, claim: Claim) -> None:
    decide(desk, claim, **REVIEW)
    decide(desk, claim, seen=1, **ASK)
    undo(desk, claim, seen=2, number=2)
    text = desk.get(f"/desk/files/{claim.submission.token}/").content.decode()
    assert "<strong>Under review: Taken up for review</strong>" in text


def test_a_double_click_on_undo_makes_one_row(desk: Client, claim: Claim) -> None:
    decide(desk, claim, **REVIEW)
    assert (undo(desk, claim).status_code, undo(desk, claim).status_code) == (302, 302)
    assert claim.decisions.count() == 2


def test_undoing_what_a_colleague_undid_is_told_apart(
    desk: Client, claim: Claim, colleague: StaffMember
) -> None:
    accepted = factories.make_decision(claim, by=colleague)
    factories.make_decision(claim, by=colleague, choice=Decision.UNDO, reason="mistake", undoes=accepted)
    answer = undo(desk, claim)
    assert answer.status_code == 409
    assert "Sam Counsel recorded “Undo: Recorded by mistake”" in answer.content.decode()
    assert claim.decisions.count() == 2


def test_an_undo_needs_its_reason_and_a_decision(desk: Client, claim: Claim) -> None:
    assert undo(desk, claim, seen=0).status_code == 404
    decide(desk, claim, **REVIEW)
    for reason in ("", "because", "\x00"):
        answer = undo(desk, claim, reason=reason)
        assert answer.status_code == 422
        assert "Choose" in answer.content.decode()
    assert claim.decisions.count() == 1


@pytest.mark.parametrize("number", ["", "0", "2", "-1", "x", "9" * 40])
def test_an_undo_of_no_decision_records_nothing(desk: Client, claim: Claim, number: str) -> None:
    decide(desk, claim, **REVIEW)
    assert undo(desk, claim, number=number).status_code in (404, 422)
    assert claim.decisions.count() == 1


def test_whoever_may_not_decide_reads_the_decision_and_is_offered_no_form(
    desk: Client, file: Submission, claim: Claim
) -> None:
    decide(desk, claim, choice="need_information", reason_need_information="birth_date")
    assert claim.decisions.count() == 1
    own, others = (
        one.get(f"/desk/files/{file.token}/").content.decode()
        for one in (desk, signing_in.at_once(factories.make_staff(roles=(Grant.PARALEGAL,))))
    )
    for offered in ("Record decision", "Why is it undone?"):
        assert offered in own and offered not in others
    assert "Need information: Date of birth" in others and "An attorney of this matter decides." in others
