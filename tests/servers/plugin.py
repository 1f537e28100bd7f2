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


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of the kind this run is about: SQLite, or PostgreSQL when DATABASE_URL names one."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        server: Postgres = request.getfixturevalue("postgres_server")
        return server.create(f"portal_{secrets.token_hex(4)}")
    return f"sqlite:///{tmp_path / 'portal.sqlite3'}"


@pytest.fixture
def portal(database_url: str, redis_server: Redis, mailbox: Mailbox, tmp_path: Path) -> Iterator[Portal]:
    """The portal, prepared but not started, on real servers; a 5 s lease. Call `portal.start()`."""
    own = {
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_server.url,
        "EMAIL_URL": mailbox.url,
        "MEDIA_ROOT": str(tmp_path / "files"),
        "EXPOSURE_ROOT": str(tmp_path / "exposure"),
        "JOB_LEASE_SECONDS": "5",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": keys.secret_key(),
        "FIELD_KEYS": keys.field_keys(),
    }
    site = Portal({**os.environ, **start.DEMO, **own}, log=tmp_path)
    site.prepare()
    yield site
    site.stop()
