"""A firm with a desk in full use: people of every role, and files in every state a page can show."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.test import Client
from django.utils import timezone

from casefile import (
    bulk,
    calendar,
    chain,
    clock_entries,
    conflicts,
    erasures,
    holds,
    jobs,
    keeping,
    parties,
    party_files,
    pipeline,
)
from casefile.models import (
    BulkRun,
    ClockEntry,
    ConflictList,
    Deadline,
    DeadlineMark,
    Decision,
    Erasure,
    Hold,
    Job,
)
from tests import factories, published
from tests.deskpages import files, people
from tests.deskpages.office import Firm
from tests.intake.conftest import Claimant
from tests.journeys.stands import checked
from tests.matters.walking import walk
from tests.personas import ADULT

PARTIES = (
    "name,aliases,street,city,zip,matter,result,note,colour\n"
    'Morgan Specimen,"Mo Specimen; sunny_mo",12 Sample Street,Springfield,62701,Example v. Example Shop,'
    "Settled 2019,Ask the partner who ran the case.,blue\n"
    "=HYPERLINK(1),,,,,,,,\n"
    "Lee Sample,,,,,,,,\n"
)
HIT = {
    "role": "myself", "first": "Morgan", "last": "Specimen", "names": "sunny_mo", "street": "12 Sample St.",
    "city": "Springfield", "code": "62701",
}  # fmt: skip


def open_desk() -> Firm:
    """Fill a desk."""
    firm = Firm()
    people.people(firm)
    people.words(firm)
    files.published(firm)
    files.files(firm)
    files.alike(firm)
    files.hidden(firm)
    _conflicts(firm)
    _keeping(firm)
    _clock(firm)
    _calls(firm)
    _many(firm)
    chain.link(at=firm.at)
    return firm


def _conflicts(firm: Firm) -> None:
    """A file that a list holds, beside one that was cleared; an upload that waits to be looked at."""
    kim, at = firm.people["kim"], firm.at - timedelta(hours=5)
    reading = party_files.read(PARTIES.encode())
    said = {"kind": ConflictList.ADVERSE, "name": "Register", "version": "2026-10"}
    of, _ = parties.bring_in(reading, **said, by="Kim Clearer", at=at)
    held, cleared = (factories.make_submission(answers=walk(HIT)[0], clear=None) for _ in range(2))
    for one in (held, cleared):
        conflicts.check(one, at=at)
    note = "The letter of consent is in the old file."
    conflicts.rule(cleared, conflicts.Ruling("clear", "consent", note), seen=1, by=kim, at=at)
    upload = parties.set_aside(
        PARTIES.encode(), kind=ConflictList.FORMER, name="Old clients", version="2", by=kim, at=at
    )
    firm.files["held"], firm.files["cleared"] = held, cleared
    firm.named |= {"of": of.pk, "upload": upload.pk}


def _keeping(firm: Firm) -> None:
    """A file due to go, one that a colleague proposed, one that is gone, and a legal hold."""
    robin, sol = firm.people["robin"], firm.people["sol"]
    old = firm.at - timedelta(days=keeping.TWO_YEARS + 30)
    due, proposed, gone = (factories.make_file(sent_at=old, packet=False) for _ in range(3))
    for file in (due, proposed, gone):
        factories.make_decision(
            file.claims.get(), by=robin, choice=Decision.DECLINE, reason="criteria", at=old
        )
    erasures.find_due(at=firm.at)
    for name, file in (("due", due), ("proposed", proposed), ("gone", gone)):
        firm.named[f"erasure_{name}"] = Erasure.objects.get(file=file.pk).pk
    for file in (proposed, gone):
        erasures.propose(Erasure.objects.get(file=file.pk), note="Two years are over.", by=sol, at=firm.at)
    erasures.approve(Erasure.objects.get(file=gone.pk), note="", by=robin, at=firm.at)
    holds.place(
        kind=Hold.EMAIL, matter=factories.MATTER, about="pat@mailinator.com", by=robin, at=firm.at,
        reason="A lawsuit we were told of.",
    )  # fmt: skip
    firm.files["due"] = due
    firm.named["hold"] = Hold.objects.get().pk


def _clock(firm: Firm) -> None:
    """Tolling for everybody, and an entry that was withdrawn."""
    robin, at = firm.people["robin"], firm.at
    said: dict[str, Any] = {
        "matter": factories.MATTER,
        "kind": ClockEntry.TOLLING,
        "first_on": date(2020, 3, 1),
        "last_on": date(2020, 3, 10),
        "covers": "photos",
        "names": (published.PHOTO,),
    }
    for number, basis in ((11, "An order of March 2020."), (12, "Entered for the wrong case.")):
        clock_entries.record(UUID(int=number), clock_entries.Wish(**said, basis=basis), by=robin, at=at)
    clock_entries.withdraw(ClockEntry.objects.get(pk=UUID(int=12)), reason="Another case.", by=robin, at=at)
    firm.named["entry"] = UUID(int=11)
    soon = Deadline.objects.get(claim__submission=firm.files["soon"], theory="BIPA_MINOR")
    days = soon.safe_on, soon.rolled_on
    kind = DeadlineMark.ACKNOWLEDGED
    calendar.mark(soon.claim, soon.theory, kind=kind, seen=days, note="Drafting.", by=robin, at=at)


def _calls(firm: Firm) -> None:
    """Answers that a paralegal typed for a caller, and visits for the funnel to count."""
    checked(Claimant(Client()))
    caller = Claimant(firm.client("ira"))
    caller.client.post("/desk/callers/")
    caller.pass_age()
    caller.walk(ADULT)
    firm.named["sent"] = caller.send().rstrip("/").rsplit("/", 1)[-1]


def _many(firm: Firm) -> None:
    """Erase what was approved, then a run over many files of which one is held and one is still waiting."""
    _work(jobs.BULK, jobs.ERASE)
    files = [firm.files[name].pk for name in ("accepted", "declined", "held", "soon")]
    bulk.start(
        UUID(int=21),
        files=files,
        act=BulkRun.ASSIGN,
        to=firm.people["sol"],
        by=firm.people["robin"],
        at=firm.at,
    )
    _work(jobs.BULK)
    bulk.start(UUID(int=22), files=files, act=BulkRun.REFRESH, to=None, by=firm.people["robin"], at=firm.at)
    firm.named |= {"run": UUID(int=21), "run_waiting": UUID(int=22)}


def _work(*kinds: str) -> None:
    """Do what is owed of these kinds; printing packets would take a second each."""
    while waiting := list(
        Job.objects.due(at=timezone.now()).filter(kind__in=kinds).values_list("pk", flat=True)
    ):
        for job in waiting:
            pipeline.work(job_id=job, clock=timezone.now)
