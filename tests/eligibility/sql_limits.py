"""Whether a claim is in time, in SQL: steps 1 to 5 of E6 from a theory's limit."""

from collections.abc import Iterator

from eligibility.law import DeadlineRule
from tests.eligibility.sql_query import UNKNOWN, Day, Query, quoted

MOST_TOLLED = 300_000
"""Days that may be added to a date: a longer stop of time ends after every day anybody asks about."""


def in_time(query: Query, rule: DeadlineRule) -> str:
    arises, counts = (
        span_of(query, rule.arises),
        query.truth(rule.event_counts.tree) if rule.event_counts else "TRUE",
    )
    lines = [(f"{arises.given} IS NOT TRUE", UNKNOWN)]
    born = span_of(query, rule.minority.born).given if rule.minority else "TRUE"
    if rule.minority and not rule.minority.open_end:
        lines.append((f"{born} IS NOT TRUE", UNKNOWN))
    lines.append((f"p.as_of <= {safe(query, rule, arises)}", "TRUE"))
    lines += [(test, "TRUE") for test in live_event(query, rule, counts)]
    lines.append((f"{born} IS NOT TRUE", UNKNOWN))
    lines += [(test, UNKNOWN) for test in still_open(query, rule, arises, counts)]
    if rule.disability:
        lines.append((f"{query.named(rule.disability)} IS NOT FALSE", UNKNOWN))
    return "CASE " + " ".join(f"WHEN {test} THEN {value}" for test, value in lines) + " ELSE FALSE END"


def live_event(query: Query, rule: DeadlineRule, counts: str) -> Iterator[str]:
    if rule.event:
        event = span_of(query, rule.event)
        end = query.put(query.dialect.years_later(event.lo, rule.years, late=False))
        yield f"({counts}) IS TRUE AND {event.given} IS TRUE AND p.as_of <= {end}"


def still_open(query: Query, rule: DeadlineRule, arises: Day, counts: str) -> Iterator[str]:
    late = ordinary(query, rule, arises.hi, arises, late=True)
    yield not_after(query, late)
    limbs = [
        (rule.learned, rule.years, "TRUE"),
        (rule.death, rule.death_years, "TRUE"),
        (rule.event, rule.years, counts),
    ]
    for name, years, counted in limbs:
        if name:
            day = span_of(query, name)
            end = query.put(query.dialect.years_later(day.hi, years, late=True))
            runs = f"{day.given} IS NULL OR ({day.given} IS TRUE AND {not_after(query, end)})"
            yield f"({counted}) IS NOT FALSE AND ({runs})"
    if rule.tolling:
        yield f"{span_of(query, rule.tolling).given} IS NULL"


def not_after(query: Query, end: str) -> str:
    """Today is not after the day itself, or the next one that is not in the table of days off."""
    here = f"o.list = {quoted(query.list_of_days_off)} AND n.list = o.list"
    next_day = query.dialect.days_later("o.day", "1")
    follows = f"NOT EXISTS (SELECT 1 FROM off n WHERE {here} AND n.day = {next_day})"
    off = f"o.list = {quoted(query.list_of_days_off)}"
    working = (
        f"SELECT {next_day} FROM off o WHERE {off} AND o.day >= {end} AND {follows} ORDER BY o.day LIMIT 1"
    )
    is_off = f"EXISTS (SELECT 1 FROM off o WHERE {off} AND o.day = {end})"
    return f"p.as_of <= {query.put(f'CASE WHEN {is_off} THEN ({working}) ELSE {end} END')}"


def safe(query: Query, rule: DeadlineRule, arises: Day) -> str:
    """D_lo: from the first day, or from the birthday where the claim can have arisen on both sides of it."""
    end = ordinary(query, rule, arises.lo, arises, late=False)
    if rule.minority is None:
        return end
    birthday = of_age(query, rule, late=False)
    on_birthday = ordinary(query, rule, birthday, arises, late=False)
    sooner = f"{arises.lo} < {birthday} AND {birthday} <= {arises.hi} AND {on_birthday} < {end}"
    return query.put(f"CASE WHEN {sooner} THEN {on_birthday} ELSE {end} END")


def ordinary(query: Query, rule: DeadlineRule, arose: str, arises: Day, *, late: bool) -> str:
    """f(a), and the tolled days; late also for the eve of the birthday, where that can be the day."""
    end = query.put(query.dialect.years_later(arose, rule.years, late=late))
    if rule.minority:
        birthday = of_age(query, rule, late=late)
        longer = query.put(query.dialect.years_later(birthday, rule.minority.years, late=late))
        minor = f"{arises.lo if late else arose} < {birthday}"
        end = query.put(f"CASE WHEN {minor} AND {longer} > {end} THEN {longer} ELSE {end} END")
    if rule.tolling:
        tolled = span_of(query, rule.tolling)
        days = tolled.hi if late else tolled.lo
        days = f"CASE WHEN {days} > {MOST_TOLLED} THEN {MOST_TOLLED} ELSE {days} END"
        moved = query.dialect.days_later(end, days)
        end = query.put(f"CASE WHEN {tolled.given} IS TRUE THEN {moved} ELSE {end} END")
    return end


def of_age(query: Query, rule: DeadlineRule, *, late: bool) -> str:
    """NULL where the birth date is not known: then nothing is compared with it."""
    assert rule.minority is not None
    born = span_of(query, rule.minority.born)
    attained = query.dialect.years_later(born.hi if late else born.lo, rule.minority.age, late=late)
    return query.put(f"CASE WHEN {born.given} IS TRUE THEN {attained} END")


def span_of(query: Query, name: str) -> Day:
    found = query.named(name)
    assert isinstance(found, Day), name
    return found
