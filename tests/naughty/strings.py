"""What people, scripts and accidents type: the Big List of Naughty Strings, and a list of our own."""

import json
import random
from collections.abc import Mapping
from pathlib import Path

LISTED: tuple[str, ...] = tuple(
    dict.fromkeys(json.loads((Path(__file__).parent / "blns.json").read_text(encoding="utf-8")))
)
OUR_OWN: Mapping[str, str | bytes] = {
    "NUL": "Pat\x00Example",
    "half a character": b"Pat \xed\xa0\x80 Example",
    "broken UTF-8": b"Pat \xff\xfe Example",
    "right to left override": "Pat \u202eelpmaxE",
    "zero width": "Pa\u200bt\u2060 Exam\ufeffple",
    "Hangul filler": "\u3164",
    "4,000 combining marks": "a" + "\u0301" * 4_000,
    "a word of 1 MB": "x" * 1_000_000,
    "a word of 60,000": "x" * 60_000,
    "formula": "=cmd|' /C calc'!A0",
    "formulas": "+1-1@SUM(1)\t=1",
    "template": "{{7*7}}{% now 'Y' %}{they}[Firm]",
    "lines": "Pat\r\nBcc: everyone@example.com\r\n\r\nHello",
    "line separators": "Pat\u2028Example\u2029\x85\x0b\x0c",
    "noncharacter": "Pat\ufffe\U0010ffff",
    "tag characters": "Pat\U000e0041\U000e0042",
    "private use": "Pat \ue000",
    "emoji family": "👩‍👩‍👧‍👦",
    "Persian joiner": "می‌خواهم",
    "decomposed": "Jose\u0301 Nun\u0303ez",
    "percent": "%s %(x)s %00 %0d%0aBcc:x",
    "null in JSON": "\\u0000",
}
# Larger than Django reads of one request: a clear page answers, and nothing is kept.
TOO_LARGE = {"a word of 1 MB"}
EVERY: Mapping[str, str | bytes] = {**{f"blns {n}": text for n, text in enumerate(LISTED)}, **OUR_OWN}


def sample(count: int, *, seed: int) -> dict[str, str | bytes]:
    """All of our own, and so many of the list, the same for the same seed."""
    chosen = random.Random(seed).sample([name for name in EVERY if name.startswith("blns")], count)
    return {name: EVERY[name] for name in (*chosen, *OUR_OWN)}
