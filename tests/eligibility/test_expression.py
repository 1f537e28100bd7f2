"""The rule language: what it means, and what it refuses."""

import json
import re
from datetime import date
from itertools import product
from typing import Any

import pytest

from eligibility import compiled, planes
from eligibility.expression import DEEPEST, LONGEST, ExpressionError, Name, compile_text
from eligibility.facts import Kind
from eligibility.judging import judge
from eligibility.law import Ruleset
from eligibility.program import Dialect, Program
from eligibility.ruleset import RulesetError, read
from eligibility.values import DateSpan, Missing, NumberSpan, Truth, Value
from eligibility.vocabulary import FUNCTIONS
from matters.flickr_megaface import facts as megaface
from tests.eligibility.interpreter import Interpreter, Span, Worth

T, U, F = Truth.T, Truth.U, Truth.F
FACTS: dict[str, dict[str, Any]] = {
    "a": {"kind": "truth"},
    "b": {"kind": "truth"},
    "day": {"kind": "day", "may_be_none": "yes"},
    "born": {"kind": "day"},
    "count": {"kind": "number"},
    "role": {"kind": "word", "values": ["self", "parent"]},
    "other": {"kind": "word", "values": ["self", "nobody"]},
    "state": {"kind": "word"},
    "res": {"kind": "places"},
    "paper": {"kind": "text"},
}
SETTINGS: dict[str, Any] = {
    "limit": "2014-06-24",
    "window": {"from": "2015-01-01", "to": "2020-06-30"},
    "age": "18",
    "HOLIDAYS": ["25 Dec"],
    "defendants": [{"name": "Example Company", "type": "unknown"}],
    "tolling": [],
    "recent_events": [],
}
NAMES = {
    **{n: Name(Kind(f["kind"]), tuple(f.get("values", ())), is_fact=True) for n, f in FACTS.items()},
    "limit": Name(Kind.DAY, is_fixed=True),
    "window": Name(Kind.PERIOD, is_fixed=True),
    "age": Name(Kind.NUMBER, is_fixed=True),
    "as_of": Name(Kind.DAY, is_fixed=True),
    "some_day": Name(Kind.DAY),
}


def rules(
    met: str, *, facts: dict[str, Any] | None = None, definitions: dict[str, str] | None = None, **parts: Any
) -> Ruleset:
    """A rule set of one theory with one element."""
    element = {"title": "x", "sentence": "x", "citations": ["x"], "met_when": met, **parts.pop("element", {})}
    plain = {"of": "photo", "label": "x", "question": "1"}
    theory = {
        "title": "x",
        "citations": ["x"],
        "pairs": ["photo"],
        "applies": {"when": "true"},
        "requires": {"E": "element"},
        "outcomes": {"T": "likely_eligible", "U": "needs_review", "F": "likely_not_eligible"},
        "deadline": {"arises": "window", "years": "age"},
        **parts.pop("theory", {}),
    }
    document = {
        "version": "1",
        "title": "x",
        "settings": {
            name: {"value": value, "citation": "x", "checked_on": "null", "checked_by": ""}
            for name, value in SETTINGS.items()
        },
        "facts": {name: {**plain, **fact} for name, fact in {**FACTS, **(facts or {})}.items()},
        "definitions": {name: {"sentence": "x", "is": text} for name, text in (definitions or {}).items()},
        "elements": {"element": element},
        "contradictions": {},
        "holds": {},
        "theories": {"theory": theory},
        "result": ["theory"],
        **parts,
    }
    return read(json.dumps(document))


PLAIN = rules("a")


def worth(text: str, **values: Value) -> Worth:
    facts = dict.fromkeys(FACTS, Missing.UNKNOWN) | values
    return Interpreter(PLAIN, facts, frozenset(), date(2026, 11, 22)).worth(compile_text(text, NAMES).tree)


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
    assert worth(text, day=DateSpan.parse(day)) is expected


