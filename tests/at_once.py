"""Several acts begun together, each from a database connection of its own."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from casefile.models import Submission


def at_once(*acts: Callable[[], Any], over: tuple[Submission, ...] = ()) -> list[Any]:
    """Do all acts from connections of their own, begun together; returns what each gave or raised.

    The rows of the files `over` which they meet are held until all acts wait for them, so that none is over
    before the next has read. PostgreSQL only.
    """
    start, ends = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number: int) -> None:
        start.wait(20)
        try:
            ends[number] = acts[number]()
        except Exception as error:
            ends[number] = error  # type: ignore[call-overload]
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
    with _met(over, by=len(acts)):
        for thread in threads:
            thread.start()
    for thread in threads:
        thread.join(30)
    return ends


@contextmanager
def _met(files: tuple[Submission, ...], *, by: int) -> Iterator[None]:
    if not files:
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        list(Submission.objects.select_for_update().filter(pk__in=[one.pk for one in files]))
        yield
        late = time.monotonic() + 10
        while time.monotonic() < late:
            cursor.execute("SELECT COUNT(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0] >= by:
                return
            time.sleep(0.01)
