"""What every test stands on: files in a place of its own, and no way out of this machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django.fixtures import Settings

pytest_plugins = ["tests.servers.plugin", "tests.tables"]


@pytest.fixture(autouse=True)
def _own_files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.OUTBOX = tmp_path / "outbox"
    settings.EXPOSURE_ROOT = tmp_path / "exposure"


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """A page leaves its language behind in this process; the next test starts in English."""
    with translation.override("en"):
        yield
