"""Tools that npm brings: what a folder's package-lock.json names, installed into var/node by its hashes."""

import shutil
from pathlib import Path

from groundwork import commands, machine, say

HOW = ("--ignore-scripts", "--no-audit", "--no-fund", "--omit-lockfile-registry-resolved")
FILES = ("package.json", "package-lock.json")


def ensure(root: Path, wanted: str, *, log: Path) -> Path:
    """Install what `wanted` (a folder under `root`) locks, unless it is there; return its node_modules.

    Raises: say.Stop.
    """
    source = root / wanted
    folder = place(root, wanted)
    machine.usable_folder(folder)
    note, locked = folder / "filled-from.txt", (source / "package-lock.json").read_text()
    if not note.exists() or note.read_text() != locked:
        say.step(f"installing what {wanted}/package-lock.json locks, each package by its hash")
        for name in FILES:
            shutil.copy(source / name, folder / name)
        commands.run(["npm", "ci", *HOW], label="npm ci", log=log, cwd=folder)
        note.write_text(locked)
    return folder / "node_modules"


def place(root: Path, wanted: str) -> Path:
    """Return where a folder's tools stand: var/node/bench-door for bench/door."""
    return root / "var" / "node" / wanted.replace("/", "-")
