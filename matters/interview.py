"""The interview as one ordered list of pages: what is kept of its answers, and how they read."""

from __future__ import annotations

import copy
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import translation

from matters import texts
from matters.answers import MOST, Answers, Kind, NoRoom, Values, add_item, empty, remove_item, stored
from matters.route import Route
from matters.steps import ANY_DAY, Item, Line, Page, Step

if TYPE_CHECKING:
    from matters.pages import PageForm

__all__ = [
    "ANY_DAY",
    "Answers",
    "Item",
    "Journey",
    "Kind",
    "Line",
    "Page",
    "Step",
    "add_item",
    "empty",
    "remove_item",
    "stored",
]


@dataclass(frozen=True, slots=True)
class Journey(Route):
    """The route through a matter's pages; what is kept of their answers, and how they read."""

    # What is kept

    def form(
        self,
        answers: Answers,
        step: Step,
        *,
        today: date,
        data: Mapping[str, Any] | None = None,
        prefill: Mapping[str, Any] | None = None,
        fill: Mapping[str, str] | None = None,
    ) -> PageForm:
        """The page's form, showing what was answered before.

        `prefill`: values known from elsewhere (the date given at the door: {"born": "1980-04-02"}), shown
        only where nothing was answered yet. `fill`: words for placeholders such as {"[Firm]": "Example Law"}.
        """
        return step.page.form(
            data,
            answers=answers,
            index=step.index,
            today=today,
            initial={
                **step.page.form.known(answers, step.index, prefill or {}),
                **(self.values(answers, step) or {}),
            },
            fill=fill or {},
        )

    def record(self, answers: Answers, step: Step, values: Values) -> Answers:
        """The answers with this page's values in, and all that no longer belongs out."""
        changed = _open_copy(answers)
        self._place(changed, step, values)
        if step.page.lists is not None and values.get("another") == "yes":
            changed["one"].pop(step.page.name, None)
            changed = self._with_one_more(changed, step.page.lists)
        return self._settle(answers, changed)

    def record_all(self, answers: Answers, given: Iterable[tuple[Step, Values]]) -> Answers:
        """The answers with the values of several pages in, as if each had been recorded."""
        changed = _open_copy(answers)
        for step, values in given:
            self._place(changed, step, values)
        return self._settle(answers, changed)

    def append(self, answers: Answers, kind: Kind, items: Sequence[Mapping[str, Values]]) -> Answers:
        """The answers with these items at the end of a list, each by page as far as told. Raises: NoRoom."""
        changed = _open_copy(answers)
        held = changed[kind]
        held.extend({} for _ in range(self.count(changed, kind) - len(held)))
        held.extend(dict(item) for item in items)
        if len(held) > MOST[kind]:
            raise NoRoom(f"This form takes up to {MOST[kind]} {kind}.")
        return self._settle(answers, changed)

    def add(self, answers: Answers, kind: Kind) -> Answers:
        """The answers with one more item. Raises: NoRoom."""
        return self._settle(answers, self._with_one_more(answers, kind))

    def remove(self, answers: Answers, kind: Kind, index: int) -> Answers:
        """The answers without this item. The first one stays: the first questions were about it.

        Raises: KeyError when there is no such item, or it is the first.
        """
        if index < 1:
            raise KeyError(f"{kind} {index} stays")
        return self._settle(answers, remove_item(answers, kind, index), renumbered=kind)

    def remove_photos(self, answers: Answers, gone: Container[int]) -> Answers:
        """The answers without these photos; whoever removes the first has the next take its place."""
        changed = _open_copy(answers)
        changed["photos"] = [photo for n, photo in enumerate(changed["photos"]) if n not in gone]
        return self._settle(answers, changed, renumbered="photos")

    def _with_one_more(self, answers: Answers, kind: Kind) -> Answers:
        padded = copy.deepcopy(answers)
        items = padded.setdefault(kind, [])
        items.extend({} for _ in range(self.count(padded, kind) - len(items)))
        return add_item(padded, kind)

    def _place(self, answers: Answers, step: Step, values: Values) -> None:
        if step.page.each is None or step.index is None:
            answers["one"][step.page.name] = values
            return
        items = answers[step.page.each]
        while len(items) <= step.index:
            items.append({})
        items[step.index][step.page.name] = values

    def _settle(self, before: Answers, after: Answers, *, renumbered: Kind | None = None) -> Answers:
        """An answer belongs to its question as worded: where a change rewords a question, ask again.

        What counts is the English wording, so that the same answers stay in any language.
        """
        with translation.override(texts.SOURCE):
            for step in self._walk(before):
                if step.page.each is None or step.page.each != renumbered:
                    self._drop_if_reworded(step, before, after)
            return self.prune(after)

    def _drop_if_reworded(self, step: Step, before: Answers, after: Answers) -> None:
        values, kept = self.values(before, step), self.values(after, step)
        if values is None or kept is None or values != kept:
            return
        form, index = step.page.form, step.index
        if form.words(before, index) == form.words(after, index):
            return
        if form.wordings(before, index) != form.wordings(after, index):
            self._holder(after, step).pop(step.page.name)

    def _holder(self, answers: Answers, step: Step) -> dict[str, Values]:
        holder: dict[str, Values] = (
            answers["one"]
            if step.page.each is None or step.index is None
            else answers[step.page.each][step.index]
        )
        return holder

    def prune(self, answers: Answers) -> Answers:
        """Only the answers of questions still asked.

        What is dropped may have been the reason for asking something else, so this repeats until nothing more
        falls away.
        """
        kept = self._pruned_once(answers)
        while kept != answers:
            answers, kept = kept, self._pruned_once(kept)
        return kept

    def _pruned_once(self, answers: Answers) -> Answers:
        kept = empty()
        kinds: tuple[Kind, ...] = ("people", "photos")
        for kind in kinds:
            here = min(len(answers.get(kind, [])), self.count(answers, kind), MOST[kind])
            kept[kind] = [{} for _ in range(here)]
        for step, values in self.kept(answers):
            self._place(kept, step, step.page.form.fitting(answers, step.index, values))
        return kept

    # What a reader sees

    def wordings(self) -> dict[str, list[str]]:
        """What is asked for the rules under each number, as worded for somebody who has said nothing yet."""
        found: dict[str, list[str]] = {}
        for page in self.pages:
            words = page.form.words(empty(), None if page.each is None else 0)
            for field in page.form.base_fields.values():
                wording = str(field.wording).format_map(words)
                if field.use == "fact" and wording not in found.setdefault(field.question, []):
                    found[field.question].append(wording)
        return found

    def transcript(self, answers: Answers, *, fill: Mapping[str, str] | None = None) -> tuple[Line, ...]:
        """Every answer given, in order, with the exact wording of its question."""
        return tuple(self._lines(answers, fill or {}))

    def _lines(self, answers: Answers, fill: Mapping[str, str]) -> Iterator[Line]:
        for step, values in self.kept(answers):
            if step.page.ends:
                continue
            page = step.page
            for told in page.form.told(answers, step.index, values, fill):
                place = (page.name, page.each, step.index, told.pop("name"))
                yield Line(stage=str(page.stage), page=page.name, item=step.item, place=place, **told)


def _open_copy(answers: Answers) -> Answers:
    """The answers with their lists of pages copied, so that pages can be put in; values are shared."""
    return {
        "one": dict(answers.get("one", {})),
        "people": [dict(person) for person in answers.get("people", [])],
        "photos": [dict(photo) for photo in answers.get("photos", [])],
    }
