"""One story through the ordinary process, and the rows that this makes: the mould of many files.

Everything is written and read back in a transaction that is then undone, so no mould is ever a file.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone, translation

import matters
from casefile import (
    claims,
    columns,
    conflicts,
    drafts,
    firm,
    jobs,
    lookups,
    pipeline,
    queue_rows,
    replays,
    search_keys,
    sources,
    submissions,
)
from casefile.models import (
    Answer,
    Claim,
    Clearance,
    Consent,
    Deadline,
    Determination,
    FactRevision,
    Job,
    LookUp,
    QueueFinding,
    QueueRow,
    Submission,
)
from casefile.search_keys import Sought
from casefile.seeding.people import SOURCES
from matters import Matter, made_up
from matters.lookup import NamedPhoto
from matters.made_up import Cast

NOON = time(12)
MOST_DAYS = 150  # files were sent on one of so many days before this one
READING, WORKING = timedelta(minutes=25), timedelta(seconds=20)
LANGUAGES = {"en": 85, "es": 15}
AGENT = "seed_caseload"
IP = "192.0.2.7"  # kept for examples
# Words that stand nowhere by chance; each is one word, so that it may be any other.
WORDS = Cast(
    first="Zfirstz",
    last="Zlastz",
    former="Zformerz",
    kin=("Zkinaz", "Zkinbz", "Zkincz"),
    email="zmailz@example.test",
    house="88008",
    phone="312 555 0177",
    alias="zaliasz",
    nsid="90909090@N05",
    six="414141",
)
FILE = (Submission, Answer, Consent, Claim, FactRevision, Determination, Clearance, LookUp, QueueRow)
DERIVED = (QueueFinding, Deadline, Job)
Rows = dict[type[models.Model], list[Any]]


@dataclass(frozen=True, slots=True)
class Mould:
    """The rows of one story's file, and what of them each file has of its own."""

    sent_at: datetime
    rows: Rows
    sought: Sought
    photos: tuple[NamedPhoto, ...]
    documents: dict[Any, bytes]
    """The canonical spelling of each determination's document, by the row's key."""


def make(number: int, *, seed: int, at: datetime) -> Mould:
    """Draw a story and carry it through the ordinary process, up to but without packet and mail."""
    chance = Random(seed * 1_000_003 + number)  # noqa: S311
    matter = matters.load(settings.MATTER)
    day = timezone.localtime(at).date() - timedelta(days=chance.randint(1, MOST_DAYS))
    sent_at = timezone.make_aware(datetime.combine(day, NOON)).astimezone(UTC)
    language = chance.choices(tuple(LANGUAGES), tuple(LANGUAGES.values()))[0]
    code = chance.choice(tuple(SOURCES))
    with transaction.atomic():
        with translation.override(language):
            story = matter.story(chance, WORDS)
            answers = made_up.walk(matter.journey, story, today=day, fill=firm.words())
            file, sought = _submit(matter, answers, language=language, code=code, at=sent_at)
        _advance(file, at=sent_at + WORKING, now=at)
        mould = _read(file, sought, photos=matter.photos(answers))
        transaction.set_rollback(True)
    return mould


def _submit(
    matter: Matter, answers: dict[str, Any], *, language: str, code: str, at: datetime
) -> tuple[Submission, Sought]:
    notice = matter.notice(language).as_shown(firm.words())
    source = sources.newest(code)
    draft, _ = drafts.start(
        matter=matter.slug,
        notice={**asdict(notice), "at": (at - READING).isoformat()},
        at=at - READING,
        language=language,
        source=sources.shown(source, matter, language=language) if source else None,
    )
    draft.answers = answers
    file = submissions.submit(draft=draft, at=at, ip=IP, agent=AGENT)
    return file, search_keys.read(file)


def _advance(file: Submission, *, at: datetime, now: datetime) -> None:
    """The steps of `pipeline.advance` up to the packet, and what the days since then have done."""
    conflicts.check(file, at=at)
    found = pipeline.look_up(file, at=at)
    claims.read(file, lookups.said(found), at=at)
    pipeline.determine(file, at=at)
    today = timezone.localtime(now).date()
    for claim in file.claims.all():
        claims.redetermine(claim, as_of=today, at=now)
    job = jobs.claim(Job.objects.get(kind=jobs.ADVANCE, subject=file.pk).pk, at=at)
    if job:
        jobs.finish(job, at=at)
    queue_rows.refresh(file, at=now)


def _read(file: Submission, sought: Sought, *, photos: tuple[NamedPhoto, ...]) -> Mould:
    kept = Submission.objects.get(pk=file.pk)
    of_file = {"submission": kept}
    people = list(Claim.objects.filter(**of_file))
    rows: Rows = {
        Submission: [kept],
        Answer: list(Answer.objects.filter(**of_file)),
        Consent: list(Consent.objects.filter(**of_file)),
        Claim: people,
        FactRevision: list(FactRevision.objects.filter(claim__in=people)),
        Determination: list(Determination.objects.filter(claim__in=people)),
        Clearance: list(Clearance.objects.filter(**of_file)),
        LookUp: list(LookUp.objects.filter(**of_file)),
        QueueRow: list(QueueRow.objects.filter(**of_file)),
        QueueFinding: list(QueueFinding.objects.filter(row=file.pk)),
        Deadline: list(Deadline.objects.filter(**of_file)),
        Job: list(Job.objects.filter(subject__in=[file.pk, *(one.pk for one in people)])),
    }
    return Mould(file.submitted_at, rows, sought, photos, dict(_documents(rows[Determination])))


def _documents(found: Iterable[Determination]) -> Iterable[tuple[Any, bytes]]:
    for row in found:
        yield row.pk, columns.canonical(replays.replay(row).document)
