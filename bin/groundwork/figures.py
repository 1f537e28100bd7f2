"""The figures measured on a bare machine, put as a table into docs/operations.md."""

import json
from pathlib import Path

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
MEASURED = Path("docs") / "measured" / "bare-machine.json"
PAGE = Path("docs") / "operations.md"


def refresh(root: Path) -> str:
    """Write the table anew; return what was done. Changes nothing when the page is up to date."""
    page = (root / PAGE).read_text()
    fresh = with_table(page, table(json.loads((root / MEASURED).read_text())))
    if fresh == page:
        return f"{PAGE} is up to date"
    (root / PAGE).write_text(fresh)
    return f"{PAGE} was written"


def with_table(page: str, rows: str) -> str:
    """Return the page with `rows` between its two marks."""
    before, rest = page.split(BEGIN, 1)
    _, after = rest.split(END, 1)
    return f"{before}{BEGIN}\n{rows}\n{END}{after}"


def table(measured: dict[str, object]) -> str:
    """Return the figures as a Markdown table, in the order they were measured."""
    lines = [f"| {name} | {value} |" for name, value in measured.items()]
    return "\n".join(["| what | measured |", "| --- | --- |", *lines])
