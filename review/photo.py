"""One photo as the desk shows it: what was found in the lists, what staff saw, and what of it counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casefile.models import Claim, PhotoCheck
from matters import lookup
from matters.lookup import LookedUp, PhotoFound, Seen
from packets import reading, words
from review import past_checks, rows, sources

HIT = "dataset_hit"
WORTH = {
    lookup.AGREES: "The account agrees.",
    lookup.DIFFERS: "Another account than the claimant’s: a conflict, and no match.",
    lookup.UNKNOWN: "The claimant’s account number is not known, so the account could not be compared.",
}
ABSENT = "Still not known, because not every list is public or imported."
PROVES = "The list was cut from the collection."
PROVES_NOTHING = "The list was not cut from the collection, so it proves nothing here."


@dataclass(frozen=True, slots=True)
class SightRow:
    """One line of a list that names the photo, and what that is worth."""

    title: str
    line: str
    nsid: str
    mark: rows.Mark
    worth: str
    source: sources.Hash


@dataclass(frozen=True, slots=True)
class PhotoSheet:
    """One photo: what was understood, what was found, what counts, and every check; `place` is from 0."""

    place: int
    label: str
    mark: rows.Mark
    sentence: str
    number: str
    account: str
    stated: str
    claimed: str
    counts: str
    counts_from: str
    dated: str
    era: str
    conflicts: tuple[str, ...]
    sights: tuple[SightRow, ...]
    checks: tuple[past_checks.PastCheck, ...]

    @property
    def standing(self) -> past_checks.PastCheck | None:
        """The check that counts, if any."""
        return next((one for one in self.checks if one.stands), None)


def sheet(
    place: int,
    found: PhotoFound,
    looked: LookedUp,
    checks: Sequence[past_checks.PastCheck],
    claims: Iterable[Claim],
    claimed: Mapping[str, Any],
) -> PhotoSheet:
    """Read what was found of a photo; `claimed` are the facts as the claimant alone gives them."""
    own = tuple(one for one in checks if one.photo == place)
    standing = next((one for one in own if one.stands), None)
    mark, sentence = _verdict(found, looked, standing)
    counts = next((fact for claim in claims if (fact := fact_of(_newest(claim), found.photo.label))), {})
    said = fact_of(claimed, found.photo.label)
    return PhotoSheet(
        place=place,
        label=found.photo.label,
        mark=mark,
        sentence=sentence,
        number=found.photo.photo_id,
        account=_account(found),
        stated=words.dated(found.photo.stated),
        claimed=words.fact(HIT, said["value"]) if said else "",
        counts=words.fact(HIT, counts["value"]) if counts else "",
        counts_from=_source(counts) if counts else "",
        dated=words.dated(found.dated),
        era=words.dated(found.era),
        conflicts=_conflicts(found, own),
        sights=tuple(_sight(one) for one in sorted(found.seen, key=_order)),
        checks=own,
    )


def _verdict(
    found: PhotoFound, looked: LookedUp, check: past_checks.PastCheck | None
) -> tuple[rows.Mark, str]:
    """What the photo comes to in a word and a sentence, in the order in which one outweighs another."""
    outcome = check.outcome if check else ""
    in_lists = _matched(found) if found.matches else ""
    if check and outcome == PhotoCheck.EXACT:
        return rows.Mark("met", "+", "Seen by staff"), f"{check.who} saw it in {check.where}. {in_lists}"
    if check and outcome == PhotoCheck.MISTAKEN:
        mistaken = f"{check.who} found the match mistaken ({check.where}); that outweighs the lists."
        return rows.Mark("not-met", "−", "Match mistaken"), mistaken
    if found.matches:
        return rows.Mark("met", "+", "Match"), in_lists
    if check:
        nothing = f"{check.who} looked in {check.where} and found nothing. {ABSENT}"
        return rows.Mark("not-known", "?", "Not found by staff"), nothing
    return _unproved(found, looked)


def _unproved(found: PhotoFound, looked: LookedUp) -> tuple[rows.Mark, str]:
    """What a photo without a match and without a check comes to."""
    if found.why_not:
        return _unsearched(found)
    if found.elsewhere:
        return rows.Mark("not-known", "!", "Under another account"), (
            "A list gives this number to another account: a conflict to look into, and no match."
        )
    if found.seen:
        return rows.Mark("not-known", "?", "No proof"), "Only lists that prove nothing here name this photo."
    word = "Account only" if found.accounts else "Not found"
    return rows.Mark("not-known", "?", word), _absent(found, looked)


def _matched(found: PhotoFound) -> str:
    names = ", ".join(dict.fromkeys(sources.title(one.published) for one in found.matches))
    compared = any(one.account == lookup.AGREES for one in found.matches)
    account = "under the claimant’s account" if compared else "by its number alone"
    return f"Found in {names} {account}."


def _unsearched(found: PhotoFound) -> tuple[rows.Mark, str]:
    mark = rows.Mark("not-known", "?", "No number") if not found.photo.photo_id else None
    return mark or rows.Mark("quiet", "·", "Not searched"), found.why_not


def _absent(found: PhotoFound, looked: LookedUp) -> str:
    searched = ", ".join(sources.title(one) for one in looked.lists)
    account = "The account is in a list, this photo is not." if found.accounts else "Nothing found."
    return f"Searched {searched}. {account} {ABSENT}"


def _account(found: PhotoFound) -> str:
    photo = found.photo
    if photo.nsid:
        return f"{photo.nsid} ({photo.alias})" if photo.alias else photo.nsid
    return f"{photo.alias} (a name, which cannot be compared with the lists)" if photo.alias else ""


def _conflicts(found: PhotoFound, checks: Iterable[past_checks.PastCheck]) -> tuple[str, ...]:
    """What dates say against each other: by number and statement, and by the page of a check that counts."""
    seen = (one.conflicts for one in checks if one.stands)
    every = (*found.conflicts, *(sentence for group in seen for sentence in group))
    return tuple(words.sentence(one) for one in dict.fromkeys(every))


def _order(one: Seen) -> tuple[bool, bool, str]:
    return not one.is_match, one.account == lookup.DIFFERS, one.published.name


def _sight(one: Seen) -> SightRow:
    if one.account == lookup.DIFFERS:
        mark, worth = rows.Mark("not-known", "!", "Conflict"), ""
    elif one.proves:
        mark, worth = rows.Mark("met", "+", "Match"), PROVES
    else:
        mark, worth = rows.Mark("quiet", "·", "No proof"), PROVES_NOTHING
    return SightRow(
        title=sources.title(one.published),
        line=f"{one.line:,}",
        nsid=one.nsid,
        mark=mark,
        worth=f"{WORTH[one.account]} {worth}".strip(),
        source=sources.Hash.of(one.published),
    )


# What counts, and what the claimant says


def _newest(claim: Claim) -> Mapping[str, Any]:
    determinations = list(claim.determinations.all())
    facts: Mapping[str, Any] = determinations[-1].revision.facts if determinations else {}
    return facts


def fact_of(known: Mapping[str, Any], label: str) -> Mapping[str, Any]:
    """The fact whether the photo of this label was found, as stored; empty where there is none."""
    photos: Iterable[Mapping[str, Any]] = known.get("photos", ())
    found = (one["facts"].get(HIT, {}) for one in photos if one["label"] == label)
    return next(found, {})


def _source(fact: Mapping[str, Any]) -> str:
    kind = {**reading.SOURCES, "index": "published lists"}.get(fact["source"], fact["source"])
    return words.dated(f"{kind}, {fact['detail']}" if fact.get("detail") else kind)
