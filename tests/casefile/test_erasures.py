"""A file is erased by two people, whole, once; what stays names nobody."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import QuerySet

from casefile import (
    afterwards,
    audit,
    cabinet,
    claims,
    clock_entries,
    duplicates,
    erasure_letters,
    erasures,
    evidence,
    holds,
    invitations,
    jobs,
    keeping,
    letters,
    lookups,
    mirror_file,
    pipeline,
    purging,
    redacting,
    relations,
    reveals,
    tombstones,
)
from casefile.models import (
    AuditEntry,
    ClockEntry,
    Decision,
    Delivery,
    Erasure,
    ErasureStep,
    FileLink,
    Hold,
    Job,
    KeptName,
    LinkRuling,
    QueueRow,
    Redaction,
    Reveal,
    Round,
    StaffMember,
    Submission,
    Tombstone,
    Upload,
    UploadCheck,
    Wish,
)
from tests import factories, published
from tests.casefile import related
from tests.review import looked

AT = datetime(2026, 11, 22, 18, tzinfo=UTC)
LATER = AT + timedelta(days=keeping.TWO_YEARS + 1)
PARTY = {"one": {"names": {"first_name": "Quill", "last_name": "Example"}}}
pytestmark = pytest.mark.django_db


@pytest.fixture
def robin() -> StaffMember:
    return factories.make_staff("robin@example.com")


@pytest.fixture
def sam() -> StaffMember:
    return factories.make_staff("sam@example.com", first="Sam")


@pytest.fixture
def file(robin: StaffMember) -> Submission:
    """A declined file with everything that can hang on one, and another that nobody may touch."""
    found = factories.make_file()
    factories.make_decision(found.claims.get(), by=robin, choice=Decision.DECLINE, reason="criteria", at=AT)
    _with_more(found)
    _masked_and_blacked_out(found, by=robin)
    return found


def _masked_and_blacked_out(file: Submission, *, by: StaffMember) -> None:
    """A look at what is masked, with its note, and words blacked out and read again."""
    reveals.note(file, None, reason="contact", note="Canary of a note.", by=by, at=AT)
    line = next(row for row in file.lines.all() if row.content.get("shown"))
    words = redacting.Wish(line.position, str(line.content["shown"]), redacting.ONE, 1, "other")
    row = redacting.redact(file, words, seen=0, by=by, at=AT)
    redacting.take_back(row, seen=1, by=by, at=AT)


def _with_more(file: Submission) -> None:
    upload_id = Upload().pk
    stored = cabinet.put([b"a plainly fictional file"], folder=evidence.FOLDER, place="evidence:x")
    upload = Upload.objects.create(
        id=upload_id, draft_sha256=file.draft_sha256, name="picnic.jpg", stored_as=stored, sha256="0" * 64,
        size=24, received_at=AT,
    )  # fmt: skip
    preview = cabinet.put([b"smaller"], folder=evidence.PREVIEWS, place="evidence-preview:x")
    UploadCheck.objects.create(
        upload=upload, outcome=UploadCheck.FIT, found={}, preview_as=preview, preview_sha256="1" * 64, at=AT
    )
    invitations.make(file, at=AT)
    afterwards.correct(file, given={**file.contact, "email": "new@example.com"}, at=AT)
    letters.owe("saved", recipient="pat@example.com", once="saved:x", at=AT, draft_id="gone")
    Delivery.objects.filter(state=Delivery.QUEUED).update(state=Delivery.SENT, settled_at=AT)
    Job.objects.update(state=Job.DONE)
    afterwards.confirm(afterwards.secret(file.contact_changes.get().pk), at=AT)


def erase(file: Submission, first: StaffMember, second: StaffMember, *, at: datetime = LATER) -> Erasure:
    erasures.find_due(at=at)
    erasure: Erasure = Erasure.objects.get(file=file.pk)
    erasures.propose(erasure, note="", by=first, at=at)
    job = erasures.approve(erasure, note="Seen.", by=second, at=at)
    pipeline.work(job_id=job.pk, clock=lambda: at)
    return erasure


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, as the database has it."""
    return {
        model.__name__: list(model._base_manager.values())
        for model in apps.get_app_config("casefile").get_models()
    }


def ids_of(file: Submission) -> set[str]:
    """Ids that are nobody else's; a counted one, such as 1, is found in any text."""
    return {str(key) for keys in purging.find(file).rows.values() for key in keys if isinstance(key, UUID)}


