"""The files that may be about the same people as this one, with why, for its page."""

from collections.abc import Iterable
from dataclasses import dataclass

from casefile import duplicates, profiles
from casefile.binders import Binder
from casefile.duplicates import Standing
from casefile.models import Clearance, FileLink, LinkRuling, Submission
from casefile.standing import clearance
from review import wording
from review.masking import Mask
from review.rows import Mark

MARKS = {
    FileLink.SAME: Mark("not-known", "!", "The same e-mail address or Flickr account"),
    FileLink.LIKELY: Mark("not-known", "!", "Likely the same people"),
    FileLink.HOUSEHOLD: Mark("quiet", "·", "A note: they may belong together"),
}
AGREES = {
    profiles.EMAIL: "the e-mail address",
    profiles.ACCOUNT: "the Flickr account",
    profiles.ALIAS: "the Flickr screen name, which may have changed hands",
    profiles.PHONE: "the telephone number, with similar names",
    profiles.BORN: "a similar name with the same birth date",
    profiles.TOWN: "the name and the town",
    profiles.HOME: "the address",
}
DIFFERS = {
    profiles.PEOPLE: "whom the file is about",
    profiles.EMAIL: "the e-mail address",
    profiles.NUMBER: "the telephone number",
    profiles.HOME: "the address",
    profiles.ACCOUNT: "the Flickr account",
}


@dataclass(frozen=True, slots=True)
class Ruled:
    """One ruling in words."""

    words: str
    who: str
    when: str
    note: str


@dataclass(frozen=True, slots=True)
class Linked:
    """Another file, why it is linked, and what was ruled. `is_open`: a person has yet to rule."""

    token: str
    reference: str
    mark: Mark
    agrees: tuple[str, ...]
    differs: tuple[str, ...]
    ruled: Ruled | None
    is_open: bool


def of(binder: Binder, mask: Mask) -> tuple[Linked, ...]:
    """The links of a file to files that are clear; of a held one not even that it is alike is told."""
    beside = {one.pk: one for one in binder.beside if _is_clear(one)}
    every = duplicates.read(binder.file, binder.links, binder.link_rulings)
    return tuple(linked(binder.file, beside[one.other], one, mask) for one in every if one.other in beside)


def _is_clear(file: Submission) -> bool:
    row = clearance(file)
    return row is not None and row.outcome == Clearance.CLEAR


def linked(file: Submission, other: Submission, standing: Standing, mask: Mask) -> Linked:
    """One link in words."""
    return Linked(
        token=other.token,
        reference=other.reference,
        mark=MARKS[standing.link.likeness],
        agrees=_words(AGREES, standing.link.agrees),
        differs=_words(DIFFERS, standing.link.differs),
        ruled=ruled(standing.ruling, file, other, mask) if standing.ruling else None,
        is_open=standing.is_open,
    )


def _words(words: dict[str, str], codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(words.get(code, code) for code in codes)


def ruled(row: LinkRuling, file: Submission, other: Submission, mask: Mask) -> Ruled:
    """A ruling in words, with the reference of the file to go on with."""
    said = dict(LinkRuling.VERDICTS)[row.verdict]
    if row.survivor_id:
        kept, gone = (file, other) if row.survivor_id == file.pk else (other, file)
        said = f"{gone.reference} is a duplicate; go on with {kept.reference}"
    note = mask.text(str(row.note)) if row.note else ""
    return Ruled(said, wording.person(row.by), wording.moment(row.at), note)
