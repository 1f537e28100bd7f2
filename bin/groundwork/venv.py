"""The virtual environment: made once, filled again only when the pinned packages changed."""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

from groundwork import commands, say

# Each file holds all that stands in the ones before it.
FILES = ("requirements.txt", "requirements-embedded.txt", "requirements-dev.txt")


def ensure(root: Path, requirements: str, *, log: Path) -> Path:
    """Return the environment's python with every package of `requirements` in it, at its pinned hash.

    Raises say.Stop when the environment cannot be made or a package cannot be had.
    """
    folder = root / ".venv"
    python = folder / "bin" / "python"
    if not _works(python):
        say.step("making the virtual environment .venv")
        make = [sys.executable, "-m", "venv", "--clear", str(folder)]
        commands.run(make, label="python3 -m venv", log=log)
    if not is_current(root, requirements):
        _fill(root, python, requirements, log=log)
    return python


def is_current(root: Path, requirements: str) -> bool:
    """Say whether the environment was last filled from this very file."""
    return _noted(root).get(requirements) == _digest(root / requirements)


def note(root: Path, requirements: str) -> None:
    """Write down that the environment now holds `requirements`, and so every smaller file too."""
    held = FILES[: FILES.index(requirements) + 1]
    _notes(root).write_text(json.dumps({name: _digest(root / name) for name in held}, indent=1))


def _fill(root: Path, python: Path, requirements: str, *, log: Path) -> None:
    total = len(re.findall(r"^[a-z0-9].*==", (root / requirements).read_text(), re.MULTILINE))
    say.step(f"installing {total} Python packages from {requirements}, each by its hash")
    _notes(root).unlink(missing_ok=True)
    pip = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off"]
    commands.run(
        [*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(root / requirements)],
        label="pip install",
        log=log,
        count=r"Collecting |Requirement already",
        total=total,
    )
    note(root, requirements)


def _works(python: Path) -> bool:
    if not python.exists():
        return False
    return subprocess.run([python, "-c", "import pip"], capture_output=True, check=False).returncode == 0


def _notes(root: Path) -> Path:
    return root / ".venv" / "filled-from.json"


def _noted(root: Path) -> dict[str, str]:
    try:
        noted = json.loads(_notes(root).read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return {str(name): str(digest) for name, digest in noted.items()}


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
