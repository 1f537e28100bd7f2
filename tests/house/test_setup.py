"""`make run` says what is wrong in one message, and leaves nothing running however it is ended."""

import ast
import os
import pty
import re
import select
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import psutil
import pytest

from groundwork import broker, check, figures, keys, machine, say, start, suite, venv

ROOT = Path(__file__).resolve().parents[2]
STANDIN = Path(__file__).parent / "standin"
READY = "Ready in"


class Launch:
    """One `bin/run` in a folder, with its words gathered as they come."""

    def __init__(self, folder: Path, command: list[str], **env: str) -> None:
        self.folder = folder
        self.words = ""
        own = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            env={**own, **env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.reader = threading.Thread(target=self._read)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.words += line

    def until(self, word: str, *, within: float = 40) -> None:
        """Wait for a word; fail with all words when the program ends before it."""
        give_up_at = time.monotonic() + within
        while word not in self.words:
            assert self.process.poll() is None and time.monotonic() < give_up_at, self.words
            time.sleep(0.02)

    def end(self, *, within: float = 30) -> int:
        """Wait for the end; return the exit status."""
        status = self.process.wait(timeout=within)
        self.reader.join(timeout=within)
        return status


LEFT_OUT = (
    "DJANGO_SETTINGS_MODULE", "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SECRET_KEY", "FIELD_KEYS", "PORT",
    "MAKEFLAGS", "MAKELEVEL",
)  # fmt: skip


def left_in(folder: Path) -> list[psutil.Process]:
    """Return every process that stands in `folder`, whoever its parent is now."""
    found = []
    for process in psutil.process_iter():
        try:
            if Path(process.cwd()).is_relative_to(folder) and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except psutil.Error:
            continue
    return found


def soon(met: Callable[[], bool], *, within: float = 20) -> bool:
    """Say whether `met()` came true in time."""
    give_up_at = time.monotonic() + within
    while not met():
        if time.monotonic() > give_up_at:
            return False
        time.sleep(0.05)
    return True


def answers(address: str) -> bool:
    """Say whether the page answers 200; /healthz says 503 until the first sweep."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except urllib.error.HTTPError as error:
        assert error.code == 503, f"{address} answered {error.code}"
        return False


def free_port() -> str:
    """Return a port nobody listens on now."""
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return str(line.getsockname()[1])


@pytest.fixture
def clone() -> Iterator[Path]:
    """A clone with the real launcher and the stand-in for the site; its packages are there already."""
    assert venv.is_current(ROOT, "requirements-dev.txt"), "run this through make test"
    folder = Path(tempfile.mkdtemp(prefix="intake-clone-")).resolve()
    bare = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "bin", folder / "bin", ignore=bare)
    shutil.copytree(STANDIN, folder, dirs_exist_ok=True, ignore=bare)
    for name in ("Makefile", *venv.FILES):
        shutil.copy(ROOT / name, folder / name)
    (folder / ".venv").symlink_to(Path(sys.prefix))
    yield folder
    for process in left_in(folder):
        process.kill()
    shutil.rmtree(folder)


def launch(folder: Path, **env: str) -> Launch:
    """Start bin/run in `folder`."""
    return Launch(folder, [sys.executable, "bin/run"], **{"PORT": free_port(), **env})


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_stops_every_program_and_the_children_they_left(clone: Path, number: signal.Signals) -> None:
    running = launch(clone, STANDIN_CHILD="1")
    running.until(READY)
    running.until("sweeping")
    before = {" ".join(process.cmdline()) for process in left_in(clone)}
    for program in ("gunicorn", "celery", "sweep", "bin/mailbox.py", "sleep 600"):
        assert any(program in words for words in before), before
    running.process.send_signal(number)
    assert running.end() == 0, running.words
    assert left_in(clone) == []


def test_kill_dash_nine_of_the_launcher_leaves_nothing_running(clone: Path) -> None:
    running = launch(clone)
    running.until(READY)
    assert len(left_in(clone)) > 5
    running.process.kill()
    assert soon(lambda: left_in(clone) == []), [process.cmdline() for process in left_in(clone)]
    running.end()


def test_closing_the_terminal_of_make_run_leaves_nothing_running(clone: Path) -> None:
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(clone)
        for name in LEFT_OUT:
            os.environ.pop(name, None)
        os.execvp("make", ["make", "run", f"PORT={free_port()}", f"PYTHON={sys.executable}"])  # noqa: S606
    words = b""
    while b"Booting worker with pid" not in words or READY.encode() not in words:
        assert select.select([terminal], [], [], 40)[0], words
        words += os.read(terminal, 65536)
    # Let everybody finish speaking: only then is a closed terminal met in silence.
    time.sleep(1.5)
    assert len(left_in(clone)) > 5
    os.close(terminal)
    assert soon(lambda: os.waitpid(child, os.WNOHANG)[0] == child), "make waits for ever"
    assert soon(lambda: left_in(clone) == []), [process.cmdline() for process in left_in(clone)]


def test_the_real_site_serves_and_starts_a_second_time_in_under_ten_seconds(clone: Path) -> None:
    shutil.rmtree(clone / "config")
    left_out = shutil.ignore_patterns("__pycache__", ".*", "var", "tests", "bin")
    shutil.copytree(ROOT, clone, dirs_exist_ok=True, ignore=left_out)
    for start_number in (1, 2):
        port, began = free_port(), time.monotonic()
        running = launch(clone, PORT=port)
        running.until("Ctrl-C stops everything", within=60)
        took = time.monotonic() - began
        assert start_number == 1 or took < 10, running.words
        for page in ("/", "/desk/", "/outbox/", "/healthz"):
            assert soon(partial(answers, f"http://127.0.0.1:{port}{page}")), page
        running.process.send_signal(signal.SIGINT)
        assert running.end() == 0, running.words
        assert left_in(clone) == []


def test_one_program_that_ends_ends_all_and_is_named(clone: Path) -> None:
    running = launch(clone)
    running.until("sweeping")
    running.until(READY)
    sweeper = next(process for process in left_in(clone) if "sweep" in process.cmdline())
    sweeper.kill()
    assert running.end() == 1
    assert "sweeper ended (signal SIGKILL)" in running.words
    assert left_in(clone) == []


def test_lines_are_labelled_and_the_sign_in_is_shown(clone: Path) -> None:
    port = free_port()
    running = launch(clone, PORT=port)
    running.until("sweeper | sweeping")
    running.until("Ctrl-C stops everything")
    running.until(f"http://127.0.0.1:{port}/healthz")
    assert "sign in as attorney@example.com, password demonstration-only" in running.words
    running.process.send_signal(signal.SIGINT)
    running.end()


def test_a_second_start_is_refused_while_one_runs_and_finds_a_killed_ones_socket_no_obstacle(
    clone: Path,
) -> None:
    first = launch(clone)
    first.until(READY)
    second = launch(clone)
    assert second.end() == 1
    assert f"already runs from this folder (process {first.process.pid})" in second.words
    for process in left_in(clone):
        process.kill()
    first.end()
    assert (clone / "var" / "broker.sock").exists()
    third = launch(clone)
    third.until(READY)
    third.process.send_signal(signal.SIGINT)
    assert third.end() == 0
    made = (clone / "var" / "secrets.env").read_text()
    assert re.search(r"^FIELD_KEYS='k1:[A-Za-z0-9+/=]{44};index:[A-Za-z0-9+/=]{44}'$", made, re.MULTILINE)


def test_a_server_that_still_answers_on_the_socket_is_named(clone: Path) -> None:
    var = machine.usable_folder(clone / "var")
    path = broker.socket_path(var)
    server = subprocess.Popen(
        broker.argv(broker.program(Path(sys.executable)), folder=clone, path=path), stdout=subprocess.DEVNULL
    )
    assert soon(lambda: broker.answers(path))
    running = launch(clone)
    assert running.end() == 1
    assert f"A server still answers on {path}" in running.words
    server.kill()
    server.wait()


def test_servers_named_by_the_person_are_used_instead_of_the_private_ones(clone: Path) -> None:
    running = launch(clone, REDIS_URL="redis://127.0.0.1:1/0", EMAIL_URL="smtp://relay.firm.example:25")
    running.until(READY)
    programs = " ".join(" ".join(process.cmdline()) for process in left_in(clone))
    assert "redis-server" not in programs and "mailbox.py" not in programs
    assert "sent through EMAIL_URL" in running.words
    running.process.send_signal(signal.SIGINT)
    running.end()


def test_a_taken_port_is_one_clear_message(clone: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        running = launch(clone, PORT=str(port))
        assert running.end() == 1
    assert running.words.strip().splitlines() == [
        f"Port {port} on 127.0.0.1: is taken by another program.",
        f"Stop that program, or choose another port: make run PORT={port % 65535 + 1}",
    ]


@pytest.mark.parametrize("port", ["0", "65536", "eighty", "80 80", "-1", "٨٠٠٠"])
def test_a_port_that_is_none_is_one_clear_message(port: str) -> None:
    with pytest.raises(say.Stop, match="is no port"):
        machine.port_from(port)


def test_a_folder_that_cannot_be_written_is_one_clear_message(clone: Path) -> None:
    clone.chmod(0o755)
    (clone / ".venv").unlink()
    ordinary = {"user": "nobody", "group": "nogroup"} if os.geteuid() == 0 else {}
    if not ordinary:
        clone.chmod(0o555)
    done = subprocess.run(
        ["/usr/bin/python3", "bin/run"],
        cwd=clone,
        capture_output=True,
        text=True,
        check=False,
        user=ordinary.get("user"),
        group=ordinary.get("group"),
    )
    clone.chmod(0o755)
    assert done.returncode == 1
    assert f"The folder {clone / 'var'} cannot be written: Permission denied." in done.stderr
    assert "Traceback" not in done.stderr


def test_an_old_python_reads_the_launcher_and_gets_a_clear_message() -> None:
    for file in (*(ROOT / "bin" / name for name in check.SCRIPTS), ROOT / "bin/groundwork/__init__.py"):
        ast.parse(file.read_text(), feature_version=(3, 4))
    old = (
        "import runpy, sys; sys.version_info = (3, 9, 2); sys.argv = ['bin/run']; "
        "sys.path[0] = 'bin'; runpy.run_path('bin/run')"
    )
    done = subprocess.run([sys.executable, "-c", old], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("Python 3.11 or newer is needed, and this is Python 3.9")
    assert "Traceback" not in done.stderr


def test_a_missing_library_names_its_package_and_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    missing = machine.Need("libpango-1.0-0", lambda: False)
    font = machine.Need("fonts-noto-core", lambda: False, must=False)
    with pytest.raises(
        say.Stop, match=r"sudo apt-get install --no-install-recommends libpango-1.0-0 fonts-noto-core"
    ):
        machine.ask_for([missing, font])
    machine.ask_for([font])
    assert "going on without fonts" in capsys.readouterr().out


def test_a_failing_set_up_command_shows_its_last_lines_only(clone: Path) -> None:
    (clone / "config" / "settings.py").write_text("raise RuntimeError('no settings today')")
    running = launch(clone)
    assert running.end() == 1
    assert "preparing failed (status 1)" in running.words and "no settings today" in running.words
    assert left_in(clone) == []


def test_secrets_are_made_once_readable_by_their_owner_only(tmp_path: Path) -> None:
    first = keys.keep(tmp_path)
    assert keys.keep(tmp_path) == first
    assert stat.S_IMODE((tmp_path / "secrets.env").stat().st_mode) == 0o600
    assert first["SECRET_KEY"] != first["FIELD_KEYS"]


def test_lost_keys_are_not_replaced_under_a_database_they_sealed(tmp_path: Path) -> None:
    keys.keep(tmp_path)
    (tmp_path / "portal.sqlite3").touch()
    (tmp_path / "secrets.env").unlink()
    with pytest.raises(say.Stop, match="Put the file back"):
        keys.keep(tmp_path)


def test_a_persons_own_settings_win_over_the_demonstrations() -> None:
    env = start.environment(
        {"FIRM_NAME": "Own Firm", "SECRET_KEY": ""}, secrets={"SECRET_KEY": "made"}, port=8001
    )
    assert (env["FIRM_NAME"], env["SECRET_KEY"], env["PORT"]) == ("Own Firm", "made", "8001")
    assert env["PORTAL_DEMO"] == "1"


@pytest.mark.parametrize("name", ["d" * 120, "a folder with spaces"])
def test_a_folder_no_socket_fits_into_falls_back_to_a_short_private_one(
    tmp_path: Path, short_folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(short_folder))
    var = tmp_path / name / "var"
    path = broker.socket_path(var)
    assert len(os.fsencode(path)) <= broker.LONGEST_PATH and " " not in str(path)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert broker.socket_path(var) == path != broker.socket_path(var / "other")
    path.parent.chmod(0o755)
    with pytest.raises(say.Stop, match="open to others"):
        broker.socket_path(var)


def test_packages_are_installed_again_only_when_the_pins_changed(tmp_path: Path) -> None:
    (tmp_path / ".venv").mkdir()
    for name in venv.FILES:
        (tmp_path / name).write_text(f"# {name}\n")
    assert not venv.is_current(tmp_path, "requirements-embedded.txt")
    venv.note(tmp_path, "requirements-embedded.txt")
    assert venv.is_current(tmp_path, "requirements.txt") and venv.is_current(
        tmp_path, "requirements-embedded.txt"
    )
    assert not venv.is_current(tmp_path, "requirements-dev.txt")
    (tmp_path / "requirements-embedded.txt").write_text("django==6.0\n")
    assert not venv.is_current(tmp_path, "requirements-embedded.txt")


def test_every_tier_runs_both_databases_and_faults_run_ten_times() -> None:
    daily, everything = suite.legs(everything=False), suite.legs(everything=True)
    assert [leg.postgres for leg in daily] == [False, True, False, False]
    assert "--ignore=tests/house" in daily[1].arguments
    assert "--ignore=tests/eligibility/test_values.py" in daily[1].arguments
    assert not any(
        "test_readings" in argument or argument == "--ignore=tests/eligibility"
        for argument in daily[1].arguments
    )
    assert all("not all" in " ".join(leg.arguments) for leg in daily)
    assert [leg.postgres for leg in everything] == [False, True] * 3
    for tier in (daily, everything):  # a killed process is timed: nothing runs beside it
        alone = [leg for leg in tier if "-n" not in leg.arguments]
        assert alone == [leg for leg in tier if "fault" in leg.arguments[1].split("not fault")[-1]]
    assert not any("not all" in " ".join(leg.arguments) for leg in everything)
    assert [leg.postgres for leg in suite.faults()] == [False, True] * 5


def test_no_test_at_all_is_a_failure(tmp_path: Path) -> None:
    nothing = suite.Leg("nothing", ("-m", "all and journey and fault", "tests/house/test_setup.py", "-q"))
    assert suite.pytest(Path(sys.executable), nothing, {}) == 5


def test_the_figures_in_the_operations_page_are_the_measured_ones() -> None:
    page = (ROOT / figures.PAGE).read_text()
    assert figures.fresh(ROOT) == page
