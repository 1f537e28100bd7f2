"""Values, sentences and expressions of a rule set in words and in Markdown."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from eligibility.drafting import PLACEHOLDER
from eligibility.expression import Expression
from eligibility.facts import Declaration, FactError
from eligibility.law import Hold, Ruleset, Says, Theory
from eligibility.values import DateSpan, Missing, NumberSpan, Stay, Truth, Value, show

CONTENTS = "README.md"
MARK = "*Written by `manage.py rulebook` from the rule set. To change a rule, change the rule set.*"
Lines = Iterator[str]


def page_of(theory: Theory) -> str:
    return f"{theory.name.lower().replace('_', '-')}.md"


def value_in_words(value: Value) -> str:
    match value:
        case Truth.U | Missing.UNKNOWN:
            return "not known"
        case NumberSpan():
            return f"{value.lo:,}" if value.lo == value.hi else f"{value.lo:,} to {value.hi:,}"
        case DateSpan():
            return _span(value)
        case tuple():
            return "; ".join(_stay(stay) for stay in value) or "nowhere in the United States"
    return show(value)


def _span(span: DateSpan) -> str:
    if span.is_one_day:
        return day_in_words(span.lo)
    written = str(span)
    if len(written) == len("2009"):
        return f"some day of {written}"
    if len(written) == len("2009-05"):
        return f"some day of {span.lo:%B} {span.lo.year}"
    return f"{day_in_words(span.lo)} to {day_in_words(span.hi)}"


def _stay(stay: Stay) -> str:
    place = "somewhere not known" if stay.place == "??" else stay.place
    return f"{place}, {_span(stay.start)} to {_span(stay.end) if stay.end else 'the present'}"


def day_in_words(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def years_in_words(years: int) -> str:
    return f"{years} year{'' if years == 1 else 's'}"


def plain(name: str) -> str:
    return name.replace("_", " ")


def label_of(law: Ruleset, name: str) -> str:
    return f"*{law.facts[name].label}*" if name in law.facts else f"`{name}`"


def filled(law: Ruleset, sentence: str) -> str:
    """A sentence with settings put in, and with [what it stands for] where the claim fills something in."""

    def stands_for(name: str) -> str:
        if name in law.constants:
            return value_in_words(law.constants[name])
        return f"[{law.facts[name].label if name in law.facts else plain(name)}]"

    return PLACEHOLDER.sub(lambda found: stands_for(found[1]), sentence)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def bullets(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def exactly(law: Ruleset, expression: Expression) -> str:
    """The expression as it is worked out, with links to the definitions it names."""
    owned = {name for element in law.elements.values() for name in element.tests}
    named = [name for name in law.tests if name in expression.names and name not in owned]
    links = ", ".join(f"[{name}]({CONTENTS}#{name.lower()})" for name in named)
    return f"`{expression.text}`{f' (see {links})' if links else ''}"


def hold_line(law: Ruleset, hold: Hold) -> str:
    return said(law, hold.says)


def said(law: Ruleset, says: Says) -> str:
    answers = (("yes", says.yes), ("no", says.no), ("not known", says.unknown))
    return bullets(f"{answer}: {filled(law, words)}" for answer, words in answers if words)


def answer(fact: Declaration, text: str) -> str:
    try:
        return value_in_words(fact.read(text))
    except FactError:
        return text
