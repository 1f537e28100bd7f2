"""The figures of the desk say what they were held against."""

from typing import Any

import pytest

from bench import desk


@pytest.fixture(autouse=True)
def nothing_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "TOLD", [])


def figures(p95: float, statements: int = 12) -> dict[str, tuple[float, float, int]]:
    return {"queue, first page": (p95 / 2, p95, statements)}


def rows() -> list[str]:
    return [line for line in desk.table().splitlines() if line.startswith("| queue")]


def test_a_figure_within_its_limits_is_met(capsys: Any) -> None:
    desk.report(figures(60), figures(80))
    assert [row.rstrip(" |").rpartition("| ")[2] for row in rows() if "at most" in row] == ["met"] * 3


def test_a_page_that_grows_with_the_files_is_not_met(capsys: Any) -> None:
    desk.report(figures(60), figures(120))
    assert [row for row in rows() if "NOT MET" in row] == [
        "| queue, first page, p95 of 200,000 against 10,000 | 2 times | at most 1.5 times | NOT MET |"
    ]


def test_a_thirteenth_statement_is_not_met(capsys: Any) -> None:
    desk.report(figures(60), figures(60, statements=13))
    assert "| queue, first page, statements | 13  | at most 12 | NOT MET |" in rows()


def test_beginning_and_ending_a_transaction_is_no_statement() -> None:
    assert desk.reads(["BEGIN", "SELECT 1", "SAVEPOINT a", "COMMIT"]) == 1
