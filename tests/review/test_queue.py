"""What waits, in what order, what a row says, and that it costs the same for five files and fifty."""

import html
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casefile import claims, queue_rows
from casefile.models import Decision, Delivery, Job, StaffMember, Submission
from review import paging, queue, queue_page, rows, search
from review.filters import Asker
from tests import factories
from tests.packets import examples

NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


def due(days: int) -> dict[str, Any]:
    return examples.child(safe=(TODAY + timedelta(days=days)).isoformat())


def references(attorney: StaffMember, typed: str = "", **values: str) -> list[str]:
    """What the queue lists today, in its order, after the day's work."""
    for file in Submission.objects.filter(queue_row__next_change_on__lte=TODAY):
        queue_rows.refresh(file, at=NOW)
    wish = search.read({"q": typed, **values}, staff=attorney)
    assert wish.values == values
    found = queue_page.found(wish, Asker(attorney, NOW))
    page = paging.read(queue.with_files(found), wish.sort, size=50)
    return [one.submission.reference for one in page.rows]


def row_of(attorney: StaffMember, file: Submission, at: datetime = NOW) -> rows.FileRow:
    found = queue.with_files(queue.waiting(attorney)).get(pk=file.pk)
    return rows.of_queue(found, at=at)


def test_urgent_deadlines_come_first_then_undecided_files_oldest_first(attorney: StaffMember) -> None:
    def sent(days_ago: int, **claim: Any) -> Submission:
        return factories.make_file(sent_at=NOW - timedelta(days=days_ago), packet=False, **claim)

    old = sent(9)
    decided = sent(20)
    factories.make_decision(decided.claims.get(), by=attorney)
    young = sent(1)
    in_31_days = sent(2, document=due(31))
    in_30_days = sent(3, document=due(30))
    today = sent(4, document=due(0))
    assert references(attorney) == [
        file.reference for file in (today, in_30_days, old, in_31_days, young, decided)
    ]


def test_a_declined_claim_no_longer_presses_and_an_undone_decline_does_again(attorney: StaffMember) -> None:
    file = factories.make_file(document=due(3), packet=False)
    other = factories.make_file(sent_at=NOW - timedelta(days=30), packet=False)
    declined = factories.make_decision(
        file.claims.get(), by=attorney, choice=Decision.DECLINE, reason="criteria"
    )
    assert references(attorney) == [other.reference, file.reference]
    factories.make_decision(
        file.claims.get(), by=attorney, choice=Decision.UNDO, reason="mistake", undoes=declined
    )
    assert references(attorney) == [file.reference, other.reference]


def test_after_the_safe_date_the_rolled_date_presses(attorney: StaffMember) -> None:
    def rolled(day: str, **more: Any) -> Submission:
        document = examples.child(safe="2026-11-21") | {"next_change_on": "2026-11-23"}
        document["theories"][1]["deadline"]["rolled"] = day
        return factories.make_file(document=document, packet=False, **more)

    other = factories.make_file(sent_at=NOW - timedelta(days=30), packet=False)
    passed = rolled("2026-11-21")
    in_two_weeks = rolled("2026-12-05")
    today = rolled("2026-11-22")
    assert references(attorney) == [one.reference for one in (today, in_two_weeks, other, passed)]
    lane = row_of(attorney, in_two_weeks).claims[0].lane
    assert lane and lane.left_words == "safe date passed 1 day ago; rolled date in 13 days"


def test_any_live_date_presses_not_only_the_main_theory_s(attorney: StaffMember) -> None:
    """An adult whose time under BIPA is gone, and whose likeness was used in an advert 51 weeks ago."""
    known = "res=IL:2004/present;learned=2019-10-11;public_commercial_use=yes;commercial_use_date=2025-12-01"
    other = factories.make_file(sent_at=NOW - timedelta(days=30), packet=False)
    file = factories.make_file(role="self", born="1984-02-03", known=known, packet=False)
    assert references(attorney) == [file.reference, other.reference]
    claim = row_of(attorney, file).claims[0]
    assert (claim.result.words, claim.theory) == ("Likely not eligible", "BIPA: the person shown")
    assert claim.lane and claim.lane.urgent
    assert (claim.lane.safe, claim.lane.theory) == (
        "Tue, December 1, 2026",
        "Illinois Right of Publicity Act",
    )


def test_the_queue_replays_nothing(attorney: StaffMember) -> None:
    file = factories.make_file(packet=False)
    before = row_of(attorney, file)
    assert before.claims[0].reason
    with connection.cursor() as cursor:  # rules that nobody can evaluate any more
        cursor.execute("UPDATE casefile_ruleset SET text = 'gone'")
    assert row_of(attorney, file) == before


def test_findings_newer_than_the_decision_are_marked(attorney: StaffMember) -> None:
    file = factories.make_file(packet=False)
    claim = file.claims.get()
    decision = factories.make_decision(claim, by=attorney)
    assert not row_of(attorney, file).claims[0].moved
    claims.determine(claim, as_of=date(2026, 11, 25), at=decision.at + timedelta(days=3))
    assert row_of(attorney, file).claims[0].moved


