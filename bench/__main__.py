"""Run every measurement, or those named, and keep the table."""

import json
import platform
import subprocess
import sys
from pathlib import Path

TABLE = Path(__file__).parent / "last.md"
MEASUREMENTS = ("pages", "door", "packet", "pipeline", "mirror", "desk")
WITH_PEERS = ("engine", "exposure")
"""Measured by the python of the peers' environment; each writes a table of its own."""
PEERS = Path(__file__).resolve().parents[1] / "var" / "peers" / "bin" / "python"


def main() -> int:
    """Each measurement runs in a process of its own and prints one JSON object a line."""
    rows = []
    asked = sys.argv[1:] or [*MEASUREMENTS, *WITH_PEERS]
    for name in (one for one in asked if one not in WITH_PEERS):
        print(f"bench   | {name}", flush=True)
        done = subprocess.run(
            [sys.executable, "-m", f"bench.{name}"], stdout=subprocess.PIPE, text=True, check=False
        )
        if done.returncode:
            return done.returncode
        rows += [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    if rows:
        print(_table(rows))
    if not sys.argv[1:]:
        TABLE.write_text(_table(rows))
    return max((_with_peers(name) for name in asked if name in WITH_PEERS), default=0)


def _with_peers(name: str) -> int:
    print(f"bench   | {name}", flush=True)
    return subprocess.run([PEERS, "-m", f"bench.{name}"], check=False).returncode


def _table(rows: list[dict[str, str | float]]) -> str:
    machine = f"Python {platform.python_version()}, {platform.machine()}"
    lines = [
        f"Measured by `make bench` on {machine}, ours and the peer in one run.",
        "",
        "| what | ours | peer | ratio | the peer is |",
        "|---|---|---|---|---|",
        *(_row(row) for row in rows),
    ]
    return "\n".join(lines) + "\n"


def _row(row: dict[str, str | float]) -> str:
    unit, peer, ratio = row["unit"], row.get("peer"), row.get("ratio")
    cells = [
        row["name"],
        f"{row['ours']:.2f} {unit}",
        "" if peer is None else f"{peer:.2f} {unit}",
        "" if ratio is None else f"{ratio:.2f}",
        row.get("against", ""),
    ]
    return f"| {' | '.join(str(cell) for cell in cells)} |"


if __name__ == "__main__":
    sys.exit(main())
