"""The worked claimants: every row's outcome, element values and deadline, and the commands that show them."""

import csv
import json
import os
import re
import subprocess
import sys
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from eligibility.evaluate import evaluate
from matters.flickr_megaface import facts

ROOT = Path(__file__).resolve().parents[2]
ROWS = list(csv.DictReader(facts.CASES.open(encoding="utf-8", newline="")))
MORE_ROWS = list(csv.DictReader(facts.MORE_CASES.open(encoding="utf-8", newline="")))
VALUE = re.compile(r"\b(\w+)=([TUF])\b")
DEADLINE = re.compile(r"deadline=(\d{4}-\d\d-\d\d)")


def found_for(row: dict[str, str]) -> dict[str, Any]:
    case = facts.from_text(row["facts"])
    document = evaluate(facts.shipped(), case.claim, as_of=case.as_of).to_json()
    found: dict[str, Any] = next(t for t in document["theories"] if t["id"] == row["theory"])
    return found


def test_there_are_47_cases_for_each_of_the_nine_theories() -> None:
    assert Counter(row["theory"] for row in ROWS) == dict.fromkeys(facts.shipped().theories, 47)


def test_each_side_theory_has_more_cases_of_our_own() -> None:
    counted = Counter(row["theory"] for row in MORE_ROWS)
    assert set(counted) == {"IL_ROP", "CA", "TX_AG", "WA", "CO_AG", "COPYRIGHT"}
    assert min(counted.values()) >= 12


@pytest.mark.parametrize("row", ROWS + MORE_ROWS, ids=lambda row: f"{row['case_id']}-{row['theory']}")
def test_a_worked_case(row: dict[str, str]) -> None:
    found = found_for(row)
    assert found["outcome"] == row["expected"]
    values = {element["id"]: element["value"] for element in found["elements"]}
    for element, value in VALUE.findall(row["reason"]):
        assert values[element] == value, element
    stated = DEADLINE.search(row["reason"])
    if stated:
        # The safe date as long as time is certain, then the latest arguable one.
        in_time = found["deadline"]["safe"] >= facts.from_text(row["facts"]).as_of.isoformat()
        assert found["deadline"]["safe" if in_time else "rolled"] == stated[1]


def check(path: Path, *arguments: str) -> tuple[int, list[str]]:
    out, status = StringIO(), 0
    try:
        call_command("check_cases", str(path), *arguments, stdout=out)
    except SystemExit as stopped:
        status = int(stopped.code or 0)
    return status, out.getvalue().splitlines()


def table(path: Path, *rows: str, header: str = "case_id,facts,theory,expected,reason") -> Path:
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def test_both_shipped_tables_pass() -> None:
    assert check(facts.CASES) == (0, ["423 passed, 0 failed"])
    assert check(facts.MORE_CASES) == (0, [f"{len(MORE_ROWS)} passed, 0 failed"])


def test_rows_of_a_theory_that_is_not_in_the_rule_set_fail_the_table(tmp_path: Path) -> None:
    good = "X1,role=self;depicted=no,BIPA_DEPICTED,likely_not_eligible,"
    status, lines = check(table(tmp_path / "t.csv", good, "X2,role=self,NEW_LAW,refer,"))
    assert status == 1
    assert lines == [
        "1 rows of theories not in the rule set count as failed: NEW_LAW 1",
        "1 passed, 1 failed",
    ]


def test_one_theory_can_be_checked_alone() -> None:
    assert check(facts.CASES, "--theory", "COPPA_BY_CHILD") == (0, ["47 passed, 0 failed"])


def test_a_mismatch_is_printed_with_its_trace(tmp_path: Path) -> None:
    path = table(tmp_path / "t.csv", "X1,role=self;depicted=no,BIPA_DEPICTED,likely_eligible,")
    status, lines = check(path)
    assert status == 1
    assert (
        lines[0] == "MISMATCH row 2 (X1, BIPA_DEPICTED): expected likely_eligible, found likely_not_eligible"
    )
    assert any("E1 F Face shown: face not depicted" in line for line in lines)
    assert lines[-1] == "0 passed, 1 failed"


@pytest.mark.parametrize(
    ("text", "says"),
    [("role=self;shoe_size=44", "shoe_size"), ("uploaded=2014-02-30", "not a day"), ("as_of=soon", "as_of")],
)
def test_a_fact_that_cannot_be_read_names_row_and_key(tmp_path: Path, text: str, says: str) -> None:
    good = "X1,role=self;depicted=no,BIPA_DEPICTED,likely_not_eligible,"
    status, lines = check(table(tmp_path / "t.csv", good, f"X2,{text},BIPA_DEPICTED,needs_review,"))
    assert status == 1
    assert lines[0].startswith("ERROR row 3 (X2, BIPA_DEPICTED): ") and says in lines[0]
    assert lines[-1] == "1 passed, 1 failed"


def test_a_table_that_cannot_be_read_is_one_clear_message(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be opened: No such file"):
        check(tmp_path / "absent.csv")
    with pytest.raises(CommandError, match="cannot be opened: Is a directory"):
        check(tmp_path)
    with pytest.raises(CommandError, match="has no column theory, expected"):
        check(table(tmp_path / "a.csv", "X1,role=self", header="case_id,facts"))
    with pytest.raises(CommandError, match="row 2 has too few or too many cells"):
        check(table(tmp_path / "b.csv", "X1,role=self"))
    with pytest.raises(CommandError, match="no row of theory 'NONE'"):
        check(facts.CASES, "--theory", "NONE")
    (tmp_path / "c.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match="not a CSV table"):
        check(tmp_path / "c.csv")


def test_determine_prints_each_theory_the_rule_set_and_the_day() -> None:
    out = StringIO()
    call_command("determine", facts="role=parent;subject_dob=2010-03-15;depicted=yes", stdout=out)
    document = json.loads(out.getvalue())
    assert set(document) == {*facts.shipped().theories, "ruleset", "as_of"}
    assert document["as_of"] == "2026-11-22"
    minor = document["BIPA_MINOR"]
    assert set(minor) == {"outcome", "elements", "deadline", "contradictions", "holds", "settles"}
    assert minor["elements"]["E1"] == "T"
    assert minor["deadline"] == {"safe": "2030-03-15", "rolled": "2030-03-15"}
    with pytest.raises(CommandError, match="shoe_size"):
        call_command("determine", facts="shoe_size=44")


@pytest.mark.parametrize(
    "command",
    [["check_cases", str(facts.CASES)], ["determine", "--facts", "role=self"], ["check_cases", "--help"]],
)
def test_both_commands_run_with_nothing_configured(command: list[str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *command],
        cwd=tmp_path,
        env={"PATH": os.defpath},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, "")