def own(file: Submission) -> str:
    """One hash over what is a file's alone: letters of before are those of the address, which both have."""
    rows = purging.find(file).rows
    return purging.Found({model: rows[model] for model in rows if model not in (Delivery, Job)}).sha256()


def test_a_file_whose_period_is_over_is_put_on_the_list_once_and_stays_until_two_people_agree(
    file: Submission, robin: StaffMember
) -> None:
    assert erasures.find_due(at=LATER - timedelta(days=2)) == 0
    assert erasures.find_due(at=LATER) == 1
    assert erasures.find_due(at=LATER) == 0
    erasure = Erasure.objects.get()
    assert (erasure.why, erasure.by, erasure.due_on) == (
        Erasure.DUE, audit.SYSTEM, date(2026, 11, 22) + timedelta(days=keeping.TWO_YEARS),
    )  # fmt: skip
    assert tombstones.carry_out(erasure.pk, at=LATER) is not None
    erasures.propose(erasure, note="", by=robin, at=LATER)
    with pytest.raises(erasures.SamePerson):
        erasures.approve(erasure, note="", by=robin, at=LATER)
    assert tombstones.carry_out(erasure.pk, at=LATER) is not None
    assert Submission.objects.filter(pk=file.pk).exists()


def test_nothing_of_an_erased_file_is_in_any_table_or_in_storage_but_what_is_said(
    file: Submission, robin: StaffMember, sam: StaffMember
) -> None:
    other = factories.make_file()
    others = own(other)
    ids, found = ids_of(file), purging.find(file)
    stored, sha256 = found.stored(), found.sha256()
    assert len(stored) == 3 and all(default_storage.exists(name) for name in stored)
    erasure = erase(file, robin, sam)
    left = {
        f"{table}.{column}"
        for table, rows in everything().items()
        for row in rows
        for column, value in row.items()
        if any(one in str(value) for one in ids)
    }
    assert left <= {
        "AuditEntry.subject", "AuditEntry.detail", "Erasure.file", "Tombstone.file", "Tombstone.stored",
    }  # fmt: skip
    assert not any(default_storage.exists(name) for name in stored)
    stone = Tombstone.objects.get()
    assert (stone.sha256, stone.reference, stone.outcome) == (sha256, file.reference, keeping.DECLINED)
    assert stone.counts["Upload"] == stone.counts["UploadCheck"] == stone.counts["Packet"] == 1
    assert {"Tally", "ContactChange", "EmailConfirmation", "Delivery", "Decision", "Job"} <= set(stone.counts)
    assert (stone.proposed_by, stone.approved_by) == (str(robin.pk), str(sam.pk))
    assert [one["given"] for one in stone.consents] == [True] and "lawyers" in stone.consents[0]["body"]
    assert erasures.Steps.of(erasure).done
    assert own(other) == others
    events = AuditEntry.objects.filter(subject=str(file.pk), event__startswith="erasure.")
    assert list(events.values_list("event", flat=True)) == [
        f"erasure.{step}" for step in ("due", "proposed", "approved", "rows_removed", "done")
    ]


def test_who_was_shown_what_and_what_was_blacked_out_go_with_the_file(
    file: Submission, robin: StaffMember, sam: StaffMember
) -> None:
    note = bytes_in("casefile_reveal")
    assert len(note) == 1 and note < sealed_anywhere()
    other = factories.make_file()
    _masked_and_blacked_out(other, by=sam)
    erase(file, robin, sam)
    stone = Tombstone.objects.get()
    assert (stone.counts["Reveal"], stone.counts["Redaction"]) == (1, 2)
    assert Reveal.objects.get().submission == other
    assert {row.submission for row in Redaction.objects.all()} == {other}
    assert not note & sealed_anywhere()


