"""Ways back without a password: a link and a code, mailed, used once, by the browser that asked.

Both are derived from the pass's id with the index key, so that neither the database nor a message to a worker
can open anything.
"""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models, transaction

from casefile import afterwards, audit, codes, drafts, jobs, letters, sealing, tallies
from casefile.models import Draft, EmailConfirmation, Job, Pass, Submission

HOLDS_FOR = timedelta(minutes=10)
CHOICE_HOLDS_FOR = timedelta(hours=1)
MOST_TRIES = 5
MOST_THINGS = 20
LINK, CODE = "pass.link", "pass.code"
OTHER_BROWSER, USED, LATE, SPENT, WRONG = "browser", "used", "late", "spent", "wrong"
RENEWABLE_FOR = timedelta(days=30)

Thing = Draft | Submission


class Refused(Exception):
    """The pass opens nothing; `reason` is one of OTHER_BROWSER, USED, LATE, SPENT, WRONG."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NoAddress(Exception):
    """There is no address that a way back could be sent to."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What was opened: `token` is a draft's key for this browser, "" for a file."""

    thing: Thing
    token: str


# Asking


def ask(
    *,
    browser: str,
    at: datetime,
    network: str = "",
    email: str = "",
    language: str = "en",
    draft: Draft | None = None,
    submission: Submission | None = None,
) -> Pass:
    """Owe a way back to this browser: of a draft, of a file, or of whatever is kept under an address.

    Whether anything is kept there is found by a job, so that asking tells nothing by its answer or its time.
    Raises: tallies.Spent, NoAddress.
    """
    address = email or _address_of(draft or submission)
    if not address:
        raise NoAddress
    index = sealing.email_index(address)
    tallies.take(letters.limits(index, network=network, at=at), at=at)
    with transaction.atomic():
        row = Pass.objects.create(
            draft=draft,
            submission=submission,
            email=email or None,
            email_index=index,
            language=language,
            browser_sha256=_browser_hash(browser),
            made_at=at,
            expires_at=at + HOLDS_FOR,
        )
        jobs.owe(kind=jobs.WAY_BACK, subject=row.pk, at=at)
    return row


def renew(row: Pass, *, browser: str, network: str, at: datetime) -> Pass:
    """Owe a new pass to the same, for this browser. Raises: tallies.Spent, NoAddress."""
    return ask(
        browser=browser,
        at=at,
        network=network,
        email=row.email or "",
        language=row.language,
        draft=row.draft,
        submission=row.submission,
    )


def post(pass_id: uuid.UUID, *, at: datetime) -> Job | None:
    """Owe the letter of a pass, if there is anything it would open."""
    row = Pass.objects.filter(pk=pass_id).first()
    found = things(row, at=at) if row else []
    if row is None or not found:
        return None
    recipient = _address_of(found[0])
    changed: dict[str, object] = {"owed_at": at}
    if row.email is not None:
        changed["email"] = Pass._meta.get_field("email").sealed(recipient, row)
    Pass.objects.filter(pk=row.pk).update(**changed)
    return letters.owe(
        "pass",
        draft=row.draft,
        submission=row.submission,
        recipient=recipient,
        once=f"pass:{row.pk}",
        at=at,
        **{"pass": str(row.pk)},
    )


# What is kept under an address


def things(row: Pass, *, at: datetime) -> list[Thing]:
    """Return what a pass opens, the newest draft first, then files."""
    if row.draft is not None:
        return [row.draft]
    if row.submission is not None:
        return [row.submission]
    email = str(row.email or "")
    found: list[Thing] = [*_drafts(row.email_index, at=at), *_files(row.email_index)]
    return [thing for thing in found if _is_same(_address_of(thing), email)][:MOST_THINGS]


def _drafts(index: str, *, at: datetime) -> models.QuerySet[Draft]:
    return Draft.objects.filter(email_index=index).exclude(expires_at__lte=at).order_by("-kept_at")


def _files(index: str) -> Sequence[Submission]:
    named = models.Q(email_index=index) | models.Q(contact_changes__email_index=index)
    return list(Submission.objects.filter(named).distinct().order_by("-submitted_at"))


def _address_of(thing: Thing | None) -> str:
    """The address that a way back to something goes to: of a file, the one its messages go to."""
    if isinstance(thing, Submission):
        return afterwards.email(thing)
    return str(thing.email or "") if thing else ""


def _is_same(one: str, other: str) -> bool:
    """Whether two spellings are one mailbox. The index alone takes é for e: another domain and owner."""
    return one.encode().lower() == other.encode().lower()


# The link and the code


