"""The settings of a rule set: constants that rules name, and the lists that an attorney enters."""

from datetime import date

from eligibility import casework, holidays
from eligibility.document import Entry
from eligibility.drafting import Draft
from eligibility.expression import Name
from eligibility.facts import Kind
from eligibility.law import Defendant, Setting
from eligibility.values import DateSpan, NumberSpan, Value

LISTS = ("HOLIDAYS", "defendants", "tolling", "recent_events")


def read_setting(draft: Draft, key: str, entry: Entry) -> Setting:
    """One setting; all but the lists become names that an expression may use."""
    parts = entry.fields(required=("value", "citation", "checked_on", "checked_by"))
    if key not in LISTS:
        kind, value = _constant(parts["value"])
        draft.declare(entry, key, Name(kind, is_fixed=True), ())
        draft.constants[key] = value
    return Setting(
        key=key,
        value=parts["value"].plain(),
        citation=parts["citation"].text(),
        checked_on=_day_or_none(parts["checked_on"]),
        checked_by=parts["checked_by"].text(),
    )


def _constant(entry: Entry) -> tuple[Kind, Value]:
    """A setting is a period (from, to), a day, or a whole number."""
    if isinstance(entry.content, dict):
        ends = entry.fields(required=("from", "to"))
        first, last = ends["from"].day(), ends["to"].day()
        if last < first:
            raise ends["to"].error(f"{last} is before {first}")
        return Kind.PERIOD, DateSpan(first, last)
    if "-" in entry.text():
        return Kind.DAY, DateSpan.on(entry.day())
    number = entry.number()
    return Kind.NUMBER, NumberSpan(number, number)


def _day_or_none(entry: Entry) -> date | None:
    return None if entry.is_nothing else entry.day()


def read_listed(settings: Entry, key: str) -> list[Entry]:
    """The entries of a setting that is a list."""
    entry = settings.named().get(key)
    if entry is None:
        raise settings.error(f"{key!r} is missing: add it, with value: [] where there is none")
    return entry.fields(required=("value",), optional=("citation", "checked_on", "checked_by"))[
        "value"
    ].listed()


def read_defendants(draft: Draft, settings: Entry) -> tuple[Defendant, ...]:
    kinds = draft.facts["defendant"].values if "defendant" in draft.facts else ()
    entries = read_listed(settings, "defendants")
    if not entries:
        raise settings.at("defendants").error("'defendants' is empty: name at least one")
    return tuple(casework.read_defendant(entry, kinds) for entry in entries)


def read_holidays(settings: Entry) -> holidays.Holidays:
    found = []
    for entry in read_listed(settings, "HOLIDAYS"):
        try:
            found.append(holidays.Holiday.parse(entry.text()))
        except ValueError as error:
            raise entry.error(str(error)) from None
    return tuple(found)
