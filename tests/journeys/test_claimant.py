"""A claimant walks from the landing page to the receipt on a phone, with scripts and without."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from casefile.models import Draft, Submission
from tests.intake.personas import ADULT, PARENT, TWICE
from tests.journeys.walking import Walk

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
REFERENCE = re.compile(r"\b[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}\b")
PICTURES = os.environ.get("PICTURES", "")


def place(name: str) -> Path | None:
    if not PICTURES:
        return None
    folder = Path(PICTURES) / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize("scripted", [True, False], ids=["with scripts", "without scripts"])
def test_an_adult_sends_an_interview_from_a_phone(walk: Callable[..., Walk], scripted: bool) -> None:
    visit = walk(java_script_enabled=scripted, pictures=place("adult") if scripted else None)
    visit.pass_gate()
    visit.interview(ADULT)
    visit.press("Go on to sign and send")
    visit.answer(ADULT.answers("declaration", None), button="Send my answers to the firm")
    reference = REFERENCE.search(visit.page.inner_text("main"))
    assert reference and Submission.objects.get().reference == reference[0]
    assert Draft.objects.count() == 0
    assert (visit.faults, len(visit.asked)) == ([], 1), visit.asked


def test_a_parent_of_two_children_with_two_photos(walk: Callable[..., Walk]) -> None:
    visit = walk(pictures=place("parent"))
    visit.pass_gate()
    visit.interview(PARENT, lists=TWICE)
    visit.press("Go on to sign and send")
    visit.answer(PARENT.answers("declaration", None), button="Send my answers to the firm")
    sent = Submission.objects.get()
    assert (len(sent.answers["people"]), len(sent.answers["photos"])) == (2, 2)
    assert (visit.faults, len(visit.asked)) == ([], 1)
