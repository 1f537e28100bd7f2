"""The queue over HTTP: search that no address tells, filters kept, tabs, and many files at once."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from casefile import assignments, jobs, seen
from casefile.models import BulkRun, Clearance, Grant, Job, LastSeen, QueueTab, StaffMember, Submission
from review import paging, search
from review.filters import Asker, narrowed
from review.queue import waiting
from tests import factories

LATER = factories.SENT_AT + timedelta(hours=3)


def show(desk: Client, **form: str) -> tuple[str, str]:
    """Send the form; where it led, and what stands there."""
    answer = desk.post("/desk/show", form)
    assert answer.status_code == 302
    return str(answer["Location"]), desk.get(answer["Location"]).content.decode()


def listed(staff: StaffMember, **values: str) -> set[str]:
    found = narrowed(waiting(staff), values, Asker(staff, LATER))
    return {row.submission.reference for row in found}


def test_words_of_a_name_are_found_and_stand_in_no_address(desk: Client) -> None:
    file = factories.make_file(label="Zoë Canaryname", packet=False)
    factories.make_file(packet=False)
    address, text = show(desk, q="canaryname ZOE")
    assert "anaryname" not in address and "1 file found" in text and file.reference in text
    assert 'value="canaryname ZOE"' in text
    assert "0 files found" in show(desk, q="canary")[1]
    assert "No file matches" in show(desk, q="canaryname riley")[1]


def test_a_search_is_opened_by_nobody_else(desk: Client, attorney: StaffMember) -> None:
    factories.make_file(packet=False)
    address, _ = show(desk, q="example")
    sealed = address.partition("s=")[2]
    assert search.read({"s": sealed}, staff=attorney).typed == "example"
    assert search.read({"s": sealed}, staff=factories.make_staff()).typed == ""


def test_a_file_that_is_held_is_found_by_its_reference_only(desk: Client) -> None:
    file = factories.make_file(clear=False, reference="C4R-4QX-9TD", packet=False)
    assert file.reference not in show(desk, q="pat example")[1]
    assert file.reference not in show(desk, q="pat@example.com")[1]
    assert file.reference in show(desk, q="c4r4qx9td")[1]


def test_filters_are_remembered_and_a_search_is_not(desk: Client, attorney: StaffMember) -> None:
    factories.make_file(packet=False)
    show(desk, q="example", state="decided", sort="newest")
    text = desk.get("/desk/").content.decode()
    assert "These are the filters you used last." in text and "0 files found" in text
    assert QueueTab.objects.get().query == "state=decided&sort=newest"
    assert "1 file<" in desk.get("/desk/", {"every": "1"}).content.decode()
    show(desk)
    assert "These are the filters" not in desk.get("/desk/").content.decode()


def test_tabs_are_kept_per_person_and_removed(desk: Client) -> None:
    desk.post("/desk/tabs/", {"name": "Mine today", "query": "owner=me&q=canary"})
    tab = QueueTab.objects.get()
    assert (tab.name, tab.query) == ("Mine today", "owner=me")
    assert "Mine today" in desk.get("/desk/?every=1").content.decode()
    foreign = QueueTab.objects.create(staff=factories.make_staff(), name="Theirs", at=LATER)
    assert "Theirs" not in desk.get("/desk/?every=1").content.decode()
    for one in (tab, foreign):
        desk.post(f"/desk/tabs/{one.pk}/remove")
    assert [one.name for one in QueueTab.objects.all()] == ["Theirs"]


@pytest.mark.parametrize("sort", [order.name for order in paging.ORDERS])
def test_every_sort_is_paged_both_ways_without_loss(attorney: StaffMember, sort: str) -> None:
    for number in range(7):
        factories.make_submission(sent_at=LATER - timedelta(hours=number // 2))
    order, rows = paging.order(sort), waiting(attorney).select_related("submission")
    down, page = [], paging.read(rows, order, size=2)
    pages = [page]
    while page.after:
        page = paging.read(rows, order, size=2, after=page.after)
        pages.append(page)
    down = [row.pk for one in pages for row in one.rows]
    assert len(down) == len(set(down)) == 7
    for earlier, later in zip(reversed(pages[:-1]), reversed(pages[1:]), strict=True):
        assert paging.read(rows, order, size=2, before=later.before).rows == earlier.rows


def test_each_filter_keeps_what_it_names(attorney: StaffMember) -> None:
    adult = factories.make_file(packet=False)
    child = factories.make_file(role="parent", born="2012", label="Riley Example", packet=False)
    held = factories.make_file(clear=False, packet=False)
    assignments.assign(adult, owner=attorney, by=attorney, at=LATER)
    seen.note(child, by=attorney, at=factories.SENT_AT - timedelta(hours=1))
    seen.note(adult, by=attorney, at=LATER)
    every = {adult.reference, child.reference, held.reference}
    kept: dict[tuple[str, str], set[str]] = {
        ("owner", "me"): {adult.reference},
        ("owner", "nobody"): every - {adult.reference},
        ("minor", "now"): {child.reference},
        ("conflict", Clearance.POSSIBLE): {held.reference},
        ("seen", "changed"): {child.reference},
        ("seen", "never"): {held.reference},
        ("illinois", "one"): {adult.reference, child.reference},
        ("language", "es"): set(),
        ("source", "direct"): every,
        ("duplicate", "1"): set(),
        ("flags", "0"): every,
        ("age", "7"): every,
        ("age", "31+"): set(),
        ("theory", "BIPA_MINOR"): {child.reference},
    }
    for (name, value), wanted in kept.items():
        assert listed(attorney, **{name: value}) == wanted, (name, value)


def test_walls_between_matters_hold_in_the_queue(db: None) -> None:
    factories.make_file(packet=False)
    elsewhere = factories.make_staff(roles=())
    Grant.objects.create(staff=elsewhere, role=Grant.ATTORNEY, matter="another", by="x", at=LATER)
    assert listed(elsewhere) == set()


def many(desk: Client, **form: Any) -> HttpResponse:
    return desk.post("/desk/many/", {"key": str(uuid4()), "query": "every=1", "scope": "ticked", **form})  # type: ignore[return-value]


def said(answer: HttpResponse) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_many_files_are_given_to_somebody_once(desk: Client, attorney: StaffMember) -> None:
    files = [factories.make_file(packet=False) for _ in range(2)]
    form = {
        "key": str(uuid4()),
        "act": "assign",
        "person": str(attorney.pk),
        "file": [str(f.pk) for f in files],
    }
    first, second = many(desk, **form), many(desk, **form)
    assert first["Location"] == second["Location"]
    assert BulkRun.objects.count() == 1
    text = said(desk.get(first["Location"]))  # type: ignore[arg-type]
    assert "Assign to Robin Attorney" in text and files[0].reference in text
    other = many(desk, **{**form, "file": [str(files[0].pk)]})
    assert other["Location"] != first["Location"]


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"act": "refresh"}, "No file was ticked"),
        ({"act": "refresh", "file": "x"}, "No file was ticked"),
        ({"act": "refresh", "file": str(uuid4())}, "No file was ticked"),
        ({"act": ""}, "Choose what to do"),
        ({"act": "erase"}, "Choose what to do"),
        ({"act": "assign", "scope": "found"}, "Choose the person"),
        ({"act": "assign", "scope": "found", "person": "x"}, "Choose the person"),
        ({"act": "refresh", "scope": "found", "key": "x"}, "out of date"),
        ({"act": "refresh", "scope": "found", "query": "state=decided"}, "No file was ticked"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_promised(
    desk: Client, form: dict[str, str], words: str
) -> None:
    factories.make_file(packet=False)
    answer = many(desk, **form)
    assert answer.status_code == 422
    assert "Nothing was done" in said(answer) and words in said(answer)
    assert not BulkRun.objects.exists() and not Job.objects.filter(kind=jobs.BULK).exists()


def test_all_that_the_filters_find_are_taken_and_no_other(desk: Client) -> None:
    file = factories.make_file(role="parent", born="2012", packet=False)
    factories.make_file(packet=False)
    assert many(desk, act="refresh", scope="found", query="minor=now").status_code == 302
    assert [one.submission for one in BulkRun.objects.get().items.all()] == [file]


def test_a_run_is_seen_by_its_own_person_only(desk: Client) -> None:
    other = factories.make_staff()
    run = BulkRun.objects.create(act=BulkRun.REFRESH, by=other, at=LATER)
    assert desk.get(f"/desk/many/{run.pk}/").status_code == 404


def test_intake_staff_have_no_ticks_and_may_not_act_on_many(db: None, client: Client) -> None:
    person = factories.make_staff("kit@example.com", roles=(Grant.INTAKE,))
    client.post("/desk/sign-in/", {"login": person.username, "password": factories.PASSWORD})
    factories.make_file(packet=False)
    text = client.get("/desk/").content.decode()
    assert "Many files at once" not in text and 'name="file"' not in text
    assert many(client, act="refresh", scope="found").status_code == 403


def test_opening_a_file_notes_when(desk: Client, attorney: StaffMember) -> None:
    file: Submission = factories.make_file()
    for _ in range(2):
        desk.get(f"/desk/files/{file.token}/")
    assert LastSeen.objects.get().staff == attorney