def test_what_is_missing_is_never_taken_for_a_value() -> None:
    for operator in ("<", "<=", ">", ">=", "==", "!="):
        assert worth(f"born {operator} limit", born=Missing.UNKNOWN) is U
    assert worth("day < limit", day=Missing.NONE) is F
    assert worth("role == 'self'", role=Missing.UNKNOWN) is U
    assert worth("role in ('self',)", role=Missing.UNKNOWN) is U
    assert worth("role in ('self', 'parent')", role=Missing.UNKNOWN) is T
    assert worth("role in ('self', 'parent')", role="parent") is T
    assert worth("role not in ('self', 'parent')", role="parent") is F
    assert worth("count >= 14", count=Missing.UNKNOWN) is U
    assert worth("count >= 14", count=NumberSpan(14, 14)) is T


def test_a_choice_asks_for_a_condition_that_cannot_be_unknown() -> None:
    with pytest.raises(ExpressionError, match="can be unknown"):
        compile_text("day if a else limit", NAMES)
    limit = date(2014, 6, 24)
    assert worth("day if known(day) else limit", day=Missing.UNKNOWN) == Span(limit, limit)


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
    # calls of anything else, in any dress
    "known.__call__(day)",
    "known(day)(day)",
    "(known)(day)(a)",
    "known(day, fact=day)",
    "known(**day)",
    "known(*[day])",
    "compile('a', 'b', 'eval')",
    "exec('a')",
    "globals()",
    "print(a)",
    "lived_on(res, 'IL', 1, 2, 3)",
    "home_known(res)",
    "years_later_5_early(day)",
    "look_up(day, day)",
    # names of what the generated program is made of
    "v0",
    "c_0",
    "c_day_lo",
    "row",
    "row[0]",
    "read",
    "minimum",
    "forever",
    "rolled",
    "years_later_5_early",
    "words_0",
    "__builtins__",
    "__import__",
    "__class__",
    "__debug__",
    "_",
    # syntax that is not of the language
    "(x for x in res)",
    "{x for x in res}",
    "[a]",
    "(a,)",
    "{a}",
    "{}",
    "{'a': a}",
    "a[:]",
    "day[limit]",
    "f'{a!r:>{b}}'",
    "role == f'self'",
    "role == 'se' 'lf' f''",
    "(a := b)",
    "lambda: a",
    "lambda *a: a",
    "a if b",
    "a & b",
    "a | b",
    "~a",
    "+count == 1",
    "-count == 1",
    "count == -1",
    "count // 2 == 1",
    "count << 9999 == 1",
    "2 ** 99999999 == count",
    "count == 1.0",
    "count == 1j",
    "count == 10 ** 15",
    "count == 1000000000000001",
    "count == 0x" + "f" * 500,
    "day is not limit",
    "day is None",
    "a and",
    "not",
    # letters that look like others
    "ｄay < limit",
    "𝐝ay < limit",
    "dаy < limit",
    "ｋnown(day)",
    "ﬁrst",
    "a\u200b",
    "a\u202eb",
    "ª",
    # words
    "'self' == 'self'",
    "'self' in ('self',)",
    "role == other",
    "role == state",
    "paper == 'x'",
    "('self' if a else 'parent') == role",
    "(role if known(a) else role) == 'self'",
    "(role if known(a) else role) in ('self',)",
    "known('self')",
    "known(role if known(a) else role)",
    "known(res if known(a) else res)",
    "role == 'it\\'s'",
    'role == "quo\\"te"',
    "role == 'back\\\\slash'",
    "role == 'new\\nline'",
    "role in ('self', 'new\\nline')",
    "role in ('self', other)",
    "role in ('self', *other)",
    "role in ()",
    "role in [x for x in res]",
    "state == 'Illinois'",
    "state == 'il'",
    "state == 'I'",
    "state == ''",
    "state == 'I\\''",
    "state in ('IL', \"',\")",
    "state in ('IL', 'ÄÖ')",
    # a place is a state as written
    "resident_on('Illinois', res, day)",
    "resident_on('il', res, day)",
    "resident_on('??', res, day)",
    "resident_on('', res, day)",
    'resident_on("\',", res, day)',
    "resident_on('I\\n', res, day)",
    "resident_on('\\\\\\'', res, day)",
    "resident_on('IL' if known(a) else 'TX', res, day)",
    "resident_on(state, res, day)",
    "resident_on(IL, res, day)",
    "resident_on('IL', res if known(a) else res, day)",
    "resident_during('IL\\x00', res, window)",
    "resident_during('ＩＬ', res, window)",
    # an age is a number as written or a setting
    "turned(count, born, day)",
    "turned(days_between(born, day), born, day)",
    "turned(18 if known(a) else 21, born, day)",
    "turned(-1, born, day)",
    "turned('18', born, day)",
    "turned(1000000000000001, born, day)",
    # a period runs between days that every claim shares
    "resident_during('IL', res, period(born, as_of))",
    "resident_during('IL', res, period(limit, some_day))",
    "resident_during('IL', res, period(limit, day_before(day)))",
]
DEEP = {
    "not": ("not " * DEEPEST, ""),
    "and": ("a and (" * DEEPEST, ")" * DEEPEST),
    "or": ("(" * DEEPEST, " or a)" * DEEPEST),
    "choice": ("a if known(a) else (" * DEEPEST, ")" * DEEPEST),
    "condition": ("a if (known(" * DEEPEST, ")) else b" * DEEPEST),
    "possible": ("possible(" * DEEPEST, ")" * DEEPEST),
    "not equal": ("a == (" * DEEPEST, ")" * DEEPEST),
    "attributes": ("", ".a" * DEEPEST),
    "calls": ("", "()" * DEEPEST),
    "subscripts": ("", "[0]" * DEEPEST),
    "lists": ("[" * DEEPEST, "]" * DEEPEST),
    "sums": ("", "+a" * DEEPEST),
    "lambdas": ("lambda: " * DEEPEST, ""),
    "far too deep": ("(" * 500, ")" * 500),
    "minus": ("-" * 1000, ""),
}


