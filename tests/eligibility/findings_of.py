"""Ask the shipped rule set about facts written as in a table of cases."""

from datetime import date, timedelta
from typing import Any

from eligibility.evaluate import evaluate
from matters.flickr_megaface import facts

ADULT = (
    "role=self;subject_dob=1980-04-02;depicted=yes;uploaded=2009-08-14;uploader=other;account_created=2005;"
    "licence_2014=cc-by-2.0;public_2014=yes;upload_place=IL;taken_place=IL;res=IL:1980-04-02/present;"
    "dataset_hit=exact;learned=2019-10-11;release=no"
)
CHILD = (
    ADULT.replace("role=self", "role=parent")
    .replace("1980-04-02", "2010-03-15")
    .replace("2009-08-14", "2012-06-02")
)


def but(text: str, **changes: str | None) -> str:
    """The same facts with some changed; None takes one away."""
    given = dict(part.split("=", 1) for part in text.split(";"))
    given.update({name: value for name, value in changes.items() if value is not None})
    return ";".join(f"{name}={value}" for name, value in given.items() if changes.get(name, "") is not None)


def determine(text: str) -> dict[str, Any]:
    case = facts.from_text(text)
    return evaluate(facts.shipped(), case.claim, as_of=case.as_of).to_json()


def theory(text: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(t for t in determine(text)["theories"] if t["id"] == name)
    return found


def values(text: str, name: str) -> dict[str, str]:
    return {element["id"]: element["value"] for element in theory(text, name)["elements"]}


def shifted(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
