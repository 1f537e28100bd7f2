"""From answers to facts: one claim for each pictured person, or one for the photographer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from functools import lru_cache
from typing import Any

from eligibility.facts import ClaimFacts, Fact, PhotoFacts, Source
from eligibility.values import DateSpan
from exposure import identifiers
from matters.answers import Answers, Kind, Values, stored
from matters.fields import UNKNOWN
from matters.flickr_megaface import facts, hits, roles
from matters.flickr_megaface.journey import JOURNEY
from matters.lookup import NOTHING, Check, LookedUp, NamedPhoto

ROLES = {
    roles.MYSELF: "self",
    roles.WARD: "guardian",
    roles.DIED: "estate",
    roles.PHOTOGRAPHER: "uploader_only",
}
RELATIONS = {"parent": "parent", "guardian": "guardian", "relative": "other"}
RELATION_WORDS = {
    "parent": "parent",
    "guardian": "guardian",
    "relative": "another relative, without court papers",
}
UPLOADERS = {"own": "subject", "parent": "parent", "family": "other", "friend": "other", "other": "other"}
# Whose account "mine" is, by what the claimant is to the person shown.
MINE = {"self": "subject", "parent": "parent", "guardian": "parent", "uploader_only": "claimant"}
TOLD_AGES = {"real": "yes", "older": "no"}
AUTHORS = {"me": "yes", "person": "yes", "other": "no"}
# "All rights reserved" by statement alone is not known: it counts once staff have seen proof.
SAID_ONLY = {"arr", "cc"}

Facts = dict[str, Fact]


def from_answers(
    answers: Answers, looked: LookedUp = NOTHING, checks: Sequence[Check] = ()
) -> tuple[ClaimFacts, ...]:
    """What is known of each claim, every fact with the question, the list or the person it comes from.

    `checks` are those that stand: at most one for a photo.
    """
    answers = JOURNEY.prune(answers)
    found = _hits(answers, looked, checks)
    if roles.is_photographer(answers):
        return (_claim(answers, None, "Photographer", found),)
    return tuple(_claim(answers, n, f"Person {n + 1}", found) for n in range(roles.count(answers)))


def _claim(answers: Answers, person: int | None, label: str, found: Sequence[Fact]) -> ClaimFacts:
    photos = range(JOURNEY.count(answers, "photos"))
    shown = [n for n in photos if _shows(answers, n, person) != "no"] or list(photos)
    known = dict(_person(answers, person))
    return ClaimFacts(
        label=label,
        person=known,
        photos=tuple(
            PhotoFacts(
                photo_label(n), {**_photo(answers, n, person, known["role"].value), "dataset_hit": found[n]}
            )
            for n in shown
        ),
    )


def _given(answers: Answers, page: str, index: int | None = None, each: Kind | None = None) -> Values:
    return stored(answers, page=page, index=index, each=each) or {}


def _said(value: Any, question: str) -> Fact:
    return Fact(str(value) if value else UNKNOWN, Source("claimed", question))


def _mapped(words: Mapping[str, str], value: Any, question: str) -> Fact:
    return _said(words.get(str(value), UNKNOWN), question)


# The person


def _person(answers: Answers, person: int | None) -> Iterator[tuple[str, Fact]]:
    def given(page: str) -> Values:
        return _given(answers, page, person, None if person is None else "people")

    yield "represented", _said(_given(answers, "lawyer").get("represented"), "0.3")
    yield "role", _role(answers, person)
    if person is not None:
        yield "subject_dob", _said(given("person").get("born"), "1.2")
        yield "legal_disability", _said(given("person").get("disability"), "1.5")
    if given("authority"):
        yield "authority", _authority(given("authority"))
    if given("death"):
        yield "subject_death", _said(given("death").get("died"), "1.4")
    yield "res", _said(residence(given("lived").get("states")), "2.1")
    yield "il_in_window", _said(given("lived").get("illinois"), "2.2")
    yield "learned", _said(given("learned").get("learned"), "5.2")
    yield "datasets", _said(", ".join(_given(answers, "found").get("sets", ())), "5.3")
    yield "release", _said(given("permissions").get("release"), "6.1")
    yield "prior_release", _said(given("permissions").get("prior"), "6.2")
    yield "bankruptcy", _said(given("permissions").get("bankruptcy"), "6.5")
    yield "public_commercial_use", _said(given("permissions").get("used"), "6.3")
    if given("use"):
        yield "commercial_use_date", _said(given("use").get("used_on"), "6.3")
    if "registered" in _given(answers, "more"):
        yield "copyright_reg", _registration(_given(answers, "more"))


def _role(answers: Answers, person: int | None) -> Fact:
    role = roles.of(answers, person)
    relation = (
        _given(answers, "authority", person, "people").get("relation", "") if person is not None else ""
    )
    if role == roles.CHILD:
        return _mapped(RELATIONS, relation, "1.3")
    if role == roles.WARD and relation == "relative":
        return _said("other", "1.3")
    return _mapped(ROLES, role, "1.1")


def _authority(given: Values) -> Fact:
    words = RELATION_WORDS.get(given["relation"], "relation not known")
    return _said(f"{words}; court order: {given['order']}", "1.3")


def residence(stays: Any) -> str:
    """Places over time as the rules read them: "IL:2001-06/2010|??:unknown/present"."""
    if not isinstance(stays, list):
        return UNKNOWN
    return "|".join(f"{stay['state']}:{stay['from']}/{stay['to']}" for stay in stays) or UNKNOWN


def _registration(given: Values) -> Fact:
    if given["registered"] == "no":
        return _said("none", "6.4")
    return _said(given["registered_on"] if given["registered"] == "yes" else UNKNOWN, "6.4")


# The photo


def photo_label(photo: int) -> str:
    """How a photo is called from the first page to the packet, counted from 0 here and from 1 there."""
    return f"Photo {photo + 1}"


def _photo(answers: Answers, photo: int, person: int | None, role: str) -> Facts:
    def given(page: str) -> Values:
        return _given(answers, page, photo, "photos")

    return {
        "depicted": _depicted(answers, photo, person),
        "uploaded": _said(given("uploaded").get("uploaded"), "4.3"),
        "public_2014": _public(given("uploaded"), given("on-flickr")),
        "media": _said(given("photo").get("medium"), "4.2"),
        "taken": _said(given("taken").get("taken"), "4.4"),
        "taken_place": _said(given("taken").get("taken_state"), "4.4"),
        "upload_place": _said(given("taken").get("upload_state"), "4.5"),
        "author": _mapped(AUTHORS, given("taken").get("author"), "4.9"),
        "licence_2014": _license(given("on-flickr").get("license")),
        "deleted": _removed(given("on-flickr")),
        "date_posted_changed": _said(given("on-flickr").get("date_changed"), "4.11"),
        **_identity(answers, photo),
        **_account(answers, photo, role),
    }


def _shows(answers: Answers, photo: int, person: int | None) -> str:
    """Whether a photo shows this person: "yes", "no" or "unknown". Asked only where there are several."""
    shows = _given(answers, "shows", photo, "photos").get("shows")
    if shows is None or person is None:
        return "yes"
    if UNKNOWN in shows:
        return UNKNOWN
    return "yes" if str(person) in shows else "no"


def _depicted(answers: Answers, photo: int, person: int | None) -> Fact:
    face = _given(answers, "face", photo, "photos").get("face", UNKNOWN)
    shows = _shows(answers, photo, person)
    if shows == "no":
        return _said("no", "4.8")
    return _said(UNKNOWN if face == "yes" and shows == UNKNOWN else face, "4.8")


def _public(public: Values, kept: Values) -> Fact:
    """Removed or hidden for certain before the copy was made: not public then, whatever else was said."""
    removed = str(kept.get("removed_on") or UNKNOWN)
    if kept.get("removed") == "yes" and removed != UNKNOWN and DateSpan.parse(removed).hi < copied_from():
        return _said("no", "4.10")
    return _said(public.get("public"), "4.6")


@lru_cache(maxsize=1)
def copied_from() -> date:
    """The day up to which items are surely in the copy: the setting YFCC_SAFE_END of the shipped rules."""
    value = next(setting.value for setting in facts.shipped().settings if setting.key == "YFCC_SAFE_END")
    return date.fromisoformat(str(value))


def _license(license_: Any) -> Fact:
    return _said(UNKNOWN if license_ in SAID_ONLY else license_, "4.7")


def _removed(kept: Values) -> Fact:
    if kept.get("removed") == "no":
        return _said("none", "4.10")
    return _said(kept.get("removed_on") if kept.get("removed") == "yes" else UNKNOWN, "4.10")


def is_on_first_account(answers: Answers, photo: int) -> bool:
    return photo == 0 or _given(answers, "photo", photo, "photos").get("same") == "yes"


def identity(answers: Answers, photo: int) -> identifiers.Identifier:
    """The photo's number, and its account's number and name, as far as the pasted texts say.

    What is typed of the account is about the same account as the link, and completes it, unless the two
    contradict each other; then the link alone counts. Several accounts typed are none: which is not guessed.
    """
    link = identifiers.identify(str(_given(answers, "photo", photo, "photos").get("link", "")))
    names = str(_given(answers, "account").get("names", "")) if is_on_first_account(answers, photo) else ""
    # A gallery and a group hold other people's photos: whoever keeps one is not the account asked about.
    typed = [one for one in identifiers.identify_lines(names) if one.kind not in ("gallery", "group")]
    own = identifiers.Identifier(link.kind) if link.kind in ("gallery", "group") else link
    nsid, nsids_fit = _one(own.nsid, {one.nsid for one in typed} - {""})
    alias, aliases_fit = _one(own.alias, {one.alias for one in typed} - {""})
    if own.account and not (nsids_fit and aliases_fit):
        nsid, alias = own.nsid, own.alias
    if link.photo_id:
        return identifiers.Identifier("photo", link.photo_id, nsid, alias)
    if nsid or alias:
        return identifiers.Identifier("account", nsid=nsid, alias=alias)
    return identifiers.Identifier(link.kind, reason=link.reason)


def _one(own: str, typed: AbstractSet[str]) -> tuple[str, bool]:
    """The link's own or the only one typed, and whether what was typed leaves room for the link's own."""
    only = next(iter(typed)) if len(typed) == 1 else ""
    return own or only, not own or not typed or own in typed


def _identity(answers: Answers, photo: int) -> Facts:
    found = identity(answers, photo)
    return {
        "photo_id": _said(found.photo_id, "4.1"),
        "nsid": _said(found.nsid, "3.2"),
        "alias": _said(found.alias, "3.2"),
    }


def _account(answers: Answers, photo: int, role: str) -> Facts:
    first = is_on_first_account(answers, photo)
    account = _given(answers, "account") if first else {}
    opened = _given(answers, "uploaded", 0, "photos").get("opened") if first else UNKNOWN
    told = _given(answers, "told-age").get("age") if first else UNKNOWN
    return {
        "uploader": _uploader(answers, account.get("whose"), role),
        "account_created": _said(opened, "3.3"),
        "told_age": _mapped(TOLD_AGES, told, "3.4"),
        "account_exists": _said(account.get("exists"), "3.5"),
        "can_log_in": _said(account.get("login"), "3.5"),
    }


def _uploader(answers: Answers, whose: Any, role: str) -> Fact:
    if whose == "mine":
        return _said(MINE.get(role, "other"), "3.1")
    if whose == "own" and roles.has_several(answers):
        return _said(UNKNOWN, "3.1")
    return _mapped(UPLOADERS, whose, "3.1")


def _hits(answers: Answers, looked: LookedUp, checks: Sequence[Check]) -> tuple[Fact, ...]:
    said = str(_given(answers, "found").get("checked") or UNKNOWN)
    photos = range(JOURNEY.count(answers, "photos"))
    return tuple(hits.hit(photo_label(n), looked, checks, said) for n in photos)


def named_photos(answers: Answers) -> tuple[NamedPhoto, ...]:
    """Every photo by the numbers and names that could be read, and the day of upload as stated."""
    answers = JOURNEY.prune(answers)
    return tuple(_named_photo(answers, n) for n in range(JOURNEY.count(answers, "photos")))


def _named_photo(answers: Answers, photo: int) -> NamedPhoto:
    found = identity(answers, photo)
    stated = str(_given(answers, "uploaded", photo, "photos").get("uploaded") or UNKNOWN)
    known = "" if stated == UNKNOWN else stated
    return NamedPhoto(photo_label(photo), found.photo_id, found.nsid, found.alias, known)
