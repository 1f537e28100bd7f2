"""No claimant sees a flag or a link: not on a page, not in a letter, not in the copy."""

import pytest
from django.core import mail
from django.db import models

from casefile import conflicts, flags, relations
from casefile.models import FileLink, Flag, Submission
from review import linked
from tests.casefile.related import AT, send
from tests.intake.conftest import Claimant
from tests.intake.test_canaries import work_everything
from tests.intake.test_status import PAGES, TEXTS, address
from tests.packets import reading

WORDS = (
    "duplicate", "household", "points", "disposable", "byte for byte", "robots",
    *(words for words in (*linked.AGREES.values(), *linked.DIFFERS.values()) if len(words.split()) > 3),
)  # fmt: skip


@pytest.fixture
def flagged(claimant: Claimant) -> Submission:
    """A claimant's file with every flag there is, alike with another file."""
    beside = send()
    claimant.pass_age()
    claimant.walk(TEXTS)
    claimant.send()
    file: Submission = Submission.objects.exclude(pk=beside.pk).get()
    models.QuerySet(Submission).filter(pk=file.pk).update(signals=["box.filled", "interview.quick"])
    conflicts.check(file, at=AT)
    work_everything()
    relations.renew(file.pk, at=AT)
    Flag.objects.bulk_create(
        Flag(submission=file, code=code, number=9, points=kind.points, found={"others": 7}, at=AT)
        for code, kind in flags.KINDS.items()
    )
    return file


def test_a_claimant_sees_neither_flags_nor_links(claimant: Claimant, flagged: Submission) -> None:
    assert FileLink.objects.of(flagged).exists()
    claimant.client.post(address("status_copy"))
    work_everything()
    told = [claimant.client.get(address(page), follow=True) for page in PAGES if page != "status_copy_pdf"]
    letters = [f"{one.subject} {one.body}" for one in mail.outbox if "firm" not in " ".join(one.to)]
    copy = claimant.client.get(address("status_copy_pdf"))
    said = [reading.squeezed(text) for text in (*(one.content.decode() for one in told), *letters)]
    if copy["Content-Type"] == "application/pdf":
        said.append(reading.text(b"".join(copy) if copy.streaming else copy.content))
    assert letters
    for words in (*flags.KINDS, *WORDS, *(flags.sentence(code, {"others": 7}) for code in flags.KINDS)):
        assert not [text for text in said if reading.squeezed(words).lower() in text.lower()], words
