"""Plainly fictional claimants: what each answers, page by page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Place = tuple[str | int | None, ...]
Given = Mapping[str, Any]
Stays = list[tuple[str, str, str]] | str

# What anybody answers where a persona has nothing of its own to say.
ANYBODY: Mapping[str, Given] = {
    "role": {"role": "myself"},
    "lawyer": {"represented": "no"},
    "face": {"face": "yes"},
    "uploaded": {"uploaded": "2009-05-02", "opened": "2007", "public": "yes"},
    "lived": {"states": [("IL", "2004", "present")], "illinois": "yes"},
    "you": {"first": "Pat", "last": "Example", "email": "pat@example.com"},
    "who": {"who": "child"},
    "person": {"first": "Kit", "last": "Example", "born": "2007-03-27", "disability": "no"},
    "authority": {"relation": "parent", "order": "no"},
    "death": {"died": "2019", "executor": "yes"},
    "people": {"another": "no"},
    "contact": {
        "street": "12 Sample Street",
        "city": "Springfield",
        "state": "IL",
        "code": "62701",
        "phone": "312 555 0142",
        "preferred": "either",
        "language": "en",
    },
    "account": {"whose": "mine", "names": "pat-example", "exists": "yes", "login": "no"},
    "told-age": {"age": "real"},
    "photo": {
        "link": "https://www.flickr.com/photos/pat-example/3500000000/",
        "medium": "photo",
        "same": "yes",
    },
    "shows": {"shows": ["0"]},
    "taken": {"taken": "2009-05", "taken_state": "IL", "upload_state": "IL", "author": "me"},
    "on-flickr": {"license": "cc-by-2.0", "removed": "no", "date_changed": "no"},
    "photos": {"another": "no"},
    "found": {"checked": "not_checked"},
    "learned": {"learned": "2024-02", "how": "A newspaper article"},
    "permissions": {"release": "no", "prior": "no", "bankruptcy": "no", "used": "no"},
    "use": {"used_on": "unknown"},
    "more": {"registered": "no", "papers": ["license"], "harm": "Nothing more."},
    "declaration": {"truth": "yes", "esign": "yes", "privacy": "yes", "name": "Pat Example"},
}


@dataclass(frozen=True, slots=True)
class Persona:
    """`told`: answers of their own, by page and item from 0; they win over ANYBODY's."""

    told: Mapping[tuple[str, int | None], Given] = field(default_factory=dict)

    def answers(self, page: str, index: int | None) -> Given:
        return {**ANYBODY.get(page, {}), **self.told.get((page, index), {})}


ADULT = Persona({("person", 0): {"born": "1985-06-15"}})
PARENT = Persona(
    {
        ("role", None): {"role": "child"},
        ("face", 1): {"face": "unknown"},
        ("uploaded", 1): {"uploaded": "2011"},
        ("person", 0): {"first": "Kit", "last": "Example", "born": "2010-04-30"},
        ("person", 1): {"first": "Robin", "last": "Example", "born": "2012"},
        ("lived", 0): {
            "states": [("IL", "2010", "2016-08"), ("WI", "2016-08", "present")],
            "illinois": "yes",
        },
        ("photo", 1): {"link": "", "medium": "photo", "same": "yes"},
        ("shows", 0): {"shows": ["0", "1"]},
        ("shows", 1): {"shows": ["1"]},
    }
)
TWICE = {"people": 2, "photos": 2}
PHOTOGRAPHER = Persona({("role", None): {"role": "photographer"}})
EXECUTOR = Persona(
    {
        ("role", None): {"role": "died"},
        ("person", 0): {"first": "Ash", "last": "Example", "born": "1951-11-02"},
        ("death", 0): {"died": "2021-03", "executor": "yes", "letters": "Letters of office"},
        ("lived", 0): {"states": [("IL", "2004", "2021-03")], "illinois": "yes"},
        ("account", None): {"whose": "own", "names": "ash-example", "exists": "unknown", "login": "no"},
        ("taken", 0): {"taken": "2008", "taken_state": "IL", "upload_state": "IL", "author": "person"},
    }
)
GUARDIAN = Persona(
    {
        ("role", None): {"role": "ward"},
        ("person", 0): {"first": "Sam", "last": "Example", "born": "1990-08-19", "disability": "yes"},
        ("authority", 0): {"relation": "guardian", "order": "yes", "order_proof": "A court order of 2015"},
        ("taken", 0): {"taken": "2010", "taken_state": "IL", "upload_state": "IL", "author": "other"},
    }
)
ELSEWHERE = Persona(
    {
        ("person", 0): {"born": "1979-01-30"},
        ("lived", 0): {"states": [("OR", "2004", "2012-06"), ("WA", "2012-06", "present")], "illinois": "no"},
        ("contact", None): {"city": "Seattle", "state": "WA", "code": "98101"},
        ("taken", 0): {"taken": "2009-05", "taken_state": "OR", "upload_state": "OR", "author": "me"},
    }
)
UNSURE = Persona(
    {
        ("lawyer", None): {"represented": "unknown"},
        ("face", 0): {"face": "unknown"},
        ("uploaded", 0): {"uploaded": "unknown", "opened": "unknown", "public": "unknown"},
        ("lived", 0): {"states": "unknown", "illinois": "unknown"},
        ("person", 0): {"born": "1985-06-15", "disability": "unknown"},
        ("account", None): {"whose": "unknown", "names": "", "exists": "unknown", "login": "unknown"},
        ("told-age", None): {"told": "unknown", "age": "unknown"},
        ("photo", 0): {"link": "", "medium": "unknown", "same": "unknown"},
        ("taken", 0): {
            "taken": "unknown", "taken_state": "unknown", "upload_state": "unknown", "author": "unknown",
        },
        ("on-flickr", 0): {"license": "unknown", "removed": "unknown", "date_changed": "unknown"},
        ("found", None): {"checked": "unknown"},
        ("learned", 0): {"learned": "unknown", "how": ""},
        ("permissions", 0): {
            "release": "unknown", "prior": "unknown", "bankruptcy": "unknown", "used": "unknown",
        },
        ("more", None): {"papers": ["unknown"], "harm": "", "registered": "unknown"},
    }
)  # fmt: skip


def posted(form: Any, given: Given) -> dict[str, Any]:
    """The form's data as a browser sends it."""
    data: dict[str, Any] = {}
    for name, question in form.fields.items():
        value = given.get(name, "")
        match question.kind:
            case "date":
                data |= _date(name, value)
            case "places":
                data |= _places(name, value)
            case "ticks":
                data |= {name: value} if value else {}
            case "tick":
                data |= {name: "on"} if value == "yes" else {}
            case _:
                data[name] = value
    return data


def _date(name: str, value: str) -> dict[str, str]:
    if value == "unknown":
        return {f"{name}_unknown": "on"}
    year, month, day, *_ = [*value.split("-"), "", ""]
    return {f"{name}_year": year, f"{name}_month": month, f"{name}_day": day}


def _places(name: str, stays: Stays) -> dict[str, str]:
    if stays == "unknown":
        return {f"{name}_unknown": "on"}
    data: dict[str, str] = {}
    for n, (state, start, end) in enumerate(stays):
        data |= {f"{name}-{n}-state": state} | _date(f"{name}-{n}-from", start)
        data |= {f"{name}-{n}-still": "on"} if end == "present" else _date(f"{name}-{n}-to", end)
    return data
