"""Run every measurement, or those named, and keep the table."""

import json
import platform
import subprocess
import sys
from pathlib import Path

TABLE = Path(__file__).parent / "last.md"
MEASUREMENTS = ("pages", "packet", "pipeline")


def main() -> int:
    """Each measurement runs in a process of its own and prints one JSON object a line."""
    rows = []
    for name in sys.argv[1:] or MEASUREMENTS:
        print(f"bench   | {name}", flush=True)
        done = subprocess.run([sys.executable, "-m", f"bench.{name}"], stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            return done.returncode
        rows += [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    table = _table(rows)
    print(table)
    if not sys.argv[1:]:
        TABLE.write_text(table)
    return 0


def _table(rows: list[dict[str, str | float]]) -> str:
    lines = [
        f"Measured by `make bench` on Python {platform.python_version()}, {platform.machine()}, ours and peer in one run.",
        "",
        "| what | ours | peer | ratio | peer is |",
        "|---|---|---|---|---|",
    ]
    for row in rows:
        ratio = f"{row['ratio']:.2f}" if row.get("ratio") is not None else ""
        peer = f"{row['peer']:.2f} {row['unit']}" if row.get("peer") is not None else ""
        lines.append(f"| {row['name']} | {row['ours']:.2f} {row['unit']} | {peer} | {ratio} | {row.get('against', '')} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
