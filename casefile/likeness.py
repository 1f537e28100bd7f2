"""Whether a person of a file and a party of the firm's lists may be the same: pure reading of names.

Both sides give keys, and share one wherever they are alike; whatever shares a key is then compared in full.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from matters import Named

LONG = 8  # letters a name must have before one typing slip in it is allowed
FORMS = frozenset({
    "inc", "incorporated", "llc", "ltd", "limited", "corp", "corporation", "co", "company", "lp", "llp",
    "pllc", "pc", "plc", "gmbh", "ag", "sa", "nv", "bv", "ab", "oy", "foundation", "trust",
})  # fmt: skip
TITLES = frozenset({"mr", "mrs", "ms", "mx", "dr", "prof", "jr", "sr", "ii", "iii", "iv", "esq", "the"})
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"})
STREETS = {
    "street": "st", "avenue": "ave", "av": "ave", "road": "rd", "drive": "dr", "boulevard": "blvd",
    "lane": "ln", "court": "ct", "place": "pl", "terrace": "ter", "parkway": "pkwy", "highway": "hwy",
    "square": "sq", "circle": "cir", "north": "n", "south": "s", "east": "e", "west": "w",
}  # fmt: skip
UNITS = frozenset(["apt", "apartment", "unit", "suite", "ste", "floor", "fl", "room", "rm", "no", "number"])
_CODE = re.compile(r"\b(\d{5})(?:-\d{4})?\b(?!.*\b\d{5}\b)")

SAME, FORM, ORDER, PART, INITIAL, SLIP = "same", "form", "order", "part", "initial", "slip"
NAME, ALIAS, ONLINE, ADDRESS, HOUSEHOLD = "name", "alias", "online", "address", "household"
CLEAR, POSSIBLE, BLOCKED = "clear", "possible", "blocked"


@dataclass(frozen=True, slots=True)
class Address:
    """Where somebody lives: as much of it as is known."""

    street: str
    city: str = ""
    code: str = ""

    @classmethod
    def read(cls, text: str) -> "Address":
        """An address written on one line: "12 Sample Street, Springfield, IL 62701"."""
        code = _CODE.search(text)
        street, _, rest = text.partition(",")
        return cls(street=street, city=rest.partition(",")[0], code=code.group(1) if code else "")


@dataclass(frozen=True, slots=True)
class Sought:
    """Everything of a file that is searched for."""

    people: tuple[Named, ...]
    online: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """A party as a list names it."""

    name: str
    aliases: tuple[str, ...] = ()
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class Alike:
    """How a party is like somebody of a file: codes such as "name_same", and the terms that were."""

    outcome: str
    why: tuple[str, ...]
    terms: tuple[str, ...]


def folded(text: str) -> str:
    """One spelling: lower case, no accents, words parted by single blanks; "L.L.C." is "llc"."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(LETTERS)
    bare = "".join(c for c in plain if not unicodedata.combining(c) and c not in ".'’‘`´")
    spaced = "".join(c if c.isalnum() else " " for c in bare.replace("&", " and "))
    return " ".join(spaced.split())


def words(name: str) -> tuple[str, ...]:
    """The words of a name in their order; "Example, Pat" is "Pat Example"."""
    last, comma, first = name.partition(",")
    turned = bool(comma) and not (set(folded(first).split()) <= FORMS | TITLES)
    return tuple(folded(f"{first} {last}" if turned else name).split())


def bare(name: tuple[str, ...]) -> tuple[str, ...]:
    """A name without titles and forms of company, unless it has nothing else."""
    kept = [word for word in name if word not in TITLES]
    while len(kept) > 1 and kept[-1] in FORMS:
        kept.pop()
    return tuple(kept) or name


def keys_of(sought: Sought) -> frozenset[str]:
    """The keys that find every party which may be somebody of this file."""
    names = (key for one in sought.people for name in one.names for key in _probes(name))
    online = (f"o:{squeezed(one)}" for one in sought.online)
    homes = (key for one in sought.addresses for key in address_keys(one))
    return frozenset(key for part in (names, online, homes) for key in part)


def keys_under(party: Party) -> frozenset[str]:
    """The keys that a party is found by."""
    every = (party.name, *party.aliases)
    names = (key for name in every for key in (*_name_keys(name), *_halves(name)))
    online = (f"o:{squeezed(name)}" for name in every)
    homes = address_keys(party.address) if party.address else ()
    return frozenset(key for part in (names, online, homes) for key in part)


def compare(sought: Sought, party: Party, *, adverse: bool) -> Alike | None:
    """Say how a party is like somebody of a file; None where it is not. Only an adverse party can block."""
    found = dict(_reasons(sought, party))
    if not found:
        return None
    full = f"{NAME}_{SAME}" in found or f"{NAME}_{FORM}" in found
    second = any(code in found for code in (ADDRESS, f"{ALIAS}_{SAME}", f"{ALIAS}_{FORM}"))
    second = second or _has_account(sought, party)
    outcome = BLOCKED if adverse and full and second else POSSIBLE
    return Alike(outcome, tuple(sorted(found)), tuple(dict.fromkeys(found.values())))


