"""What a real clamd says, and what is made of it when it says nothing."""

import io
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from casefile import drafts, evidence, quarantine, scanning, sent_files
from casefile.models import Upload
from tests import factories
from tests.casefile import made_files
from tests.servers import clamd
from tests.servers.clamd import Clamd

AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
real = pytest.mark.skipif(clamd.program() is None, reason=clamd.MISSING)


@pytest.fixture
def scanner(short_folder: Path, settings: Settings) -> Iterator[Clamd]:
    server = Clamd(short_folder, stream_max="2M")
    server.start()
    settings.CLAMD = str(server.socket)
    yield server
    server.kill()


def test_without_a_scanner_nothing_is_said_to_be_clean() -> None:
    assert scanning.scan([b"x"], at=AT) == scanning.Scan("not scanned", why_not="no_scanner")


@real
def test_the_test_virus_is_found_plain_and_in_a_zip(scanner: Clamd) -> None:
    for content in (made_files.EICAR, made_files.zipped({"a.com": made_files.EICAR})):
        found = scanning.scan([content], at=AT)
        assert found.said == "found" and found.scanned_with.startswith("ClamAV ")


@real
def test_a_harmless_file_is_not_called_clean_by_signatures_without_a_date(scanner: Clamd) -> None:
    found = scanning.scan([made_files.image("JPEG")], at=AT)
    assert (found.said, found.why_not) == ("not scanned", "old")


@real
def test_a_stream_longer_than_the_scanner_takes_is_not_scanned(scanner: Clamd) -> None:
    found = scanning.scan([bytes(1 << 20)] * 24, at=AT)
    assert (found.said, found.why_not) == ("not scanned", "too_long")


@real
def test_a_scanner_that_died_or_hangs_is_down(scanner: Clamd, settings: Settings) -> None:
    settings.CLAMD_SECONDS = 1
    scanner.freeze()
    with pytest.raises(scanning.Down):
        scanning.scan([b"x"], at=AT)
    scanner.kill()
    with pytest.raises(scanning.Down):
        scanning.scan([b"x"], at=AT)


@real
@pytest.mark.django_db
def test_a_file_held_back_is_looked_at_when_the_scanner_comes_back(scanner: Clamd) -> None:
    draft, _ = drafts.start(matter=factories.MATTER, notice={}, at=AT)

    def send(content: bytes) -> Upload:
        return evidence.receive(draft_sha256=draft.token_sha256, file=io.BytesIO(content), name="a", at=AT)

    scanner.kill()
    good, bad = send(made_files.image("JPEG")), send(made_files.account() + made_files.EICAR)
    for one in (good, bad):
        assert quarantine.check(one.pk, at=AT) is not None
    assert [sent.outcome for sent in sent_files.listed(draft.token_sha256)] == ["held", "held"]
    scanner.socket.unlink(missing_ok=True)
    scanner.start()
    for one in (good, bad):
        assert quarantine.check(one.pk, at=AT + timedelta(minutes=5)) is None
    by_id = {sent.upload_id: sent for sent in sent_files.listed(draft.token_sha256)}
    assert (by_id[good.pk].outcome, by_id[good.pk].scan) == ("checked", "not scanned")
    assert (by_id[bad.pk].outcome, by_id[bad.pk].reason, by_id[bad.pk].scan) == ("unfit", "virus", "found")


@pytest.mark.parametrize(
    ("version", "fresh"),
    [
        ("ClamAV 1.4.6/27460/Sat Nov 21 09:30:10 2026", True),
        ("ClamAV 1.4.6/27460/Mon Nov  2 09:30:10 2026", False),
        ("ClamAV 1.4.6", False),
        ("ClamAV 1.4.6/27460/Sat Nov 99 09:30:10", False),
    ],
)
def test_signatures_older_than_a_week_prove_nothing_clean(version: str, fresh: bool) -> None:
    assert scanning.is_fresh(version, at=AT) is fresh


@pytest.mark.parametrize(
    ("answer", "said", "why_not"),
    [
        (b"stream: OK\0", "clean", ""),
        (b"stream: Some.Thing FOUND\0", "found", ""),
        (b"INSTREAM size limit exceeded. ERROR\0", "not scanned", "too_long"),
        (b"", "not scanned", "too_long"),
        (b"stream: Can't allocate memory ERROR\0", "not scanned", "refused"),
    ],
)
def test_each_answer_of_the_protocol_has_its_meaning(
    answer: bytes, said: str, why_not: str, settings: Settings
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.CLAMD = f"127.0.0.1:{server.getsockname()[1]}"
        threading.Thread(target=_say, args=(server, answer), daemon=True).start()
        found = scanning.scan([b"x"], at=AT)
    assert (found.said, found.why_not) == (said, why_not)


def _say(server: socket.socket, answer: bytes) -> None:
    for words in (b"ClamAV 1.4.6/27460/Sat Nov 21 09:30:10 2026\0", answer):
        one, _ = server.accept()
        with one:
            one.recv(65536)
            one.sendall(words)