def test_only_the_newest_determination_counts(attorney: StaffMember) -> None:
    file = factories.make_file(document=due(3), packet=False)
    factories.make_determination(
        file.claims.get().revisions.get(), document=examples.unknown() | {"as_of": "2026-11-23"}, at=NOW
    )
    row = row_of(attorney, file)
    assert not row.urgent
    assert row.claims[0].result.words == "Needs review"
    assert references(attorney, result="likely_eligible") == []


def test_a_row_says_who_what_why_and_by_when(attorney: StaffMember) -> None:
    row = row_of(
        attorney, factories.make_file(document=due(9), label="Pat Example", role="self", born="1990")
    )
    claim = row.claims[0]
    assert (claim.name, claim.capacity) == ("Pat Example", "Pictured person")
    assert (claim.result.sign, claim.result.words) == ("+", "Likely eligible")
    assert claim.theory == "BIPA, pictured as a minor"
    assert claim.reason == "In the dataset: The photo id is on the imported list (yfcc100m, line 4,410,032)."
    assert claim.lane and claim.lane.left_words == "9 days left"
    assert claim.lane.urgent and row.urgent
    assert row.delivery.words == "Sent"
    assert row.age == "26 hours"


def test_days_left_count_from_today_and_not_from_the_determination(attorney: StaffMember) -> None:
    file = factories.make_file(document=due(9), packet=False)
    later = row_of(attorney, file, NOW + timedelta(days=4)).claims[0].lane
    assert later and later.left_words == "5 days left"


def test_today_is_chicagos(attorney: StaffMember) -> None:
    file = factories.make_file(document=due(1), packet=False)
    before_midnight = datetime(2026, 11, 23, 5, 59, tzinfo=UTC)
    lane = row_of(attorney, file, before_midnight).claims[0].lane
    assert lane and lane.left_words == "1 day left"
    lane = row_of(attorney, file, before_midnight + timedelta(minutes=1)).claims[0].lane
    assert lane and lane.left_words == "last day is today"


@pytest.mark.parametrize(
    ("role", "born", "shown"),
    [
        ("self", "", "Riley Q Example"),
        ("uploader_only", "", "Riley Q Example"),
        ("self", "1990-05", "Riley Q Example"),
        ("parent", "2008-11-22", "Riley Q Example"),
        ("parent", "2008-11-23", "Child 1"),
        ("parent", "2008-11", "Child 1"),
        ("parent", "2008", "Child 1"),
        ("parent", "", "Child 1"),
        ("guardian", "unknown", "Child 1"),
        ("estate", "2007", "Riley Q Example"),
    ],
)
def test_names_are_masked_unless_certainly_an_adults(
    attorney: StaffMember, role: str, born: str, shown: str
) -> None:
    file = factories.make_file(label="Riley Q Example", role=role, born=born, packet=False)
    assert row_of(attorney, file).claims[0].name == shown


def test_a_childs_name_never_reaches_the_list(desk: Client) -> None:
    factories.make_file(label="Riley Canaryname", role="parent", born="2012")
    assert "Canaryname" not in desk.get("/desk/").content.decode()


@pytest.mark.parametrize("clear", [None, False])
def test_before_the_conflict_check_is_clear_nothing_is_listed(desk: Client, *, clear: bool | None) -> None:
    file = factories.make_file(clear=clear, label="Pat Canaryname", packet=False)
    text = desk.get("/desk/").content.decode()
    assert file.reference in text
    assert "conflict check" in text
    assert "Canaryname" not in text and "BIPA, adult pictured" not in text
    assert file.reference not in desk.get("/desk/", {"result": "needs_review"}).content.decode()


def test_a_file_still_in_the_making_says_so(desk: Client) -> None:
    factories.make_submission()
    assert "Waiting to be determined" in desk.get("/desk/").content.decode()


def test_filters_narrow_the_queue(attorney: StaffMember) -> None:
    likely = factories.make_file(document=examples.child())
    review = factories.make_file(document=examples.grown())
    factories.make_decision(likely.claims.get(), by=attorney)
    assert references(attorney, result="likely_eligible") == [likely.reference]
    assert references(attorney, state="undecided") == [review.reference]
    assert references(attorney, state="decided") == [likely.reference]
    assert references(attorney, review.reference) == [review.reference]
    assert references(attorney, "K7M") == []
    assert references(attorney, trouble="1") == []


def test_a_file_with_one_undecided_person_is_undecided(attorney: StaffMember) -> None:
    file = factories.make_file()
    factories.make_decision(file.claims.get(), by=attorney)
    factories.make_claim(file, label="Alex Example")
    assert references(attorney, state="undecided") == [file.reference]


@pytest.mark.parametrize("state", [Delivery.FAILED, Delivery.UNCERTAIN, Delivery.BOUNCED])
def test_mail_in_trouble_is_found(attorney: StaffMember, state: str) -> None:
    factories.make_file()
    file = factories.make_submission()
    factories.make_claim(file)
    factories.make_packet(file, state=state, error="TimeoutError")
    assert references(attorney, trouble="1") == [file.reference]
    assert row_of(attorney, file).delivery.sign in "!?"


