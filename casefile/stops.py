"""What the record says of the stop page: when it stood, on which facts, and what the claimant did then."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import matters
from casefile import audit
from casefile.models import Draft
from matters import Matter
from matters.stops import ANYWAY, PERSON

SHOWN, CORRECTED = "stop.shown", "stop.corrected"
CHOSEN = {ANYWAY: "stop.went_on", PERSON: "stop.person_asked"}


def record(draft: Draft, before: dict[str, Any], after: dict[str, Any], *, at: datetime) -> None:
    """Insert what a change of answers did to the stop page; codes of facts only.

    The page is recorded as shown with the answer that leads to it: a page that is read changes nothing.
    """
    for event, facts in _happened(matters.load(draft.matter), before, after):
        audit.record(event=event, actor=audit.CLAIMANT, subject=draft, at=at, facts=",".join(facts))


def codes(matter: Matter, answers: dict[str, Any]) -> list[str]:
    """Return the codes of the facts on which the questions stop; none where they do not."""
    return [fact.code for fact in matter.stops(answers)]


def _happened(
    matter: Matter, before: dict[str, Any], after: dict[str, Any]
) -> Iterator[tuple[str, list[str]]]:
    then, now = codes(matter, before), codes(matter, after)
    chosen, choice = matter.stop_choice(before), matter.stop_choice(after)
    gone = [code for code in then if code not in now]
    if gone:
        yield CORRECTED, gone
    if now and not choice and (now != then or chosen):
        yield SHOWN, now
    if choice and choice != chosen:
        yield CHOSEN[choice], now
