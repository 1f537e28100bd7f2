"""Answers that were replaced: nothing said is lost, and the file shows what was said before.

A draft keeps at most MOST of them. The first answer to each page always stays; of the later ones the oldest
go first.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from casefile import firm
from matters.answers import Answers, Kind
from matters.interview import Journey, Line, Step
from matters.steps import Place

MOST = 500
KINDS: tuple[Kind, ...] = ("people", "photos")

Entry = dict[str, Any]


def after_change(
    journey: Journey, kept: list[Entry], before: Answers, after: Answers, *, at: datetime
) -> list[Entry]:
    """Return what was kept before, and what this change replaced or let fall away."""
    gone = _taken_off(journey, before, after)
    return _bounded([*(_moved(entry, gone) for entry in kept), *_replaced(journey, before, after, gone, at)])


def _replaced(
    journey: Journey, before: Answers, after: Answers, gone: Mapping[str, int], at: datetime
) -> Iterator[Entry]:
    for step, values in journey.kept(before):
        now = _now(journey, after, step, gone)
        told = step.page.form.told(before, step.index, values, firm.words()) if now != values else ()
        lines = [line for line in told if not _stands(line, journey, after, step, now)]
        if lines:
            place = {"page": step.page.name, "each": step.page.each, "index": _place(step, gone)}
            yield {**place, "item": step.item, "at": at.isoformat(), "values": values, "told": lines}


def _now(journey: Journey, after: Answers, step: Step, gone: Mapping[str, int]) -> dict[str, Any] | None:
    """What the same page of the same person or photo holds after the change."""
    index = _place(step, gone)
    if step.index is not None and index is None:
        return None
    return journey.values(after, Step(step.page, index))


def _stands(line: Mapping[str, Any], journey: Journey, after: Answers, step: Step, now: Any) -> bool:
    """Whether this very answer to this very question is still there: only its page changed elsewhere."""
    if now is None:
        return False
    still = step.page.form.told(after, step.index, now, firm.words())
    return any((one["name"], one["value"]) == (line["name"], line["value"]) for one in still)


def _place(step: Step, gone: Mapping[str, int]) -> int | None:
    """The number that this person or photo has after the change; None where it was taken off its list."""
    if step.page.each is None or step.index is None:
        return step.index
    return _after_gone(step.index, gone.get(step.page.each))


def _after_gone(index: int, gone: int | None) -> int | None:
    if gone is None or index < gone:
        return index
    return None if index == gone else index - 1


def _moved(entry: Entry, gone: Mapping[str, int]) -> Entry:
    if entry["index"] is None or entry["each"] not in gone:
        return entry
    return {**entry, "index": _after_gone(entry["index"], gone[entry["each"]])}


def _taken_off(journey: Journey, before: Answers, after: Answers) -> dict[str, int]:
    """Which person or photo a change took off its list, where it did: the rest are numbered anew."""
    found: dict[str, int] = {}
    for kind in KINDS:
        many = len(before.get(kind, []))
        if many - len(after.get(kind, [])) == 1:
            same = (n for n in range(1, many) if journey.remove(before, kind, n) == after)
            found[kind] = next(same, many - 1)
    return found


def _bounded(entries: list[Entry]) -> list[Entry]:
    """At most MOST: the first of each page, and of the rest the newest."""
    over = len(entries) - MOST
    kept, seen = [], set()
    for entry in entries:
        place = (entry["page"], entry["each"], entry["index"])
        if over > 0 and place in seen:
            over -= 1
            continue
        seen.add(place)
        kept.append(entry)
    return kept[:MOST]


# In the file


def of_lines(
    entries: list[Entry], shown: Sequence[Line], *, english: Sequence[Line]
) -> list[list[dict[str, str]]]:
    """For each line of a transcript what was said there before.

    What was said to a question that is not asked any more stands with the first line of its page, else of the
    file. That, and what was worded otherwise or in another language, says to which question it was.
    """
    found: list[list[dict[str, str]]] = [[] for _ in shown]
    places = [line.place for line in shown]
    wordings = [{one.wording, other.wording} for one, other in zip(shown, english, strict=True)]
    for entry in entries:
        for told in entry["told"]:
            place, exact = _home(places, entry, str(told.get("name", "")))
            if place is not None:
                found[place].append(_said(entry, told, exact=exact and told["wording"] in wordings[place]))
    return found


def _home(places: Sequence[Place | None], entry: Entry, name: str) -> tuple[int | None, bool]:
    """The line of the same question about the same person or photo; one taken off its list has none."""
    page = (entry["page"], entry["each"], entry["index"])
    if (*page, name) in places:
        return places.index((*page, name)), True
    of_page = (n for n, place in enumerate(places) if place and place[:3] == page)
    return next(of_page, 0 if places else None), False


def _said(entry: Entry, line: Mapping[str, Any], *, exact: bool) -> dict[str, str]:
    said = {"shown": str(line["shown"]), "value": line["value"], "at": str(entry["at"])}
    if not exact:
        whose = f"{entry['item']}: " if entry["item"] else ""
        said["question"] = f"{whose}{line['wording']}"
    return said
