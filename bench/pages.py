"""Server CPU of every interview page and of its POST, against a bare Django view of the same form.

The peer has the same middleware, the same base template and the same form rendered with `as_div`; on POST it
validates and saves one JSON row. Both answer through the same WSGI handler on SQLite, in turns.
"""

import io
import json
import os
import statistics
import tempfile
import time
import urllib.parse
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROUNDS = 15
FOLDER = Path(tempfile.mkdtemp(prefix="bench-"))
os.environ["DATABASE_URL"] = f"sqlite:///{FOLDER / 'bench.sqlite3'}"
os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench import bare  # noqa: E402
from casefile import drafts  # noqa: E402
from matters.interview import Step  # noqa: E402
from tests.personas import ADULT, posted  # noqa: E402
from tests.walker import FIRM, JOURNEY, address  # noqa: E402

SECRET = "b" * 32


def main() -> None:
    """Print one line for the pages and one for the POSTs: the sum over all pages of an adult's interview."""
    call_command("migrate", verbosity=0)
    bare.make_table()
    answers, sent = _answered()
    cookie = _seat(answers)
    handler = WSGIHandler()
    steps = [step for step in JOURNEY.steps(answers) if step.page.name != "declaration"]
    for method in ("GET", "POST"):
        pairs = [_pair(handler, step, sent[step], cookie, method) for step in steps]
        ours, peer = (sum(side) for side in zip(*pairs, strict=True))
        told = {
            "name": f"interview page, {method}, CPU of one (mean of {len(steps)} pages)",
            "ours": ours / len(steps),
            "peer": peer / len(steps),
            "ratio": ours / peer,
            "unit": "ms",
            "against": "bare Django view, as_div" if method == "GET" else "bare Django view, one JSON row",
        }
        print(json.dumps(told))


def _answered() -> tuple[dict[str, Any], dict[Step, dict[str, Any]]]:
    """Answer a whole interview, keeping what was sent to each page."""
    answers, sent = JOURNEY.prune({}), {}
    today = timezone.localdate()
    while (step := JOURNEY.first_unanswered(answers)) and step.page.name != "declaration":
        form = JOURNEY.form(answers, step, today=today, fill=FIRM)
        sent[step] = posted(form, ADULT.answers(step.page.name, step.index))
        filled = JOURNEY.form(answers, step, today=today, fill=FIRM, data=sent[step])
        assert filled.is_valid(), filled.errors  # noqa: S101
        answers = JOURNEY.record(answers, step, filled.values())
    bare.ANSWERS.update(answers)
    return answers, sent


def _seat(answers: dict[str, Any]) -> str:
    """Keep a draft with these answers and return the cookies of the browser that holds it."""
    draft, token = drafts.start(matter=settings.MATTER, notice={}, at=timezone.now())
    drafts.keep(draft=draft, answers=answers, at=timezone.now())
    session = SessionStore()
    session["draft"] = token
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={SECRET}"


def _pair(
    handler: WSGIHandler, step: Step, data: dict[str, Any], cookie: str, method: str
) -> tuple[float, float]:
    ours, peer = address(step), f"/bare{address(step)}"
    body = urllib.parse.urlencode({**data, "csrfmiddlewaretoken": SECRET}, doseq=True) if method == "POST" else ""
    times: dict[str, list[float]] = {ours: [], peer: []}
    for number in range(ROUNDS + 3):
        for path in (ours, peer) if number % 2 else (peer, ours):
            spent = _cpu(lambda path=path: _answer(handler, path, body, cookie, method))
            times[path].append(spent)
    return statistics.median(times[ours][3:]), statistics.median(times[peer][3:])


def _cpu(work: Callable[[], None]) -> float:
    """Return the CPU milliseconds of one call."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def _answer(handler: WSGIHandler, path: str, body: str, cookie: str, method: str) -> None:
    status: list[str] = []
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1",
        "HTTP_COOKIE": cookie,
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body.encode()),
        "wsgi.errors": io.StringIO(),
        "wsgi.url_scheme": "http",
    }
    response = handler(environ, lambda code, headers: status.append(code))
    b"".join(response)
    response.close()
    expected = "200" if method == "GET" else "302"
    if not status[0].startswith(expected):
        raise SystemExit(f"{method} {path} answered {status[0]}; a figure for it would mean nothing.")


if __name__ == "__main__":
    main()
