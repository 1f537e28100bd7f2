"""The columns of a caseload: read from the rows, caught up, opened; and what a claim takes.

CLAIMS=100000 measures as many; BENCH_DATABASE_URL names an empty database, else it is SQLite.
"""

import json
import logging
import os
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import TypeVar

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
CLAIMS = int(os.environ.get("CLAIMS", "20000"))
Found = TypeVar("Found")


def main() -> None:
    """Each figure is one JSON object a line."""
    import django

    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = os.environ.get(
            "BENCH_DATABASE_URL", f"sqlite:///{folder}/portal.sqlite3"
        )
        os.environ["MEDIA_ROOT"] = folder
        django.setup()
        logging.disable(logging.INFO)
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
        measure(Path(folder))


def measure(folder: Path) -> None:
    import matters
    from casefile import claims, mirror
    from casefile.models import Claim
    from tests import crowd, factories

    law = matters.load(factories.MATTER).shipped()
    crowd.fill(CLAIMS)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    whole, found = timed(lambda: mirror.current(law, matter=factories.MATTER))
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tell(f"read {CLAIMS:,} claims from the rows", CLAIMS / whole, "claims/s")
    tell("columns", found.caseload.nbytes / CLAIMS, "bytes/claim")
    tell("rows (photos) of the columns", found.caseload.rows / CLAIMS, "rows/claim")
    tell("most memory while reading, above what was there", (after - before) / 1024, "MB")
    tell(
        "sealed file", (folder / f"mirrors/{factories.MATTER}.sealed").stat().st_size / CLAIMS, "bytes/claim"
    )
    same, _ = timed(lambda: mirror.current(law, matter=factories.MATTER))
    tell("opened and found up to date", same * 1000, "ms")
    newest, _ = timed(lambda: mirror.read_newest(factories.MATTER))
    tell("of that, asking which revision of each claim is the newest", newest * 1000, "ms")
    for claim in Claim.objects.all()[:3]:
        claims.revise(claim, crowd.drawn(Random(7)), number=2, by="staff", at=factories.SENT_AT)
    three, found = timed(lambda: mirror.current(law, matter=factories.MATTER))
    assert found.caught_up == 3, found
    tell("opened, three claims caught up, stored again", three * 1000, "ms")


def timed(work: Callable[[], Found]) -> tuple[float, Found]:
    begun = time.perf_counter()
    found = work()
    return time.perf_counter() - begun, found


def tell(name: str, ours: float, unit: str) -> None:
    print(json.dumps({"name": f"mirror: {name}", "ours": round(ours, 2), "unit": unit}), flush=True)


if __name__ == "__main__":
    main()
