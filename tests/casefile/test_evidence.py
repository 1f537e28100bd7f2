"""Files of claimants: kept whole, looked at, held back, handed out, taken back, and lost to nobody."""

import hashlib
import io
import tracemalloc
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings

from casefile import (
    cabinet,
    drafts,
    evidence,
    filenames,
    handouts,
    jobs,
    pipeline,
    quarantine,
    scanning,
    sent_files,
)
from casefile.models import AuditEntry, Draft, Job, Upload, UploadCheck
from tests import factories
from tests.casefile import made_files

AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Draft:
    notice = {"id": "notice", "at": AT.isoformat()}
    return drafts.start(matter=factories.MATTER, notice=notice, at=AT)[0]


def send(draft: Draft, content: bytes, name: str = "photo.jpg", at: datetime = AT) -> Upload:
    return evidence.receive(draft_sha256=draft.token_sha256, file=io.BytesIO(content), name=name, at=at)


def look(upload: Upload, at: datetime = AT) -> sent_files.Sent:
    quarantine.check(upload.pk, at=at)
    sent = sent_files.one(upload.draft_sha256, upload.pk)
    assert sent
    return sent


def stored() -> list[str]:
    folders = [folder for folder in ("evidence", "evidence-previews") if default_storage.exists(folder)]
    return [f"{folder}/{name}" for folder in folders for name in default_storage.listdir(folder)[1]]


def test_a_file_is_kept_byte_for_byte_and_not_in_clear(draft: Draft, settings: Settings) -> None:
    content = made_files.located("JPEG")
    upload = send(draft, content)
    assert b"".join(evidence.original(upload)) == content
    assert upload.sha256 == hashlib.sha256(content).hexdigest() and upload.size == len(content)
    (path,) = (Path(settings.MEDIA_ROOT) / "evidence").iterdir()
    assert made_files.CAMERA.encode() not in path.read_bytes() and b"JFIF" not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    assert "photo" not in path.name


def test_the_name_is_sealed_and_cleaned(draft: Draft) -> None:
    upload = send(draft, made_files.image("JPEG"), name="../../etc/\u202egpj.exe\0\r\nSet-Cookie: a=b.jpg")
    assert Upload.objects.get(pk=upload.pk).name == "gpj.exe Set-Cookie a=b.jpg"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("C:\\Users\\pat\\photo.jpg", "photo.jpg"),
        ("../../x", "x"),
        ("a\0.pdf", "a .pdf"),
        (".htaccess", "htaccess"),
        ("", "file"),
        ("..", "file"),
        ("\u202e\u200b", "file"),
        ("e\u0301te\u0301.pdf", "été.pdf"),
        ("a\r\nb.pdf", "a b.pdf"),
        ("CON", "CON"),
        ("фото.heic", "фото.heic"),
        ("\ud800.png", "png"),
    ],
)
def test_a_name_cannot_lead_anywhere(name: str, shown: str) -> None:
    assert filenames.cleaned(name) == shown


def test_a_long_name_keeps_its_ending() -> None:
    assert filenames.cleaned("n" * 300 + ".jpg") == "n" * 116 + ".jpg"
    assert len(filenames.cleaned("n" * 300)) == 120


@pytest.mark.parametrize("made", made_files.EVERY, ids=lambda made: made.name)
def test_what_is_not_taken_is_named_and_leaves_nothing(made: made_files.Made, draft: Draft) -> None:
    if made.reasons != ("wrong_type",):
        return
    with pytest.raises(evidence.Refused) as refused:
        send(draft, made.make(), name=made.name)
    assert refused.value.why == ("empty" if made.kind == "empty" else "wrong_type")
    assert refused.value.kind == made.kind
    assert stored() == [] and not Upload.objects.exists()


def test_the_same_file_twice_is_one(draft: Draft) -> None:
    content = made_files.image("JPEG")
    first, again = send(draft, content), send(draft, content, name="copy.jpg")
    assert first.pk == again.pk
    assert len(stored()) == 1 and Job.objects.filter(kind=jobs.CHECK_UPLOAD).count() == 1


