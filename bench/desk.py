"""The attorney's desk over many files: how long its pages take, and with how many statements.

A private PostgreSQL holds `seed_caseload`'s files, first FEW of them and then MANY; each page is asked for
TRIES times through Django's test client by a signed-in attorney. The limits are of the 95th percentile in
milliseconds, of that against the same page over FEW, and of statements a page.
"""

import json
import os
import platform
import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

FEW = int(os.environ.get("FEW", "10000"))
MANY = int(os.environ.get("MANY", "200000"))
TRIES = int(os.environ.get("TRIES", "40"))
RELATED = int(os.environ.get("RELATED", "20"))
SLOWEST, WORSE, STATEMENTS, FASTEST = 150.0, 1.5, 12, 1_000.0
TABLE = Path(os.environ.get("DESK_TABLE", Path(__file__).parent / "desk.md"))
# As a server with some memory is set; the defaults are those of a very small machine.
SIZED = ("shared_buffers=1GB", "max_wal_size=8GB")
Figures = dict[str, tuple[float, float, int]]
TOLD: list[dict[str, Any]] = []


def main() -> None:
    """Start the server, fill it twice, and print one JSON object a line."""
    from tests.servers.postgres import Postgres

    with Postgres(more=SIZED) as server:
        os.environ["DATABASE_URL"] = server.url("portal")
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        from config import warm

        settings.ALLOWED_HOSTS = ["testserver"]  # what Django's test client calls us
        call_command("migrate", verbosity=0, interactive=False)
        warm.settle()  # as a web process does
        first = over(FEW, held=0)
        second = over(MANY, held=FEW)
        report(first, second)
    TABLE.write_text(table())


def over(files: int, *, held: int) -> Figures:
    """Fill up to so many files, and measure every page."""
    from django.db import connection
    from django.utils import timezone

    from casefile.seeding import caseload

    began = time.perf_counter()
    caseload.fill(
        files - held,
        seed=1,
        batch=1000,
        among_real=False,
        processes=2,
        at=timezone.now(),
        told=lambda n: None,
    )
    took = time.perf_counter() - began
    tell(f"seed_caseload, {files - held:,} files", (files - held) / took, "files/s", FASTEST, least=True)
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
    return {name: measured(ask) for name, ask in pages().items()}


