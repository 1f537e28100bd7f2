"""Files as the interview sends them, alike only in what a test says."""

from datetime import timedelta
from typing import Any

import matters
from casefile import relations
from casefile.models import Submission
from tests import factories
from tests.matters.walking import walk

AT = factories.SENT_AT
LATER = AT + timedelta(hours=3)
LINK = "https://www.flickr.com/photos/12345678@N00/2331659999/"
PAT = {
    "role": "myself", "you.first": "Pat", "you.last": "Example", "you.others": "",
    "you.email": "pat@example.com", "person.born": "1985-06-15", "phone": "312 555 0142",
    "street": "12 Sample Street", "city": "Springfield", "code": "62701", "names": "", "link": "",
    "checked": "none", "harm": "", "how": "", "opened": "2007", "uploaded": "2009-05-02",
}  # fmt: skip
# Somebody else in everything that is compared.
ROBIN = {
    "you.first": "Robin", "you.last": "Sample", "you.email": "robin@example.org",
    "person.born": "1971-01-30", "phone": "217 555 0199", "street": "9 Other Road", "city": "Peoria",
    "code": "61601",
}  # fmt: skip
PARENT = {"role": "child", "who": "child", "person.last": "Example", "relation": "parent"}


def send(**said: Any) -> Submission:
    """A file of Pat's, with what is said otherwise."""
    answers, _ = walk(PAT | said)
    contact = matters.load(factories.MATTER).contact(answers)
    return factories.make_submission(answers=answers, contact=contact.to_json())


def child(first: str, born: str, **said: Any) -> Submission:
    """A file that Pat sends as a parent, for one child."""
    return send(**PARENT | {"person.first": first, "person.born": born} | said)


def relate(*files: Submission) -> None:
    """Do what is owed after files were sent."""
    for file in files:
        relations.renew(file.pk, at=LATER)
