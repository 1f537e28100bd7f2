"""What looks odd about a file, as points under a code with a sentence each: they sort and explain.

No flag decides anything, rests on language, name, nationality, browser or kind of network, or is shown to a
claimant. A flag keeps counts, never content, and counts only files of the same matter that are clear.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from disposable_email_domains import blocklist
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

import matters
from casefile import duplicates, profiles, sealing
from casefile.models import Flag, SearchKey, Submission, Upload
from eligibility.facts import NOT_SAID, ClaimFacts, Declaration
from eligibility.values import DateSpan
from matters.lookup import NOTHING

HOUSEHOLD = 5  # e-mail addresses that one telephone or one house may well have
Found = dict[str, int]


@dataclass(frozen=True, slots=True)
class Kind:
    """One code: what it is worth, and what it says; `{others}` is the count that was found."""

    points: int
    sentence: str


# What each is worth: 1 for what honest people do too, 2 for what is rarer, 3 for what is hardly chance.
KINDS: Mapping[str, Kind] = {
    "box.filled": Kind(
        2, "A box that people cannot see was filled in. Robots do that; a browser’s autofill may too."
    ),
    "page.quick": Kind(1, "A page came back within a second of being opened."),
    "stamp.missing": Kind(
        1, "A page came back without the time it was opened. Scripts do that, and old tabs."
    ),
    "stamp.forged": Kind(2, "A page came back with a time of opening that we did not give it."),
    "interview.quick": Kind(2, "The whole form was sent faster than it can be read."),
    "starts.network": Kind(
        1,
        "Very many forms were begun from the same network in the hour this one was begun. "
        "Libraries and workplaces share one network.",
    ),
    "submits.network": Kind(
        1,
        "Very many forms were sent from the same network in the hour this one was sent. "
        "Libraries and workplaces share one network.",
    ),
    "submits.email": Kind(
        2, "Very many forms were sent with the same e-mail address in the hour this one was sent."
    ),
    "mail.disposable": Kind(
        2, "The e-mail address is of a service whose addresses are thrown away. Careful people use those too."
    ),
    "text.same": Kind(
        2, "A long text is word for word as in {others}. Families and friends help each other write."
    ),
    "date.impossible": Kind(
        1, "{others} cannot be: before there was such a thing, or after this was sent. People mistype dates."
    ),
    "account.several": Kind(
        3,
        "Different people say that the same Flickr account is their own, in {others}. "
        "A family may share one.",
    ),
    "phone.shared": Kind(
        1, "The telephone number stands in files with {others}. A helper’s or a shelter’s number does that."
    ),
    "home.shared": Kind(
        1, "The address stands in files with {others}. A shelter or a large house does that."
    ),
    "upload.seen": Kind(2, "A file that was sent is byte for byte as in {others}. Relatives share pictures."),
}  # fmt: skip
COUNTED = {
    "date.impossible": ("date", "dates"),
    "phone.shared": ("other e-mail address", "other e-mail addresses"),
    "home.shared": ("other e-mail address", "other e-mail addresses"),
}
FILES = ("other file", "other files")


def sentence(code: str, found: Mapping[str, int]) -> str:
    """What a flag says, with its count in words; a code without a sentence is shown as it is."""
    number = found.get("others", 0)
    one, many = COUNTED.get(code, FILES)
    counted = f"{number} {one if number == 1 else many}"
    return KINDS[code].sentence.replace("{others}", counted) if code in KINDS else code


def standing(rows: Iterable[Flag]) -> tuple[Flag, ...]:
    """Of each code the newest counting, unless it found nothing any more; the weightiest first."""
    newest = {row.code: row for row in sorted(rows, key=lambda row: row.number)}
    found = [row for row in newest.values() if row.points]
    return tuple(sorted(found, key=lambda row: (-row.points, row.code)))


def count(file: Submission, *, at: datetime) -> int:
    """Count a file's flags anew, append what changed, and return the points that stand."""
    found = dict(_found(file))
    with transaction.atomic():
        Submission.objects.select_for_update(no_key=True).get(pk=file.pk)
        newest = {row.code: row for row in file.flags.order_by("number")}
        for code in sorted({*newest, *found}):
            _keep(file, code, found.get(code), newest.get(code), at=at)
        return sum(row.points for row in standing(file.flags.all()))


