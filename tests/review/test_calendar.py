"""The limitation calendar: what it lists, and what people say of a deadline."""

import base64
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from casefile import calendar, queue_rows
from casefile.models import Claim, Clearance, Deadline, DeadlineMark, Decision, Grant, StaffMember
from review import paging
from review.calendar import BY_DAY, PAGE, days
from tests import factories, signing_in

pytestmark = pytest.mark.django_db
AT = factories.SENT_AT
BORN = "2006-12-04"  # two years after turning 18 are over on December 4, 2026, 12 days after the findings
PAGE_OF_ALL = "/desk/calendar/"


def urgent(**more: Any) -> Claim:
    file = factories.make_submission()
    return factories.make_claim(file, **{"known": factories.SURE, "born": BORN, **more})


def address(claim: Claim, theory: str = "BIPA_MINOR") -> str:
    return f"/desk/files/{claim.submission.token}/claims/{claim.position}/deadlines/{theory}/"


def typed(claim: Claim, **more: str) -> dict[str, str]:
    row = Deadline.objects.get(claim=claim, theory="BIPA_MINOR")
    return {
        "days": days(row),
        "kind": "acknowledged",
        "note": "",
        **more,
    }


def page(client: Client, query: str = "") -> str:
    answer = client.get(f"{PAGE_OF_ALL}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_open_theory_of_a_claim_has_its_own_deadline() -> None:
    claim = urgent()
    row = Deadline.objects.get(claim=claim, theory="BIPA_MINOR")
    assert (row.safe_on, row.rolled_on) == (date(2026, 12, 4), date(2026, 12, 4))
    assert row.title == "BIPA: a minor during collection"
    assert {one.theory for one in Deadline.objects.all()} <= set(claim.determinations.get().deadlines or ())


def test_the_page_lists_the_next_first_with_days_left_and_its_rung(desk: Client) -> None:
    later, soon = urgent(born="2007-12-04"), urgent()
    shown = page(desk)
    assert shown.index(soon.submission.reference) < shown.index(later.submission.reference)
    assert "Urgent:" in shown
    assert "safe Fri, December 4, 2026; rolled Fri, December 4, 2026" in shown
    assert later.submission.reference not in page(desk, "?within=90")
    assert soon.submission.reference in page(desk, "?within=30")


def test_the_switch_leaves_the_earliest_of_each_claim(desk: Client) -> None:
    claim = urgent()
    twin = Deadline.objects.get(claim=claim, theory="BIPA_MINOR")
    assert twin.safe_on is not None
    day = twin.safe_on + timedelta(days=9)
    Deadline.objects.create(
        submission=claim.submission, claim=claim, matter=twin.matter, theory="LATER", title="A later one",
        safe_on=day, rolled_on=day,
    )  # fmt: skip
    assert "A later one" in page(desk)
    assert "A later one" not in page(desk, "?earliest=1")
    assert twin.title in page(desk, "?earliest=1")


def test_a_claim_without_a_birth_date_is_on_the_list_of_no_date_known(desk: Client) -> None:
    claim = urgent(born="")
    assert claim.submission.reference in page(desk, "?list=undated")
    assert claim.submission.reference not in page(desk, "?list=met")


def test_pages_go_on_by_the_place_of_the_last_row(desk: Client) -> None:
    claim = urgent()
    row = Deadline.objects.get(claim=claim, theory="BIPA_MINOR")
    day = row.safe_on
    assert day is not None
    Deadline.objects.bulk_create(
        Deadline(
            submission=claim.submission, claim=claim, matter=row.matter, theory=f"T{n}",
            title=f"Theory {n:03}",
            safe_on=day + timedelta(days=n // 2), rolled_on=day + timedelta(days=n),
        )
        for n in range(PAGE + 10)
    )  # fmt: skip
    every = [f"Theory {n:03}<" for n in range(PAGE + 10)]
    first = desk.get(PAGE_OF_ALL)
    second = desk.get(PAGE_OF_ALL, {"after": first.context["page"].after})
    on = [[one for one in every if one in shown.content.decode()] for shown in (first, second)]
    assert len(on[0]) + len(on[1]) == len(every)
    assert not set(on[0]) & set(on[1])
    back = desk.get(PAGE_OF_ALL, {"before": second.context["page"].before})
    assert [one.pk for one in back.context["page"].rows] == [one.pk for one in first.context["page"].rows]


def test_an_address_of_a_page_says_no_day_and_takes_none_that_was_made_up(desk: Client) -> None:
    claim = urgent(role="parent", born="2012-03-15")
    row = Deadline.objects.get(claim=claim, theory="BIPA_MINOR")
    place = paging.address(BY_DAY, row)
    assert place != paging.address(BY_DAY, row), "equal days do not look equal"
    read = base64.urlsafe_b64decode(f"{place}==").decode("latin-1")
    assert "2032" not in place + read and str(row.safe_on) == "2032-03-15"
    guess = f"2032-03-15~{row.pk}"
    encoded = base64.urlsafe_b64encode(guess.encode()).decode()
    made_up = ("2033-01-01~1", guess, encoded, f"{place}A", "ñ", "=")
    for after in (*made_up, paging.address(paging.order("newest"), claim.submission.queue_row)):
        shown = desk.get(PAGE_OF_ALL, {"after": after})
        assert row.pk in {one.pk for one in shown.context["page"].rows}, after
    assert row.pk not in {one.pk for one in desk.get(PAGE_OF_ALL, {"after": place}).context["page"].rows}


def test_what_the_conflict_check_holds_and_what_is_closed_is_not_listed(
    desk: Client, attorney: StaffMember
) -> None:
    held, declined = urgent(), urgent()
    factories.make_decision(declined, by=attorney, choice=Decision.DECLINE, reason="not_in_time")
    Clearance.objects.create(
        submission=held.submission, number=2, outcome=Clearance.POSSIBLE, terms=[], terms_digest="", lists=[],
        lists_digest="", lists_searched=0, at=AT, by="system",
    )  # fmt: skip
    assert held.submission.reference in page(desk)  # the row is old; its content is held all the same
    assert "Held by the conflict check" in page(desk)
    assert desk.get(address(held)).status_code == 404
    queue_rows.refresh(held.submission, at=AT)
    assert not Deadline.objects.exists()


def test_a_deadline_of_another_matter_is_not_listed_and_not_found(attorney: StaffMember) -> None:
    claim = urgent()
    Grant.objects.filter(staff=attorney).update(matter="another")
    client = signing_in.at_once(attorney)
    assert claim.submission.reference not in page(client)
    assert client.get(address(claim)).status_code == 404
    assert client.post(f"{address(claim)}mark", typed(claim)).status_code == 404


def test_a_minor_is_masked(desk: Client) -> None:
    urgent(born="2012-05-06", label="Kim Example", role="parent")
    shown = page(desk)
    assert "Child 1" in shown
    assert "Kim Example" not in shown


def test_a_deadline_is_acknowledged_once_for_its_rung(desk: Client, attorney: StaffMember) -> None:
    claim = urgent()
    for _ in range(2):
        assert desk.post(f"{address(claim)}mark", typed(claim)).status_code == 302
    mark = DeadlineMark.objects.get()
    assert (mark.kind, mark.rung, mark.by) == ("acknowledged", 30, attorney)
    assert "Not acknowledged" not in page(desk)
    assert "Acknowledged" in desk.get(address(claim)).content.decode()


def test_a_deadline_complied_with_leaves_the_list_until_its_dates_move(desk: Client) -> None:
    claim = urgent()
    refused = desk.post(f"{address(claim)}mark", typed(claim, kind="met"))
    assert refused.status_code == 422
    assert "Say what was done in time" in refused.content.decode()
    done = desk.post(f"{address(claim)}mark", typed(claim, kind="met", note="Complaint filed."))
    assert done.status_code == 302
    assert "BIPA: a minor" not in page(desk)
    assert claim.submission.reference in page(desk, "?list=met")
    queue_rows.refresh(claim.submission, at=AT)
    assert Deadline.objects.get(claim=claim, theory="BIPA_MINOR").is_met
    found = claim.determinations.get()
    assert found.deadlines is not None
    moved = {**found.deadlines["BIPA_MINOR"], "safe": "2026-12-05", "rolled": "2026-12-07"}
    column = found._meta.get_field("deadlines")
    type(found)._base_manager.filter(pk=found.pk).order_by()._update(  # type: ignore[attr-defined]
        [(column, None, column.sealed({"BIPA_MINOR": moved}, found))]
    )
    queue_rows.refresh(claim.submission, at=AT)
    assert not Deadline.objects.get(claim=claim, theory="BIPA_MINOR").is_met


def test_a_mark_is_taken_back_once_for_a_reason(desk: Client) -> None:
    claim = urgent()
    desk.post(f"{address(claim)}mark", typed(claim, kind="met", note="Complaint filed."))
    back = f"/desk/files/{claim.submission.token}/deadline-marks/1/take-back"
    assert desk.post(back, {"note": ""}).status_code == 422
    for _ in range(2):
        assert desk.post(back, {"note": "It was another case."}).status_code == 302
    assert [one.kind for one in DeadlineMark.objects.all()] == ["met", "taken_back"]
    assert calendar.live(Deadline.objects.all(), today=factories.AS_OF).filter(theory="BIPA_MINOR").exists()


def test_dates_that_moved_meanwhile_are_not_marked(desk: Client) -> None:
    claim = urgent()
    answer = desk.post(f"{address(claim)}mark", typed(claim, days="0" * 64, note="Seen."))
    assert answer.status_code == 409
    assert "This deadline moved" in answer.content.decode()
    assert "Seen." in answer.content.decode()
    assert not DeadlineMark.objects.exists()


def test_intake_staff_see_the_calendar_and_mark_nothing() -> None:
    client = signing_in.at_once(factories.make_staff("ira@example.com", roles=(Grant.INTAKE,)))
    claim = urgent()
    assert "Acknowledge" not in client.get(address(claim)).content.decode().replace("Not acknowledged", "")
    assert client.post(f"{address(claim)}mark", typed(claim)).status_code == 403


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_asks_as_often_for_many_files_as_for_one(
    desk: Client, count: int, noted_once: None, django_assert_max_num_queries: Any
) -> None:
    for _ in range(count):
        urgent()
    with django_assert_max_num_queries(12):
        page(desk)


def test_the_page_says_who_is_on_duty_and_loudly_when_nobody_is(
    desk: Client, attorney: StaffMember, settings: Any
) -> None:
    settings.DUTY_EMAIL = ""
    shown = page(desk)
    assert "Nobody is on duty" in shown and "No urgent letter about a deadline reaches anybody" in shown
    settings.DUTY_EMAIL = "duty@firm.example"
    shown = page(desk)
    assert "Nobody is on duty" in shown and "go to duty@firm.example alone" in shown
    attorney.on_duty = True
    attorney.save(update_fields=["on_duty"])
    shown = page(desk)
    assert "On duty: Robin Attorney." in shown and "Nobody is on duty" not in shown