def bytes_in(table: str) -> set[bytes]:
    """Every value of bytes in a table, as the database has it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")  # noqa: S608  # the name of a table of ours
        return {bytes(one) for row in cursor.fetchall() for one in row if isinstance(one, bytes | memoryview)}


def sealed_anywhere() -> set[bytes]:
    tables = [model._meta.db_table for model in apps.get_app_config("casefile").get_models()]
    return {one for table in tables for one in bytes_in(table)}


def test_the_mark_of_a_name_stays_where_the_period_says_so_and_only_there(
    file: Submission, robin: StaffMember, sam: StaffMember
) -> None:
    second = factories.make_file(sent_at=AT)
    factories.make_decision(second.claims.get(), by=robin, choice=Decision.DECLINE, reason="criteria", at=AT)
    marks = set(holds.marks(file.matter, file.answers))
    erase(file, robin, sam)
    assert set(KeptName.objects.values_list("name_index", flat=True)) == marks
    keeping.set_period(
        matter=second.matter, outcome=keeping.DECLINED, days=0, keeps_names=False, seen=0, by=robin, at=LATER
    )
    erase(second, robin, sam)
    assert Tombstone.objects.count() == 2 and not Tombstone.objects.get(file=second.pk).names.exists()


def test_a_job_that_dies_after_the_rows_goes_on_with_the_files(
    file: Submission, robin: StaffMember, sam: StaffMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    erasures.find_due(at=LATER)
    erasure = Erasure.objects.get()
    erasures.propose(erasure, note="", by=robin, at=LATER)
    erasures.approve(erasure, note="", by=sam, at=LATER)

    def die(name: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(cabinet, "discard", die)
        with pytest.raises(KeyboardInterrupt):
            tombstones.carry_out(erasure.pk, at=LATER)
    stone = Tombstone.objects.get()
    assert all(default_storage.exists(name) for name in stone.stored)
    assert not erasures.Steps.of(erasure).done
    for _ in range(2):
        assert tombstones.carry_out(erasure.pk, at=LATER) is None
    assert not any(default_storage.exists(name) for name in stone.stored)
    assert Tombstone.objects.count() == ErasureStep.objects.filter(step=ErasureStep.DONE).count() == 1


def test_the_stored_columns_of_the_matter_go_too(
    file: Submission, robin: StaffMember, sam: StaffMember
) -> None:
    default_storage.save(f"mirrors/{file.matter}.sealed", ContentFile(b"columns"))
    erase(file, robin, sam)
    with pytest.raises(mirror_file.Unusable, match="nothing was stored"):
        mirror_file.read(file.matter)


HOLDS: dict[str, dict[str, Any]] = {
    Hold.MATTER: {"about": factories.MATTER, "matter": factories.MATTER},
    Hold.FILE: {"about": "a reference"},
    Hold.EMAIL: {"about": " NEW@example.com"},
    Hold.NAME: {"about": "quill  EXAMPLE"},
}


@pytest.mark.parametrize("kind", HOLDS)
def test_a_hold_of_each_kind_stops_every_step_and_lifted_lets_it_go(
    file: Submission, robin: StaffMember, sam: StaffMember, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holds, "marks", lambda *_: [holds.name_mark("Quill Example")])
    erasures.find_due(at=LATER)
    erasure = Erasure.objects.get()
    place: dict[str, Any] = {"kind": kind, "reason": "A lawsuit.", "by": sam, "at": LATER, **HOLDS[kind]}
    if kind == Hold.FILE:
        place["file"] = file
    first = holds.place(**place)
    with pytest.raises(erasures.Stopped) as stopped:
        erasures.propose(erasure, note="", by=robin, at=LATER)
    assert stopped.value.blocks == (keeping.IS_HELD,)
    holds.lift(first, reason="Over.", by=sam, at=LATER)
    with pytest.raises(holds.Lifted):
        holds.lift(first, reason="Over.", by=sam, at=LATER)
    erasures.propose(erasure, note="", by=robin, at=LATER)
    job = erasures.approve(erasure, note="", by=sam, at=LATER)
    second = holds.place(**place)
    pipeline.work(job_id=job.pk, clock=lambda: LATER)
    job.refresh_from_db()
    assert (job.state, job.run_after) == (Job.READY, LATER + tombstones.ASK_AGAIN)
    assert Submission.objects.filter(pk=file.pk).exists()
    holds.lift(second, reason="Over.", by=sam, at=LATER)
    pipeline.work(job_id=job.pk, clock=lambda: LATER + tombstones.ASK_AGAIN)
    assert not Submission.objects.filter(pk=file.pk).exists()


def test_a_hold_on_somebody_else_stops_nothing(
    file: Submission, robin: StaffMember, sam: StaffMember
) -> None:
    for kind, about in ((Hold.EMAIL, "other@example.com"), (Hold.NAME, "Somebody Else")):
        holds.place(kind=kind, about=about, reason="A lawsuit.", by=sam, at=LATER)
    erase(file, robin, sam)
    assert Tombstone.objects.count() == 1


@pytest.mark.parametrize("state", [Delivery.HELD, Delivery.QUEUED, Delivery.FAILED, Delivery.UNCERTAIN])
def test_a_file_whose_packet_did_not_arrive_stays(file: Submission, robin: StaffMember, state: str) -> None:
    Delivery.objects.filter(kind=Delivery.PACKET).update(state=state)
    erasures.find_due(at=LATER)
    with pytest.raises(erasures.Stopped) as stopped:
        erasures.propose(Erasure.objects.get(), note="", by=robin, at=LATER)
    assert stopped.value.blocks == (keeping.NOT_SENT,)


def test_a_file_at_which_a_worker_is_waits(file: Submission, robin: StaffMember, sam: StaffMember) -> None:
    erasures.find_due(at=LATER)
    erasure = Erasure.objects.get()
    erasures.propose(erasure, note="", by=robin, at=LATER)
    erasures.approve(erasure, note="", by=sam, at=LATER)
    jobs.owe(kind=jobs.COPY, subject=file.pk, at=LATER)
    assert tombstones.carry_out(erasure.pk, at=LATER) == LATER + tombstones.ASK_AGAIN


def test_an_undecided_file_is_never_due_and_an_accepted_one_only_where_the_firm_says_so(
    robin: StaffMember,
) -> None:
    factories.make_file()
    taken = factories.make_file()
    factories.make_decision(taken.claims.get(), by=robin, at=AT)
    assert erasures.find_due(at=LATER + timedelta(days=9999)) == 0
    afterwards.wish(taken, kind=Wish.ERASE, at=AT)
    assert erasures.find_due(at=LATER) == 0, "a client's file is not erased by a click"
    keeping.set_period(
        matter=taken.matter, outcome=keeping.ACCEPTED, days=3650, keeps_names=True, seen=0, by=robin, at=AT
    )
    assert erasures.find_due(at=AT + timedelta(days=3651)) == 1


def test_a_wish_of_the_claimant_is_due_at_once_and_goes_from_the_list_when_it_is_taken_back(
    robin: StaffMember,
) -> None:
    file = factories.make_file()
    afterwards.wish(file, kind=Wish.ERASE, at=AT)
    Job.objects.update(state=Job.DONE)
    Delivery.objects.update(state=Delivery.SENT)
    assert erasures.find_due(at=AT) == 1
    erasure = Erasure.objects.get()
    assert (erasure.why, erasure.due_on) == (Erasure.WISH, AT.date())
    afterwards.take_back(file, kind=Wish.ERASE, at=AT)
    with pytest.raises(erasures.Stopped) as stopped:
        erasures.propose(erasure, note="", by=robin, at=AT)
    assert stopped.value.blocks == (keeping.NOT_DECIDED,)


def test_a_claimant_who_asked_by_letter_is_put_on_the_list_by_a_person(
    robin: StaffMember, sam: StaffMember
) -> None:
    file = factories.make_file()
    erasure = erasures.ask(file, note="Letter of today.", by=robin, at=AT)
    with pytest.raises(keeping.Moved):
        erasures.ask(file, note="", by=sam, at=AT)
    erasures.approve(erasure, note="", by=sam, at=AT)
    work_on(AT)
    assert Tombstone.objects.get().outcome == keeping.WITHDRAWN


def _same(now: datetime) -> datetime:
    return now


def work_on(at: datetime, *, minutes: int = 3) -> None:
    """Do whatever is due, and again as the minutes pass."""
    for later in range(minutes):
        now = at + timedelta(minutes=later)
        for job in Job.objects.due(at=now).order_by("run_after"):
            pipeline.work(job_id=job.pk, clock=partial(_same, now))


def wished(first: StaffMember, second: StaffMember, *, language: str = "en") -> Erasure:
    """A wish for erasure that two people agreed to, with every message before it sent."""
    spoken = {
        "first_name": "Pat", "last_name": "Example", "other_names": "", "email": "pat@example.com",
        "phone": "312 555 0100", "preferred": "email", "language": language,
    }  # fmt: skip
    file = factories.make_submission(contact=spoken)
    QuerySet(Submission).filter(pk=file.pk).update(language=language)
    factories.make_claim(file)
    afterwards.wish(file, kind=Wish.ERASE, at=AT)
    Job.objects.update(state=Job.DONE)
    Delivery.objects.update(state=Delivery.SENT)
    erasures.find_due(at=AT)
    erasure: Erasure = Erasure.objects.get()
    erasures.propose(erasure, note="", by=first, at=AT)
    erasures.approve(erasure, note="", by=second, at=AT)
    return erasure


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "This is our last letter"), ("es", "Es nuestra última carta")],
)
def test_who_asked_gets_one_last_letter_and_then_the_address_goes(
    robin: StaffMember, sam: StaffMember, mailoutbox: list[Any], language: str, said: str
) -> None:
    erasure = wished(robin, sam, language=language)
    assert tombstones.carry_out(erasure.pk, at=AT) == AT + erasure_letters.LOOK_AGAIN
    assert tombstones.carry_out(erasure.pk, at=AT) == AT + erasure_letters.LOOK_AGAIN
    assert Submission.objects.exists() and not mailoutbox, "nothing goes before the letter has left"
    work_on(AT)
    (letter,) = mailoutbox
    assert letter.to == ["pat@example.com"] and said in letter.body
    assert erasure.reference in letter.subject and "Pat" not in letter.body
    assert Tombstone.objects.get().reference == erasure.reference
    assert not Submission.objects.exists() and not Delivery.objects.exists()


def test_nobody_is_written_to_whose_period_is_over(
    file: Submission, robin: StaffMember, sam: StaffMember, mailoutbox: list[Any]
) -> None:
    erase(file, robin, sam)
    work_on(LATER)
    assert Tombstone.objects.exists() and not mailoutbox


@pytest.mark.parametrize("state", [Delivery.FAILED, Delivery.UNCERTAIN, Delivery.HELD])
def test_a_letter_that_cannot_leave_holds_no_erasure_up(
    robin: StaffMember, sam: StaffMember, state: str
) -> None:
    erasure = wished(robin, sam)
    tombstones.carry_out(erasure.pk, at=AT)
    Delivery.objects.filter(state=Delivery.QUEUED).update(state=state, settled_at=AT)
    Job.objects.filter(kind=jobs.DELIVER).update(state=Job.DONE)
    tombstones.carry_out(erasure.pk, at=AT)
    assert Tombstone.objects.get().reference == erasure.reference


def test_no_letter_is_owed_while_something_stops_the_erasure(robin: StaffMember, sam: StaffMember) -> None:
    erasure = wished(robin, sam)
    before = Delivery.objects.count()
    holds.place(kind=Hold.MATTER, about="x", matter=factories.MATTER, reason="A lawsuit.", by=robin, at=AT)
    assert tombstones.carry_out(erasure.pk, at=AT) == AT + tombstones.ASK_AGAIN
    assert Delivery.objects.count() == before


def test_a_refusal_keeps_the_file_and_the_list_comes_with_it_again_only_after_a_while(
    file: Submission, robin: StaffMember, sam: StaffMember
) -> None:
    erasures.find_due(at=LATER)
    erasure = Erasure.objects.get()
    erasures.propose(erasure, note="", by=robin, at=LATER)
    erasures.refuse(erasure, note="Still needed.", by=sam, at=LATER)
    with pytest.raises(erasures.NotNext):
        erasures.approve(erasure, note="", by=sam, at=LATER)
    assert erasures.find_due(at=LATER + timedelta(days=1)) == 0
    assert erasures.find_due(at=LATER + erasures.REFUSED_FOR) == 1
    assert sorted(Erasure.objects.values_list("number", flat=True)) == [1, 2]


def test_an_undone_decision_after_the_approval_saves_the_file(
    file: Submission, robin: StaffMember, sam: StaffMember
) -> None:
    erasures.find_due(at=LATER)
    erasure = Erasure.objects.get()
    erasures.propose(erasure, note="", by=robin, at=LATER)
    erasures.approve(erasure, note="", by=sam, at=LATER)
    claim = file.claims.get()
    factories.make_decision(
        claim, by=sam, choice=Decision.UNDO, reason="mistake", undoes=claim.decisions.get()
    )
    assert tombstones.carry_out(erasure.pk, at=LATER) is not None
    assert not Tombstone.objects.exists()


def test_the_database_agrees_that_nothing_dangles(
    file: Submission, robin: StaffMember, sam: StaffMember
) -> None:
    erase(file, robin, sam)
    connection.check_constraints()


def test_the_day_s_round_goes_batch_by_batch_and_on_from_where_a_worker_died(
    robin: StaffMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasures, "BATCH", 2)
    files = [factories.make_file(packet=False) for _ in range(5)]
    for file in files:
        factories.make_decision(
            file.claims.get(), by=robin, choice=Decision.DECLINE, reason="criteria", at=AT
        )
    day = jobs.day_subject(LATER.date())
    listed = [Erasure.objects.count()]
    while erasures.find_more(day, LATER):
        listed.append(Erasure.objects.count())
        assert len(listed) < 9
    assert [*listed, Erasure.objects.count()] == [0, 2, 4, 5]
    assert Round.objects.get(kind=jobs.FIND_DUE).after is None
    assert set(Erasure.objects.values_list("file", flat=True)) == {file.pk for file in files}


def test_a_round_that_never_ended_begins_anew_on_the_next_day(
    robin: StaffMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasures, "BATCH", 2)
    files = sorted((factories.make_file(packet=False) for _ in range(3)), key=lambda one: one.pk)
    erasures.find_more(jobs.day_subject(LATER.date()), LATER)
    Round.objects.update(after=files[-1].pk)
    for file in files:
        factories.make_decision(
            file.claims.get(), by=robin, choice=Decision.DECLINE, reason="criteria", at=AT
        )
    assert erasures.find_due(at=LATER) == 0, "the same day goes on behind the last"
    Round.objects.update(after=files[-1].pk)
    assert erasures.find_due(at=LATER + timedelta(days=1)) == 3


def test_links_go_with_an_erased_file_and_the_other_is_marked_and_counted_anew(
    robin: StaffMember, sam: StaffMember
) -> None:
    gone, other = related.send(), related.send()
    related.relate(other)
    relations.rule(
        gone, other, duplicates.Ruling(LinkRuling.HOUSEHOLD), seen=duplicates.between(gone, other).seen,
        by=robin, at=AT,
    )  # fmt: skip
    row = QueueRow.objects.get(pk=other.pk)
    points, alone = row.points, related.send(**related.ROBIN)
    related.relate(alone)
    Job.objects.update(state=Job.DONE)
    erasures.ask(gone, note="Letter of today.", by=robin, at=AT)
    erasures.approve(Erasure.objects.get(), note="", by=sam, at=AT)
    work_on(AT)
    assert Tombstone.objects.get().file == gone.pk
    assert not FileLink.objects.exists() and not LinkRuling.objects.exists()
    row.refresh_from_db()
    assert not row.duplicate and row.points <= points
    owed = Job.objects.filter(kind=jobs.RELATE, key__contains="erased-")
    assert [(one.subject, one.state) for one in owed] == [(other.pk, Job.DONE)]
    counts = Tombstone.objects.get().counts
    assert counts["FileLink"] == 1 and counts["LinkRuling"] == 1


def test_an_entry_of_the_clock_forgets_the_account_of_an_erased_file_and_still_covers_the_next(
    robin: StaffMember, sam: StaffMember
) -> None:
    gone = looked.send()
    said: dict[str, Any] = {
        "matter": factories.MATTER, "kind": ClockEntry.TOLLING, "first_on": date(2020, 3, 1),
        "last_on": date(2020, 3, 10), "basis": "An order.",
    }  # fmt: skip
    both = ("98765432@N01", published.ACCOUNT)
    wishes = (
        clock_entries.Wish(**said, covers=ClockEntry.ACCOUNTS, names=both),
        clock_entries.Wish(**said, covers=ClockEntry.PHOTOS, names=(published.PHOTO,)),
    )
    account, photo = (clock_entries.record(uuid4(), one, by=robin, at=AT) for one in wishes)
    Job.objects.update(state=Job.DONE)
    Delivery.objects.update(state=Delivery.SENT)
    erasures.ask(gone, note="Letter of today.", by=robin, at=AT)
    erasures.approve(Erasure.objects.get(), note="", by=sam, at=AT)
    work_on(AT)
    assert Tombstone.objects.exists()
    for entry in (account, photo):
        entry.refresh_from_db()
        assert published.ACCOUNT not in entry.names and published.PHOTO not in entry.names
    assert both[0] in account.names and len(account.names) == 2
    later = looked.send()
    assert list(clock_entries.files(account)) == [later] == list(clock_entries.files(photo))
    (known,) = claims.known_of_each(later, lookups.last_said(later))
    assert known.photos[0].facts["tolling_days"].value == "10"


def test_an_entry_of_the_clock_keeps_what_another_file_has_too(robin: StaffMember, sam: StaffMember) -> None:
    gone, _ = looked.send(), looked.send()
    entry = clock_entries.Wish(
        factories.MATTER, ClockEntry.TOLLING, date(2020, 3, 1), date(2020, 3, 2), ClockEntry.ACCOUNTS,
        (published.ACCOUNT,), "An order.",
    )  # fmt: skip
    clock_entries.record(uuid4(), entry, by=robin, at=AT)
    assert clock_entries.without(gone) == []