def pages() -> Mapping[str, Callable[[int], Any]]:
    """What is asked for, by name; each is called with the number of the try."""
    from django.urls import reverse
    from django.utils import timezone

    from casefile import relations
    from casefile.models import QueueRow, StaffMember
    from review import paging
    from tests import factories, signing_in

    attorney = StaffMember.objects.filter(username="attorney@example.com").first()
    attorney = attorney or factories.make_staff("attorney@example.com")
    client = signing_in.at_once(attorney)
    desk = reverse("desk")
    order, some = paging.ORDERS[0], _some()
    deep = QueueRow.objects.order_by(*order.columns)[QueueRow.objects.count() * 3 // 4]
    filters = f"{desk}?result=needs_review&state=undecided&illinois=strong"
    theory = f"{desk}?theory=BIPA_DEPICTED&language=es&due=180"

    at = timezone.now()
    return {
        "queue, first page": lambda n: client.get(desk, {"every": "1"}),
        "three filters: result, decision, Illinois": lambda n: client.get(filters),
        "three filters: theory, language, deadline": lambda n: client.get(theory),
        **_searches(attorney, client, some),
        "queue, a deep page": lambda n: client.get(
            desk, {"every": "1", "after": paging.address(order, deep)}
        ),
        "file page": lambda n: client.get(reverse("desk_file", args=[some[n % len(some)].token])),
        "calendar, first page": lambda n: client.get(reverse("desk_calendar")),
        "links and flags of one file worked out": lambda n: relations.renew(some[n % len(some)].pk, at=at),
    }


def _searches(attorney: Any, client: Any, some: list[Any]) -> Mapping[str, Callable[[int], Any]]:
    """Whatever is typed into the queue's search, by name."""
    from django.urls import reverse

    from casefile.seeding import people
    from review import search

    def find(words: str) -> Any:
        return client.get(f"{reverse('desk')}?{search.read({'q': words}, staff=attorney).query}")

    common = max((*people.FIRST, *people.LAST), key=_carried)
    return {
        "search, a reference": lambda n: find(some[n % len(some)].reference),
        "search, an e-mail address": lambda n: find(some[n % len(some)].contact["email"]),
        "search, a rare name": lambda n: find(people.RARE),
        "search, the most common name": lambda n: find(common),
        "search, a full name": lambda n: find("Pat Example"),
    }


def _some() -> list[Any]:
    """About as many files as there are tries, from all over the caseload."""
    from casefile.models import Submission

    keys = list(Submission.objects.order_by("pk").values_list("pk", flat=True))
    return list(Submission.objects.filter(pk__in=keys[:: max(len(keys) // TRIES, 1)]))


def _carried(word: str) -> int:
    """How many files have this word in a name."""
    from casefile import search_keys
    from casefile.models import SearchKey

    kind, digest = search_keys.key(SearchKey.NAME, word)
    return SearchKey.objects.filter(kind=kind, digest=digest).count()


def measured(ask: Callable[[int], Any]) -> tuple[float, float, int]:
    """Median and 95th percentile in milliseconds, and the most statements."""
    from django.db import connection

    caught: list[str] = []

    def noted(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        caught.append(sql)
        return execute(sql, params, many, context)

    for n in range(3):
        answered(ask(n))
    with connection.execute_wrapper(noted):
        answered(ask(3))
    taken = []
    for n in range(TRIES):
        began = time.perf_counter()
        answered(ask(n))
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1], reads(caught)


def answered(response: Any) -> None:
    """A page that is none must not count as a fast one."""
    if response is not None and response.status_code != 200:
        raise RuntimeError(f"{response.request['PATH_INFO']} answered {response.status_code}")


def reads(caught: list[str]) -> int:
    """Statements, but not those that begin and end a transaction."""
    ends = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return sum(not one.startswith(ends) for one in caught)


def report(few: Figures, many: Figures) -> None:
    """One line a figure and limit."""
    for name, (median, p95, statements) in many.items():
        before = few[name][1]
        has_limit = not name.startswith(("links", "calendar"))
        tell(f"{name}, p50 of {FEW:,}", few[name][0], "ms", 0)
        tell(f"{name}, p95 of {FEW:,}", before, "ms", 0)
        tell(f"{name}, p50 of {MANY:,}", median, "ms", 0)
        tell(f"{name}, p95 of {MANY:,}", p95, "ms", SLOWEST if has_limit else 0)
        tell(f"{name}, p95 of {MANY:,} against {FEW:,}", p95 / before, "times", WORSE if has_limit else 0)
        tell(f"{name}, statements", statements, "", STATEMENTS if has_limit else 0)


def tell(name: str, ours: float, unit: str, limit: float, *, least: bool = False) -> None:
    """Print a figure with its limit, if it has one: a ratio above 1 is beyond it."""
    told: dict[str, Any] = {"name": f"desk: {name}", "ours": ours, "unit": unit}
    if limit:
        told["ratio"] = limit / ours if least else ours / limit
        told["against"] = f"{'at least' if least else 'at most'} {limit:g} {unit}".strip()
    TOLD.append(told)
    print(json.dumps(told), flush=True)


def table() -> str:
    """The figures as the page bench/desk.md."""
    head = (
        "# What the desk costs over many files",
        "",
        f"Written by `make bench ONLY=desk` on Python {platform.python_version()}, "
        f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[1]:.1f} over five minutes.",
        f"PostgreSQL on the same machine ({', '.join(SIZED)}), files of `seed_caseload`;",
        f"{TRIES} tries a page, three before.",
        "",
        "| what | measured | limit | |",
        "|---|---|---|---|",
    )
    return "\n".join([*head, *map(_line, TOLD)]) + "\n"


def _line(one: dict[str, Any]) -> str:
    met = "" if "ratio" not in one else "met" if one["ratio"] <= 1 else "NOT MET"
    name = one["name"].removeprefix("desk: ")
    return f"| {name} | {one['ours']:,.4g} {one['unit']} | {one.get('against', '')} | {met} |"


if __name__ == "__main__":
    main()
