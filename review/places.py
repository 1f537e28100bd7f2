"""What ties a claim to the place that its matter asks about, one contact a row, with its dates and photo."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import matters
from eligibility.residence import SOMEWHERE, parse_stays
from eligibility.values import Stay
from packets import reading, words
from review import rows

YES, NO, OPEN = (
    rows.Mark("met", "+", "Yes"),
    rows.Mark("quiet", "−", "No"),
    rows.Mark("not-known", "?", "Not known"),
)


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact: what it is, of which photo, where, when, whether that is the place, and who says so."""

    what: str
    photo: str
    where: str
    when: str
    is_there: rows.Mark
    source: str


@dataclass(frozen=True, slots=True)
class Contacts:
    """All contacts of one claim; `line` says in a few words how strong the link is."""

    title: str
    rows: tuple[Contact, ...]

    @property
    def line(self) -> str:
        found = dict.fromkeys(one.what.lower() for one in self.rows if one.is_there == YES)
        if found:
            return ", ".join(found)
        return "not known" if any(one.is_there == OPEN for one in self.rows) else "none"


def of(matter: str, facts: Mapping[str, Any]) -> Contacts:
    """Read the contacts of one claim from its facts as they are kept."""
    link = matters.load(matter).link
    return Contacts(link.title, (*_lived(link, facts), *_photos(link, facts)))


def _lived(link: matters.Link, facts: Mapping[str, Any]) -> Iterator[Contact]:
    fact = facts.get("person", {}).get(link.lived)
    said_by = source(fact)
    try:
        stays = parse_stays(fact["value"]) if fact else ()
    except ValueError:  # "unknown", or nothing said
        stays = ()
    if not stays:
        yield Contact("Lived there", "", "not known", "not known", OPEN, said_by)
    for stay in stays:
        where = "somewhere not known" if stay.place == SOMEWHERE else stay.place
        there = OPEN if stay.place == SOMEWHERE else YES if stay.place == link.place else NO
        yield Contact("Lived there", "", where, _span(stay), there, said_by)


def _span(stay: Stay) -> str:
    end = words.dated(str(stay.end)).replace("..", " to ") if stay.end else "now"
    return f"{words.dated(str(stay.start)).replace('..', ' to ')} until {end}"


def _photos(link: matters.Link, facts: Mapping[str, Any]) -> Iterator[Contact]:
    for photo in facts.get("photos", ()):
        for what, place, dated in link.of_photo:
            fact, day = photo["facts"].get(place), photo["facts"].get(dated)
            where = str(fact["value"]) if fact else words.UNKNOWN
            there = OPEN if where == words.UNKNOWN else YES if where == link.place else NO
            when = words.fact(dated, day["value"]) if day else "not known"
            yield Contact(what, photo["label"], words.fact(place, where), when, there, source(fact))


def source(fact: Mapping[str, Any] | None) -> str:
    if not fact:
        return "not given"
    kind = reading.SOURCES.get(fact["source"], fact["source"])
    return words.dated(f"{kind}, {fact['detail']}" if fact.get("detail") else kind)
