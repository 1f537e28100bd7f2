"""The chain over the record: entries are linked in batches, beside the writers, under a lock of its own.

`audit.record` stays a plain INSERT, so that no transaction waits for another. Each link hashes the link
before it and the whole entry; whoever holds one head on paper can prove that nothing up to it was changed.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import models, transaction

from casefile.models import AuditAnchor, AuditEntry, AuditLink, AuditVerification, Heartbeat

BATCH = 1000
# A transaction may commit after others that began later: so many ids behind the newest one are looked at.
BEHIND = 5000
CHAINER = "chainer"
BEGINNING = "0" * 64
Said = tuple[int, datetime, str, str, str, object]


@dataclass(frozen=True, slots=True)
class Head:
    """The last link: all that it takes to prove everything before it."""

    number: int
    sha256: str

    def __str__(self) -> str:
        return f"{self.number}:{self.sha256}"

    @classmethod
    def parse(cls, text: str) -> "Head":
        """Read NUMBER:SHA256 as it is printed, blanks and capitals forgiven. Raises: ValueError."""
        number, _, sha256 = "".join(text.split()).lower().partition(":")
        if len(sha256) != 64 or set(sha256) - set("0123456789abcdef"):
            raise ValueError("A head is a number, a colon and 64 characters of 0-9 and a-f.")
        return cls(int(number), sha256)


def hashed(previous: str, number: int, said: Said) -> str:
    """Return a link's SHA-256: of the hash before, its number, and the entry in one canonical spelling."""
    entry, at, actor, event, subject, detail = said
    whole = [number, entry, at.astimezone(UTC).isoformat(), actor, event, subject, detail]
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def head() -> Head | None:
    """Return the last link, None while there is none."""
    last = AuditLink.objects.order_by("-number").first()
    return Head(last.number, last.sha256) if last else None


def link(*, at: datetime, most: int = 20 * BATCH) -> int:
    """Link what was recorded since, batch by batch, at most so many; returns how many were linked.

    Two at once take turns, one that dies in between leaves whole batches: run it again.
    """
    done = 0
    while done < most:
        linked = _batch(at)
        done += linked
        if linked < BATCH:
            break
    return done


def _batch(at: datetime) -> int:
    Heartbeat.objects.get_or_create(name=CHAINER, defaults={"at": at})
    with transaction.atomic():
        turn = Heartbeat.objects.select_for_update().filter(name=CHAINER)
        turn.get()
        last = AuditLink.objects.order_by("-number").first()
        waiting = list(_waiting()[:BATCH])
        AuditLink.objects.bulk_create(_links(last, waiting))
        if waiting:
            turn.update(at=at)
    return len(waiting)


def _waiting() -> models.QuerySet[AuditEntry, Said]:
    """What may be linked: an entry put in far behind the newest one linked never is, and is found as such."""
    newest = AuditLink.objects.aggregate(newest=models.Max("entry_id"))["newest"] or 0
    entries = AuditEntry.objects.filter(id__gt=newest - BEHIND, link=None).order_by("id")
    return entries.values_list("id", "at", "actor", "event", "subject", "detail")


def _links(last: AuditLink | None, waiting: Iterable[Said]) -> list[AuditLink]:
    number, sha256 = (last.number, last.sha256) if last else (0, BEGINNING)
    made = []
    for said in waiting:
        number, sha256 = number + 1, hashed(sha256, number + 1, said)
        made.append(AuditLink(number=number, entry_id=said[0], sha256=sha256))
    return made


def waiting() -> int:
    """Return how many entries the next turn of the sweeper will link."""
    return _waiting().count()


def anchor(*, where: str, at: datetime) -> Head | None:
    """Note that the head leaves the house now, in what `where` names; None while there is no head."""
    last = head()
    if last is None:
        return None
    AuditAnchor.objects.get_or_create(
        where=where, number=last.number, defaults={"sha256": last.sha256, "at": at}
    )
    return last


def last_verified() -> AuditVerification | None:
    """Return the last walk over the chain, whole or on from the one before."""
    found: AuditVerification | None = AuditVerification.objects.order_by("-at").first()
    return found