def test_a_job_given_up_is_trouble_of_its_file(attorney: StaffMember) -> None:
    stuck, unsent = factories.make_file(), factories.make_file()
    overtaken = factories.make_file()
    of = ("advance", stuck.pk), ("deliver", unsent.deliveries.get().pk), ("x", overtaken.claims.get().pk)
    for kind, subject in of:
        Job.objects.create(
            kind=kind, key=f"{kind}:{subject}", subject=subject, state=Job.DEAD, run_after=NOW, made_at=NOW
        )
    factories.make_file()
    assert set(references(attorney, trouble="1")) == {
        stuck.reference,
        unsent.reference,
        overtaken.reference,
    }


@pytest.mark.parametrize("typed", ["K7M-4QX-9TD", "k7m4qx9td", " k7m 4qx 9td ", "K7M–4QX–9TD"])
def test_a_reference_is_found_however_it_is_typed(desk: Client, typed: str) -> None:
    factories.make_file(reference="K7M-4QX-9TD")
    factories.make_file()
    text = desk.get("/desk/", {"q": typed}).content.decode()
    assert "1 file found" in text and "K7M-4QX-9TD" in text


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "\x00"},
        {"q": "%' or 1=1 --" * 500},
        {"result": "x"},
        {"state": "\x00"},
        {"after": "x"},
        {"before": "~~~"},
        {"after": "2026-11-22~2~2026-11-22T00:00:00+00:00~7"},
        {"after": "2026-11-22~99999~2026-11-22T00:00:00+00:00~00000000-0000-0000-0000-000000000000"},
        {"after": "2026-11-22~0~2026-11-22T00:00:00~00000000-0000-0000-0000-000000000000"},
        {"s": "AAAA"},
        {"s": "ÿ~"},
        {"owner": "00000000-0000-0000-0000-000000000000"},
        {"source": "../x"},
        {"theory": "BIPA_MINOR", "result": "refer"},
        {"trouble": "maybe"},
    ],
)
def test_no_address_of_the_queue_breaks_it(desk: Client, asked: dict[str, str]) -> None:
    factories.make_file()
    assert desk.get("/desk/", asked).status_code == 200


def test_unknown_filters_filter_nothing(attorney: StaffMember) -> None:
    asked = {"result": "x", "state": "y", "trouble": "maybe", "owner": "you", "source": "Ä"}
    assert not search.read(asked, staff=attorney).is_narrow


def test_an_empty_queue_and_an_empty_result_say_different_things(desk: Client) -> None:
    assert "Nothing waits" in desk.get("/desk/").content.decode()
    factories.make_file()
    assert "No file matches" in desk.get("/desk/", {"q": "K7M-4QX-9TD"}).content.decode()


def test_a_long_queue_is_paged_and_keeps_its_filters(desk: Client) -> None:
    for _ in range(27):
        factories.make_file(packet=False)
    first = desk.get("/desk/", {"state": "undecided"}).content.decode()
    assert first.count('class="file"') == 25
    assert "Previous" not in first
    link = re.search(r'rel="next" href="([^"]+)"', first)
    assert link and link[1].startswith("?state=undecided&amp;after=")
    second = desk.get("/desk/" + html.unescape(link[1])).content.decode()
    assert second.count('class="file"') == 2
    assert 'rel="next"' not in second
    back = re.search(r'rel="prev" href="([^"]+)"', second)
    assert back and desk.get("/desk/" + html.unescape(back[1])).content.decode().count('class="file"') == 25


def queries(desk: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert desk.get(path).status_code == 200
    return len(seen)


@pytest.mark.usefixtures("noted_once")
def test_the_queue_costs_the_same_for_five_files_and_fifty(
    desk: Client, attorney: StaffMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("review.queue_page.PAGE", 100)

    def add(count: int) -> None:
        for number in range(count):
            file = factories.make_file(document=due(number))
            factories.make_claim(file, label="Alex Example", role="parent", born="2012")
            factories.make_decision(file.claims.get(position=0), by=attorney)

    add(5)
    five = queries(desk, "/desk/")
    add(45)
    assert queries(desk, "/desk/") == five
    assert five <= 12


def test_a_file_whose_stored_data_was_altered_says_so_and_leaves_the_queue_usable(desk: Client) -> None:
    spoilt, sound = factories.make_file(), factories.make_file(label="Alex Sound")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE casefile_claim SET name = (SELECT name FROM casefile_claim WHERE submission_id = %s) "
            "WHERE submission_id = %s",
            [_stored(sound), _stored(spoilt)],
        )
    text = desk.get("/desk/").content.decode()
    assert "does not open" in text and "Alex Sound" in text


def _stored(file: Submission) -> str:
    return file.pk.hex if connection.vendor == "sqlite" else str(file.pk)