@pytest.mark.parametrize(("before", "after"), DEEP.values(), ids=DEEP.keys())
def test_deep_nesting_of_anything_is_refused(before: str, after: str) -> None:
    with pytest.raises(ExpressionError):
        compile_text(f"{before}a{after}", NAMES)


def test_what_is_nested_as_deep_as_allowed_is_read_by_every_reading() -> None:
    deepest = "not " * (DEEPEST - 2) + "a"
    assert worth(deepest, a=T) is (T if DEEPEST % 2 == 0 else F)
    assert outcome_text(rules(deepest), compiled.OneClaim())


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


# What an accepted expression becomes


def outcome_text(ruleset: Ruleset, dialect: Dialect) -> str:
    program = Program(ruleset, dialect)
    wanted = tuple(judge(program, theory).outcome for theory in ruleset.theories.values())
    return compiled.source(program, compiled.layout_of(ruleset), wanted)


OURS = re.compile(
    r"def read\(row, as_of\):|return|if|else|row|as_of|forever|home_known|lived_on|lived_during|rolled"
    r"|look_up|pick|lesser|greater|ones|del|(?:v|c_|words_|outcomes_)\d+|years_later_\d+_(?:early|late)|\d+|'[A-Z]{2}'"
    r"|<=|==|!=|[<>=+\-*&(),\[\]\s]"
)


def strange(text: str) -> str:
    """What of a generated program is none of our own names, a number, a quoted state or an operator."""
    return re.sub(r"\s+", " ", re.sub(rf"(?:{OURS.pattern})(?![\w'])|[(),\[\]\s]", "", text)).strip()


