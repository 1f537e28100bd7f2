"""The desk reads what the engine writes: real findings under the shipped rules, in queue and page."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

import matters
from casefile.models import StaffMember
from eligibility import ruleset
from eligibility.evaluate import evaluate
from eligibility.facts import ClaimFacts, Fact, PhotoFacts, Source
from review import queue, rows
from tests import factories

CLAIMED = Source("claimed")
PERSON: dict[str, dict[str, str]] = {
    "parent": {
        "role": "parent",
        "subject_dob": "2010-03-15",
        "res": "IL:2004/present",
        "learned": "2019-10-11",
    },
    "self": {"role": "self", "subject_dob": "1984-02", "represented": "unknown"},
    "silent": {},
}
PHOTO = {"depicted": "yes", "uploaded": "2012-05", "public_2014": "yes", "release": "no"}


def document(who: str) -> dict[str, Any]:
    rules = ruleset.load(matters.load("flickr-megaface").ruleset_text)
    person = {name: Fact(value, CLAIMED) for name, value in PERSON[who].items()}
    facts = {name: Fact(value, CLAIMED) for name, value in PHOTO.items()} if person else {}
    claim = ClaimFacts("Riley Example", person, (PhotoFacts("Photo 1", facts),))
    return evaluate(rules, claim, as_of=date(2026, 11, 22)).to_json()


@pytest.mark.parametrize("who", list(PERSON))
def test_real_findings_fill_queue_and_page(desk: Client, attorney: StaffMember, who: str) -> None:
    found = document(who)
    file = factories.make_file(
        document=found, role=PERSON[who].get("role", ""), born=PERSON[who].get("subject_dob", "")
    )
    at = timezone.now()
    listed = queue.with_claims(queue.waiting(attorney, today=at.date())).get(pk=file.pk)
    claim = rows.row(listed, at=at).claims[0]
    assert claim.result.words and claim.reason
    text = desk.get(f"/desk/files/{file.token}/").content.decode()
    for theory in found["theories"]:
        assert theory["title"].replace("'", "&#x27;") in text
    assert found["ruleset"] in text
