"""`make run`: from a bare machine to a portal that serves, in one terminal."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import FrameType

from groundwork import broker, commands, keys, machine, say, venv
from groundwork.processes import Crew, Program

ROOT = Path(__file__).resolve().parents[2]
DEMO = {
    "PORTAL_DEMO": "1",
    "DATABASE_URL": "sqlite:///var/portal.sqlite3",
    "FIRM_NAME": "Example Law Office (demonstration)",
    "FIRM_ADDRESS": "1 Example Street, Exampletown, IL 60000",
    "FIRM_EMAIL": "intake@firm.example",
    "FIRM_PHONE": "(555) 555-0100",
}


def main() -> int:
    """Set up, start, watch until stopped; return the exit status."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _leave)
    try:
        _run()
    except say.Stop as stop:
        return say.give_up(stop)
    except KeyboardInterrupt:
        print("\nStopped during set-up; run the command again to go on from here.", file=sys.stderr)
        return 130
    return 0


def _leave(number: int, _: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _run() -> None:
    var = machine.usable_folder(ROOT / "var")
    lock = machine.only_one(var)
    port = machine.port_from(os.environ.get("PORT", "8000"))
    machine.free_port(port)
    log = var / "set-up.log"
    machine.provide(machine.RUN, log=log)
    python = venv.ensure(ROOT, "requirements-embedded.txt", log=log)
    env = environment(os.environ, secrets=keys.keep(var), port=port)
    with lock, _mail_line(env) as line, Crew(env=env, cwd=ROOT) as crew:
        _serve(crew, env, python=python, var=var, line=line, port=port, log=log)


def manage(arguments: list[str]) -> int:
    """Run a management command with the settings of `make run`; this person's own values win here too."""
    try:
        var = machine.usable_folder(ROOT / "var")
        python = venv.ensure(ROOT, "requirements-embedded.txt", log=var / "set-up.log")
        env = environment(os.environ, secrets=keys.keep(var), port=8000)
    except say.Stop as stop:
        return say.give_up(stop)
    return subprocess.run([python, "manage.py", *arguments], cwd=ROOT, env=env, check=False).returncode


def environment(given: Mapping[str, str], *, secrets: Mapping[str, str], port: int) -> dict[str, str]:
    """Return what the programs are started with: this person's own values win over the demonstration's."""
    own = {name: value for name, value in given.items() if value}
    return {**DEMO, **secrets, **own, "PORT": str(port), "PYTHONUNBUFFERED": "1"}


def _mail_line(env: dict[str, str]) -> socket.socket:
    """Open the local mail receiver's port, so that its address is sure before anything starts."""
    line = socket.socket()
    if not env.get("EMAIL_URL"):
        line.bind(("127.0.0.1", 0))
        env["EMAIL_URL"] = f"smtp://127.0.0.1:{line.getsockname()[1]}"
        line.set_inheritable(True)
        return line
    line.close()
    return line


def _serve(
    crew: Crew, env: dict[str, str], *, python: Path, var: Path, line: socket.socket, port: int, log: Path
) -> None:
    if not env.get("REDIS_URL"):
        crew.start(_broker(env, python=python, var=var))
    if line.fileno() >= 0:
        outbox = machine.usable_folder(var / "outbox")
        receive = (str(python), "bin/mailbox.py", "--folder", str(outbox), "--fd", str(line.fileno()))
        crew.start(Program("mail", receive, server=True, pass_fds=(line.fileno(),)))
    say.step("preparing the database, the matter and the static files")
    prepare = [str(python), "bin/prepare.py"]
    sign_in = commands.run(prepare, label="preparing", log=log, env=env, cwd=ROOT)[-1]
    for program in portal(python, port):
        crew.start(program)
    if not crew.asked:
        print(_welcome(env, port, sign_in), flush=True)
    crew.watch()


def _broker(env: dict[str, str], *, python: Path, var: Path) -> Program:
    path = broker.socket_path(var)
    broker.clear_stale(path)
    env["REDIS_URL"] = f"unix://{path}"
    command = broker.argv(broker.program(python), folder=var / "broker", path=path)
    log = broker.log_file(var / "broker")
    return Program("broker", command, ready=lambda: broker.answers(path), server=True, log=log)


def portal(python: Path, port: int) -> tuple[Program, ...]:
    """Return the portal's own programs; `python` is the environment's."""
    celery = "-q -A config.celery worker -P prefork -c 2 --without-gossip --loglevel WARNING"
    web = f"--workers 2 --worker-class sync --timeout 30 --no-control-socket --bind 127.0.0.1:{port}"
    return (
        Program("worker", (str(python), "-m", "celery", *celery.split())),
        Program("sweeper", (str(python), "manage.py", "sweep")),
        Program(
            "web",
            (str(python), "-m", "gunicorn", *web.split(), "config.wsgi:application"),
            ready=lambda: _listens(port),
        ),
    )


def _listens(port: int) -> bool:
    """Say whether the site answers a request, whatever it answers."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
            line.sendall(b"GET /healthz HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
            return line.recv(16).startswith(b"HTTP/")
    except OSError:
        return False


def _welcome(env: Mapping[str, str], port: int, sign_in: str) -> str:
    site = f"http://127.0.0.1:{port}"
    local = "127.0.0.1" in env["EMAIL_URL"]
    mail = f"{site}/outbox/" if local else "sent through EMAIL_URL"
    return f"""
Ready in {say.seconds():.1f} s. Ctrl-C stops everything.

  Claimants   {site}/
  Attorneys   {site}/desk/     {sign_in}
  Mail        {mail}
  Health      {site}/healthz
"""
