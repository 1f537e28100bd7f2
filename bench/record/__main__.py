"""Link and verify so many entries, print how many a second: `python -m bench.record N`."""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
if "DATABASE_URL" not in os.environ:
    os.environ["DATABASE_URL"] = f"sqlite:///{tempfile.mkdtemp()}/record.sqlite3"

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from casefile import audit, chain, verifying  # noqa: E402
from casefile.models import AuditEntry  # noqa: E402

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)


def main(rows: int) -> None:
    call_command("migrate", verbosity=0)
    for first in range(0, rows, 10_000):
        AuditEntry.objects.bulk_create(
            AuditEntry(
                at=AT + timedelta(milliseconds=n), actor="system", event="file.opened", subject=f"{n:032x}",
                detail={"packet": f"{n:032x}", "pages": n % 90},
            )
            for n in range(first, min(rows, first + 10_000))
        )  # fmt: skip
    works: tuple[tuple[str, Callable[[], int]], ...] = (
        ("link", lambda: chain.link(at=AT, most=rows)),
        ("verify", lambda: verifying.verify(at=AT, by=audit.SYSTEM).rows),
        ("a turn with nothing to link", lambda: chain.link(at=AT)),
    )
    for name, work in works:
        began = time.perf_counter()
        done = work()
        took = time.perf_counter() - began
        print(
            f"{connection.vendor}: {name}: {done:,} in {took:.3f} s, {done / took:,.0f} a second", flush=True
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