def test_limits_are_those_of_the_settings(draft: Draft, settings: Settings) -> None:
    settings.EVIDENCE_FILE_BYTES, settings.EVIDENCE_FILES, settings.EVIDENCE_BYTES = 4_000, 2, 5_000
    with pytest.raises(evidence.Refused, match="too_big"):
        send(draft, made_files.image("JPEG") + bytes(4_000))
    send(draft, made_files.image("JPEG") + bytes(3_000))
    with pytest.raises(evidence.Refused, match="too_much"):
        send(draft, made_files.image("PNG") + bytes(3_000))
    send(draft, made_files.image("PNG"))
    with pytest.raises(evidence.Refused, match="too_many"):
        send(draft, made_files.image("WEBP"))
    assert len(stored()) == 2


def test_a_file_for_an_interview_that_is_gone_is_not_kept(draft: Draft) -> None:
    Draft.objects.all().delete()
    with pytest.raises(evidence.Gone):
        send(draft, made_files.image("JPEG"))
    assert stored() == []


def test_a_fit_picture_gets_a_sealed_preview(draft: Draft) -> None:
    sent = look(send(draft, made_files.located("HEIF"), name="IMG_1.HEIC"))
    assert (sent.outcome, sent.kind, sent.scan) == ("checked", "heic", "not scanned")
    assert sent.found["gps"] is True and sent.found["taken"] == "2009-05-02T10:11:12"
    assert sent.found["not_scanned"] == scanning.NO_SCANNER
    assert sent.has_preview and len(stored()) == 2


def test_a_second_look_changes_nothing(draft: Draft) -> None:
    upload = send(draft, made_files.image("JPEG"))
    look(upload), look(upload)
    assert UploadCheck.objects.count() == 1 and len(stored()) == 2


def test_the_promised_job_does_the_look(draft: Draft) -> None:
    upload = send(draft, made_files.image("JPEG"))
    (job,) = Job.objects.filter(kind=jobs.CHECK_UPLOAD)
    pipeline.work(job_id=job.pk, clock=lambda: AT)
    assert upload.checks.get().outcome == UploadCheck.FIT
    job.refresh_from_db()
    assert job.state == Job.DONE


def test_while_the_scanner_is_down_a_file_is_held_and_then_said_not_to_be_scanned(
    draft: Draft, settings: Settings
) -> None:
    settings.CLAMD = "127.0.0.1:1"
    upload = send(draft, made_files.image("JPEG"))
    again = quarantine.check(upload.pk, at=AT)
    assert again == AT + quarantine.ASK_AGAIN
    assert look(upload).outcome == "held"
    assert look(upload, at=AT + timedelta(hours=1)).outcome == "held"
    assert UploadCheck.objects.count() == 1
    sent = look(upload, at=AT + timedelta(hours=25))
    assert (sent.outcome, sent.scan, sent.found["not_scanned"]) == ("checked", "not scanned", "silent")


def test_daily_work_takes_up_files_whose_job_died(draft: Draft) -> None:
    upload = send(draft, made_files.image("JPEG"))
    assert quarantine.owe_unchecked(at=AT) == ()
    Job.objects.update(state=Job.DEAD)
    (job,) = quarantine.owe_unchecked(at=AT)
    assert job.subject == upload.pk and job.state == Job.READY
    look(upload)
    Job.objects.update(state=Job.DEAD)
    assert quarantine.owe_unchecked(at=AT + timedelta(days=1)) == ()


def test_stored_bytes_that_were_changed_are_never_fit(draft: Draft, settings: Settings) -> None:
    upload = send(draft, made_files.image("JPEG"))
    (path,) = (Path(settings.MEDIA_ROOT) / "evidence").iterdir()
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert (look(upload).outcome, look(upload).reason) == ("unfit", "lost")


def test_pieces_cannot_be_left_out_or_moved(draft: Draft, settings: Settings) -> None:
    content = [bytes([n]) * cabinet.PIECE for n in range(3)]
    name = cabinet.put(iter(content), folder="evidence", place="here")
    assert list(cabinet.pieces(name, place="here")) == content
    path = Path(settings.MEDIA_ROOT) / name
    whole = path.read_bytes()
    piece = int.from_bytes(whole[:4], "big") + 4
    for broken in (
        whole[: 2 * piece],
        whole[piece:],
        whole[piece : 2 * piece] + whole[:piece],
        whole[:-9],
        b"",
    ):
        path.write_bytes(broken)
        with pytest.raises(cabinet.Damaged):
            list(cabinet.pieces(name, place="here"))
    path.write_bytes(whole)
    with pytest.raises(cabinet.Damaged):
        list(cabinet.pieces(name, place="there"))


