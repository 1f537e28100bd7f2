"""What it takes to build each store, its size, and look-ups: one at a time warm and cold, many at once."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.exposure import stores, synthetic
from bench.exposure.stores import Store

MANY, WARM, COLD, ROUNDS = 100_000, 20_000, 200, 5


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds, except `size` in bytes; `warm` and `cold` are (p50, p99) of one look-up."""

    name: str
    build: float
    size: int
    warm: tuple[float, float]
    cold: tuple[float, float]
    many: float
    found: int


def measure(folder: Path, rows: Path) -> list[Measured]:
    """Build every store of the same rows and ask each the same; all must find the same number of rows."""
    wanted, kept = synthetic.asked(rows, MANY), stores.every(folder)
    built = [_timed(lambda store=store: store.build(rows)) for store in kept]  # type: ignore[misc]
    taken = [_of(store, seconds, wanted) for store, seconds in zip(kept, built, strict=True)]
    if len({one.found for one in taken}) != 1:
        raise SystemExit(f"the stores disagree: {[(one.name, one.found) for one in taken]}")
    return taken


def _of(store: Store, build: float, wanted: stores.Photos) -> Measured:
    print(f"bench   | {store.name}: built in {build:.0f} s", file=sys.stderr, flush=True)
    store.open()
    found = store.many(wanted)
    many = min(_timed(lambda: store.many(wanted)) for _ in range(ROUNDS))
    warm = [_timed(lambda photo=photo: store.one(photo)) for photo in wanted[:WARM].tolist()]  # type: ignore[misc]
    store.close()
    cold = [_cold(store, photo) for photo in wanted[-COLD:].tolist()]
    return Measured(store.name, build, store.path.stat().st_size, _p(warm), _p(cold), many, found)


def _cold(store: Store, photo: int) -> float:
    """The first look-up after the file was opened, with nothing of it in memory."""
    stores.forget(store.path)
    store.open()
    try:
        return _timed(lambda: store.one(photo))
    finally:
        store.close()


def _p(seconds: list[float]) -> tuple[float, float]:
    return float(np.percentile(seconds, 50)), float(np.percentile(seconds, 99))


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def memory(path: Path, rows: Path) -> dict[str, float]:
    """Megabytes of its own that a process has before and after it opened the index and asked it much."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.exposure.look_ups", str(path), str(rows)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    held: dict[str, float] = json.loads(done.stdout)
    return held


def _own_megabytes() -> float:
    told = Path("/proc/self/smaps_rollup").read_text()
    return sum(int(line.split()[1]) for line in told.splitlines() if line.startswith("Anonymous:")) / 1024


def _main() -> None:
    """Run as a process of its own: hold the index as a worker does, look up one at a time and in a batch."""
    from exposure import index

    wanted = synthetic.asked(Path(sys.argv[2]), MANY)
    before = _own_megabytes()
    held = index.open_index(Path(sys.argv[1]))
    opened = _own_megabytes()
    for photo in wanted[:WARM].tolist():
        held.tables[0].sightings(str(photo))
    after = _own_megabytes()
    held.find(wanted)
    batch = _own_megabytes()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"before": before, "opened": opened, "asked": after, "batch": batch, "peak": peak}))


if __name__ == "__main__":
    _main()
