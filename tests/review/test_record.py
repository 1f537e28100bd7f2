"""The auditor's view: newest first, page by page, narrowed; ids and events, and not a word of anybody."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from casefile import audit, chain, rights, verifying
from casefile.models import AuditAnchor, AuditEntry, Grant, StaffMember
from tests import factories

HERE = "/desk/record/"


@pytest.fixture
def auditor(db: None) -> StaffMember:
    return factories.make_staff("auditor@example.com", first="Lee", last="Auditor", roles=(Grant.AUDITOR,))


@pytest.fixture
def reader(auditor: StaffMember) -> Client:
    client = Client()
    client.post("/desk/sign-in/", {"login": auditor.username, "password": factories.PASSWORD})
    return client


def shown(client: Client, query: str = "") -> str:
    answer = client.get(f"{HERE}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_only_the_right_to_audit_opens_it(desk: Client) -> None:
    for answer in (desk.get(HERE), desk.post(f"{HERE}head")):
        assert answer.status_code == 403 and "This is not among your rights" in answer.content.decode()
    assert HERE not in desk.get("/desk/").content.decode()


def test_entries_come_newest_first_a_page_at_a_time_and_none_twice(reader: Client) -> None:
    for n in range(120):
        audit.record(event="file.opened", actor="system", subject=f"s{n:03}", at=timezone.now())
    page = shown(reader, "?family=file")
    assert "s119" in page and "s070" in page and "s069" not in page
    older = reader.get(f"{HERE}?family=file").context["page"].older
    page = shown(reader, f"?family=file&before={older}")
    assert "s069" in page and "s070" not in page and "Newest" in page


def test_a_reference_finds_whatever_is_about_the_file(reader: Client) -> None:
    file, other = factories.make_file(), factories.make_file()
    claim = file.claims.get()
    audit.record(event="minor.revealed", actor="system", subject=claim, at=timezone.now())
    page = shown(reader, f"?reference={file.reference.replace('-', '').lower()}")
    assert str(claim.pk) in page and str(file.pk) in page and "delivery.sent" in page
    assert str(other.pk) not in page and other.reference not in page
    assert "No entry matches" in shown(reader, "?reference=K7M")


def test_it_is_narrowed_by_event_person_and_day(reader: Client, auditor: StaffMember) -> None:
    yesterday = timezone.now() - timedelta(days=1)
    audit.record(event="hold.placed", actor=str(auditor.pk), subject="one", at=yesterday)
    audit.record(event="hold.lifted", actor=audit.SYSTEM, subject="two", at=timezone.now())
    assert "hold.placed" not in shown(reader, "?actor=system")
    assert "hold.lifted" not in shown(reader, f"?actor={auditor.pk}&family=hold")
    day = timezone.localtime(yesterday).date()
    page = shown(reader, f"?day={day}")
    assert "hold.placed" in page and "hold.lifted" not in page
    for nonsense in ("?day=2026-13-45", "?before=x", "?actor=%00", "?family=zzz", "?reference=%00"):
        assert reader.get(f"{HERE}{nonsense}").status_code == 200


def test_nothing_of_a_person_is_shown(reader: Client) -> None:
    factories.make_file(label="Quillfeather Canary")
    page = shown(reader)
    for word in ("Quillfeather", "Pat Example", "pat@example.com", "555 0100", "192.0.2.7"):
        assert word not in page


def test_an_auditor_of_one_matter_sees_the_record_of_its_files_alone(db: None) -> None:
    person = factories.make_staff("walled@example.com", roles=())
    rights.give(staff=person, roles=(Grant.AUDITOR,), matter="another", by=audit.SYSTEM, at=timezone.now())
    client = Client()
    client.post("/desk/sign-in/", {"login": person.username, "password": factories.PASSWORD})
    file = factories.make_file()
    assert "Enter a reference" in shown(client) and str(file.pk) not in shown(client)
    assert str(file.pk) not in shown(client, f"?reference={file.reference}")
    Grant.objects.filter(staff=person).update(matter=factories.MATTER)
    assert str(file.pk) in shown(client, f"?reference={file.reference}")


def test_the_state_of_the_chain_is_shown(reader: Client) -> None:
    assert "nothing is linked yet" in shown(reader) and "Never" in shown(reader)
    chain.link(at=timezone.now())
    verifying.verify(at=timezone.now(), by=audit.SYSTEM)
    page = shown(reader)
    assert str(chain.head()) in page and "Holds" in page


def test_a_head_shown_to_be_printed_is_an_anchor_and_on_record(reader: Client, auditor: StaffMember) -> None:
    assert reader.get(f"{HERE}head").status_code == 405
    page = reader.post(f"{HERE}head").content.decode()
    anchor = AuditAnchor.objects.get()
    assert f"{anchor.number}:{anchor.sha256}" in page and anchor.where == f"page:{auditor.pk}"
    assert AuditEntry.objects.filter(event="record.head_printed", actor=str(auditor.pk)).count() == 1


def test_a_page_takes_few_questions(reader: Client, django_assert_max_num_queries: object) -> None:
    factories.make_file()
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        shown(reader)