def test_an_empty_file_and_one_of_a_whole_piece_come_back_as_they_were() -> None:
    for content in (b"", b"a", bytes(cabinet.PIECE)):
        name = cabinet.put(iter([content]), folder="evidence", place="here")
        assert b"".join(cabinet.pieces(name, place="here")) == content


def test_sealing_a_file_of_25_mb_takes_a_few_mb_of_memory(draft: Draft, tmp_path: Path) -> None:
    path = tmp_path / "large.jpg"
    path.write_bytes(made_files.image("JPEG") + bytes(24_900_000))
    tracemalloc.start()
    with path.open("rb") as file:
        evidence.receive(draft_sha256=draft.token_sha256, file=file, name="large.jpg", at=AT)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 << 20, peak


def test_a_file_is_taken_back_with_all_that_was_made_of_it(draft: Draft) -> None:
    upload = send(draft, made_files.image("JPEG"))
    look(upload)
    evidence.remove(draft=draft, upload_id=upload.pk, at=AT)
    evidence.remove(draft=draft, upload_id=upload.pk, at=AT)
    assert stored() == [] and not Upload.objects.exists() and not UploadCheck.objects.exists()
    assert AuditEntry.objects.filter(event="evidence.removed").count() == 1


def test_nobody_takes_back_a_file_of_another_interview(draft: Draft) -> None:
    other, _ = drafts.start(matter=factories.MATTER, notice=draft.notice, at=AT)
    upload = send(other, made_files.image("JPEG"))
    evidence.remove(draft=draft, upload_id=upload.pk, at=AT)
    assert Upload.objects.filter(pk=upload.pk).exists()


def test_a_draft_that_goes_takes_its_files_along_and_sent_answers_keep_theirs(
    draft: Draft, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    look(send(draft, made_files.image("JPEG")))
    submission = factories.make_submission()
    kept = evidence.receive(
        draft_sha256=submission.draft_sha256, file=io.BytesIO(made_files.pdf()), name="a.pdf", at=AT
    )
    with django_capture_on_commit_callbacks(execute=True):
        assert evidence.discard(draft.token_sha256) == 1
        assert evidence.discard(submission.draft_sha256) == 0
    assert stored() == [kept.stored_as]


def test_only_a_fit_file_is_handed_out_and_that_is_on_record() -> None:
    submission = factories.make_submission()
    by = factories.make_staff()

    def hand_out(upload: Upload, *, preview: bool) -> bytes:
        given = handouts.opened(submission, upload.pk, preview=preview, masked=False, by=str(by.pk), at=AT)
        return b"".join(given[1])

    def sent(content: bytes) -> Upload:
        return evidence.receive(
            draft_sha256=submission.draft_sha256, file=io.BytesIO(content), name="a", at=AT
        )

    photo, acting, locked = (
        sent(made_files.located("JPEG")),
        sent(made_files.pdf(made_files._script)),
        sent(next(one for one in made_files.EVERY if one.name == "locked.pdf").make()),
    )
    with pytest.raises(handouts.NotFit):
        hand_out(photo, preview=False)
    for one in (photo, acting, locked):
        look(one)
    assert hand_out(photo, preview=False) == made_files.located("JPEG")
    assert b"Exif" not in hand_out(photo, preview=True)
    assert b"JavaScript" not in hand_out(acting, preview=True)
    for one, preview in ((acting, False), (locked, False), (locked, True)):
        with pytest.raises(handouts.NotFit):
            hand_out(one, preview=preview)
    told = AuditEntry.objects.filter(event__in=("evidence.opened", "evidence.downloaded"))
    assert [(one.event, one.detail["upload"]) for one in told.order_by("id")] == [
        ("evidence.downloaded", str(photo.pk)),
        ("evidence.opened", str(photo.pk)),
        ("evidence.opened", str(acting.pk)),
    ]


def test_a_file_of_another_submission_is_not_there() -> None:
    mine, theirs = factories.make_submission(), factories.make_submission()
    upload = evidence.receive(
        draft_sha256=theirs.draft_sha256, file=io.BytesIO(made_files.image("JPEG")), name="a", at=AT
    )
    look(upload)
    for number in (upload.pk, uuid.uuid4()):
        with pytest.raises(Upload.DoesNotExist):
            handouts.opened(mine, number, preview=True, masked=False, by="x", at=AT)
