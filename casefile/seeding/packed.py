"""Very many made-up claims as the packed columns that the engine's bulk evaluation reads; no rows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random

import numpy as np
from django.conf import settings

import matters
from casefile import firm, mirror_file
from casefile.mirror_file import Kept
from casefile.seeding.moulds import WORDS
from casefile.seeding.people import MADE_UP
from eligibility.caseload import Caseload, one_if_alike
from eligibility.facts import ClaimFacts
from eligibility.homes import Homes
from matters import made_up
from matters.lookup import NOTHING

STORIES = 200
SENT_ON = date(2026, 11, 1)


def write(count: int, *, seed: int) -> str:
    """Store so many claims where `mirror_file.read(MADE_UP)` finds them; returns that name."""
    caseload = draw(count, seed=seed)
    revisions = {key: int(key, 16).to_bytes(mirror_file.ID_BYTES) for key in caseload.keys}
    mirror_file.write(MADE_UP, Kept(caseload, revisions))
    return f"mirrors/{MADE_UP}.sealed"


def draw(count: int, *, seed: int) -> Caseload:
    """The claims of some stories, again and again until there are so many, as columns."""
    law = matters.load(settings.MATTER).shipped()
    few = Caseload.of(law, ((f"{number:032x}", one) for number, one in enumerate(_claims(seed))))
    claims = len(few.keys)
    times = -(-count // claims)
    of = (np.arange(times)[:, None] * claims + few.claim_of).ravel()
    keep = of < count
    return replace(
        few,
        keys=[f"{number:032x}" for number in range(count)],
        columns={name: one_if_alike(np.tile(column, times)[keep]) for name, column in few.columns.items()},
        claim_of=of[keep].astype(np.int32),
        homes={name: _again(home, few.rows, times).chosen(keep) for name, home in few.homes.items()},
    )


def _again(home: Homes, rows: int, times: int) -> Homes:
    row = (np.arange(times)[:, None] * rows + home.row).ravel()
    ends = np.tile(home.ends, (1, times))
    return Homes(rows * times, row.astype(np.int32), np.tile(home.place, times), ends)


def _claims(seed: int) -> Iterator[ClaimFacts]:
    matter = matters.load(settings.MATTER)
    for number in range(STORIES):
        story = matter.story(Random(seed * 1_000_003 + number), WORDS)  # noqa: S311
        answers = made_up.walk(matter.journey, story, today=SENT_ON, fill=firm.words())
        yield from matter.claims(answers, NOTHING, ())
