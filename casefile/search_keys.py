"""The keyed digests that a file is found by: whole words of names, addresses and numbers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import matters
from casefile import profiles, redactions, sealing
from casefile.models import SearchKey, Submission
from matters.lookup import NamedPhoto

Key = tuple[str, str]
NATIONAL = 10  # digits of a telephone number of North America without its country
LONGEST = 12  # words of one search
NAMES = ("first_name", "last_name", "other_names")


@dataclass(frozen=True, slots=True)
class Sought:
    """All that a file is found by, in words; kept only as the keyed digests of them."""

    names: tuple[str, ...]
    phones: tuple[str, ...]
    email_indexes: tuple[str, ...]
    photos: tuple[NamedPhoto, ...]
    profile: profiles.Profile
    texts: tuple[str, ...]


def write(submission: Submission) -> None:
    """Keep the keys of a file that it has not yet; what a file was ever reached by stays a key."""
    SearchKey.objects.bulk_create(
        (
            SearchKey(submission=submission, kind=kind, digest=digest)
            for kind, digest in sorted(of(submission))
        ),
        ignore_conflicts=True,
    )


def renew(submission: Submission) -> None:
    """Keep the keys of a file as its answers read now: words that are blacked out find it no longer."""
    hidden = _hidden_keys(submission)
    mine = SearchKey.objects.filter(submission=submission, digest__in=[digest for _, digest in hidden])
    mine.filter(pk__in=[row.pk for row in mine if (row.kind, row.digest) in hidden]).delete()
    write(submission)


def of(submission: Submission) -> frozenset[Key]:
    """Return every key of a file, from its answers and the contact details given since."""
    return frozenset(keys(read(submission))) - _hidden_keys(submission)


def _hidden_keys(submission: Submission) -> frozenset[Key]:
    """The keys of what only stands in blacked out passages."""
    cover = redactions.of(submission)
    if not cover.gone:
        return frozenset()
    said = [
        redactions.text(line)[one.start : one.end]
        for line in submission.lines.all()
        for one in cover.of(line.position)
    ]
    left = _left(submission, cover)
    return frozenset(
        key(kind, one) for text in said for kind, found in _found_by(text) for one in found if one not in left
    )


def _left(submission: Submission, cover: redactions.Cover) -> frozenset[str]:
    """The words and numbers that may still be read in the answers."""
    lines = redactions.applied(submission.lines.all(), cover)
    return frozenset(one for line in lines for _, found in _found_by(redactions.text(line)) for one in found)


def _found_by(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """What a passage may be searched by: words, numbers, an account."""
    found = words(text)
    yield from ((kind, found) for kind in (SearchKey.NAME, SearchKey.ALIAS))
    numbers = frozenset(re.findall(r"[0-9]{7,}", text)) | ({digits(text)} if digits(text) else frozenset())
    yield from ((kind, numbers) for kind in (SearchKey.PHONE, SearchKey.PHOTO))
    yield SearchKey.ACCOUNT, frozenset(re.findall(r"[0-9]{5,12}@n[0-9]{2}", sealing.fold(text)))


def read(submission: Submission) -> Sought:
    """Read what a file is found by out of its answers and the contact details given since."""
    matter = matters.load(submission.matter)
    changes = list(submission.contact_changes.all())
    contacts = (submission.contact, *(one.contact for one in changes))
    named = (contact.get(part, "") for contact in contacts for part in NAMES)
    names = {*matter.parties(submission.answers), *(c.name or "" for c in submission.claims.all()), *named}
    emails = (submission.email_index, *(one.email_index for one in changes))
    return Sought(
        names=tuple(sorted(names)),
        phones=tuple(contact.get("phone", "") for contact in contacts),
        email_indexes=tuple(filter(None, emails)),
        photos=matter.photos(submission.answers),
        profile=profiles.of(submission),
        texts=tuple(profiles.texts(submission.answers)),
    )


def keys(sought: Sought) -> Iterator[Key]:
    """Return the keys of what a file is found by, some of them twice."""
    for phone in sought.phones:
        yield from _one(SearchKey.PHONE, digits(phone))
    for name in sought.names:
        yield from (key(SearchKey.NAME, word) for word in words(name))
    yield from ((SearchKey.EMAIL, index) for index in sought.email_indexes)
    for photo in sought.photos:
        yield from _one(SearchKey.PHOTO, photo.photo_id)
        yield from _one(SearchKey.ACCOUNT, photo.nsid)
        yield from _one(SearchKey.ALIAS, photo.alias)
    yield from (key(kind, text) for kind, text in profiles.keys(sought.profile))
    yield from (key(SearchKey.TEXT, text) for text in sought.texts)


def _one(kind: str, text: str) -> Iterator[Key]:
    if text:
        yield key(kind, text)


def key(kind: str, text: str) -> Key:
    """Return the key of one thing."""
    return kind, sealing.blind_index(text, purpose=kind)


def words(name: str) -> frozenset[str]:
    """Return the whole words of a name, folded: of O’Neil-Smith also oneil, neil and smith, of Zoë zoe."""
    tokens = sealing.fold(name).split()
    pieces = [piece for one in tokens for piece in (one, *re.split(r"[-‐-―/.,]", one))]
    return frozenset(word for one in pieces for word in (_joined(one), *_parts(one)) if word)


def _parts(token: str) -> Iterable[str]:
    return re.findall(r"[^\W_]+", token)


def _joined(token: str) -> str:
    return "".join(_parts(token))


def digits(phone: str) -> str:
    """Return a telephone number as its digits, without the country 1."""
    found = "".join(re.findall(r"[0-9]", phone))
    return found[1:] if len(found) == NATIONAL + 1 and found.startswith("1") else found


def asked(typed: str) -> tuple[frozenset[Key], ...]:
    """Return what a file must have to be found: one of each set of keys.

    An e-mail address, a Flickr account number, a number (of a photo or a telephone), else words of names,
    every one of which must be in the file. Parts of words are not found.
    """
    text = sealing.fold(typed)
    if re.fullmatch(r"\S+@\S+\.\S+", text):
        return (frozenset({(SearchKey.EMAIL, sealing.email_index(text))}),)
    if re.fullmatch(r"[0-9]{5,12}@n[0-9]{2}", text):
        return (frozenset({key(SearchKey.ACCOUNT, text)}),)
    if re.fullmatch(r"[-+0-9(). ]{7,}", text) and len(digits(text)) >= 7:
        number = digits(text)
        return (frozenset({key(SearchKey.PHONE, number), key(SearchKey.PHOTO, number)}),)
    tokens = [joined for token in text.split() if (joined := _joined(token))][:LONGEST]
    return tuple(frozenset({key(SearchKey.NAME, word), key(SearchKey.ALIAS, word)}) for word in tokens)
