"""What staff verified or disputed of a claim's facts, laid over what the claimant and the lists say."""

from collections.abc import Iterable

from casefile.models import ElementCheck
from eligibility.facts import ClaimFacts, Fact, PhotoFacts, Source

Given = dict[str, str]
"""One fact of a check: `photo` (empty for one about the person), `name` and `value`."""


def corrected(known: ClaimFacts, checks: Iterable[ElementCheck]) -> ClaimFacts:
    """Return the facts with those of the standing checks in their place; the later of two counts.

    A photo that the claim does not have is passed over.
    """
    person = dict(known.person)
    photos = {photo.label: dict(photo.facts) for photo in known.photos}
    for check in sorted(checks, key=lambda one: one.number):
        for given in check.facts["given"]:
            holder = photos.get(given["photo"]) if given["photo"] else person
            if holder is not None:
                holder[given["name"]] = Fact(given["value"], source(check))
    return ClaimFacts(known.label, person, tuple(PhotoFacts(label, facts) for label, facts in photos.items()))


def source(check: ElementCheck) -> Source:
    """Who says what a check says: name and day as they were when it was recorded."""
    return Source("staff", f"{check.facts['by']}, {check.facts['on']}")


def fact_in(known: ClaimFacts, *, photo: str, name: str) -> Fact | None:
    """Return a fact of the person, or of the photo of this label; None where nothing is said."""
    if not photo:
        return known.person.get(name)
    return next((one.facts.get(name) for one in known.photos if one.label == photo), None)


def holds(check: ElementCheck, known: ClaimFacts) -> bool:
    """Whether everything a check says is what is known now: no later check, and no list, says otherwise."""
    return all(
        (fact := fact_in(known, photo=given["photo"], name=given["name"])) is not None
        and (fact.value, fact.source) == (given["value"], source(check))
        for given in check.facts["given"]
    )
