"""Plainly fictional people: mail ends in example.test, telephone numbers are those kept for fiction."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from random import Random

from casefile.submissions import REFERENCE_ALPHABET
from matters.made_up import Cast

MADE_UP = "made-up"
SOURCES = {
    f"{MADE_UP}-radio": "a made-up radio programme",
    f"{MADE_UP}-web": "a made-up web page",
    f"{MADE_UP}-poster": "a made-up poster",
}
CALLED = (
    "Pat", "Robin", "Kit", "Sam", "Alex", "Jo", "Chris", "Lee", "Kim", "Terry", "Ash", "Jamie", "Morgan",
    "Casey", "Drew", "Quinn", "Avery", "Riley", "Rowan", "Sage", "Blair", "Corey", "Dana", "Ellis", "Frankie",
    "Gale", "Harper", "Indigo", "Jules", "Kai", "Logan", "Marlow", "Nico", "Ocean", "Parker", "Reese", "Shay",
    "Toni", "Val", "Wren", "Ximena", "Yael", "Zion", "Inés", "Noé", "Zoë",
)  # fmt: skip
TAILS = ("", "lyn", "ette", "ford", "ina", "son", "wyn", "bert", "elle", "o", "ie", "mund")
FIRST = tuple(name + tail for tail in TAILS for name in CALLED)
STEMS = ("Example", "Sample", "Specimen", "Madeup", "Pretend", "Placeholder", "Fictional", "Invented")
ENDS = (
    "", "son", "ton", "field", "man", "ley", "berg", "ova", "ez", "well", "worth", "wood", "ford", "by", "er",
    "sen", "ski", "ham",
)  # fmt: skip
MIDDLES = (
    "", "al", "an", "ber", "can", "der", "en", "ges", "hal", "in", "ker", "lan", "mar", "nor", "os", "ple",
)  # fmt: skip
LAST = tuple(stem + middle + end for middle in MIDDLES for end in ENDS for stem in STEMS)
EVEN = 25  # so many names are nearly as common as the first, which 1.3 of 100 have (last names: 0.9)
RARE = "Rarissima"  # the last name of one file in RARITY
RARITY = 5_000
AREAS = (
    201, 202, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 224, 225, 228, 229, 231,
    234, 239, 240, 248, 251, 252, 253, 254, 256, 260, 262, 267, 269, 270, 276, 281, 301, 302, 303, 304, 305,
    307, 308, 309, 310, 312, 313, 314, 315, 316, 317, 318, 319, 320, 321, 323, 325, 330, 331, 334, 336, 337,
)  # fmt: skip
TIMES = 7_919_000_119  # has no factor in common with 22**9: each number has a reference of its own


@lru_cache(maxsize=4)
def _falling(count: int) -> tuple[float, ...]:
    """Weights added up, falling about as those of the names of a country do."""
    return tuple(accumulate(1 / (EVEN + place) for place in range(count)))


def _one(chance: Random, names: tuple[str, ...]) -> str:
    return chance.choices(names, cum_weights=_falling(len(names)))[0]


@dataclass(frozen=True, slots=True)
class Person:
    """The words of one file, with the reference it is called by."""

    cast: Cast
    reference: str


def person(serial: int, *, seed: int) -> Person:
    """The same person for the same number and seed; no two numbers share a house, account, photo or mail."""
    chance = Random(serial * 1_000_003 + seed)  # noqa: S311
    first = _one(chance, FIRST)
    last = RARE if serial % RARITY == RARITY - 1 else _one(chance, LAST)
    kin = [name for name in chance.sample(FIRST, 4) if name != first][:3]
    area, line = AREAS[serial % len(AREAS)], 100 + serial // len(AREAS) % 100
    cast = Cast(
        first=first,
        last=last,
        former=f"{_one(chance, STEMS)}former",
        kin=(kin[0], kin[1], kin[2]),
        email=f"{last.lower()}.{serial}.{seed}@example.test",
        house=str(serial + 1),
        phone=f"{area} 555 0{line}",
        alias=f"example-{serial}-{seed}",
        nsid=f"{10_000_000 + (serial + seed * 1_000_003) % 89_999_999}@N{2 + serial % 7:02}",
        six=f"{serial % 1_000_000:06}",
    )
    return Person(cast, reference(serial, seed=seed))


def reference(serial: int, *, seed: int) -> str:
    """A reference in the portal's own letters, each number's own."""
    base = len(REFERENCE_ALPHABET)
    left, letters = (serial * TIMES + seed * 104_729_000_003) % base**9, ""
    for _ in range(9):
        left, place = divmod(left, base)
        letters += REFERENCE_ALPHABET[place]
    return "-".join((letters[:3], letters[3:6], letters[6:]))
