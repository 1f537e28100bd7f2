"""What plainly fictional people answer in this interview: adults, children, estates, photographers.

The words that tell one person from another are those of a `Cast`, so that many files can be made from one
story by putting other words in their place.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random

from matters.fields import UNKNOWN
from matters.flickr_megaface import roles
from matters.made_up import Cast, Given

MOST_PHOTOS, MOST_PEOPLE = 4, 3
ROLES = {
    roles.MYSELF: 50, roles.CHILD: 25, roles.WARD: 5, roles.DIED: 6, roles.PHOTOGRAPHER: 14,
}  # fmt: skip
HOMES = {"IL": 60, "IN": 8, "WI": 8, "TX": 8, "CA": 8, "OR": 4, "NY": 4}
TOWNS = {
    "IL": ("Springfield", "62701"), "IN": ("Madeupville", "46204"), "WI": ("Sampleton", "53703"),
    "TX": ("Exampleburg", "78701"), "CA": ("Fictional City", "94103"), "OR": ("Specimen Falls", "97201"),
    "NY": ("Placeholder", "12207"),
}  # fmt: skip
# The first figures of photo numbers of a year; six more follow, which are the file's own.
NUMBERS = {
    2005: (25, 80), 2006: (105, 360), 2007: (700, 2080), 2008: (2400, 3100), 2009: (3400, 4200),
    2010: (4300, 5200), 2011: (5500, 6500), 2012: (6900, 8200), 2013: (8600, 11000), 2015: (16700, 22000),
}  # fmt: skip
LICENSES = {
    "cc-by-2.0": 20, "cc-by-sa-2.0": 8, "cc-by-nc-2.0": 14, "cc-by-nc-sa-2.0": 24, "cc-by-nc-nd-2.0": 10,
    "cc": 6, "arr": 10, UNKNOWN: 8,
}  # fmt: skip
HARMS = ("", "", "", "Nothing more.", "I was not asked.", "Someone told me about the list.")
HOW = ("", "A newspaper article", "The radio", "A friend", "A search of a published list")


class Story:
    """One file's answers, drawn once; called page by page as the interview goes."""

    def __init__(self, chance: Random, cast: Cast) -> None:
        self.chance, self.cast = chance, cast
        self.unsure = chance.choices((0.02, 0.12, 0.5), (60, 30, 10))[0]
        self.role = self._one(ROLES)
        self.home = self._one(HOMES)
        self.is_late = chance.random() < 0.06  # every photo from after the release: the form stops early
        self.photos = chance.choices(range(1, MOST_PHOTOS + 1), (70, 18, 8, 4))[0]
        self.people = chance.choices(range(1, MOST_PEOPLE + 1), (85, 11, 4))[0]
        self.years = [2015 if self.is_late else self._year() for _ in range(self.photos)]
        self.begun = 1
        self.shown = 1

    def __call__(self, page: str, index: int | None) -> Given:
        """What is answered on a page."""
        told = getattr(self, f"_{page.replace('-', '_')}", None)
        given: Given = told(index or 0) if told else {}
        return given

    # Drawing

    def _one(self, weights: Mapping[str, int]) -> str:
        return self.chance.choices(tuple(weights), tuple(weights.values()))[0]

    def _year(self) -> int:
        return self.chance.choice([year for year in NUMBERS if year < 2015])

    def _said(self, yes: float) -> str:
        """Yes or no, or not known."""
        if self.chance.random() < self.unsure:
            return UNKNOWN
        return "yes" if self.chance.random() < yes else "no"

    def _day(self, first: int, last: int) -> str:
        """A year, a month or a day of these years, or not known."""
        if self.chance.random() < self.unsure:
            return UNKNOWN
        day = date(self.chance.randint(first, last), self.chance.randint(1, 12), self.chance.randint(1, 28))
        return day.isoformat()[: self.chance.choice((4, 7, 10, 10, 10))]

    # The pages

    def _role(self, index: int) -> Given:
        return {"role": self.role}

    def _lawyer(self, index: int) -> Given:
        return {"represented": self._said(0.03)}

    def _face(self, photo: int) -> Given:
        return {"face": self._said(0.96)}

    def _uploaded(self, photo: int) -> Given:
        year = self.years[min(photo, self.photos - 1)]
        put = f"{year}-{self.chance.randint(7, 12):02}" if self.is_late else self._day(year, year)
        opened = self._day(2004, max(2004, min(year, 2014) - 1)) if not self.is_late else "2015"
        return {"uploaded": put, "opened": opened, "public": self._said(0.95)}

    def _stop(self, index: int) -> Given:
        return {"choice": self.chance.choice(("anyway", "person"))}

    def _lived(self, person: int) -> Given:
        if self.chance.random() < self.unsure:
            return {"states": UNKNOWN, "illinois": self._said(0.5)}
        start, moved = self.chance.randint(1985, 2008), self.chance.randint(2009, 2020)
        stays = [(self.home, str(start), "present")]
        if self.chance.random() < 0.4:
            away = self._one(HOMES)
            stays = [(self.home, str(start), f"{moved}-06"), (away, f"{moved}-06", "present")]
        return {"states": stays, "illinois": "yes" if self.home == "IL" else "no"}

    def _you(self, index: int) -> Given:
        has_other = self.chance.random() < 0.15
        others = f"{self.cast.first} {self.cast.former}" if has_other else ""
        return {
            "first": self.cast.first, "last": self.cast.last, "others": others, "email": self.cast.email,
        }  # fmt: skip

    def _who(self, person: int) -> Given:
        return {"who": self.role if self.role != roles.MYSELF else roles.CHILD}

    def _person(self, person: int) -> Given:
        about = self.role if not person or self.role != roles.MYSELF else roles.CHILD
        years = {roles.CHILD: (2009, 2013), roles.DIED: (1930, 1980)}.get(about, (1950, 2004))
        return {
            "first": self.cast.kin[person],
            "last": self.cast.last,
            "born": self._day(*years),
            "disability": self._said(0.9 if about == roles.WARD else 0.02),
        }

    def _authority(self, person: int) -> Given:
        relation = (
            "guardian" if self.role == roles.WARD else self.chance.choice(("parent", "parent", "relative"))
        )
        return {"relation": relation, "order": self._said(0.2)}

    def _death(self, person: int) -> Given:
        return {"died": self._day(2015, 2024), "executor": self._said(0.7)}

    def _people(self, index: int) -> Given:
        self.shown += 1
        return {"another": "yes" if self.shown <= self.people else "no"}

    def _contact(self, index: int) -> Given:
        city, code = TOWNS[self.home]
        return {
            "street": f"{self.cast.house} Sample Street",
            "city": city,
            "state": self.home,
            "code": code,
            "phone": self.cast.phone if self.chance.random() < 0.4 else "",
            "preferred": "email",
            "language": self.chance.choices(("en", "es", "other"), (85, 13, 2))[0],
        }

    def _account(self, index: int) -> Given:
        whose = self.chance.choice(("mine", "mine", "mine", "own", "parent", "family", "friend", "other"))
        names = self.chance.choice((self.cast.alias, self.cast.nsid, ""))
        return {"whose": whose, "names": names, "exists": self._said(0.5), "login": self._said(0.3)}

    def _told_age(self, index: int) -> Given:
        return {"age": self.chance.choice(("real", "older", "not_asked", UNKNOWN))}

    def _photo(self, photo: int) -> Given:
        low, high = NUMBERS[self.years[min(photo, self.photos - 1)]]
        number = f"{self.chance.randint(low, high) // 4 * 4 + photo}{self.cast.six}"
        link = f"https://www.flickr.com/photos/{self.cast.alias}/{number}/"
        is_linked = self.chance.random() >= self.unsure
        return {
            "link": link if is_linked else "",
            "medium": "photo" if self.chance.random() < 0.97 else "video",
            "same": "yes",
        }

    def _shows(self, photo: int) -> Given:
        return {"shows": [str(self.chance.randrange(self.people))]}

    def _taken(self, photo: int) -> Given:
        year = self.years[min(photo, self.photos - 1)]
        return {
            "taken": self._day(year - 1, year),
            "taken_state": self._one(HOMES),
            "upload_state": self._one(HOMES),
            "author": self.chance.choice(("me", "me", "other", "person", UNKNOWN)),
        }

    def _on_flickr(self, photo: int) -> Given:
        removed = self._said(0.1)
        return {
            "license": self._one(LICENSES),
            "removed": removed,
            "removed_on": self._day(2015, 2022) if removed == "yes" else "",
            "date_changed": self._said(0.03),
        }

    def _photos(self, index: int) -> Given:
        self.begun += 1
        return {"another": "yes" if self.begun <= self.photos else "no"}

    def _found(self, index: int) -> Given:
        words = ("this", "account", "none", "not_checked", UNKNOWN)
        checked = self.chance.choices(words, (6, 4, 10, 65, 15))[0]
        return {
            "checked": "none" if self.is_late else checked,
            "sets": ["megaface"] if checked == "this" else [],
        }

    def _learned(self, person: int) -> Given:
        return {"learned": self._day(2019, 2025), "how": self.chance.choice(HOW)}

    def _permissions(self, person: int) -> Given:
        return {
            "release": self._said(0.03),
            "prior": self._said(0.03),
            "bankruptcy": self._said(0.04),
            "used": self._said(0.05),
        }

    def _use(self, person: int) -> Given:
        return {"used_on": self._day(2015, 2023)}

    def _more(self, index: int) -> Given:
        registered = self._said(0.05)
        return {
            "registered": registered,
            "registered_on": self._day(2009, 2020) if registered == "yes" else "",
            "papers": [self.chance.choice(("license", "school", "tax", "lease", "none", UNKNOWN))],
            "harm": self.chance.choice(HARMS),
        }

    def _declaration(self, index: int) -> Given:
        name = f"{self.cast.first} {self.cast.last}"
        return {"truth": "yes", "esign": "yes", "privacy": "yes", "name": name}