def _has_account(sought: Sought, party: Party) -> bool:
    """Whether an account is an alias of the party that says more than its name written together."""
    aliases = {squeezed(name) for name in party.aliases} - {squeezed(party.name)}
    return any(squeezed(name) in aliases for name in sought.online)


def squeezed(text: str) -> str:
    """An account's name without blanks, marks and case."""
    return folded(text).replace(" ", "")


def _reasons(sought: Sought, party: Party) -> Iterator[tuple[str, str]]:
    """Codes, each with the term that it rests on."""
    for one in sought.people:
        yield from _named(one, party)
    theirs = {squeezed(name) for name in (party.name, *party.aliases)}
    yield from ((ONLINE, name) for name in sought.online if squeezed(name) in theirs)
    homes = {*address_keys(party.address)} if party.address else set()
    for home in sought.addresses:
        if homes & {*address_keys(home)}:
            yield ADDRESS, home.street
            family = {name[-1] for name in (words(party.name),) if len(name) > 1}
            own = {name[-1] for one in sought.people for name in (words(one.names[0]),) if len(name) > 1}
            if family & own:
                yield HOUSEHOLD, home.street


def _named(one: Named, party: Party) -> Iterator[tuple[str, str]]:
    """How any name of a person is like any of a party: "name" where a full one is like the party's own.

    A further name of two words or more is a full name too: a name before marriage, or one corrected later.
    """
    for ours, name in enumerate(one.names):
        for theirs, other in enumerate((party.name, *party.aliases)):
            how = alike(name, other)
            if how:
                is_full = not theirs and (not ours or len(words(name)) > 1)
                yield f"{NAME if is_full else ALIAS}_{how}", name


def alike(one: str, other: str) -> str:
    """How two names are alike, the strictest likeness first; "" where they are not."""
    a, b = words(one), words(other)
    if not a or not b:
        return ""
    if a == b:
        return SAME
    a, b = bare(a), bare(b)
    if a == b:
        return FORM
    if sorted(a) == sorted(b):
        return ORDER
    if _is_part(a, b) or _is_part(b, a):
        return PART
    if _by_initial(a, b) or _by_initial(b, a):
        return INITIAL
    return SLIP if is_slip("".join(a), "".join(b)) else ""


def _without_initials(name: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in name if len(word) > 1)


def _is_part(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether a name of two words or more stands whole in the other, both beginning alike."""
    short, long = _without_initials(short), _without_initials(long)
    return len(short) > 1 and short[:1] == long[:1] and set(short[1:]) <= set(long[1:])


def _by_initial(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether the first name is an initial in the one, written out in the other."""
    return min(len(short), len(full)) > 1 and len(short[0]) == 1 and (
        short[0] == full[0][0] and short[-1] == full[-1]
    )  # fmt: skip


def is_slip(one: str, other: str) -> bool:
    """Whether two long names differ by one letter typed wrong, left out, put in, or by two exchanged."""
    if min(len(one), len(other)) < LONG or abs(len(one) - len(other)) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return True
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def _name_keys(name: str) -> Iterator[str]:
    whole = words(name)
    for form in {whole, bare(whole)} - {()}:
        yield f"n:{' '.join(sorted(form))}"
    form = bare(whole)
    if len(form) > 1:
        yield f"j:{form[0][0]}|{form[-1]}"
    first, *rest = _without_initials(form) or ("",)
    yield from (f"p:{first}|{other}" for other in rest)


def _halves(name: str) -> Iterator[str]:
    """A party's long name in two halves: one slip leaves one of them as it is, in its place."""
    text = "".join(bare(words(name)))
    if len(text) >= LONG:
        half = len(text) // 2
        yield f"a:{len(text)}:{text[:half]}"
        yield f"b:{len(text)}:{text[half:]}"


def _probes(name: str) -> Iterator[str]:
    """A person's keys, with the halves that a name one slip away would have, one letter shorter to longer."""
    yield from _name_keys(name)
    text = "".join(bare(words(name)))
    if len(text) < LONG:
        return
    for size in (len(text) - 1, len(text), len(text) + 1):
        half = size // 2
        yield f"a:{size}:{text[:half]}"
        yield f"b:{size}:{text[-(size - half) :]}"
    half = len(text) // 2  # the two letters exchanged may stand on either side of the middle
    yield f"a:{len(text)}:{text[: half - 1]}{text[half]}"


def address_keys(home: Address) -> tuple[str, ...]:
    """One spelling of a street with its post code, and with its town; nothing where there is no number."""
    street = _street(home.street)
    if not street or not any(c.isdigit() for c in street):
        return ()
    code, city = re.sub(r"\D", "", home.code)[:5], folded(home.city)
    places = [place for place in (code if len(code) == 5 else "", city) if place]
    return tuple(f"h:{street}|{place}" for place in places)


def _street(text: str) -> str:
    """A street line with its short forms, without the flat."""
    kept: list[str] = []
    for word in folded(text.replace("#", " unit ")).split():
        if word in UNITS and kept:
            break
        kept.append(STREETS.get(word, word))
    return " ".join(kept)
