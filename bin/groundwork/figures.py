"""The figures measured on a bare machine, put as a table into docs/operations.md."""

import json
from pathlib import Path

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
MEASURED = Path("docs") / "measured" / "bare-machine.json"
PAGE = Path("docs") / "operations.md"


def refresh(root: Path) -> str:
    """Write the table anew; return what was done."""
    (root / PAGE).write_text(fresh(root))
    return f"{PAGE} holds the figures of {MEASURED}"


def fresh(root: Path) -> str:
    """Return the page as it should read."""
    return with_table((root / PAGE).read_text(), table(json.loads((root / MEASURED).read_text())))


def with_table(page: str, rows: str) -> str:
    """Return the page with `rows` between its two marks."""
    before, rest = page.split(BEGIN, 1)
    _, after = rest.split(END, 1)
    return f"{before}{BEGIN}\n{rows}\n{END}{after}"


def table(measured: dict[str, object]) -> str:
    """Return the figures as a Markdown table, in the order they were measured."""
    lines = [f"| {name} | {value} |" for name, value in measured.items()]
    return "\n".join(["| what | measured |", "| --- | --- |", *lines])
