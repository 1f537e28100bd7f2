"""The conflict check: what is searched, what a hit holds, and that only a person lets it go."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import transaction

from casefile import (
    afterwards,
    audit,
    conflict_terms,
    conflicts,
    jobs,
    parties,
    party_files,
    pipeline,
    rounds,
)
from casefile.conflicts import Ruling
from casefile.models import (
    AuditEntry,
    Clearance,
    ConflictHit,
    ConflictList,
    Delivery,
    Grant,
    Job,
    StaffMember,
    Submission,
)
from tests import factories
from tests.matters.walking import walk

pytestmark = pytest.mark.django_db
SENT_AT = datetime(2026, 11, 21, 15, 4, tzinfo=UTC)
AT = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
PAT = "name,aliases,street,zip,matter,note\nPat Example,Patsy,12 Sample Street,62701,M-1,{note}\n"
HOME = {"street": "12 Sample St.", "city": "Springfield", "code": "62701"}
PERSON = {"first": "Pat", "last": "Example", "names": "pat-example"}
NOT_SAME = Ruling(Clearance.CLEAR, "not_same", "")


def bring(
    text: str = PAT.format(note=""),
    *,
    kind: str = ConflictList.ADVERSE,
    version: str = "1",
    at: datetime = AT,
) -> ConflictList:
    reading = party_files.read(text.encode())
    return parties.bring_in(reading, kind=kind, name="Register", version=version, by="Kim", at=at)[0]


def send(**said: Any) -> Submission:
    answers, _ = walk({"role": "myself", **PERSON, **HOME, **said})
    return factories.make_submission(sent_at=SENT_AT, answers=answers, clear=None)


def work(at: datetime = AT) -> None:
    """Do whatever is due, mail too, until nothing is."""
    for _ in range(80):
        waiting = list(Job.objects.due(at=at).values_list("pk", flat=True))
        for job in waiting:
            pipeline.work(job_id=job, clock=lambda: at)
        if not waiting:
            return
    pytest.fail("the work never ends")


def advance(file: Submission, at: datetime = AT) -> None:
    jobs.owe(kind=jobs.ADVANCE, subject=file.pk, at=at)
    work(at)


def outcome(file: Submission) -> str:
    row = conflicts.standing(Submission.objects.get(pk=file.pk))
    assert row is not None
    return row.outcome


def clear(file: Submission, by: StaffMember, ruling: Ruling = NOT_SAME, at: datetime = AT) -> Clearance:
    seen = file.clearances.count()
    return conflicts.rule(file, ruling, seen=seen, by=by, at=at)[0]


@pytest.fixture
def clearer(db: None) -> StaffMember:
    return factories.make_staff("clear@example.com", first="Kim", last="Clearer", roles=(Grant.CLEARER,))


def test_everybody_every_account_and_every_address_is_searched() -> None:
    answers, _ = walk({"role": "child", **PERSON, **HOME})
    file = factories.make_submission(answers=answers, clear=None)
    afterwards.correct(
        file,
        given={"last_name": "Newname", "street": "99 Other Road", "city": "Peoria", "code": "61602"},
        at=AT,
    )
    kept = conflict_terms.kept(conflicts.check(file, at=AT))
    kinds = {one["kind"] for one in kept}
    assert {"guardian", "pictured", "account", "address"} <= kinds
    texts = [one["text"] for one in kept]
    assert "99 Other Road, Peoria 61602" in texts
    assert any("Newname" in one for one in texts)


def test_without_a_list_a_file_is_clear_at_once() -> None:
    row = conflicts.check(send(), at=AT)
    assert (row.outcome, row.lists_searched, row.lists, row.by) == ("clear", 0, [], audit.SYSTEM)


def test_the_same_search_is_made_once() -> None:
    file = send()
    bring()
    assert conflicts.check(file, at=AT) == conflicts.check(file, at=AT + timedelta(days=1))
    assert file.clearances.count() == 1


def test_a_hit_keeps_its_party_its_codes_and_the_lists_searched() -> None:
    file = send()
    register = bring('name\n"EXAMPLE, PAT"\nMorgan Specimen\n')
    row = conflicts.check(file, at=AT)
    hit = ConflictHit.objects.get()
    assert row.outcome == Clearance.POSSIBLE
    assert (hit.party.known["name"], hit.why, hit.terms) == ("EXAMPLE, PAT", ["name_same"], ["Pat Example"])
    assert row.lists[0]["sha256"] == register.sha256 and row.lists[0]["version"] == "1"


def test_a_second_agreeing_identifier_of_an_adverse_party_blocks() -> None:
    bring()
    assert conflicts.check(send(), at=AT).outcome == Clearance.BLOCKED


def test_a_retired_list_and_a_replaced_version_are_searched_no_more() -> None:
    first = bring(at=AT - timedelta(days=2))
    bring("name\nMorgan Specimen\n", version="2", at=AT - timedelta(days=1))
    assert conflicts.check(send(), at=AT).outcome == Clearance.CLEAR
    assert first not in parties.in_force()
    parties.retire(parties.in_force()[0], reason="Mistaken.", by="Kim", at=AT)
    assert parties.in_force() == ()


def test_the_same_list_twice_is_one_and_another_file_is_refused() -> None:
    assert bring() == bring()
    with pytest.raises(parties.OtherContent):
        bring("name\nMorgan Specimen\n")


def test_a_held_file_is_prepared_whole_and_only_its_packet_stays(clearer: StaffMember) -> None:
    bring()
    file = send()
    advance(file)
    packet = file.deliveries.get(kind=Delivery.PACKET)
    assert (packet.state, packet.last_error) == (Delivery.HELD, conflicts.HELD_BACK)
    assert file.claims.exists() and file.lookups.exists() and file.packets.exists()
    assert file.deliveries.get(kind=Delivery.RECEIPT).state == Delivery.SENT
    assert [one.to for one in mail.outbox] == [["pat@example.com"]]


def test_cleared_by_a_person_the_packet_leaves_by_itself_once(clearer: StaffMember) -> None:
    bring()
    file = send()
    advance(file)
    row = clear(file, clearer)
    work()
    assert file.deliveries.get(kind=Delivery.PACKET).state == Delivery.SENT
    assert [one for one in mail.outbox if one.attachments] == [mail.outbox[-1]]
    assert (row.by, row.number, row.reason) == (str(clearer.pk), 2, "not_same")
    assert row.terms == file.clearances.get(number=1).terms and row.lists[0]["sha256"]
    clear(file, clearer, Ruling(Clearance.BLOCKED, "adverse", ""))
    clear(file, clearer)
    work()
    assert len([one for one in mail.outbox if one.attachments]) == 1


def test_the_machine_never_lets_go_what_it_or_a_person_held(clearer: StaffMember) -> None:
    register = bring()
    file = send()
    advance(file)
    parties.retire(register, reason="Mistaken.", by="Kim", at=AT)
    work()
    assert (file.clearances.count(), outcome(file)) == (2, Clearance.BLOCKED)
    assert not ConflictHit.objects.filter(clearance__number=2).exists()


def test_a_new_list_searches_every_open_file_again_and_holds_what_waits(clearer: StaffMember) -> None:
    file, other = send(), send(first="Morgan", last="Specimen")
    advance(file, at=SENT_AT)
    assert outcome(file) == Clearance.CLEAR
    bring()
    work()
    assert outcome(file) == Clearance.BLOCKED
    assert {one.lists_searched for one in Clearance.objects.newest()} <= {0, 1}
    assert not other.clearances.exists(), "what was never searched is searched by its own job"


def test_a_file_cleared_of_a_party_stays_clear_of_that_very_party(clearer: StaffMember) -> None:
    bring(PAT.format(note="old"), at=AT - timedelta(days=2))
    file = send()
    advance(file)
    ruling = clear(file, clearer)
    bring(PAT.format(note="another note"), version="2", at=AT - timedelta(days=1))
    work()
    assert outcome(file) == Clearance.CLEAR
    assert ConflictHit.objects.get(clearance__number=3).settled_by == ruling
    bring("name\nPat Example\n", kind=ConflictList.FORMER, version="3", at=AT)
    work()
    assert outcome(file) == Clearance.POSSIBLE, "another party of the same name is another question"


def test_a_ruling_taken_back_settles_nothing_any_more(clearer: StaffMember) -> None:
    bring(at=AT - timedelta(days=2))
    file = send()
    advance(file)
    clear(file, clearer)
    clear(file, clearer, Ruling(Clearance.POSSIBLE, "second_look", ""))
    bring(PAT.format(note="2"), version="2", at=AT - timedelta(days=1))
    work()
    assert outcome(file) == Clearance.BLOCKED
    assert ConflictHit.objects.filter(clearance__number=4, settled_by=None).exists()


def test_a_ruling_on_an_overtaken_page_is_refused_and_the_newer_search_stays(clearer: StaffMember) -> None:
    bring("name\nPat Example\n", at=AT - timedelta(days=1))
    file = send()
    conflicts.check(file, at=AT - timedelta(hours=1))
    bring(version="2")
    with pytest.raises(conflicts.Moved):
        conflicts.rule(file, NOT_SAME, seen=1, by=clearer, at=AT)
    assert [one.outcome for one in file.clearances.all()] == ["possible", "blocked"]
    with pytest.raises(conflicts.Moved):
        conflicts.rule(file, NOT_SAME, seen=1, by=clearer, at=AT)


def test_a_packet_is_held_by_a_list_that_came_a_moment_before_it_left(clearer: StaffMember) -> None:
    file = send()
    advance_without_mail = jobs.owe(kind=jobs.ADVANCE, subject=file.pk, at=AT)
    pipeline.work(job_id=advance_without_mail.pk, clock=lambda: AT)
    bring()
    Job.objects.filter(kind=jobs.CHECK_CONFLICTS).delete()
    work()
    assert file.deliveries.get(kind=Delivery.PACKET).state == Delivery.HELD


def test_names_corrected_later_are_searched_too(clearer: StaffMember) -> None:
    bring("name\nMorgan Specimen\n")
    file = send()
    advance(file)
    assert outcome(file) == Clearance.CLEAR
    afterwards.correct(file, given={"first_name": "Morgan", "last_name": "Specimen"}, at=AT)
    work()
    assert outcome(file) == Clearance.POSSIBLE


def test_a_worker_killed_between_two_files_leaves_the_rest_to_be_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = [send() for _ in range(3)]
    for file in files:
        conflicts.check(file, at=SENT_AT)
    bring()
    real, seen = conflicts.check, []

    def dies(file: Submission, *, at: datetime) -> Clearance:
        seen.append(file)
        if len(seen) == 2:
            raise KeyboardInterrupt
        return real(file, at=at)

    job = Job.objects.get(kind=jobs.CHECK_CONFLICTS)
    with monkeypatch.context() as patch:
        patch.setattr(conflicts, "check", dies)
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            rounds.check_conflicts(job.subject, AT)
    work()
    assert {outcome(file) for file in files} == {Clearance.BLOCKED}
    assert {file.clearances.count() for file in files} == {2}


def test_the_audit_names_no_party_and_no_person(clearer: StaffMember) -> None:
    bring()
    file = send()
    advance(file)
    clear(file, clearer)
    said = " ".join(f"{one.event} {one.detail}" for one in AuditEntry.objects.all())
    assert "Example" not in said and "Sample" not in said
    assert {"conflict.checked", "conflict.ruled_clear", "delivery.held_back", "delivery.released"} <= {
        one.event for one in AuditEntry.objects.all()
    }
