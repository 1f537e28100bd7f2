"""What of a file its conflict check searches for."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import matters
from casefile import columns, sealing
from casefile.likeness import Address, Sought
from casefile.models import Clearance, Submission
from matters import Named

Term = dict[str, str]
ACCOUNT, ADDRESS = "account", "address"
NO_NAMES = (ACCOUNT, ADDRESS)


def of(file: Submission) -> Sought:
    """Everybody's names, the accounts and every address given, in the interview or in a later correction."""
    matter = matters.load(file.matter)
    later = [change.contact for change in file.contact_changes.all()]
    homes = [matter.address(file.answers), *later]
    return Sought(
        people=_with_later(matter.people(file.answers), [file.contact, *later]),
        online=matter.online(file.answers),
        addresses=tuple(dict.fromkeys(home for given in homes for home in _address(given))),
    )


def terms(sought: Sought) -> list[Term]:
    """The same as it is kept and shown: each term with its kind."""
    said = [
        *(
            {"kind": "other_name" if number else one.kind, "text": name}
            for one in sought.people
            for number, name in enumerate(one.names)
        ),
        *({"kind": ACCOUNT, "text": name} for name in sought.online),
        *({"kind": ADDRESS, "text": _line(home)} for home in sought.addresses),
    ]
    return list({(one["kind"], one["text"]): one for one in said}.values())


def digest(kept: list[Term]) -> str:
    """A keyed hash of what is searched for, to see whether it changed."""
    return sealing.digest(columns.canonical(kept))


def kept(row: Clearance) -> list[Term]:
    """What a row says was searched for; rows of before there were kinds hold names alone."""
    return [one if isinstance(one, dict) else {"kind": "name", "text": str(one)} for one in row.terms]


def _with_later(people: tuple[Named, ...], contacts: list[Mapping[str, Any]]) -> tuple[Named, ...]:
    """The people with the names that contact details gave the claimant, who is the first."""
    names = [name for given in contacts for name in _names(given)]
    if not people:
        return (Named("claimant", tuple(dict.fromkeys(names))),) if names else ()
    first = Named(people[0].kind, tuple(dict.fromkeys((*people[0].names, *names))))
    return (first, *people[1:])


def _names(given: Mapping[str, Any]) -> Iterator[str]:
    full = f"{given.get('first_name', '')} {given.get('last_name', '')}".strip()
    others = re.split(r"[,;/]", str(given.get("other_names", "")))
    yield from (name for name in (full, *(one.strip() for one in others)) if name)


def _address(given: Mapping[str, Any]) -> Iterator[Address]:
    street, city, code = (str(given.get(part, "") or "").strip() for part in ("street", "city", "code"))
    if street:
        yield Address(street, city, code)


def _line(home: Address) -> str:
    return ", ".join(part for part in (home.street, f"{home.city} {home.code}".strip()) if part)
