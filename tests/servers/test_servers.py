"""The servers tests rely on do what a fault test believes they do."""

import smtplib
import socket
import time
import urllib.error
import urllib.request
from email.message import EmailMessage

import environ
import psutil
import psycopg
import pytest
import redis

from tests.servers.mailbox import Mailbox
from tests.servers.portal import Portal, wait_until
from tests.servers.postgres import Postgres
from tests.servers.redis import Redis


def letter(number: int = 1) -> EmailMessage:
    """Return a message with a Message-ID of its own."""
    message = EmailMessage()
    message["From"], message["To"] = "portal@example.com", "firm@example.com"
    message["Message-ID"] = f"<letter-{number}@example.com>"
    message.set_content("A letter.\n")
    message.add_attachment(
        b"%PDF-1.7" + b"0" * 50_000, maintype="application", subtype="pdf", filename="a.pdf"
    )
    return message


def send(mailbox: Mailbox, message: EmailMessage, *, timeout: float = 5) -> None:
    """Send one message as the portal would."""
    with smtplib.SMTP("127.0.0.1", mailbox.port, timeout=timeout) as relay:
        relay.send_message(message)


def test_an_accepted_message_is_a_file_and_one_line_of_the_log(mailbox: Mailbox) -> None:
    send(mailbox, letter())
    [line] = mailbox.accepted
    assert line["message_id"] == "<letter-1@example.com>"
    assert (line["from"], line["to"], line["answered"]) == ("portal@example.com", ["firm@example.com"], True)
    assert b"%PDF-1.7" not in mailbox.message(line) and len(mailbox.message(line)) == line["bytes"]
    assert [file.name for file in mailbox.folder.glob("*.eml")] == [line["file"]]
    assert not list(mailbox.folder.glob(".*"))


def test_the_log_counts_copies_by_message_id(mailbox: Mailbox) -> None:
    for number in (1, 2, 1):
        send(mailbox, letter(number))
    assert mailbox.copies == {"<letter-1@example.com>": 2, "<letter-2@example.com>": 1}


@pytest.mark.parametrize("code", [451, 421, 550])
def test_it_refuses_with_the_code_asked_for_and_accepts_again_later(mailbox: Mailbox, code: int) -> None:
    mailbox.behave("refuse", code=code, seconds=3)
    with pytest.raises(smtplib.SMTPException) as refusal:
        send(mailbox, letter())
    assert str(code) in str(refusal.value)
    assert mailbox.accepted == [] and [line["code"] for line in mailbox.refused] == [code]
    time.sleep(3)
    send(mailbox, letter())
    assert len(mailbox.accepted) == 1


@pytest.mark.parametrize(("mode", "kept"), [("silent-before-data", 0), ("silent-after-data", 1)])
def test_it_falls_silent_before_data_or_after_having_kept_it(mailbox: Mailbox, mode: str, kept: int) -> None:
    mailbox.behave(mode)
    with pytest.raises(smtplib.SMTPServerDisconnected, match="timed out"):
        send(mailbox, letter(), timeout=0.5)
    wait_until(lambda: len(mailbox.accepted) == kept, within=2, what="the message is kept or not")
    assert [line["answered"] for line in mailbox.accepted] == [False] * kept


def test_it_cuts_the_line_in_the_middle_of_the_message(mailbox: Mailbox) -> None:
    mailbox.behave("cut")
    with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionError)):
        send(mailbox, letter())
    assert mailbox.accepted == []


def test_a_stopped_mailbox_refuses_connections_and_starts_again_on_the_same_port(mailbox: Mailbox) -> None:
    port = mailbox.port
    mailbox.stop()
    with pytest.raises(ConnectionRefusedError):
        send(mailbox, letter())
    mailbox.start()
    assert mailbox.port == port
    send(mailbox, letter())


def test_redis_keeps_what_it_held_through_kill_dash_nine_but_not_flushall(
    redis_server: Redis,
) -> None:
    client = redis.Redis.from_url(redis_server.url)
    client.set("bell", "rung")
    time.sleep(1.1)  # appendfsync everysec
    redis_server.restart()
    assert client.get("bell") == b"rung"
    redis_server.flush()
    assert client.get("bell") is None


def test_a_killed_redis_refuses_and_a_frozen_one_is_silent(redis_server: Redis) -> None:
    client = redis.Redis.from_url(redis_server.url, socket_timeout=0.3)
    with redis_server.frozen(), pytest.raises(redis.TimeoutError):
        client.ping()
    redis_server.kill()
    with pytest.raises(redis.ConnectionError):
        client.ping()
    redis_server.forget()
    redis_server.start()
    assert client.ping()


def test_postgres_keeps_committed_rows_through_a_kill(durable_postgres: Postgres) -> None:
    where = f"host={durable_postgres.folder} user=postgres dbname=portal"
    with psycopg.connect(where) as rows:
        rows.execute("CREATE TABLE kept (word text)")
        rows.execute("INSERT INTO kept VALUES ('safe')")
    durable_postgres.restart()
    with psycopg.connect(where) as rows:
        assert rows.execute("SELECT word FROM kept").fetchall() == [("safe",)]
        assert rows.execute("SHOW fsync").fetchone() == ("on",)


def test_a_frozen_postgres_is_silent_and_goes_on(durable_postgres: Postgres) -> None:
    where = f"host={durable_postgres.folder} user=postgres dbname=portal"
    with durable_postgres.frozen(), socket.socket(socket.AF_UNIX) as line:
        line.settimeout(0.3)
        line.connect(str(durable_postgres.folder / ".s.PGSQL.5432"))
        line.sendall(b"\x00\x00\x00\x08\x04\xd2\x16\x2f")
        with pytest.raises(TimeoutError):
            line.recv(1)
    with psycopg.connect(where) as rows:
        assert rows.execute("SELECT 1").fetchone() == (1,)


def test_its_address_is_one_django_understands(durable_postgres: Postgres) -> None:
    read = environ.Env.db_url_config(durable_postgres.url("portal"))
    assert (read["HOST"], read["NAME"], read["USER"]) == (str(durable_postgres.folder), "portal", "postgres")


def test_the_portals_own_programs_serve_on_the_real_servers_and_end_by_kill(portal: Portal) -> None:
    portal.start()
    wait_until(lambda: healthy(portal), within=15, what="it is healthy")
    children = psutil.Process(portal.running["worker"].pid).children
    wait_until(lambda: len(children()) == 2, within=15, what="two pool processes")
    gone = [portal.running["worker"].pid, *(child.pid for child in children())]
    portal.kill("worker")
    wait_until(lambda: not any(psutil.pid_exists(pid) for pid in gone), within=5, what="all are gone")
    portal.start("worker")
    wait_until(lambda: healthy(portal), within=15, what="it is healthy")


def healthy(portal: Portal) -> bool:
    """Say whether /healthz answers 200: the sweeper has been heard of and nothing waits too long."""
    try:
        with urllib.request.urlopen(f"{portal.url}/healthz", timeout=5) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except urllib.error.HTTPError as error:
        assert error.code == 503
        return False
