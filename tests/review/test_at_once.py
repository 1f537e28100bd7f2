"""Two people of the firm, or two tabs, press at the same moment: it is done once, and the other is told.

Both presses wait for the file until both have come, so that they meet whatever the machine is busy with.
"""

from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casefile import conflicts, duplicates, element_checks
from casefile.models import (
    AuditEntry,
    Claim,
    Clearance,
    Deadline,
    DeadlineMark,
    Decision,
    ElementCheck,
    Grant,
    LinkRuling,
    Proposal,
    StaffMember,
    Submission,
)
from review import calendar
from tests import factories, signing_in
from tests.at_once import at_once
from tests.casefile import related
from tests.review import looked

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's test database is one connection"),
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("record_can_be_emptied"),
]
BORN = "2006-12-04"  # its two years after turning 18 are over on December 4, 2026
TAKE_UP = {"choice": "under_review", "reason_under_review": "first_look"}
ASK = {"choice": "need_information", "reason_need_information": "birth_date"}


@pytest.fixture
def two() -> Iterator[tuple[Client, Client]]:
    """Two people who may do everything, each signed in."""
    roles = (Grant.ATTORNEY, Grant.CLEARER)
    people = [factories.make_staff(roles=roles, last=name) for name in ("First", "Second")]
    yield signing_in.at_once(people[0]), signing_in.at_once(people[1])


def person(client: Client) -> StaffMember:
    return StaffMember.objects.get(pk=client.session["_auth_user_id"])


def press(client: Client, path: str, body: dict[str, Any]) -> Callable[[], Any]:
    """A press of a button, from a browser of its own with this one's cookies."""

    def post() -> Any:
        tab = Client()
        tab.cookies = client.cookies
        return tab.post(path, body)

    return post


def statuses(ends: list[Any]) -> list[int]:
    """The answers' states in order; a fault of the portal is shown as it was raised."""
    for one in ends:
        assert not isinstance(one, Exception), repr(one)
    return sorted(one.status_code for one in ends)


def told(ends: list[Any]) -> str:
    """What the page says to whoever came second."""
    return unescape(next(one for one in ends if one.status_code == 409).content.decode())


def decide_path(claim: Claim) -> str:
    return f"/desk/files/{claim.submission.token}/claims/{claim.position}/decide"


def test_of_two_decisions_at_once_one_stands_and_the_other_is_told_by_whom(two: Any) -> None:
    claim = factories.make_file(packet=False).claims.get()
    path = decide_path(claim)
    ends = at_once(
        press(two[0], path, {"seen": 0, **TAKE_UP}),
        press(two[1], path, {"seen": 0, **ASK}),
        over=(claim.submission,),
    )
    assert statuses(ends) == [302, 409]
    row = Decision.objects.get(claim=claim)
    assert row.by.get_full_name() in told(ends)
    assert AuditEntry.objects.filter(event__startswith="decision.", subject=str(claim.pk)).count() == 1


def test_a_decision_sent_by_two_tabs_of_one_person_at_once_is_recorded_once(two: Any) -> None:
    claim = factories.make_file(packet=False).claims.get()
    act = press(two[0], decide_path(claim), {"seen": 0, **TAKE_UP})
    assert statuses(at_once(act, act, over=(claim.submission,))) == [302, 302]
    assert Decision.objects.filter(claim=claim).count() == 1


def test_of_two_undoings_at_once_one_stands(two: Any) -> None:
    claim = factories.make_file(packet=False).claims.get()
    factories.make_decision(claim, by=person(two[0]), choice="under_review", reason="first_look")
    path = f"/desk/files/{claim.submission.token}/claims/{claim.position}/undo"
    body = {"seen": 1, "number": 1, "reason": "mistake"}
    ends = at_once(press(two[0], path, body), press(two[1], path, body), over=(claim.submission,))
    assert statuses(ends) == [302, 409]
    assert Decision.objects.filter(claim=claim, choice=Decision.UNDO).count() == 1


