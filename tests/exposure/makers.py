"""Lines of published lists as they really look, from invented accounts and photos."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

TAGS = ("tree", "b%26w", "summer+holiday", "wall", "caf%C3%A9", "street", "dog", "canon+eos+400d")
LICENCES = (
    ("Attribution+License", "by"),
    ("Attribution-NonCommercial-ShareAlike+License", "by-nc-sa"),
    ("Attribution-NoDerivs+License", "by-nd"),
)


@dataclass(frozen=True, slots=True)
class Made:
    """One line without its end, and the photo and account it names."""

    line: str
    photo: int
    account: str


def megaface(seed: int, count: int, *, first_set: bool = False, flat: bool = False) -> list[Made]:
    """Paths of the second set, or of the first, with slashes or flattened."""
    made = []
    chance = random.Random(seed)
    for photo, account in islice(_named(chance), count):
        face = min(chance.randrange(12), chance.randrange(12))
        if first_set:
            path = f"FlickrFinal2/{account[:3]}/{account}/{photo}_{face}.jpg"
        else:
            path = f"{account}_identity_{chance.randrange(40)}/{photo}_{face}.jpg"
        made.append(Made(path.replace("/", "@") if flat else path, photo, account))
    return made


def yfcc100m(seed: int, count: int, *, columns: int = 23) -> list[Made]:
    """Rows of the metadata file, with the gaps that the real ones have."""
    chance = random.Random(seed)
    return [
        Made("\t".join(_row(chance, photo, account, columns=columns, number=number)), photo, account)
        for number, (photo, account) in enumerate(islice(_named(chance), count))
    ]


def accounts(seed: int, count: int, *, separator: str = ",", quoted: bool = False) -> list[Made]:
    """A table of three columns, its heading not among the lines."""
    made = []
    for photo, account in islice(_named(random.Random(seed)), count):
        cells = [f'"{account}"', f'"{photo}"', '"a ""set"""'] if quoted else [account, str(photo), "a set"]
        made.append(Made(separator.join(cells), photo, account))
    return made


def text(made: list[Made], *, end: str = "\n") -> bytes:
    """The lines as a file holds them."""
    return "".join(one.line + end for one in made).encode()


def _named(chance: random.Random) -> Iterator[tuple[int, str]]:
    """Photos account by account, as listings go; 5 to 11 digits, early accounts with 11 and N01."""
    while True:
        last = chance.randrange(9)
        account = (
            f"{chance.randrange(10**10, 10**11) if last == 1 else chance.randrange(10**4, 10**9)}@N{last:02}"
        )
        for _ in range(chance.randrange(1, 9)):
            yield int(10 ** chance.uniform(6, 10.15)), account


def _row(chance: random.Random, photo: int, account: str, *, columns: int, number: int) -> list[str]:
    video, placed = chance.random() < 0.05, chance.random() < 0.4
    server, secret = str(chance.randrange(1, 9999)), f"{chance.randrange(16**10):010x}"
    licence, tail = chance.choice(LICENCES)
    download = f"http://farm{chance.randrange(1, 10)}.staticflickr.com/{server}/{photo}_{secret}.jpg"
    place = (
        [f"{chance.uniform(-180, 180):.6f}", f"{chance.uniform(-90, 90):.6f}", "16"] if placed else [""] * 3
    )
    row = [
        str(photo),
        account,
        "example+user",
        "null" if chance.random() < 0.03 else "2010-04-16 11:00:49.0",
        str(chance.randrange(1_100_000_000, 1_398_000_000)),
        "Canon+EOS+400D+DIGITAL" if chance.random() < 0.8 else "",
        "On+the+Wall" if chance.random() < 0.9 else "",
        "+".join(chance.choices(TAGS, k=chance.randrange(20))),
        ",".join(chance.choices(TAGS, k=chance.randrange(6))),
        "",
        *place,
        f"http://www.flickr.com/photos/{account}/{photo}/",
        download,
        licence,
        f"http://creativecommons.org/licenses/{tail}/2.0/",
        server,
        "5",
        secret,
        f"{chance.randrange(16**10):010x}",
        "jpg",
        "1" if video else "0",
    ]
    if columns == 25:
        row[:1] = [str(number), row[0], hashlib.md5(download.encode(), usedforsecurity=False).hexdigest()]
    return row
