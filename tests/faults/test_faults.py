"""What was promised is done exactly once, whatever dies or refuses meanwhile; leases last 5 seconds."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
import redis

from tests.faults.ledger import FIRM, Ledger
from tests.servers.mailbox import Mailbox
from tests.servers.portal import Portal, wait_until
from tests.servers.redis import Redis
from tests.walker import Claimant, health

DRAINED_WITHIN = 90


@pytest.fixture
def ledger(portal: Portal, mailbox: Mailbox) -> Ledger:
    return Ledger(portal.env["DATABASE_URL"], mailbox)


def drained(ledger: Ledger) -> None:
    wait_until(lambda: ledger.settled, within=DRAINED_WITHIN, what="all jobs are done")


def kill_a_rendering_child(portal: Portal, ledger: Ledger) -> None:
    """kill -9 to the pool child that holds a job whose findings are kept and whose packet is not."""
    rendering = "state = 'leased' AND kind = 'advance'"
    wait_until(
        lambda: (
            ledger.count("job", rendering) and ledger.count("determination") and not ledger.count("packet")
        ),
        within=30,
        what="a packet is being rendered",
    )
    pool = psutil.Process(portal.running["worker"].pid).children()
    busiest = max(pool, key=lambda child: sum(child.cpu_times()[:2]))
    busiest.send_signal(signal.SIGKILL)


def test_nothing_wrong_is_one_of_everything(portal: Portal, ledger: Ledger) -> None:
    portal.start()
    confirmation = Claimant(portal.url).walk()
    assert confirmation.startswith("/sent/")
    drained(ledger)
    ledger.assert_once(sent=1)


def test_redis_down_at_submit_still_confirms_and_the_packet_goes_out_when_it_is_back(
    portal: Portal, ledger: Ledger, redis_server: Redis
) -> None:
    portal.start()
    claimant = Claimant(portal.url)
    claimant.enter()
    claimant.answer_all()
    redis_server.kill()
    began = time.monotonic()
    confirmation = claimant.sign()
    took = time.monotonic() - began
    assert confirmation.startswith("/sent/")
    assert took < 5, f"the claimant waited {took:.1f} s for a dead broker"
    assert ledger.count("submission") == 1
    redis_server.start()
    drained(ledger)
    ledger.assert_once(sent=1)


def test_redis_gone_for_good_is_worked_by_the_sweeper(
    portal: Portal, ledger: Ledger, redis_server: Redis
) -> None:
    portal.env["SWEEP_ALONE_AFTER_SECONDS"] = "4"
    portal.start("web", "sweeper")
    claimant = Claimant(portal.url)
    claimant.enter()
    claimant.answer_all()
    redis_server.kill()
    claimant.sign()
    drained(ledger)
    ledger.assert_once(sent=1)


def test_a_worker_killed_while_rendering_leaves_one_packet(portal: Portal, ledger: Ledger) -> None:
    portal.start()
    Claimant(portal.url).walk()
    kill_a_rendering_child(portal, ledger)
    drained(ledger)
    ledger.assert_once(sent=1)
    assert ledger.rows("SELECT attempts FROM casefile_job WHERE kind = 'advance'")[0][0] >= 2


def test_the_whole_worker_killed_loses_nothing(portal: Portal, ledger: Ledger) -> None:
    portal.start()
    for _ in range(3):
        Claimant(portal.url).walk()
    portal.kill("worker")
    portal.start("worker")
    drained(ledger)
    ledger.assert_once(sent=3)


def test_the_same_message_three_times_is_one_of_everything(portal: Portal, ledger: Ledger) -> None:
    portal.start("web")
    Claimant(portal.url).walk()
    ring_again(portal, times=3)
    portal.start("worker", "sweeper")
    drained(ledger)
    ring_again(portal, times=3)
    time.sleep(3)
    ledger.assert_once(sent=1)


def ring_again(portal: Portal, *, times: int) -> None:
    """Send the hint for every job, `times` over, whatever its state."""
    words = f"""
import django; django.setup()
from casefile import tasks
from casefile.models import Job
for _ in range({times}):
    assert tasks.ring(Job.objects.values_list("pk", flat=True))