def test_of_two_confirmations_at_once_one_stands(two: Any) -> None:
    claim = factories.make_file(packet=False).claims.get()
    third = factories.make_staff()
    proposal = Proposal.objects.create(
        claim=claim, number=1, seen=0, by=third, at=factories.SENT_AT, choice="refer",
        reason="other_firm", words="Another firm fits better",
    )  # fmt: skip
    path = reverse("desk_confirm", args=(claim.submission.token, claim.position, proposal.number))
    ends = at_once(
        press(two[0], path, {"seen": 0}), press(two[1], path, {"seen": 0}), over=(claim.submission,)
    )
    assert statuses(ends) == [302, 409]
    assert Decision.objects.get(claim=claim).proposal == proposal


def held() -> Submission:
    return factories.make_submission(clear=False)


def clear(client: Client, file: Submission, reason: str, *, seen: int) -> Callable[[], Any]:
    body = {"seen": seen, "outcome": "clear", "reason": reason, "note": "Looked at."}
    return press(client, f"/desk/conflicts/{file.token}/rule", body)


def test_of_two_clearances_at_once_one_stands_and_the_other_is_told(two: Any) -> None:
    file = held()
    seen = searched(file)
    ends = at_once(
        clear(two[0], file, "not_same", seen=seen), clear(two[1], file, "unrelated", seen=seen), over=(file,)
    )
    assert statuses(ends) == [302, 409]
    ruled = Clearance.objects.filter(submission=file).exclude(reason="")
    assert [row.outcome for row in ruled] == [Clearance.CLEAR]
    assert StaffMember.objects.get(pk=ruled[0].by).get_full_name() in told(ends)
    events = AuditEntry.objects.filter(event="conflict.ruled_clear", subject=str(file.pk))
    assert events.count() == 1


def searched(file: Submission) -> int:
    """The number of the search that a clearer's page would show."""
    return conflicts.check(file, at=timezone.now()).number


def test_of_two_rulings_on_one_link_at_once_one_stands_and_the_other_is_told(two: Any) -> None:
    one, other = linked()
    seen = duplicates.between(one, other).seen
    ends = at_once(
        press(two[0], beside(one, other), {"seen": seen, "verdict": "this", "note": ""}),
        press(two[1], beside(other, one), {"seen": seen, "verdict": "this", "note": ""}),
        over=(one, other),
    )
    assert statuses(ends) == [302, 409]
    assert "changed while you had them open" in told(ends)
    assert LinkRuling.objects.between(one, other).count() == 1


def linked() -> tuple[Submission, Submission]:
    one, other = related.send(), related.send()
    related.relate(other)
    return one, other


def beside(one: Submission, other: Submission) -> str:
    return reverse("desk_beside", args=(one.token, other.token))


def test_one_deadline_marked_by_two_at_once_is_marked_once(two: Any) -> None:
    for kind in (DeadlineMark.ACKNOWLEDGED, DeadlineMark.MET):
        claim = factories.make_claim(factories.make_submission(), known=factories.SURE, born=BORN)
        row = Deadline.objects.get(claim=claim, theory="BIPA_MINOR")
        path = f"/desk/files/{claim.submission.token}/claims/{claim.position}/deadlines/{row.theory}/"
        body = {"days": calendar.days(row), "kind": kind, "note": "Filed."}
        ends = at_once(*(press(client, f"{path}mark", body) for client in two), over=(claim.submission,))
        assert statuses(ends) == [302, 302]
        assert DeadlineMark.objects.filter(claim=claim).count() == 1
        assert AuditEntry.objects.filter(event=f"deadline.{kind}", subject=str(claim.pk)).count() == 1


def test_one_element_verified_by_two_at_once_carries_one_name(two: Any) -> None:
    file = looked.send()
    claim = file.claims.get()
    path = f"/desk/files/{file.token}/claims/0/elements/BIPA_DEPICTED/face_shown/1/0/"
    body = {
        "seen": str(element_checks.newest(claim).pk),
        "verdict": "verified",
        "saw_depicted": "on",
        "reason": "The picture shows her.",
    }
    revisions = claim.revisions.count()
    ends = at_once(*(press(client, path, body) for client in two), over=(claim.submission,))
    assert statuses(ends) == [302, 409]
    assert "changed" in told(ends)
    assert ElementCheck.objects.filter(claim=claim).count() == 1
    assert claim.revisions.count() == revisions + 1
