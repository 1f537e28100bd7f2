"""The limits of looking photos up hold across web workers, a flushed Redis and a restart."""

import subprocess
import sys
import threading
import urllib.error

from casefile import lists
from exposure import build
from tests import published
from tests.personas import ADULT, Persona
from tests.servers.portal import ROOT, Portal
from tests.servers.redis import Redis
from tests.walker import Claimant

LOOK_UP = "/flickr-megaface/look-up/"
LINK = f"https://www.flickr.com/photos/{published.ACCOUNT}/{published.PHOTO}/"
PRESSED, ALLOWED = 12, 4


def press(claimant: Claimant) -> int:
    try:
        _, page = claimant.post(LOOK_UP, {})
    except urllib.error.HTTPError as refused:
        return refused.code
    assert "Found under the account you named" in page
    return 200


def at_once(claimant: Claimant) -> list[int]:
    start, seen = threading.Barrier(PRESSED), []

    def run() -> None:
        start.wait()
        seen.append(press(claimant))

    threads = [threading.Thread(target=run) for _ in range(PRESSED)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(seen)


def test_many_requests_at_once_get_as_many_answers_as_are_allowed_and_no_more_later(
    portal: Portal, redis_server: Redis
) -> None:
    published.write()
    build.bind(lists.root())
    portal.env["LOOK_UPS_A_DAY"] = str(ALLOWED)
    portal.start("web")
    persona = Persona({**ADULT.told, ("photo", 0): {"link": LINK}})
    claimant = Claimant(portal.url, persona)
    claimant.enter()
    claimant.answer_all()
    claimant.get(LOOK_UP)
    assert at_once(claimant) == [200] * ALLOWED + [429] * (PRESSED - ALLOWED)
    redis_server.flush()
    portal.kill("web")
    portal.start("web")
    assert press(claimant) == 429


def test_processes_that_take_as_fast_as_they_can_take_no_more_than_there_is(portal: Portal) -> None:
    command = [sys.executable, "-m", "tests.faults.taking"]
    takers = [
        subprocess.Popen(
            [*command, str(n), "40", "100"],
            cwd=ROOT, env=portal.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for n in range(4)
    ]  # fmt: skip
    assert [taker.stdout and taker.stdout.readline() for taker in takers] == ["ready\n"] * 4
    for taker in takers:
        assert taker.stdin
        taker.stdin.write("go\n")
        taker.stdin.flush()
    given = [int(taker.communicate(timeout=60)[0]) for taker in takers]
    assert sum(given) == 100, given