@pytest.mark.parametrize("dialect", [compiled.OneClaim(), planes.Columns()], ids=["one claim", "columns"])
def test_a_generated_program_holds_our_own_names_numbers_and_states_only(dialect: Dialect) -> None:
    text = outcome_text(megaface.shipped(), dialect)
    assert "lived_during(" in text and "'IL'" in text
    assert strange(text) == ""
    assert strange("v0 = __import__") == "__import__" and strange("'I'") and strange("row.x")


CLASHING = ("v0", "v1", "c_0", "c_1", "row", "read", "lesser", "greater", "pick", "ones", "look_up",
            "forever", "rolled", "years_later_5_early",
            "words_0", "outcomes_0", "lived_on", "print", "date", "self",
            "day_lo", "day_is")  # fmt: skip


@pytest.mark.parametrize("name", CLASHING)
def test_a_fact_may_have_any_name_of_the_program_and_stays_itself(name: str) -> None:
    """Facts are columns by number: no name of a fact is ever text of the program."""
    known = rules(
        f"{name} and day < limit and known(count)", facts={name: {"kind": "truth"}}, definitions={"v2": name}
    )
    one = outcome_text(known, compiled.OneClaim())
    assert strange(one) == "" and strange(outcome_text(known, planes.Columns())) == ""
    assert one == outcome_text(
        rules(
            "plain and day < limit and known(count)",
            facts={"plain": {"kind": "truth"}},
            definitions={"v2": "plain"},
        ),
        compiled.OneClaim(),
    )


@pytest.mark.parametrize(
    "name", [*FUNCTIONS, "true", "false", "unknown", "and", "if", "None", "lambda", "__class__", "é", "a.b"]
)
def test_no_name_is_a_word_of_the_language_or_of_python(name: str) -> None:
    with pytest.raises(RulesetError, match=r"word of the rule language|is no name"):
        rules("a", facts={name: {"kind": "truth"}})


ELSEWHERE: dict[str, dict[str, Any]] = {
    "a definition": {"definitions": {"late": "not in_time"}},
    "a test": {"element": {"tests": {"late": {"when": "not in_time"}}}},
    "applies": {"theory": {"applies": {"when": "in_time"}}},
    "a hold": {"holds": {"late": {"when": "in_time", "yes": "x", "unknown": "x"}}},
    "a contradiction": {"contradictions": {"late": {"sentence": "x", "about": "photo", "when": "in_time"}}},
    "a note": {"theory": {"notes": [{"says": "x", "when": "in_time"}]}},
    "open_unless": {"theory": {"open_unless": "certain(in_time)"}},
    "event_counts": {
        "theory": {
            "deadline": {"arises": "window", "years": "age", "event": "born", "event_counts": "in_time"}
        }
    },
}


@pytest.mark.parametrize("parts", ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_in_time_is_asked_by_an_element_alone(parts: dict[str, Any]) -> None:
    with pytest.raises(RulesetError, match="only in met_when and open_when"):
        rules("in_time", **parts)
    assert rules("in_time", element={"open_when": "not in_time"})


@pytest.mark.parametrize("text", ["role", "'self'", "res", "paper", "defendant_name"])
def test_a_definition_gives_nothing_that_only_a_fact_has(text: str) -> None:
    with pytest.raises(RulesetError, match="name the fact where it is wanted"):
        rules("a", definitions={"named": text})


def test_only_a_day_has_bounds() -> None:
    for kind in ("truth", "number", "places"):
        with pytest.raises(RulesetError, match="only a day has bounds"):
            rules("a", facts={"bounded": {"kind": kind, "bounds": "2004-02-10..today"}})


def test_an_age_beyond_every_calendar_is_never_reached() -> None:
    assert worth("turned(999999999999999, born, as_of)", born=DateSpan.parse("2001")) is F
    assert outcome_text(rules("turned(999999999999999, born, as_of)"), compiled.OneClaim())
    with pytest.raises(RulesetError, match="nobody comes of age"):
        minority = {"born": "born", "age": "101", "years": "age"}
        rules("in_time", theory={"deadline": {"arises": "window", "years": "age", "minority": minority}})
