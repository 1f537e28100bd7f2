"""The readability gate: what it counts, and that every text of both languages passes."""

import subprocess
import sys
from pathlib import Path

import pytest

from groundwork import readability
from groundwork.readability import Unit

ROOT = Path(__file__).resolve().parents[2]
HARD = {
    "en": "Notwithstanding the aforementioned considerations, participation constitutes irrevocable "
    "authorization to disseminate personally identifiable information to affiliated organizations.",
    "es": "No obstante las consideraciones anteriormente mencionadas, la participación constituye una "
    "autorización irrevocable para la diseminación de informaciones personalmente identificables.",
}


@pytest.mark.parametrize(
    ("word", "count"),
    [("abra", 2), ("años", 2), ("día", 2), ("oír", 2), ("cuenta", 2), ("que", 1), ("muy", 1), ("idea", 3),
     ("ahora", 3), ("prohibir", 3), ("guitarra", 3), ("respuestas", 3), ("y", 1)],
)  # fmt: skip
def test_syllables_are_those_of_spanish_spelling(word: str, count: int) -> None:
    assert readability.syllables(word) == count


def test_a_text_of_long_words_in_one_sentence_is_too_hard_in_either_language() -> None:
    assert readability._grade()(HARD["en"]) > readability.GRADE
    assert readability.ease(HARD["es"]) < readability.EASE


def test_a_short_unit_is_read_with_the_next_of_its_kind() -> None:
    few, many = "one two three", "word " * readability.ENOUGH
    found = [Unit("page", "a", "en", few), Unit("page", "b", "en", many), Unit("text", "c", "en", few)]
    assert [unit.name for unit in readability.merged(found)] == ["a + b", "c"]


def test_every_claimant_text_can_be_read() -> None:
    done = subprocess.run(
        [sys.executable, "bin/groundwork/readability.py", "--all"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    for part in ("en", "es"):
        assert any(line.startswith(f"ok   {part}") and "notice" in line for line in done.stdout.splitlines())
