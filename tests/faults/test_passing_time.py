"""Claims that the days have overtaken are determined anew exactly once, though the worker is killed at it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.ledger import Ledger
from tests.servers.mailbox import Mailbox
from tests.servers.portal import Portal, wait_until

CLAIMS = 40
A_DAY = (
    "check_conflicts", "check_uploads", "find_due", "look_up_again", "mail_calendar", "mail_head",
    "redetermine", "requeue", "tell_deadlines", "tidy", "walk_record",
)  # fmt: skip
OVERTAKEN = f"""
import django; django.setup()
from datetime import date
from django.utils import timezone
from tests import factories
for number in range({CLAIMS}):  # sent now: entries put in before older ones are a fault of the record
    factories.make_file(
        packet=False, as_of=date(2019, 6, 1), label=f"Person {{number}}", sent_at=timezone.now()
    )
"""


@pytest.fixture
def ledger(portal: Portal, mailbox: Mailbox) -> Ledger:
    return Ledger(portal.env["DATABASE_URL"], mailbox)


def test_a_worker_killed_half_way_through_a_day_leaves_one_new_determination_a_claim(
    portal: Portal, ledger: Ledger
) -> None:
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", OVERTAKEN], env=portal.env, check=True, cwd=root)
    portal.start("sweeper", "worker")
    wait_until(
        lambda: ledger.count("determination") > CLAIMS + 3, within=40, what="the day's work is going on"
    )
    portal.kill("worker")
    done = ledger.count("determination") - CLAIMS
    assert 3 < done < CLAIMS, f"{done} were done when the worker was killed"
    portal.start("worker")
    wait_until(lambda: ledger.settled, within=60, what="the day's work is done")
    assert ledger.count("determination") == 2 * CLAIMS
    each = ledger.rows("SELECT COUNT(*) FROM casefile_determination GROUP BY claim_id")
    assert {count for (count,) in each} == {2}
    assert ledger.count("auditentry", "event = 'claim.redetermined'") == CLAIMS
    jobs = ledger.rows("SELECT kind, state FROM casefile_job ORDER BY kind")
    assert jobs == [(kind, "done") for kind in A_DAY], "the works of a day, once each"
    assert ledger.count("packet") == ledger.count("delivery") == 0
