import pytest

from packets import paper


def test_a_short_text_is_printed_as_it_is() -> None:
    assert paper.prose("Line one\nline two") == "Line one\nline two"


def test_a_long_word_is_cut_and_the_cut_is_said() -> None:
    printed = paper.prose("W" * 50_000)
    assert printed.startswith("W" * paper.ANSWER_CHARS + "\n")
    assert "46,000 more characters" in printed


def test_many_lines_are_cut_and_the_cut_is_said() -> None:
    printed = paper.prose("a\n" * 9_000)
    assert printed.count("\n") == paper.ANSWER_LINES
    assert "more characters" in printed


def test_a_heading_is_one_line_and_ends_in_an_ellipsis_when_cut() -> None:
    assert paper.label("one\n\ttwo") == "one two"
    assert paper.label("x" * 900).endswith("…")
    assert len(paper.label("x" * 900)) == paper.LABEL_CHARS


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\u200b", "\ufeff", "\u200e"])
def test_what_cannot_be_seen_is_not_printed(hidden: str) -> None:
    assert paper.label(f"a{hidden}b") == "ab"


@pytest.mark.parametrize("broken", ["\x00", "\x1b", "\ud800", "\ue000", "\uffff", "\x85"])
def test_what_has_no_letter_shows_that_something_was_there(broken: str) -> None:
    assert paper.label(f"a{broken}b") == "a\N{REPLACEMENT CHARACTER}b"


def test_joiners_that_spelling_needs_stay() -> None:
    persian = "می\u200cخواهم"
    assert paper.label(persian) == persian


def test_marks_do_not_pile_up_over_the_lines_above() -> None:
    assert len(paper.label("q" + "\u0301" * 4_000)) == 9