"""
    subprocess.run([sys.executable, "-c", words], env=portal.env, check=True, cwd=Path(__file__).parents[2])


def test_a_relay_that_refuses_for_a_while_gets_one_mail_in_the_end(
    portal: Portal, ledger: Ledger, mailbox: Mailbox
) -> None:
    portal.env["MAIL_RETRY_SECONDS"] = "1,2,2,2,2"
    mailbox.behave("refuse", code=451)
    portal.start()
    Claimant(portal.url).walk()
    wait_until(lambda: len(mailbox.refused) >= 3, within=30, what="the relay refused three times")
    mailbox.behave("accept")
    drained(ledger)
    ledger.assert_once(sent=1)


def test_a_relay_that_is_not_there_for_a_while_gets_one_mail_in_the_end(
    portal: Portal, ledger: Ledger, mailbox: Mailbox
) -> None:
    portal.env["MAIL_RETRY_SECONDS"] = "1,2,2,2,2"
    mailbox.stop()
    portal.start()
    Claimant(portal.url).walk()
    wait_until(lambda: ledger.count("delivery", "attempts > 0") == 2, within=30, what="both mails were tried")
    mailbox.start()
    drained(ledger)
    ledger.assert_once(sent=1)


def test_a_relay_that_refuses_for_good_is_shown_as_failed(
    portal: Portal, ledger: Ledger, mailbox: Mailbox
) -> None:
    mailbox.behave("refuse", code=550)
    portal.start()
    Claimant(portal.url).walk()
    drained(ledger)
    assert ledger.count("delivery", "state = 'failed'") == 2
    assert mailbox.accepted == []
    assert health(portal.url)["deliveries_failed"] == 2


def test_silence_after_the_message_is_uncertain_and_never_sent_again(
    portal: Portal, ledger: Ledger, mailbox: Mailbox
) -> None:
    portal.env["EMAIL_TIMEOUT"] = "2"
    mailbox.behave("silent-after-data")
    portal.start()
    Claimant(portal.url).walk()
    drained(ledger)
    mailbox.behave("accept")
    time.sleep(6)
    assert ledger.count("delivery", "state = 'uncertain'") == 2
    assert set(mailbox.copies.values()) <= {1}
    assert health(portal.url)["deliveries_uncertain"] == 2


def test_a_queue_emptied_behind_our_back_loses_nothing(
    portal: Portal, ledger: Ledger, redis_server: Redis
) -> None:
    portal.start("web")
    for _ in range(2):
        Claimant(portal.url).walk()
    redis_server.flush()
    portal.start("worker", "sweeper")
    drained(ledger)
    ledger.assert_once(sent=2)


def test_messages_and_logs_carry_no_personal_word(
    portal: Portal, ledger: Ledger, redis_server: Redis
) -> None:
    portal.start("web", "sweeper")
    Claimant(portal.url).walk()
    broker = redis.Redis(unix_socket_path=redis_server.url.removeprefix("unix://"))
    wait_until(lambda: broker.dbsize() > 0, within=10, what="a message waits at the broker")
    lists = [key for key in broker.scan_iter() if broker.type(key) == b"list"]
    queued = b"".join(bytes(line) for key in lists for line in broker.lrange(key, 0, -1))
    assert b"casefile.work" in queued
    portal.start("worker")
    drained(ledger)
    logged = b"".join(path.read_bytes() for path in portal.log.glob("*.log"))
    for word in (b"Pat Example", b"pat@example.com", b"Sample Street", b"312 555 0142", b"pat-example"):
        assert word not in queued
        assert word not in logged


def test_two_presses_of_the_button_are_one_submission(portal: Portal, ledger: Ledger) -> None:
    portal.start()
    claimant = Claimant(portal.url)
    claimant.enter()
    claimant.answer_all()
    first = claimant.sign()
    second = claimant.sign()
    assert first == second
    drained(ledger)
    ledger.assert_once(sent=1)


def test_the_packet_is_attached_and_the_covering_mail_says_nothing_personal(
    portal: Portal, ledger: Ledger, mailbox: Mailbox
) -> None:
    portal.start()
    Claimant(portal.url).walk()
    drained(ledger)
    line = next(line for line in mailbox.accepted if FIRM in line["to"])
    raw = mailbox.message(line)
    assert b"application/pdf" in raw
    assert b"JVBERi0" in raw.replace(b"\r\n", b"").replace(b"\n", b"")
    for word in (b"Pat", b"pat@example.com", b"Illinois", b"eligible"):
        assert word not in raw.partition(b"application/pdf")[0]
    assert list(Path(portal.env["MEDIA_ROOT"]).rglob("*.sealed"))
