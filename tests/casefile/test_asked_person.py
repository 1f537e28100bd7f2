"""A file of somebody who asked a person to look: hardly anything is known, and everything still copes."""

from datetime import UTC, datetime, timedelta

import pytest

from casefile import binders, drafts, pipeline, printing, submissions
from casefile.models import Determination, Submission
from matters.answers import Answers
from matters.flickr_megaface.journey import JOURNEY
from matters.stops import ANYWAY, PERSON
from packets import words
from review import masking
from review.sheet import FileSheet, sheet
from tests.matters.test_stopping import NO_FACE
from tests.matters.walking import walk

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
NOTICE = {
    "id": "notice",
    "version": "1",
    "language": "en",
    "status": "DRAFT",
    "body": "The notice.",
    "sha256": "0" * 64,
    "at": AT.isoformat(),
}


def sent(*states: Answers) -> Submission:
    """A file whose draft went through these answers."""
    draft, _ = drafts.start(matter="flickr-megaface", notice=NOTICE, at=AT)
    for n, answers in enumerate(states):
        drafts.keep(draft=draft, answers=answers, at=AT + timedelta(minutes=n))
    file = submissions.submit(draft=draft, at=AT + timedelta(hours=1), ip="", agent="")
    pipeline.advance(file.pk, AT + timedelta(hours=1))
    return file


def laid_out(file: Submission, *, at: datetime) -> FileSheet:
    binder = binders.bring(file, whole=True)
    mask = masking.of(file, file.claims.all(), today=at.date(), shown=())
    return sheet(binder, mask, sealed="", at=at)


@pytest.mark.parametrize("role", ["myself", "child", "died", "photographer"])
def test_such_a_file_is_determined_printed_and_marked(role: str) -> None:
    answers, _ = walk({**NO_FACE, "role": role, "choice": PERSON})
    file = sent(answers)
    assert Determination.objects.filter(claim__submission=file).count() == 1
    printed = printing.contents(file, version=1, at=AT + timedelta(hours=1))
    assert printed.stopped == words.STOPPED[PERSON]
    assert file.packets.get().size > 0
    shown = laid_out(file, at=AT + timedelta(hours=2))
    assert shown.stopped == words.STOPPED[PERSON] and shown.claims


def test_a_corrected_answer_stands_before_and_after_in_desk_and_packet() -> None:
    first, _ = walk({**NO_FACE, "choice": ANYWAY})
    changed = JOURNEY.record(first, JOURNEY.find(first, page="face", index=0), {"face": "yes"})
    assert JOURNEY.first_unanswered(changed) is None
    file = sent(first, changed)
    at = AT + timedelta(hours=2)
    before = "before: No, until "
    replies = [reply for _, groups in laid_out(file, at=at).stages for _, group in groups for reply in group]
    assert any(said.startswith(before) for reply in replies for said in reply.before)
    assert any("Go on anyway (asked: " in said for reply in replies for said in reply.before)
    printed = [
        line
        for stage in printing.contents(file, version=1, at=at).stages
        for group in stage.groups
        for line in group.answers
    ]
    assert any(said.startswith(before) for line in printed for said in line.before)
    assert laid_out(file, at=at).stopped == "", "the stop no longer stands"
