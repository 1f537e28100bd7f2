"""Many plainly fictional claims at once, with facts drawn around the boundaries of the rules."""

import secrets
from datetime import timedelta
from random import Random

import matters
from casefile import columns, sealing
from casefile.models import Claim, FactRevision, Submission
from eligibility.facts import ClaimFacts, Fact, PhotoFacts, Source
from tests import factories
from tests.eligibility import strategies

NSIDS = ("11111111@N00", "22222222@N00", "33333333@N00")
BATCH = 1_000


def drawn(chance: Random, *, label: str = "Person 1", desk: bool = False) -> ClaimFacts:
    """Facts of a claim with one to three photos; what an attorney enters only with `desk`."""
    declared = matters.load(factories.MATTER).shipped().facts
    photos = strategies.several_photos(chance)
    for photo in photos:
        photo["nsid"] = chance.choice(NSIDS)
        photo.pop("as_of", None)
        if not desk:
            for name in strategies.DESK_FACTS:
                photo.pop(name, None)
    person = {name: value for name, value in photos[0].items() if declared[name].of == "person"}
    return ClaimFacts(
        label,
        _facts(chance, person),
        tuple(
            PhotoFacts(f"Photo {number}", _facts(chance, {n: v for n, v in photo.items() if n not in person}))
            for number, photo in enumerate(photos, start=1)
        ),
    )


def _facts(chance: Random, given: dict[str, str]) -> dict[str, Fact]:
    kinds = ("claimed", "claimed", "claimed", "staff", "index")
    return {name: Fact(value, Source(chance.choice(kinds))) for name, value in given.items()}


def fill(count: int, *, seed: int = 1, each: int = 2) -> None:
    """Write this many claims, `each` to a file, every one with its first facts."""
    chance = Random(seed)
    for first in range(0, count, BATCH):
        _write(chance, min(BATCH, count - first), each)


def _write(chance: Random, count: int, each: int) -> None:
    files = [_submission(number) for number in range(-(-count // each))]
    claims = [_claim(files[number // each], number % each) for number in range(count)]
    Submission.objects.bulk_create(files)
    Claim.objects.bulk_create(claims)
    FactRevision.objects.bulk_create([_revision(claim, chance) for claim in claims])


def _submission(number: int) -> Submission:
    return Submission(
        token=secrets.token_urlsafe(32),
        reference=factories.make_reference(),
        matter=factories.MATTER,
        draft_sha256=secrets.token_hex(32),
        submitted_at=factories.SENT_AT + timedelta(seconds=number),
        contact={},
        answers={},
        signature={},
        email_index="",
    )


def _claim(file: Submission, position: int) -> Claim:
    return Claim(submission=file, position=position, label=f"Person {position + 1}", name="Pat Example")


def _revision(claim: Claim, chance: Random) -> FactRevision:
    facts = drawn(chance, label=str(claim.label)).to_json()
    digest = sealing.digest(columns.canonical(facts))
    at = claim.submission.submitted_at
    return FactRevision(claim=claim, number=1, facts=facts, digest=digest, at=at, by="claimant")
