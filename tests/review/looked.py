"""Files with the lists searched and the facts read, but no packet, which would take a second each."""

from datetime import datetime, timedelta
from typing import Any

from casefile import claims, lookups, queue_rows, rulesets
from casefile.models import LookUp, Submission
from tests import factories, published
from tests.matters.walking import walk

LINK = f"https://www.flickr.com/photos/{published.ACCOUNT}/{published.PHOTO}/"


def send(*, link: str = LINK, at: datetime = factories.SENT_AT, **said: Any) -> Submission:
    """A file of one photo, looked up in the lists in force and determined."""
    answers, _ = walk({"role": "myself", "link": link, "checked": "none", **said})
    file = factories.make_submission(sent_at=at, answers=answers)
    found = lookups.look_up(file, why=LookUp.SENT, at=at + timedelta(seconds=2))
    claims.read(file, lookups.said(found), at=at + timedelta(seconds=2))
    rulesets.publish_shipped(matter=factories.MATTER, at=at)
    for claim in file.claims.all():
        claims.determine(claim, as_of=factories.AS_OF, at=at + timedelta(seconds=2))
    queue_rows.receive(file, at=at + timedelta(seconds=2))
    return file
