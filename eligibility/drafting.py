"""From the lines of a rule-set document to its nouns, each expression checked against what is declared."""

import keyword
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from eligibility.document import Entry
from eligibility.expression import CONSTANTS, NAMED_ONLY, Expression, ExpressionError, Name, compile_text
from eligibility.facts import Declaration, FactError, Kind
from eligibility.law import Contradiction, Element, Hold, Says, Test
from eligibility.values import Value, parse_day
from eligibility.vocabulary import FUNCTIONS

PLACEHOLDER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")
IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_]*", re.ASCII)
IN_TIME = "in_time"
PAIR_NAMES = {
    "defendant_name": Name(Kind.TEXT),
    "illinois_conduct": Name(Kind.TRUTH),
    "collected": Name(Kind.DAY),
}


@dataclass(slots=True)
class Draft:
    """What has been read so far: the names an expression may use, and the facts behind each."""

    facts: dict[str, Declaration] = field(default_factory=dict)
    constants: dict[str, Value] = field(default_factory=dict)
    names: dict[str, Name] = field(default_factory=dict)
    tests: dict[str, Test] = field(default_factory=dict)
    behind: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def declare(self, entry: Entry, name: str, meaning: Name, behind: Iterable[str]) -> None:
        if not IDENTIFIER.fullmatch(name):
            raise entry.error(f"{name!r} is no name: letters, digits and _ only")
        if name in FUNCTIONS or name in CONSTANTS or keyword.iskeyword(name):
            raise entry.error(f"{name!r} is a word of the rule language: take another name")
        if name in self.names:
            raise entry.error(f"{name!r} is already the name of something else: choose another")
        self.names[name] = meaning
        self.behind[name] = tuple(dict.fromkeys(behind))

    def expression(self, entry: Entry, *, kind: Kind | None = None, of_element: bool = False) -> Expression:
        """Only an element itself may ask for in_time: each theory that requires it has a limit of its own."""
        try:
            expression = compile_text(entry.text(), self.names, kind=kind)
        except ExpressionError as error:
            raise entry.error(str(error)) from None
        if IN_TIME in expression.names and not of_element:
            raise entry.error(f"{IN_TIME!r} stands only in met_when and open_when of an element")
        return expression

    def facts_of(self, *expressions: Expression | None) -> tuple[str, ...]:
        """The facts that expressions rest on, through the tests they name, in the order declared."""
        used = {fact for e in expressions if e for name in e.names for fact in self.behind[name]}
        return tuple(name for name in self.facts if name in used)

    def said(self, entry: Entry | None) -> str:
        """A sentence whose {names} all exist."""
        if entry is None or entry.is_nothing:
            return ""
        for name in PLACEHOLDER.findall(entry.text()):
            if name not in self.names:
                raise entry.error(
                    f"there is no {{{name}}} to fill in: name a fact, a setting or a definition"
                )
        return entry.text()


def read_fact(draft: Draft, name: str, entry: Entry) -> None:
    """Declare one fact."""
    optional = ("values", "open", "default", "may_be_none", "accepts", "bounds", "shown_only")
    parts = entry.fields(required=("kind", "of", "label", "question"), optional=optional)
    kinds = (Kind.TRUTH, Kind.DAY, Kind.NUMBER, Kind.WORD, Kind.PLACES, Kind.TEXT)
    declaration = Declaration(
        name=name,
        kind=Kind(parts["kind"].choice(*kinds)),
        of=parts["of"].choice("person", "photo"),
        label=parts["label"].text(),
        question=parts["question"].text(),
        values=parts["values"].texts() if "values" in parts else (),
        may_be_none="may_be_none" in parts and parts["may_be_none"].yes_no(),
        default=parts["default"].text() if "default" in parts else None,
        open=parts["open"].texts() if "open" in parts else (),
        accepts=parts["accepts"].span() if "accepts" in parts else None,
        bounds=_bounds(parts["bounds"]) if "bounds" in parts else None,
        shown_only="shown_only" in parts and parts["shown_only"].yes_no(),
    )
    if declaration.bounds and declaration.kind is not Kind.DAY:
        raise parts["bounds"].error(f"only a day has bounds, not a {declaration.kind}")
    for text in (*declaration.open, *([declaration.default] if declaration.default else [])):
        try:
            declaration.read(text)
        except FactError as error:
            raise entry.error(str(error)) from None
    draft.facts[name] = declaration
    draft.declare(entry, name, Name(declaration.kind, declaration.values, is_fact=True), [name])


