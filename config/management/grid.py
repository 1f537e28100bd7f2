"""Lines of text in columns, for reading in a terminal."""

from collections.abc import Iterator, Sequence


def lines(rows: Sequence[Sequence[str]], *, right: Sequence[int] = (), indent: str = "  ") -> Iterator[str]:
    """The rows with their cells under one another; `right` names the columns that end in line."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))] if rows else []
    for row in rows:
        cells = (
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield (indent + "  ".join(cells)).rstrip()


def count(number: int, noun: str) -> str:
    """A number with its noun: "1 claim", "1,204 claims"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
