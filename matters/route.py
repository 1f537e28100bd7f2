"""The way through an interview: which pages are asked of one claimant, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from matters.answers import Answers, Kind, Values, stored
from matters.steps import Item, Page, Step, item_name


def _all(answers: Answers) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Route:
    """All pages of a matter in order.

    `least` says how many people or photos the answers must have, `name_item` what one of them is called,
    `only` which pages alone may still be asked where the answers so far have decided; None where they have
    not. Pages answered before stay open to be read and changed.
    """

    pages: tuple[Page, ...]
    least: Callable[[Answers, Kind], int]
    name_item: Callable[[Answers, Kind, int], str]
    only: Callable[[Answers], frozenset[str] | None] = _all

    def count(self, answers: Answers, kind: Kind) -> int:
        """How many people or photos the interview walks through."""
        least = self.least(answers, kind)
        return max(len(answers.get(kind, [])), least) if least else 0

    def steps(self, answers: Answers) -> tuple[Step, ...]:
        """Every page asked of this claimant, in order."""
        return tuple(self._open(answers))

    def _open(self, answers: Answers) -> Iterator[Step]:
        """What may be asked now, and what was answered before."""
        only = self.only(answers)
        for step in self._walk(answers):
            if only is None or step.page.name in only or self.values(answers, step) is not None:
                yield step

    def _walk(self, answers: Answers) -> Iterator[Step]:
        for each, group in groupby(self.pages, key=lambda page: page.each):
            pages = tuple(group)
            items: list[int | None] = [None] if each is None else list(range(self.count(answers, each)))
            for index in items:
                for page in pages:
                    if page.concerns(index) and page.asked_if(answers, index):
                        yield Step(page, index)

    def find(self, answers: Answers, *, page: str, index: int | None = None) -> Step:
        """The step at this address.

        Raises: KeyError when the page does not exist or is not asked of this claimant.
        """
        for step in self._open(answers):
            if step.page.name == page and step.index == index:
                return step
        raise KeyError(page)

    def next_after(self, answers: Answers, step: Step) -> Step | None:
        """The page that follows; from a list page, first the items on it that are not finished."""
        if self.only(answers) is not None:
            return self.first_unanswered(answers)
        if step.page.lists is not None:
            unfinished = self._first_unfinished(answers, step.page.lists)
            if unfinished is not None:
                return unfinished
        walk = self._walk(answers)
        if step not in walk:
            return None
        return next((one for one in walk if not (one.page.once and self.is_answered(answers, one))), None)

    def before(self, answers: Answers, step: Step) -> Step | None:
        """The page that precedes, or None on the first."""
        steps = self.steps(answers)
        at = steps.index(step) if step in steps else 0
        return steps[at - 1] if at > 0 else None

    def first_unanswered(self, answers: Answers) -> Step | None:
        """Where the interview goes on, or None when every page is answered."""
        only = self.only(answers)
        asked = (step for step in self._walk(answers) if only is None or step.page.name in only)
        return next((step for step in asked if not self.is_answered(answers, step)), None)

    def is_answered(self, answers: Answers, step: Step) -> bool:
        values = self.values(answers, step)
        if values is None or step.page.ends:
            return False
        return all(name in values for name in step.page.form.asks(answers, step.index))

    def _first_unfinished(self, answers: Answers, kind: Kind) -> Step | None:
        """The first open page about an item of this list, among the pages before the list itself."""
        for step in self._walk(answers):
            if step.page.lists == kind:
                return None
            if step.page.each == kind and not self.is_answered(answers, step):
                return step
        return None

    def items(self, answers: Answers, kind: Kind) -> tuple[Item, ...]:
        """The people or photos of a list page. The first stays; its answers can be changed."""
        firsts: dict[int, Step] = {}
        for step in self._open(answers):
            if step.page.each == kind and step.index is not None:
                firsts.setdefault(step.index, step)
        return tuple(
            Item(kind, n, item_name(kind, n), self.name_item(answers, kind, n), first, n > 0)
            for n, first in sorted(firsts.items())
        )

    def kept(self, answers: Answers) -> Iterator[tuple[Step, Values]]:
        """Every page that was answered, with what was answered."""
        for step in self._walk(answers):
            values = self.values(answers, step)
            if values is not None:
                yield step, values

    def values(self, answers: Answers, step: Step) -> Values | None:
        return stored(answers, page=step.page.name, index=step.index, each=step.page.each)
