"""CPU time of several works in one run, in turns, the best of many: so neighbours count least."""

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Work:
    """Something to time; `before` is outside the clock; `times` says how often one call does the work."""

    name: str
    run: Callable[[], object]
    times: int = 1
    before: Callable[[], object] | None = None


def best(works: Sequence[Work], *, rounds: int) -> dict[str, float]:
    """Seconds of CPU, all threads, a piece of work; each round goes through all of them once."""
    found = dict.fromkeys((work.name for work in works), float("inf"))
    for work in works:
        _once(work)  # warm
    for turn in range(rounds):
        for work in works if turn % 2 else reversed(works):
            found[work.name] = min(found[work.name], _once(work))
    return found


def _once(work: Work) -> float:
    if work.before:
        work.before()
    gc.collect()
    gc.disable()
    try:
        began = time.process_time()
        work.run()
        return (time.process_time() - began) / work.times
    finally:
        gc.enable()


def each(name: str, run: Callable[[Any], object], inputs: Sequence[Any]) -> Work:
    """One call for each input."""

    def all_of_them() -> None:
        for one in inputs:
            run(one)

    return Work(name, all_of_them, times=len(inputs))
