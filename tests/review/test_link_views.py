"""The links and flags of a file at the desk: with why, side by side, masked, and within the walls."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from casefile import audit, duplicates, rights
from casefile.models import AuditEntry, Clearance, Grant, LinkRuling, QueueRow, StaffMember, Submission
from tests import factories, signing_in
from tests.casefile.related import AT, ROBIN, child, relate, send

pytestmark = pytest.mark.django_db
Pair = tuple[Submission, Submission]


@pytest.fixture
def pair(db: None) -> Pair:
    one, other = send(), send()
    relate(other)
    return one, other


def address(pair: Pair) -> str:
    return reverse("desk_beside", args=(pair[0].token, pair[1].token))


def page(desk: Client, path: str) -> str:
    answer = desk.get(path)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def file_page(desk: Client, file: Submission) -> str:
    return page(desk, reverse("desk_file", args=(file.token,)))


def rule(desk: Client, pair: Pair, **said: str) -> int:
    typed = {"seen": duplicates.between(*pair).seen, "note": ""} | said
    return desk.post(address(pair), typed).status_code


def hold(file: Submission) -> None:
    Clearance.objects.create(
        submission=file, number=2, outcome=Clearance.POSSIBLE, terms=[], lists_searched=1, at=AT, by="system"
    )


def test_the_page_of_a_file_says_what_agrees_and_differs(desk: Client) -> None:
    pat = {"you.email": "pat@example.com", "person.born": "1985", "you.first": "Pat", "you.last": "Example"}
    one, other = send(), send(**ROBIN | pat)
    relate(other)
    said = file_page(desk, one)
    assert other.reference in said
    assert "Agrees</dt><dd>the e-mail address</dd>" in said
    assert "Differs</dt><dd>the telephone number; the address</dd>" in said
    assert f"Compare {one.reference} with {other.reference} and rule" in said
    assert "May be a duplicate." in said


def test_a_file_without_links_says_what_is_compared(desk: Client) -> None:
    assert "None is known. Other files are compared by" in file_page(desk, send())


def test_two_files_stand_side_by_side_and_the_look_is_on_record(
    desk: Client, pair: Pair, attorney: StaffMember
) -> None:
    said = page(desk, address(pair))
    for text in ("Who typed", "hidden", "Pat Example, born 1985-06-15"):
        assert said.count(text) >= 1
    assert "312 555 0142" not in said and "12 Sample Street" not in said
    compared = AuditEntry.objects.filter(event="files.compared", actor=str(attorney.pk))
    assert {entry.subject for entry in compared} == {str(one.pk) for one in pair}


def test_minors_are_masked_in_both_files(desk: Client) -> None:
    pair = child("Kitty", "2012-04-30"), child("Kitty", "2012-04")
    relate(*pair)
    for said in (page(desk, address(pair)), file_page(desk, pair[0])):
        assert "Kitty" not in said
        assert "2012-04" not in said
    assert "Child 1, born hidden" in page(desk, address(pair))


def test_a_survivor_is_chosen_shown_on_both_pages_and_taken_back(desk: Client, pair: Pair) -> None:
    one, other = pair
    assert rule(desk, pair, verdict="this", note="Sent twice.") == 302
    for file in pair:
        said = file_page(desk, file)
        assert f"{other.reference} is a duplicate; go on with {one.reference}" in said
        assert "Sent twice." in said
    assert not QueueRow.objects.filter(duplicate=True).exists()
    assert rule(desk, pair, verdict="undone") == 302
    assert QueueRow.objects.filter(duplicate=True).count() == 2
    assert "Nobody has ruled" not in page(desk, address(pair))


def test_a_double_click_rules_once_and_two_tabs_are_told(desk: Client, pair: Pair) -> None:
    seen = duplicates.between(*pair).seen
    assert rule(desk, pair, verdict="apart", seen=seen) == 302
    assert rule(desk, pair, verdict="apart", seen=seen) == 302
    assert LinkRuling.objects.count() == 1
    answer = desk.post(address(pair), {"seen": seen, "verdict": "household", "note": "One family."})
    assert answer.status_code == 409
    assert "One family." in answer.content.decode()
    assert LinkRuling.objects.count() == 1


@pytest.mark.parametrize("said", [{}, {"verdict": "merge"}, {"verdict": "apart", "note": "x" * 2_001}])
def test_a_refused_ruling_keeps_what_was_typed(desk: Client, pair: Pair, said: dict[str, str]) -> None:
    answer = desk.post(address(pair), {"seen": "1.0", "note": "Kept words."} | said)
    assert answer.status_code == 422
    assert said.get("note", "Kept words.") in answer.content.decode()


def test_nothing_to_take_back_is_told(desk: Client, pair: Pair) -> None:
    assert rule(desk, pair, verdict="undone") == 409


def test_no_link_reaches_across_a_conflict_seal(desk: Client, pair: Pair) -> None:
    hold(pair[1])
    relate(pair[1])
    assert pair[1].reference not in file_page(desk, pair[0])
    assert desk.get(address(pair)).status_code == 404
    assert desk.post(address(pair), {"seen": "1.0", "verdict": "apart"}).status_code == 404
    assert not QueueRow.objects.filter(duplicate=True).exists()


def test_two_files_that_are_not_alike_have_no_page(desk: Client) -> None:
    one, other = send(), send(**ROBIN)
    relate(other)
    assert desk.get(address((one, other))).status_code == 404
    assert desk.get(address((one, one))).status_code == 404


def test_whoever_may_not_rule_sees_the_link_and_no_way_to_rule(pair: Pair) -> None:
    person = factories.make_staff(roles=(Grant.INTAKE,))
    client = signing_in.at_once(person)
    said = file_page(client, pair[0])
    assert pair[1].reference in said
    assert "and rule" not in said
    assert client.get(address(pair)).status_code == 403


def test_a_wall_between_matters_stands(pair: Pair) -> None:
    person = factories.make_staff(roles=())
    rights.give(staff=person, roles=(Grant.ATTORNEY,), matter="another-matter", by=audit.SYSTEM, at=AT)
    client = signing_in.at_once(person)
    assert client.get(address(pair)).status_code == 404


def test_flags_are_said_at_the_desk_with_their_points(desk: Client) -> None:
    file = send(**{"you.email": "pat@mailinator.com"}, opened="2003")
    assert "Flags:" not in file_page(desk, file)
    relate(file)
    said = file_page(desk, file)
    assert "Flags: 3 points" in said
    assert "1 date cannot be" in said
    assert file.reference in page(desk, "/desk/?flags=3")
    assert file.reference not in page(desk, "/desk/?flags=5")


def test_links_cost_the_page_of_a_file_no_further_query(desk: Client) -> None:
    from tests.review.test_file_queries import MOST, asked

    files = [send() for _ in range(6)]
    relate(*files)
    rule(desk, (files[0], files[1]), verdict="apart")
    assert len(asked(desk, files[0])) <= MOST
