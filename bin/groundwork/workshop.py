"""The smaller commands: bench, lock, words, docs, pictures, clean."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from groundwork import commands, contact_sheet, figures, machine, node, say, venv

ROOT = Path(__file__).resolve().parents[2]
PEERS = "bench/peers.txt"
WITH_PEERS = {"engine", "exposure"}
DOOR = "door"
PICTURED = {
    "door": "tests/journeys/test_every_state.py",
    "desk": "tests/journeys/test_every_desk_page.py",
}
UV = "uv==0.13.9"
HOW = ("--generate-hashes", "--no-emit-index-url", "--no-annotate", "--python-version", "3.11")
EXTRAS = {
    "requirements.txt": (),
    "requirements-embedded.txt": ("--extra", "embedded"),
    "requirements-dev.txt": ("--extra", "embedded", "--extra", "dev"),
}
LEFT_BY_TOOLS = (
    ".mypy_cache", ".ruff_cache", ".pytest_cache", ".import_linter_cache", ".hypothesis", "var/static",
)  # fmt: skip


def bench() -> int:
    """Run the measurements of bench/, all or those named."""
    asked = set(sys.argv[1:])
    try:
        if not asked or WITH_PEERS & asked:
            _make_peers()
        if not asked or DOOR in asked:
            log = machine.usable_folder(ROOT / "var") / "set-up.log"
            machine.provide(machine.NODE, log=log)
            node.ensure(ROOT, f"bench/{DOOR}", log=log)
    except say.Stop as stop:
        return say.give_up(stop)
    return _with_workshop("-m", "bench", *sys.argv[1:])


def pictures() -> int:
    """Make pictures of every page in every state into var/pictures, with a page to look at them all.

    With ONLY=desk or ONLY=door, of that door alone.
    """
    folder = machine.usable_folder(ROOT / "var") / "pictures"
    asked = sys.argv[1:] or list(PICTURED)
    if asked == list(PICTURED):
        shutil.rmtree(folder, ignore_errors=True)
    os.environ["EVERY_STATE"] = str(folder)
    tests = [PICTURED[name] for name in asked]
    status = _with_workshop("-m", "pytest", "-q", "-p", "no:randomly", *tests)
    if folder.exists():
        print(f"pictures| {contact_sheet.write(folder)}", flush=True)
    return status


def lock() -> int:
    """Write the requirements files and the pins of the bench anew, every package by its hash."""
    uv = shutil.which("uv")
    for name, sources in {**EXTRAS, PEERS: None}.items():
        what = ("bench/peers.in",) if sources is None else (*sources, "pyproject.toml")
        pins = ("-c", "requirements.txt") if name != "requirements.txt" else ()
        command = [uv or _own_uv(), "pip", "compile", *HOW, *what, *pins, "-o", name]
        status = subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=False).returncode
        if status:
            return status
        print(f"lock    | {name}", flush=True)
    return 0


def docs() -> int:
    """Put last figures into docs/operations.md, the law into docs/rules, pictures into docs/pictures."""
    print(f"docs    | {figures.refresh(ROOT)}", flush=True)
    if status := _with_workshop("manage.py", "rulebook"):
        return status
    walk = "tests/journeys/test_whole.py::test_from_the_first_page_to_the_decision[with scripts]"
    os.environ["README_PICTURES"] = str(ROOT / "docs" / "pictures")
    return _with_workshop("-m", "pytest", "-q", walk)


def words() -> int:
    """Gather every translatable sentence into locale/ and compile the translations."""
    return _with_workshop("manage.py", "words")


def clean() -> int:
    """Remove what tools left behind; answers, keys and mails in var/ and the environment stay."""
    for name in LEFT_BY_TOOLS:
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for folder in [*ROOT.glob("*/**/__pycache__"), ROOT / "__pycache__"]:
        if ".venv" not in folder.parts:
            shutil.rmtree(folder, ignore_errors=True)
    print("clean   | caches are gone; var/ (answers, keys, mails) and .venv stay: remove them by hand")
    return 0


def _with_workshop(*arguments: str) -> int:
    try:
        log = machine.usable_folder(ROOT / "var") / "set-up.log"
        machine.provide(machine.TEST, log=log)
        python = venv.ensure(ROOT, "requirements-dev.txt", log=log)
    except say.Stop as stop:
        return say.give_up(stop)
    return subprocess.run([python, *arguments], cwd=ROOT, check=False).returncode


def _make_peers() -> None:
    """Fill var/peers, an environment of its own, with what the engine is measured against."""
    folder, pins = machine.usable_folder(ROOT / "var") / "peers", ROOT / PEERS
    note, log = folder / "filled-from.txt", ROOT / "var" / "set-up.log"
    if note.exists() and note.read_text() == pins.read_text():
        return
    say.step(f"making var/peers from {PEERS}, each package by its hash")
    commands.run([sys.executable, "-m", "venv", "--clear", str(folder)], label="python3 -m venv", log=log)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--disable-pip-version-check"]
    pip += ["--progress-bar", "off", "--require-hashes", "--only-binary", ":all:", "-r", str(pins)]
    commands.run(pip, label="pip install", log=log)
    note.write_text(pins.read_text())


def _own_uv() -> str:
    """Return a uv of our own under var/, for a machine that has none."""
    folder = machine.usable_folder(ROOT / "var") / "uv"
    program = folder / "bin" / "uv"
    if not program.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", UV], check=True)
    return str(program)
