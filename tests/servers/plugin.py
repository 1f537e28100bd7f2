"""Fixtures that give a test real servers: `pytest_plugins = ["tests.servers.plugin"]`."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from groundwork import keys, start
from tests.servers.mailbox import Mailbox
from tests.servers.portal import Portal
from tests.servers.postgres import Postgres
from tests.servers.redis import Redis

PREPARED = "prepared"


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A folder with a path short enough for a unix socket."""
    folder = Path(tempfile.mkdtemp(prefix="intake-", dir="/tmp"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def redis_server(short_folder: Path) -> Iterator[Redis]:
    """A running private Redis: kill, restart, frozen, flush, forget."""
    server = Redis(short_folder)
    server.start()
    yield server
    server.kill()


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[Mailbox]:
    """A running mail receiver: behave, accepted, refused, copies, stop, start."""
    folder = tmp_path / "outbox"
    folder.mkdir()
    receiver = Mailbox(folder)
    receiver.start()
    yield receiver
    receiver.stop()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """A private PostgreSQL for the session, fast and forgetful: create(name) gives a DATABASE_URL."""
    with Postgres() as server:
        yield server


@pytest.fixture
def durable_postgres() -> Iterator[Postgres]:
    """A private PostgreSQL with production's disk settings: kill, restart, frozen."""
    with Postgres(durable=True) as server:
        yield server


@pytest.fixture(scope="session")
def prepared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a prepared portal runs on; prepared once a session, and copied for each test.

    Its database is of the kind this run is about: SQLite, or PostgreSQL when DATABASE_URL names one.
    """
    folder = tmp_path_factory.mktemp("prepared")
    url = f"sqlite:///{folder / 'portal.sqlite3'}"
    if on_postgres():
        server: Postgres = request.getfixturevalue("postgres_server")
        url = server.create(PREPARED)
    own = {
        "DATABASE_URL": url,
        "MEDIA_ROOT": str(folder / "files"),
        "EXPOSURE_ROOT": str(folder / "exposure"),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": keys.secret_key(),
        "FIELD_KEYS": keys.field_keys(),
    }
    Portal({**os.environ, **start.DEMO, **own}, log=folder).prepare()
    assert not any((folder / name).exists() for name in ("files", "exposure")), "these would need a copy too"
    return own


def on_postgres() -> bool:
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


@pytest.fixture
def database_url(request: pytest.FixtureRequest, prepared: dict[str, str], tmp_path: Path) -> str:
    """A prepared database of this test's own."""
    if on_postgres():
        server: Postgres = request.getfixturevalue("postgres_server")
        return server.create(f"portal_{secrets.token_hex(4)}", like=PREPARED)
    here = Path(prepared["DATABASE_URL"].removeprefix("sqlite:///"))
    for part in here.parent.glob(f"{here.name}*"):
        shutil.copy(part, tmp_path)
    return f"sqlite:///{tmp_path / here.name}"


@pytest.fixture
def portal(
    prepared: dict[str, str], database_url: str, redis_server: Redis, mailbox: Mailbox, tmp_path: Path
) -> Iterator[Portal]:
    """The portal, prepared but not started, on real servers; a 5 s lease. Call `portal.start()`."""
    own = {
        **prepared,
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_server.url,
        "EMAIL_URL": mailbox.url,
        "MEDIA_ROOT": str(tmp_path / "files"),
        "EXPOSURE_ROOT": str(tmp_path / "exposure"),
        "JOB_LEASE_SECONDS": "5",
    }
    site = Portal({**os.environ, **start.DEMO, **own}, log=tmp_path)
    yield site
    site.stop()
