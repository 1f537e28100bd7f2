"""Run the portal's web server as it is served, and print the figures of its pages, each beside its limit."""

import json
import os
import platform
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bin"))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django  # noqa: E402

django.setup()

from bench.door import counts, scores, weights  # noqa: E402
from groundwork import keys, start  # noqa: E402
from tests.servers.portal import Portal  # noqa: E402

TABLE = ROOT / "bench" / "door.md"
TOLD: list[dict[str, str | float]] = []


def main() -> None:
    """Each figure is one JSON object a line; a ratio above 1 is over its limit."""
    with tempfile.TemporaryDirectory(prefix="bench-", dir="/tmp") as name:
        folder = Path(name)
        portal = Portal(_environment(folder), log=folder)
        portal.prepare()
        portal.start("web")
        try:
            weights.measure(portal.url, tell)
            counts.measure(tell)
            scores.measure(portal.url, tell)
        finally:
            portal.stop()
    TABLE.write_text(_table())


def tell(name: str, ours: float, unit: str, limit: float, least: bool = False) -> None:
    """Print a figure with its limit: at most that, or at `least` that."""
    against = f"{'at least' if least else 'at most'} {limit:g} {unit}".strip()
    ratio = limit / ours if least and ours else ours / limit
    told: dict[str, str | float] = {"name": f"door: {name}", "ours": ours}
    told |= {"unit": unit, "ratio": ratio, "against": against}
    TOLD.append(told)
    print(json.dumps(told), flush=True)


def _table() -> str:
    """The figures as the page bench/door.md."""
    head = (
        "# What the door costs a phone",
        "",
        f"Written by `make bench ONLY=door` on Python {platform.python_version()}, {platform.machine()}.",
        "A page is weighed as it is sent, packed and with headers; cold, with style, script and icon too.",
        "",
        "| what | measured | limit | |",
        "|---|---|---|---|",
    )
    rows = (
        f"| {str(one['name']).removeprefix('door: ')} | {one['ours']:.4g} {one['unit']} | {one['against']} | "
        f"{'met' if float(one['ratio']) <= 1 else 'MISSED'} |"
        for one in TOLD
    )
    return "\n".join([*head, *rows]) + "\n"


def _environment(folder: Path) -> dict[str, str]:
    own = {
        "DATABASE_URL": f"sqlite:///{folder / 'portal.sqlite3'}",
        "REDIS_URL": f"unix://{folder / 'nobody.sock'}",
        "EMAIL_URL": "smtp://127.0.0.1:1",
        "MEDIA_ROOT": str(folder / "files"),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": keys.secret_key(),
        "FIELD_KEYS": keys.field_keys(),
    }
    return {**os.environ, **start.DEMO, **own}


if __name__ == "__main__":
    main()
