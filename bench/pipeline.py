"""From the claimant's last click to the packet in the firm's mailbox, on the running portal.

Real web server, worker, sweeper, Redis and mail receiver on SQLite; one submission after another, so that a
figure is one claimant's wait and not a queue's.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "bin"))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django  # noqa: E402

django.setup()

from groundwork import keys, start  # noqa: E402
from tests.faults.ledger import Ledger  # noqa: E402
from tests.servers.mailbox import Mailbox  # noqa: E402
from tests.servers.portal import Portal, wait_until  # noqa: E402
from tests.servers.redis import Redis  # noqa: E402
from tests.walker import Claimant  # noqa: E402

SUBMISSIONS = 25


def main() -> None:
    """Print the median and the 95th percentile in seconds, warm, and the cold first one."""
    with tempfile.TemporaryDirectory(prefix="bench-", dir="/tmp") as name:
        waits = _waits(Path(name))
    cold, warm = waits[0], sorted(waits[1:])
    print(_told("submit to packet delivered, first after the start", cold))
    print(_told(f"submit to packet delivered, median of {len(warm)}", statistics.median(warm)))
    print(_told(f"submit to packet delivered, p95 of {len(warm)}", warm[int(0.95 * len(warm)) - 1]))


def _told(name: str, seconds: float) -> str:
    return json.dumps(
        {"name": name, "ours": seconds, "peer": None, "ratio": None, "unit": "s", "against": ""}
    )


def _waits(folder: Path) -> list[float]:
    outbox = folder / "outbox"
    outbox.mkdir()
    redis, mailbox = Redis(folder), Mailbox(outbox)
    redis.start()
    mailbox.start()
    portal = Portal(_environment(folder, redis, mailbox), log=folder)
    portal.prepare()
    portal.start()
    ledger = Ledger(portal.env["DATABASE_URL"], mailbox)
    try:
        return [_one(portal, ledger) for _ in range(SUBMISSIONS + 1)]
    finally:
        portal.stop()
        mailbox.stop()
        redis.kill()


def _environment(folder: Path, redis: Redis, mailbox: Mailbox) -> dict[str, str]:
    own = {
        "DATABASE_URL": f"sqlite:///{folder / 'portal.sqlite3'}",
        "REDIS_URL": redis.url,
        "EMAIL_URL": mailbox.url,
        "MEDIA_ROOT": str(folder / "files"),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": keys.secret_key(),
        "FIELD_KEYS": keys.field_keys(),
    }
    return {**os.environ, **start.DEMO, **own}


def _one(portal: Portal, ledger: Ledger) -> float:
    """Return the seconds from the press of the button to the firm's mail being taken."""
    claimant = Claimant(portal.url)
    claimant.enter()
    claimant.answer_all()
    before = ledger.to_firm()
    began = time.monotonic()
    claimant.sign()
    wait_until(lambda: ledger.to_firm() > before, within=60, what="the packet is delivered")
    took = time.monotonic() - began
    wait_until(lambda: ledger.settled, within=60, what="nothing is owed")
    return took


if __name__ == "__main__":
    main()
