"""Lighthouse in Chromium, as a phone: the median of five runs on the first page, a question, the check."""

import json
import os
import statistics
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from groundwork import node
from tests.walker import Claimant

ROOT = Path(__file__).resolve().parents[2]
RUNS = int(os.environ.get("RUNS", "5"))
LEAST = {"accessibility": 100, "best-practices": 100, "performance": 95}
PAGES = {
    "first page": "/",
    "question page": "/flickr-megaface/photos/1/taken/",
    "check answers": "/flickr-megaface/check/",
}


def measure(site: str, tell: Callable[..., None]) -> None:
    """Print each page's median score in each category."""
    claimant = Claimant(site)
    claimant.enter()
    claimant.answer_all()
    cookie = "; ".join(f"{one.name}={one.value}" for one in claimant.jar)
    for name, path in PAGES.items():
        runs = [_run(site + path, cookie) for _ in range(RUNS)]
        for category, least in LEAST.items():
            score = statistics.median(run[category] for run in runs)
            tell(f"Lighthouse {category}, {name}, median of {RUNS}", score, "", least, least=True)


def _run(url: str, cookie: str) -> dict[str, float]:
    program = node.place(ROOT, "bench/door") / "node_modules" / "lighthouse" / "cli" / "index.js"
    with tempfile.TemporaryDirectory() as folder:
        headers, report = Path(folder, "headers.json"), Path(folder, "report.json")
        headers.write_text(json.dumps({"Cookie": cookie}))
        subprocess.run(
            [
                "node", str(program), url, "--quiet", "--output=json", f"--output-path={report}",
                f"--extra-headers={headers}", f"--only-categories={','.join(LEAST)}",
                "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
            ],
            env={**os.environ, "CHROME_PATH": os.environ.get("CHROMIUM", "/usr/bin/chromium")},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True,
        )  # fmt: skip
        said = json.loads(report.read_text())
    if said["finalDisplayedUrl"] != url:
        raise SystemExit(f"{url} led to {said['finalDisplayedUrl']}; a score for it would mean nothing.")
    for category in LEAST:
        _note(url, said, category)
    return {category: 100 * said["categories"][category]["score"] for category in LEAST}


def _note(url: str, said: dict[str, dict[str, dict[str, object]]], category: str) -> None:
    """Name what cost points, for whoever reads the bench's own words."""
    for one in said["categories"][category]["auditRefs"]:  # type: ignore[attr-defined]
        audit = said["audits"][one["id"]]
        if one["weight"] and audit["score"] not in (None, 1):
            print(f"{url} {category}: {one['id']} {audit['score']} {audit.get('displayValue', '')}")
