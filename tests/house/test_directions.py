"""A page may be read from right to left: its style sheet knows start and end, not left and right."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PHYSICAL = re.compile(
    r"(?:^|[\s;{])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)\b"
    r"|border-(?:top|bottom)-(?:left|right)-radius|(?:left|right)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right))"
)


def physical(css: str) -> list[str]:
    return [line.strip() for line in css.splitlines() if PHYSICAL.search(line)]


def test_the_portals_style_sheet_knows_no_left_and_right() -> None:
    assert physical((ROOT / "static" / "css" / "portal.css").read_text()) == []


def test_the_scan_sees_a_physical_property() -> None:
    for line in ("margin-left: 1rem;", "a { right: 0 }", "text-align: left;", "border-top-left-radius: 2px;"):
        assert physical(line) == [line]
    assert physical("margin-inline-start: 1rem; text-align: start; /* left of it */") == []