def _bounds(entry: Entry) -> tuple[date, date | None]:
    """Two days, "2004-02-10..today": what the day can be where it is not answered."""
    first, dots, last = entry.text().partition("..")
    if not dots:
        raise entry.error("write the first and the last day, such as 2004-02-10..today")
    try:
        lo, hi = parse_day(first), None if last == "today" else parse_day(last)
    except ValueError as error:
        raise entry.error(str(error)) from None
    if hi and hi < lo:
        raise entry.error(f"{hi} is before {lo}")
    return lo, hi


def read_definition(draft: Draft, name: str, entry: Entry) -> None:
    """Declare a named expression that says nothing of its own."""
    parts = entry.fields(required=("sentence", "is"))
    expression = draft.expression(parts["is"])
    if expression.kind in NAMED_ONLY:
        raise parts["is"].error(f"gives a {expression.kind}: name the fact where it is wanted")
    draft.declare(entry, name, Name(expression.kind), draft.facts_of(expression))
    draft.tests[name] = Test(name, expression, sentence=draft.said(parts["sentence"]))


def says(draft: Draft, parts: dict[str, Entry], *, yes: str = "yes") -> Says:
    return Says(*(draft.said(parts.get(answer)) for answer in (yes, "no", "unknown")))


def read_test(draft: Draft, name: str, entry: Entry) -> Test:
    parts = entry.fields(required=("when",), optional=("yes", "no", "unknown"))
    expression = draft.expression(parts["when"], kind=Kind.TRUTH)
    return Test(name, expression, says(draft, parts))


def read_element(draft: Draft, name: str, entry: Entry) -> Element:
    """Read one element; its tests become names that later elements and contradictions may use."""
    parts = entry.fields(
        required=("title", "sentence", "citations", "met_when"),
        optional=("in_force_from", "tests", "open_when"),
    )
    tests = parts["tests"].named() if "tests" in parts else {}
    for test_name, test_entry in tests.items():
        test = read_test(draft, test_name, test_entry)
        draft.declare(test_entry, test_name, Name(test.expression.kind), draft.facts_of(test.expression))
        draft.tests[test_name] = test
    met, opening = (
        draft.expression(parts[when], kind=Kind.TRUTH, of_element=True) if when in parts else None
        for when in ("met_when", "open_when")
    )
    assert met is not None  # noqa: S101  (a required part)
    force = parts.get("in_force_from")
    return Element(
        name=name,
        title=parts["title"].text(),
        sentence=parts["sentence"].text(),
        citations=parts["citations"].texts(),
        in_force_from=force.day() if force and not force.is_nothing else None,
        tests=tuple(tests),
        met=met,
        open=opening,
        facts=draft.facts_of(met, opening),
        reads_deadline=IN_TIME in met.names or (opening is not None and IN_TIME in opening.names),
    )


def read_contradiction(draft: Draft, name: str, entry: Entry) -> Contradiction:
    parts = entry.fields(required=("sentence", "about", "when"))
    return Contradiction(
        name=name,
        sentence=draft.said(parts["sentence"]),
        whole_claim=parts["about"].choice("photo", "claim") == "claim",
        when=draft.expression(parts["when"], kind=Kind.TRUTH),
    )


def read_hold(draft: Draft, name: str, entry: Entry) -> Hold:
    parts = entry.fields(required=("when", "yes"), optional=("unknown",))
    return Hold(name, draft.expression(parts["when"], kind=Kind.TRUTH), says(draft, parts))
