"""The rule language: what it means, and what it refuses."""

from dataclasses import dataclass, field
from datetime import date
from itertools import product

import pytest

from eligibility.expression import DEEPEST, LONGEST, ExpressionError, Name, compile_text
from eligibility.facts import Fact, Kind, Known, Source
from eligibility.values import DateSpan, Missing, NumberSpan, Truth, Value

T, U, F = Truth.T, Truth.U, Truth.F
NAMES = {
    "a": Name(Kind.TRUTH, is_fact=True),
    "b": Name(Kind.TRUTH, is_fact=True),
    "day": Name(Kind.DAY, is_fact=True),
    "limit": Name(Kind.DAY),
    "window": Name(Kind.PERIOD),
    "count": Name(Kind.NUMBER, is_fact=True),
    "role": Name(Kind.WORD, ("self", "parent"), is_fact=True),
    "res": Name(Kind.PLACES, is_fact=True),
}


@dataclass
class Facts:
    """A scope with fixed values."""

    values: dict[str, Value] = field(default_factory=dict)
    as_of: date = date(2026, 11, 22)

    def value(self, name: str) -> Value:
        return self.values[name]

    def known(self, name: str) -> Known:
        return Known(self.values[name], Fact(self.values[name], Source("claimed")))

    def note(self, *days: date) -> None:
        """Nothing is kept."""


def worth(text: str, **values: Value) -> Value:
    return compile_text(text, NAMES).run(Facts(values))


def test_logic_is_kleene_s() -> None:
    for first, second in product((T, U, F), repeat=2):
        assert worth("a and b", a=first, b=second) is first & second
        assert worth("a or b", a=first, b=second) is first | second
        assert worth("not a", a=first) is ~first
        assert worth("a or (unknown and b)", a=first, b=second) is first | (U & second)
        assert worth("certain(a)", a=first) is (T if first is T else F)
        assert worth("possible(a)", a=first) is (F if first is F else T)


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("day < limit", "2014-06-23", T),
        ("day < limit", "2014-06-24", F),
        ("day < limit", "2014-06", U),
        ("day <= limit", "2014-06-24", T),
        ("day <= limit", "2014-06-25", F),
        ("day >= limit", "2014-06-24", T),
        ("day >= limit", "2014-06-23", F),
        ("day > limit", "2014-06-24", F),
        ("day > limit", "2014-06-25", T),
        ("day == limit", "2014-06-24", T),
        ("day == limit", "2014", U),
        ("day != limit", "2015", T),
    ],
)
def test_days_are_compared_over_every_day_they_can_be(text: str, day: str, expected: Truth) -> None:
    assert worth(text, day=DateSpan.parse(day), limit=DateSpan.parse("2014-06-24")) is expected


def test_what_is_missing_is_never_taken_for_a_value() -> None:
    limit = DateSpan.parse("2014-06-24")
    for operator in ("<", "<=", ">", ">=", "==", "!="):
        assert worth(f"day {operator} limit", day=Missing.UNKNOWN, limit=limit) is U
    assert worth("day < limit", day=Missing.NONE, limit=limit) is F
    assert worth("role == 'self'", role=Missing.UNKNOWN) is U
    assert worth("role in ('self', 'parent')", role=Missing.UNKNOWN) is U
    assert worth("role in ('self', 'parent')", role="parent") is T
    assert worth("role not in ('self', 'parent')", role="parent") is F
    assert worth("count >= 14", count=Missing.UNKNOWN) is U
    assert worth("count >= 14", count=NumberSpan(14, 14)) is T


def test_a_choice_asks_for_a_condition_that_cannot_be_unknown() -> None:
    with pytest.raises(ExpressionError, match="can be unknown"):
        compile_text("day if a else limit", NAMES)
    chosen = compile_text("day if known(day) else limit", NAMES)
    assert chosen.run(Facts({"day": Missing.UNKNOWN, "limit": DateSpan.parse("2014")})) == DateSpan.parse(
        "2014"
    )


HOSTILE = [
    "__import__('os').system('id')",
    "a.__class__",
    "().__class__.__bases__",
    "[x for x in (1, 2)]",
    "{x: 1 for x in 'a'}",
    "(lambda: a)()",
    "9 ** 9 ** 9",
    "9 * 9",
    "1 + 1",
    "-1",
    "a if (b := a) else b",
    "f'{a}'",
    "role[0]",
    "res[0:1]",
    "*a",
    "a, b",
    "open('x')",
    "eval('a')",
    "getattr(a, 'b')",
    "turned.__globals__",
    "known(day, day)",
    "known(*day)",
    "known(x=day)",
    "a is b",
    "day < limit < day",
    "a < b",
    "role < 'self'",
    "role == 'sefl'",
    "role in ('self', 'nobody')",
    "role in 'self'",
    "day == 'self'",
    "day == 3",
    "resident_on('IL', res, window)",
    "proven(limit)",
    "proven('a')",
    "and",
    "",
    "a\x00b",
    "a; b",
    "a = b",
    "import os",
    "1e9",
    "True",
    "None",
    "...",
    "b'x' == role",
    "9" * 400,
    "upladed",
    "not " * 200 + "a",
    "(" * 300 + "a" + ")" * 300,
    "certain(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1),
    "1" + "+1" * 500,
    "a or " * LONGEST + "a",
    "a.b" * 300,
    "\ud800",
    "await a",
    "yield a",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:24]))
def test_what_is_not_of_the_language_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError):
        compile_text(text, NAMES)


def test_a_slip_of_the_pen_is_answered_with_the_nearest_name() -> None:
    with pytest.raises(ExpressionError, match="did you mean 'role'"):
        compile_text("rloe == 'self'", NAMES)
    with pytest.raises(ExpressionError, match="did you mean 'known'"):
        compile_text("knwon(day)", NAMES)


def test_layout_does_not_matter_to_the_written_form() -> None:
    assert compile_text("a  and\n  (b)", NAMES).text == compile_text("(a and b)", NAMES).text
    assert compile_text("a and certain(day < limit)", NAMES).names == {"a", "day", "limit"}
