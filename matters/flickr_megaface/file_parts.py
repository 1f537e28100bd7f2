"""What a file needs beside its facts: contact, every name for the conflict check, consents, photo keys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from exposure import identifiers
from matters import Consent, Contact, Named, texts
from matters.answers import Answers, Kind, Values, stored
from matters.flickr_megaface import TEXTS, roles
from matters.interview import Line
from matters.pages import SHOWN_IN

SIGNED = ("truth", "esign", "privacy")
PROOF = ("2.3", "3.5")
PLACES = ("2.1", "2.2", "4.5")


def _given(answers: Answers, page: str, index: int | None = None, each: Kind | None = None) -> Values:
    return stored(answers, page=page, index=index, each=each) or {}


def contact(answers: Answers) -> Contact:
    """How to reach the claimant."""
    you, reach = _given(answers, "you"), _given(answers, "contact")
    return Contact(
        first_name=you.get("first", ""),
        last_name=you.get("last", ""),
        other_names=you.get("others", ""),
        email=you.get("email", ""),
        phone=reach.get("phone", ""),
        preferred=reach.get("preferred", ""),
        language=reach.get("language", ""),
    )


def address(answers: Answers) -> dict[str, str]:
    """Where paper reaches the claimant."""
    reach = _given(answers, "contact")
    return {part: str(reach.get(part, "")) for part in ("street", "city", "state", "code")}


def parties(answers: Answers) -> tuple[str, ...]:
    """Every name in the file, each once: the claimant's and the pictured people's, with other names used."""
    return tuple(dict.fromkeys(_names(answers)))


def names(answers: Answers) -> tuple[str, ...]:
    """The name of whoever each claim is about, in the order of the claims; empty where none was given."""
    if roles.is_photographer(answers):
        return (_full(_given(answers, "you")),)
    return tuple(_pictured(answers, n) for n in range(roles.count(answers)))


def called(answers: Answers) -> tuple[tuple[str, ...], ...]:
    """Every name that whoever each claim is about was given, in the order of the claims."""
    if roles.is_photographer(answers):
        return ((),)
    people = (_given(answers, "person", n, "people") for n in range(roles.count(answers)))
    return tuple(tuple(filter(None, (given.get("first"), *_others(given)))) for given in people)


def _others(given: Values) -> Iterator[str]:
    yield from (part.strip() for part in re.split(r"[,;/]", given.get("others", "")))


def _pictured(answers: Answers, person: int) -> str:
    """A pictured person's name; whoever is here for themselves gave theirs once, as the claimant."""
    given = _given(answers, "person", person, "people")
    is_claimant = roles.of(answers, person) == roles.MYSELF
    return _full(given) or (_full(_given(answers, "you")) if is_claimant else "")


def _full(given: Values) -> str:
    return f"{given.get('first', '')} {given.get('last', '')}".strip()


def _names(answers: Answers) -> Iterator[str]:
    people = (_given(answers, "person", n, "people") for n in range(roles.count(answers)))
    for given in (_given(answers, "you"), *people):
        yield from (name for name in (_full(given), *_others(given)) if name)


def people(answers: Answers) -> tuple[Named, ...]:
    """The claimant and everybody pictured, each with every name given; oneself counts once."""
    you = _given(answers, "you")
    own = (*_every_name(you), *_pictured_as_claimant(answers))
    kind = "guardian" if roles.claimant(answers) in (roles.CHILD, roles.WARD) else "claimant"
    found = [Named(kind, tuple(dict.fromkeys(own)))]
    for person in range(roles.count(answers)):
        if roles.of(answers, person) != roles.MYSELF:
            names = _every_name(_given(answers, "person", person, "people"))
            found.append(Named("pictured", tuple(dict.fromkeys(names))))
    return tuple(one for one in found if one.names)


def _pictured_as_claimant(answers: Answers) -> Iterator[str]:
    for person in range(roles.count(answers)):
        if roles.of(answers, person) == roles.MYSELF:
            yield from _every_name(_given(answers, "person", person, "people"))


def _every_name(given: Values) -> Iterator[str]:
    yield from (name for name in (_full(given), *_others(given)) if name)


def online(answers: Answers) -> tuple[str, ...]:
    """Every Flickr account the answers name: its own name, its number, or a name alone as it was typed."""
    typed = str(_given(answers, "account").get("names", ""))
    photos = (_given(answers, "photo", n, "photos") for n in range(len(answers.get("photos", []))))
    found = [
        *(name for line in identifiers.lines(typed) for name in _accounts(line, alone=True)),
        *(name for given in photos for name in _accounts(str(given.get("link", "")), alone=False)),
    ]
    return tuple(dict.fromkeys(found))


def _accounts(line: str, *, alone: bool) -> Iterator[str]:
    read = identifiers.identify(line)
    yield from filter(None, (read.alias, read.nsid))
    if alone and not (read.alias or read.nsid) and 0 < len(line.strip()) <= 64:
        yield line.strip()


def consents(answers: Answers) -> tuple[Consent, ...]:
    """Each box with its text in the language shown, ticked or not; what was never shown is left out."""
    signed, reach = _given(answers, "declaration"), _given(answers, "contact")
    boxes = [(name, name, signed) for name in SIGNED]
    boxes.append(("texts", "texts_consent", reach))
    return tuple(
        Consent(purpose, texts.load(TEXTS, name, given.get(SHOWN_IN, texts.SOURCE)), given[purpose] == "yes")
        for purpose, name, given in boxes
        if given.get(purpose) is not None
    )


def signed_name(answers: Answers) -> str:
    """The name typed as a signature."""
    return str(_given(answers, "declaration").get("name", ""))


def evidence(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The answers that say what proof there is or could be sent."""
    return tuple(line for line in lines if line.question in PROOF or "could you send" in line.asked)


def illinois(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The answers that tie a person or a photo to Illinois, or to another place."""
    return tuple(line for line in lines if line.question in PLACES)