def link_secret(row: Pass) -> str:
    """Return the 43 characters of a pass's link."""
    return letters.sign(row.pk, purpose=LINK)


def of_link(secret: str) -> Pass | None:
    """Return the pass of a link, whatever has become of it; None for a link that is not ours or long gone."""
    pass_id = letters.signed(secret, purpose=LINK)
    return Pass.objects.filter(pk=pass_id).first() if pass_id else None


def code(row: Pass) -> str:
    """Return a pass's eight digits."""
    return codes.derive(CODE, str(row.pk))


def _browser_hash(browser: str) -> str:
    return hashlib.sha256(browser.encode()).hexdigest()


# Using


def state(row: Pass, *, browser: str, at: datetime) -> str:
    """Return why a pass would open nothing here and now, "" where it would."""
    if row.used_at is not None:
        return USED
    if at >= row.expires_at:
        return LATE
    if row.tries >= MOST_TRIES:
        return SPENT
    return "" if row.browser_sha256 == _browser_hash(browser) else OTHER_BROWSER


def is_asked_by(row: Pass, *, browser: str) -> bool:
    """Whether this browser asked for the pass."""
    return bool(browser) and row.browser_sha256 == _browser_hash(browser)


def use(row: Pass, *, browser: str, at: datetime, typed: str | None = None) -> Opened | None:
    """Use a pass up, by its link or by a code as `typed`; None if what it opens must be chosen first.

    A typed code is counted before it is compared, so that no number of tabs tries more than five.
    Raises: Refused.
    """
    if typed is not None:
        _count_try(row, browser=browser, at=at)
        if not codes.is_typed(typed, code(row)):
            row.refresh_from_db()
            raise Refused(SPENT if row.tries >= MOST_TRIES else WRONG)
    with transaction.atomic():
        _take(row, browser=browser, at=at, most=MOST_TRIES - (typed is None))
        found = things(row, at=at)
        return _open(row, found[0], at=at) if len(found) == 1 else None


def may_choose(row: Pass, *, at: datetime) -> bool:
    """Whether a pass was used so lately that one of its things may still be chosen."""
    return row.used_at is not None and at < row.used_at + CHOICE_HOLDS_FOR


def choose(row: Pass, *, thing_id: uuid.UUID, at: datetime) -> Opened | None:
    """Open one of several things of a pass that was used; None if it is not among them any more."""
    if not may_choose(row, at=at):
        return None
    chosen = next((thing for thing in things(row, at=at) if thing.pk == thing_id), None)
    with transaction.atomic():
        return _open(row, chosen, at=at) if chosen else None


def _count_try(row: Pass, *, browser: str, at: datetime) -> None:
    # Also of a pass just used: whoever then gets past here knows the code, and may follow the first click.
    open_ones = Pass.objects.filter(
        pk=row.pk, browser_sha256=_browser_hash(browser), expires_at__gt=at, tries__lt=MOST_TRIES
    )
    if not open_ones.update(tries=models.F("tries") + 1):
        row.refresh_from_db()
        used = row.used_at is not None
        raise Refused(SPENT if used else state(row, browser=browser, at=at) or SPENT)


def _take(row: Pass, *, browser: str, at: datetime, most: int) -> None:
    unused = Pass.objects.filter(
        pk=row.pk,
        browser_sha256=_browser_hash(browser),
        used_at=None,
        expires_at__gt=at,
        tries__lte=most,
    )
    if not unused.update(used_at=at):
        row.refresh_from_db()
        raise Refused(state(row, browser=browser, at=at) or USED)
    row.refresh_from_db()


def _open(row: Pass, thing: Thing, *, at: datetime) -> Opened:
    audit.record(event="pass.used", actor=audit.CLAIMANT, subject=thing, at=at, **{"pass": str(row.pk)})
    if isinstance(thing, Draft):
        drafts.reopen(thing, at=at)
        return Opened(thing, drafts.another_key(thing, at=at))
    EmailConfirmation.objects.get_or_create(
        submission=thing, email_index=row.email_index, defaults={"at": at}
    )
    return Opened(thing, "")


def find(pass_id: str) -> Pass | None:
    """Return the pass a browser remembers that it asked for."""
    return Pass.objects.filter(pk=pass_id).first() if pass_id else None


def forget(*, at: datetime) -> None:
    """Remove passes nobody can renew any more, and at once those of addresses under which nothing is kept."""
    unknown = models.Q(owed_at=None, expires_at__lte=at)
    Pass.objects.filter(unknown | models.Q(expires_at__lte=at - RENEWABLE_FOR)).delete()