def _keep(file: Submission, code: str, found: Found | None, last: Flag | None, *, at: datetime) -> None:
    points = KINDS[code].points if found is not None and code in KINDS else 0
    if (last.points, last.found) == (points, found or {}) if last else not points:
        return
    number = last.number + 1 if last else 1
    Flag.objects.create(submission=file, code=code, number=number, points=points, found=found or {}, at=at)


def _found(file: Submission) -> Iterator[tuple[str, Found]]:
    yield from ((code, {}) for code in file.signals if code in KINDS)
    contacts = (file.contact, *(change.contact for change in file.contact_changes.all()))
    if any(is_disposable(str(contact.get("email", ""))) for contact in contacts):
        yield "mail.disposable", {}
    counts = {
        "text.same": len(_sharing(file, SearchKey.TEXT)),
        "date.impossible": _impossible(file),
        "account.several": _same_account(file),
        "upload.seen": same_uploads(file).count(),
    }
    yield from ((code, {"others": number}) for code, number in counts.items() if number)
    for code, kind in (("phone.shared", SearchKey.PHONE), ("home.shared", SearchKey.HOME)):
        addresses = {one.email_index for one in _sharing(file, kind)} - {file.email_index}
        if len(addresses) >= HOUSEHOLD:
            yield code, {"others": len(addresses)}


def is_disposable(address: str) -> bool:
    """Whether an e-mail address is of a service that gives addresses to throw away, or below one."""
    parts = address.rpartition("@")[2].strip().casefold().rstrip(".").split(".")
    return any(".".join(parts[at:]) in blocklist for at in range(len(parts) - 1))


def _others(file: Submission) -> QuerySet[Submission]:
    return duplicates.clear(Submission.objects.filter(matter=file.matter).exclude(pk=file.pk))


def _sharing(file: Submission, kind: str) -> list[Submission]:
    """Other clear files with a key of this kind in common."""
    own = file.search_keys.filter(kind=kind).values("digest")
    same = SearchKey.objects.filter(kind=kind, digest__in=own).values("submission")
    return list(_others(file).filter(pk__in=same))


def same_uploads(file: Submission) -> QuerySet[Submission]:
    """Other clear files to which the very same bytes were sent."""
    own = Upload.objects.filter(draft_sha256=file.draft_sha256).values("sha256")
    same = Upload.objects.filter(sha256__in=own).exclude(draft_sha256=file.draft_sha256)
    return _others(file).filter(draft_sha256__in=same.values("draft_sha256"))


def _same_account(file: Submission) -> int:
    """How many files of different people say that this file's own Flickr account is theirs."""
    profile = profiles.of(file)
    if not profile.own_accounts:
        return 0
    return sum(_claims_too(profile, other) for other in _sharing(file, SearchKey.ACCOUNT)[: duplicates.MOST])


def _claims_too(profile: profiles.Profile, file: Submission) -> bool:
    try:
        other = profiles.of(file)
    except (sealing.Tampered, sealing.KeysMissing):
        return False
    return bool(profile.own_accounts & other.own_accounts) and profiles.about_others(profile, other)


def _impossible(file: Submission) -> int:
    """How many answered days lie wholly outside what such a day can be; the rules say since when."""
    matter = matters.load(file.matter)
    declared, sent_on = matter.shipped().facts, timezone.localtime(file.submitted_at).date()
    known = matter.claims(file.answers, NOTHING, ())
    said = {given for claim in known for given in _days(claim, declared)}
    return sum(_cannot_be(text, declared[name].bounds, sent_on) for _, name, text in said)


def _days(claim: ClaimFacts, declared: Mapping[str, Declaration]) -> Iterator[tuple[str, str, str]]:
    """Each bounded day that was answered, once for the photo or person it is of."""
    groups = ((claim.label, claim.person), *((photo.label, photo.facts) for photo in claim.photos))
    for label, facts in groups:
        for name, fact in facts.items():
            if name in declared and declared[name].bounds and fact.value not in NOT_SAID:
                yield label, name, fact.value


def _cannot_be(text: str, bounds: tuple[date, date | None] | None, sent_on: date) -> bool:
    try:
        said = DateSpan.parse(text)
    except ValueError:
        return False
    return bounds is not None and (said.hi < bounds[0] or said.lo > min(bounds[1] or sent_on, sent_on))
