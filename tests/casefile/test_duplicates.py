"""Which files are found alike, what a person may rule of them, and that nothing is merged."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import models

from casefile import (
    afterwards,
    conflicts,
    duplicates,
    flags,
    jobs,
    profiles,
    purging,
    queue_rows,
    relations,
)
from casefile.duplicates import IsDuplicate, Moved, NotLinked, Ruling
from casefile.models import (
    AuditEntry,
    Clearance,
    FileLink,
    Job,
    LinkRuling,
    QueueRow,
    SearchKey,
    StaffMember,
    Submission,
)
from tests import factories
from tests.casefile.related import AT, LATER, LINK, ROBIN, child, relate, send

pytestmark = pytest.mark.django_db
SAME, LIKELY, HOUSEHOLD = FileLink.SAME, FileLink.LIKELY, FileLink.HOUSEHOLD


@pytest.fixture
def by() -> StaffMember:
    return factories.make_staff()


@pytest.fixture
def pair() -> tuple[Submission, Submission]:
    """Two files of one person, found alike."""
    first, second = send(), send()
    relate(second)
    return first, second


def marked() -> set[str]:
    return set(QueueRow.objects.filter(duplicate=True).values_list("submission__reference", flat=True))


def rule(
    pair: tuple[Submission, Submission], by: StaffMember, verdict: str, survivor: Submission | None = None
) -> LinkRuling:
    seen = duplicates.between(*pair).seen
    return relations.rule(*pair, Ruling(verdict, survivor, "Looked."), seen=seen, by=by, at=LATER)


STRANGE = ROBIN | {"you.first": "Pat", "you.last": "Example", "person.born": "1985"}  # alike in name alone


@pytest.mark.parametrize(
    ("said", "likeness", "agrees"),
    [
        ({}, SAME, {"email", "phone_and_name", "name_and_birth", "name_and_town", "address"}),
        (STRANGE | {"you.email": "PAT@Example.com"}, SAME, {"email"}),
        (STRANGE | {"you.first": "Patt", "phone": "+1 (312) 555-0142"}, LIKELY, {"phone_and_name"}),
        (STRANGE | {"you.last": "Exampel", "person.born": "1985-06"}, LIKELY, {"name_and_birth"}),
        (STRANGE | {"you.first": "Example", "you.last": "Pat", "city": "springfield"}, HOUSEHOLD,
         {"name_and_town"}),
        (ROBIN | {"street": "12 Sample St., Apt 4", "city": "Springfield", "code": "62701"}, HOUSEHOLD,
         {"address"}),
        (STRANGE, None, set()),
        (ROBIN | {"phone": "312 555 0142"}, None, set()),
        (ROBIN, None, set()),
    ],
)  # fmt: skip
def test_the_ladder_of_likeness(said: dict[str, Any], likeness: str | None, agrees: set[str]) -> None:
    send()
    relate(send(**said))
    link = FileLink.objects.first()
    assert (link.likeness if link else None) == likeness
    assert (set(link.agrees) if link else set()) == agrees


def test_the_same_account_is_the_same_person_unless_the_people_differ() -> None:
    first = send(link=LINK)
    same = send(**STRANGE | {"link": LINK})
    other = send(**ROBIN | {"link": LINK})
    relate(same, other)
    assert duplicates.between(first, same).link.likeness == SAME
    link = duplicates.between(first, other).link
    assert (link.likeness, link.agrees) == (HOUSEHOLD, ["account"])
    assert link.differs[0] == profiles.PEOPLE


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Kit", "2010-04-30"), ("Kim", "2012-03-04")),
        (("Kit", "2010-04-30"), ("Kim", "2010-04-30")),  # twins
        (("Kit", "2010-04-30"), ("Kit", "2012")),
    ],
)
def test_siblings_through_one_parent_are_no_duplicates(
    first: tuple[str, str], second: tuple[str, str]
) -> None:
    child(*first)
    relate(child(*second))
    link = FileLink.objects.get()
    assert link.likeness == HOUSEHOLD
    assert "email" in link.agrees
    assert marked() == set()


def test_one_child_sent_twice_is_a_duplicate_and_a_parent_for_themself_is_none() -> None:
    one, again, own = child("Kit", "2010-04-30"), child("Kitt", "2010-04"), send()
    relate(one, again, own)
    assert duplicates.between(one, again).link.likeness == SAME
    assert duplicates.between(own, one).link.likeness == HOUSEHOLD
    assert marked() == {one.reference, again.reference}


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Pat Example", "Pat Exampel", True),
        ("Catherine Example", "Katherine Example", True),
        ("Zoë Example", "Zoe Example-Sample", True),
        ("Kit Example", "Kim Example", False),
        ("Kit Example", "Kit Sample", False),
        ("Example", "Pat Example", False),
        ("", "", False),
    ],
)
def test_names_are_similar_word_by_word(one: str, other: str, *, alike: bool) -> None:
    assert profiles.similar(one, other) is alike
    assert profiles.similar(other, one) is alike


def test_both_rows_of_the_queue_say_so_and_a_second_run_adds_nothing(
    pair: tuple[Submission, Submission],
) -> None:
    assert marked() == {one.reference for one in pair}
    before = FileLink.objects.count(), AuditEntry.objects.count()
    relate(*pair)
    assert (FileLink.objects.count(), AuditEntry.objects.count()) == before


def test_only_codes_are_kept_of_what_is_alike(pair: tuple[Submission, Submission]) -> None:
    link = FileLink.objects.get()
    assert set(link.agrees) <= {"email", "phone_and_name", "name_and_birth", "name_and_town", "address"}
    entry = AuditEntry.objects.get(event="files.linked")
    assert entry.detail == {"other": entry.detail["other"], "number": 1}
    assert {entry.subject, entry.detail["other"]} == {str(one.pk) for one in pair}
    kinds = SearchKey.objects.filter(submission=pair[0]).values_list("kind", flat=True)
    assert {"born", "home", "town"} <= set(kinds)


def test_files_of_two_matters_are_never_linked() -> None:
    first, second = send(), send()
    models.QuerySet(Submission).filter(pk=second.pk).update(matter="another-matter")
    relate(first)
    assert not FileLink.objects.exists()
    assert marked() == set()


def test_contact_details_given_later_are_compared_too(by: StaffMember) -> None:
    first, second = send(), send(**ROBIN)
    relate(second)
    assert not FileLink.objects.exists()
    afterwards.correct(second, given={"email": "pat@example.com"}, at=LATER)
    assert Job.objects.filter(kind="relate", subject=second.pk).exists()
    relate(second)
    assert duplicates.between(first, second).link.agrees == ["email"]


def test_nothing_is_told_across_a_conflict_seal(pair: tuple[Submission, Submission], by: StaffMember) -> None:
    held = pair[1]
    Clearance.objects.create(
        submission=held, number=2, outcome=Clearance.POSSIBLE, terms=[], lists_searched=1, at=AT, by="system"
    )
    relate(held)
    assert marked() == set()
    with pytest.raises(NotLinked):
        duplicates.between(*pair)
    Clearance.objects.create(
        submission=held, number=3, outcome=Clearance.CLEAR, terms=[], lists_searched=1, at=AT, by="system"
    )
    relate(held)
    assert marked() == {one.reference for one in pair}


def test_a_survivor_is_chosen_and_the_choice_taken_back(
    pair: tuple[Submission, Submission], by: StaffMember
) -> None:
    before = [(one.answers, one.contact) for one in pair]
    chosen = rule(pair, by, LinkRuling.DUPLICATE, pair[0])
    assert (chosen.survivor, chosen.number, marked()) == (pair[0], 1, set())
    rule(pair, by, LinkRuling.UNDONE)
    assert marked() == {one.reference for one in pair}
    assert [row.verdict for row in duplicates.between(*pair).history] == ["duplicate", "undone"]
    again = [Submission.objects.get(pk=one.pk) for one in pair]
    assert [(one.answers, one.contact) for one in again] == before


def test_a_ruling_sent_twice_is_one_and_another_persons_in_between_is_told(
    pair: tuple[Submission, Submission], by: StaffMember
) -> None:
    seen = duplicates.between(*pair).seen
    ruling = Ruling(LinkRuling.APART, None, "Father and son.")
    first = duplicates.rule(*pair, ruling, seen=seen, by=by, at=LATER)
    assert duplicates.rule(*pair, ruling, seen=seen, by=by, at=LATER) == first
    with pytest.raises(Moved):
        duplicates.rule(*pair, ruling, seen=seen, by=factories.make_staff(), at=LATER)
    assert LinkRuling.objects.count() == 1


def test_a_ruling_with_nothing_to_take_back_is_refused(
    pair: tuple[Submission, Submission], by: StaffMember
) -> None:
    with pytest.raises(Moved):
        rule(pair, by, LinkRuling.UNDONE)


def test_no_ring_of_duplicates_comes_about(pair: tuple[Submission, Submission], by: StaffMember) -> None:
    first, second = pair
    third = send()
    relate(third)
    rule((first, second), by, LinkRuling.DUPLICATE, first)
    rule((first, third), by, LinkRuling.DUPLICATE, third)
    with pytest.raises(IsDuplicate) as refused:
        rule((second, third), by, LinkRuling.DUPLICATE, second)
    assert refused.value.of == first


def test_a_stronger_likeness_found_later_asks_again(by: StaffMember) -> None:
    pair = send(), send(**ROBIN | {"you.first": "Pat", "you.last": "Example", "person.born": "1985-06"})
    relate(*pair)
    rule(pair, by, LinkRuling.APART)
    assert marked() == set()
    afterwards.correct(pair[1], given={"email": "pat@example.com"}, at=LATER)
    relate(pair[1])
    assert marked() == {one.reference for one in pair}


def test_a_key_that_hundreds_share_does_not_stop_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duplicates, "MOST", 3)
    files = [send() for _ in range(6)]
    relate(files[-1])
    assert 3 <= FileLink.objects.count() < 6


def test_a_ruling_of_the_conflict_check_owes_the_work_anew(by: StaffMember) -> None:
    file = factories.make_submission(answers=send().answers, clear=None)
    first = conflicts.check(file, at=AT)
    assert not Job.objects.filter(kind=jobs.RELATE).exists()
    for number, outcome in enumerate((Clearance.BLOCKED, Clearance.BLOCKED, Clearance.CLEAR), first.number):
        conflicts.rule(file, conflicts.Ruling(outcome, "adverse", ""), seen=number, by=by, at=LATER)
    keys = Job.objects.filter(kind=jobs.RELATE).values_list("key", flat=True)
    assert sorted(key.rpartition(":")[2] for key in keys) == ["conflict-2", "conflict-4"]


def test_requeue_with_related_finds_what_is_alike_and_a_second_run_adds_nothing() -> None:
    one, other, apart = send(), send(), send(**ROBIN)
    call_command("requeue")
    assert not FileLink.objects.exists() and marked() == set()
    for _ in range(2):
        call_command("requeue", "--related")
        assert FileLink.objects.get().likeness == SAME
        assert marked() == {one.reference, other.reference}
    assert not FileLink.objects.of(apart).exists()
    assert QueueRow.objects.get(pk=one.pk).points == sum(
        row.points for row in flags.standing(one.flags.all())
    )


def test_requeue_with_related_passes_what_was_erased_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    gone, _ = send(), send()
    receive = queue_rows.receive

    def and_erase(file: Submission, **how: Any) -> None:
        receive(file, **how)
        if file.pk != gone.pk:
            purging.remove(purging.find(gone))

    monkeypatch.setattr(queue_rows, "receive", and_erase)
    call_command("requeue", "--related")
    assert not FileLink.objects.exists() and Submission.objects.count() == 1
