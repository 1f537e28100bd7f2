"""A theory's deadline as it is printed: the two dates, the days left, and a mark that needs no colour."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from packets import paper, words

URGENT_DAYS = 30
WARNING_DAYS = (90, 180)


@dataclass(frozen=True, slots=True)
class Lane:
    """One deadline. `left` counts from `as_of` to the next of the two dates; below zero both have passed."""

    theory: str
    safe: str
    rolled: str
    words: str
    left: int
    left_words: str
    mark: str

    @property
    def sentence(self) -> str:
        """How the dates were reached, with its dates in words."""
        return words.sentence(self.words)

    @property
    def urgent(self) -> bool:
        return 0 <= self.left <= URGENT_DAYS


def read(deadline: Mapping[str, Any] | None, *, theory: str, as_of: date) -> Lane | None:
    """The lane of a stored deadline; None where the determination holds no date."""
    if not deadline:
        return None
    safe, rolled = date.fromisoformat(deadline["safe"]), date.fromisoformat(deadline["rolled"])
    to_safe, to_rolled = (safe - as_of).days, (rolled - as_of).days
    left = to_safe if to_safe >= 0 else to_rolled
    return Lane(
        theory=theory,
        safe=in_words(safe),
        rolled=in_words(rolled),
        words=paper.prose(deadline.get("words") or ""),
        left=left,
        left_words=_left_words(to_safe, to_rolled),
        mark=_mark(left),
    )


def in_words(day: date) -> str:
    """A date with its weekday, because a weekend moves a deadline: "Sun, November 22, 2026"."""
    return f"{day:%a, %B} {day.day}, {day.year}"


def days(count: int) -> str:
    return "1 day" if count == 1 else f"{count:,} days"


def _left_words(to_safe: int, to_rolled: int) -> str:
    if to_safe > 0:
        return f"{days(to_safe)} left"
    if to_safe == 0:
        return "last day is today"
    if to_rolled > 0:
        return f"safe date passed {days(-to_safe)} ago; rolled date in {days(to_rolled)}"
    if to_rolled == 0:
        return "safe date passed; rolled date is today"
    return f"passed {days(-to_rolled)} ago"


def _mark(left: int) -> str:
    if left < 0:
        return "Passed"
    if left <= URGENT_DAYS:
        return "Urgent"
    return next((f"Within {limit} days" for limit in WARNING_DAYS if left <= limit), "")
