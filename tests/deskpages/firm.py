"""A firm with a desk in full use: people of every role, and files in every state a page can show."""

import time
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.utils import timezone

from casefile import (
    assignments,
    bulk,
    chain,
    claims,
    clock_entries,
    conflicts,
    decisions,
    erasures,
    holds,
    jobs,
    joining,
    keeping,
    lists,
    lookups,
    parties,
    party_files,
    pipeline,
    reasons,
    sources,
)
from casefile.members import EVERY_MATTER, Role
from casefile.models import (
    BulkRun,
    ClockEntry,
    ConflictList,
    Decision,
    Delivery,
    Erasure,
    Grant,
    Hold,
    Job,
    ListImport,
    LookUp,
    Proposal,
    StaffMember,
    Submission,
)
from tests import factories, published, signing_in
from tests.casefile.related import ROBIN, child, relate
from tests.casefile.related import send as sent
from tests.casefile.test_lookups import publish
from tests.casefile.test_sources import PAID, SAID
from tests.intake.conftest import Claimant
from tests.journeys.stands import checked
from tests.matters.walking import walk
from tests.personas import ADULT
from tests.review import full
from tests.review.looked import send

ELSEWHERE = "another-matter"
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
ROLES = {
    "robin": ("Robin", "Attorney", Grant.ATTORNEY),
    "pat": ("Pat", "Paralegal", Grant.PARALEGAL),
    "ira": ("Ira", "Intake", Grant.INTAKE),
    "kim": ("Kim", "Clearer", Grant.CLEARER),
    "alex": ("Alex", "Auditor", Grant.AUDITOR),
    "sam": ("Sam", "Administrator", Grant.ADMINISTRATOR),
    "sol": ("Sol", "Counsel", Grant.ATTORNEY),
}


@dataclass
class Firm:
    """The people by name, the files by what they show, and what else an address can name."""

    at: datetime = field(default_factory=timezone.now)
    people: dict[str, StaffMember] = field(default_factory=dict)
    files: dict[str, Submission] = field(default_factory=dict)
    named: dict[str, Any] = field(default_factory=dict)
    _signed_in: dict[str, Client] = field(default_factory=dict)

    def client(self, who: str) -> Client:
        """A browser of this person, signed in once; of a stranger, or of one who gave a password only."""
        if who not in self._signed_in:
            client = self._signed_in[who] = Client()
            if who == "half":
                signing_in.give_app(self.people[who])
                signing_in.password(client, self.people[who])
            elif who == "bare":
                signing_in.password(client, self.people[who])
            elif who == "keyed":
                self._signed_in[who] = client = _by_passkey(self.people[who])
            elif who:
                _sign_in(client, self.people[who])
        return self._signed_in[who]


def _sign_in(client: Client, person: StaffMember) -> None:
    """With the password and an app, beside what the person has already."""
    secret = signing_in.give_app(person)
    signing_in.password(client, person)
    assert client.post(signing_in.SECOND, {"code": signing_in.code(secret)}).status_code == 302


def _by_passkey(person: StaffMember) -> Client:
    """As after a passkey, which the test client has not: proved, and a moment ago."""
    client = signing_in.at_once(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "webauthn", "at": time.time()}]
    session.save()
    return client


def open_desk() -> Firm:
    """Fill a desk."""
    firm = Firm()
    _people(firm)
    _words(firm)
    _lists(firm)
    _files(firm)
    _alike(firm)
    _conflicts(firm)
    _keeping(firm)
    _clock(firm)
    _calls(firm)
    _many(firm)
    chain.link(at=firm.at)
    return firm


def _people(firm: Firm) -> None:
    for name, (first, last, role) in ROLES.items():
        firm.people[name] = factories.make_staff(f"{name}@example.com", first=first, last=last, roles=(role,))
    firm.people["all"] = factories.make_staff(
        "noa@example.com", first="Noa", last="Everything",
        roles=(Grant.ATTORNEY, Grant.CLEARER, Grant.AUDITOR, Grant.ADMINISTRATOR),
    )  # fmt: skip
    firm.people["half"] = factories.make_staff("half@example.com", first="Hal", last="Half")
    firm.people["new"] = factories.make_staff("new@example.com", first="Nic", last="Newly", roles=())
    firm.people["bare"] = factories.make_staff("bare@example.com", first="Bo", last="Newly")
    RecoveryCodes.activate(firm.people["robin"])
    firm.people["keyed"] = factories.make_staff("keyed@example.com", first="Ky", last="Keyed")
    firm.named["passkey"] = Authenticator.objects.create(
        user=firm.people["keyed"],
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "Office laptop", "credential": {}},
    ).pk
    away = factories.make_staff("away@example.com", first="Avery", last="Elsewhere", roles=())
    Grant.objects.create(staff=away, role=Grant.ATTORNEY, matter=ELSEWHERE, by="system", at=firm.at)
    firm.people["away"] = away
    invited = joining.invite(
        email="kit@example.com", first_name="Kit", last_name="Invited", by=None, at=firm.at,
        roles=frozenset({Role(Grant.INTAKE, EVERY_MATTER)}),
    )  # fmt: skip
    firm.named["pat"] = firm.people["pat"].pk
    firm.named["secret"] = joining.secret(invited)


def _words(firm: Firm) -> None:
    robin = firm.people["robin"]
    for code, name in (("sample-list", "Sample List"), ("old-paper", "The Old Paper")):
        sources.add(code=code, name=name, relationship=SAID, fee=PAID, by=robin, at=firm.at)
    old = sources.newest("old-paper")
    assert old
    sources.retire(source=old, by=robin, at=firm.at)
    criteria = reasons.find(Decision.DECLINE, "criteria")
    assert criteria
    by_two = reasons.Reason(
        criteria.choice, criteria.code, criteria.words, by_two=True, version=criteria.version
    )
    reasons.change(by_two, by=robin, at=firm.at)


def _lists(firm: Firm) -> None:
    """Two lists in force, one retired, and a file that gained a match by the second."""
    at = factories.SENT_AT
    publish("ffhq", "2019", collection="ffhq", at=at - timedelta(days=1))
    gained = firm.files["gained"] = send(checked="this")
    publish(at=at)
    publish("yfcc100m", "2014", collection="yfcc100m", at=at)
    lists.retire("ffhq", "2019", by="Robin Attorney", reason="Not needed.", at=at + timedelta(minutes=1))
    lookups.again(gained, at=at + timedelta(hours=1))
    firm.named["event"] = ListImport.objects.get(name="megaface").pk


def _files(firm: Firm) -> None:
    """A minor's file with everything on it, deadlines near, decided, declined, proposed, not determined."""
    robin, sol = firm.people["robin"], firm.people["sol"]
    firm.files["full"] = full.file(robin)
    firm.files["urgent"] = _due_in(firm, 12, "K7M-4QX-9TD")
    firm.files["soon"] = _due_in(firm, 80, "M3P-7RW-2HC")
    accepted = firm.files["accepted"] = factories.make_file(known=factories.SURE, label="Zoë O’Neil-Example")
    factories.make_decision(accepted.claims.get(), by=sol)
    assignments.assign(accepted, owner=robin, by=sol, at=firm.at)
    declined = firm.files["declined"] = factories.make_file(label="Lee Declined")
    factories.make_decision(
        declined.claims.get(),
        by=robin,
        choice=Decision.DECLINE,
        reason="criteria",
        note="No photo of theirs.",
    )
    proposed = firm.files["proposed"] = factories.make_file(label="Max Proposed")
    made = decisions.decide(
        claim=proposed.claims.get(), said=decisions.Said(Decision.DECLINE, "criteria", "Looked twice."),
        seen=0, by=sol, at=firm.at,
    )  # fmt: skip
    assert isinstance(made, Proposal)
    doubt = firm.files["doubt"] = factories.make_submission()
    for name, born in (("Riley Example", "2010-03-15"), ("Kit Example", ""), ("Riley Example", "2008-01")):
        factories.make_claim(
            doubt, known=factories.SURE if born else "", label=name, role="parent", born=born
        )
    factories.make_packet(doubt, state=Delivery.UNCERTAIN, error="TimeoutError")
    firm.files["doubt_one"] = factories.make_file(label="Ash Example")
    firm.files["waiting"] = factories.make_submission()
    for number in range(9):
        factories.make_file(packet=False, sent_at=factories.SENT_AT - timedelta(days=number * 5))


def _due_in(firm: Firm, days: int, reference: str) -> Submission:
    """A deadline so many days away: two years after a person of today's year minus 20 turned 18."""
    day = timezone.localdate(firm.at) + timedelta(days=days)
    file = factories.make_submission(reference=reference)
    factories.make_claim(file, known=factories.SURE, born=f"{day.year - 20}-{day:%m-%d}", label="Jo Pressing")
    factories.make_packet(file)
    return file


def _alike(firm: Firm) -> None:
    """A child's file, sent twice, with a brother's beside it; thrown-away mail and a day that cannot be."""
    one = child("Kit", "2012-04-30", **{"you.email": "pat@mailinator.com"}, opened="2003")
    again, brother = child("Kitt", "2012-04"), child("Kim", "2014-01-02")
    for file in (one, again):
        _read(file)
    relate(one, again, brother, sent(**ROBIN))
    firm.files["alike"], firm.files["again"] = one, again


def _read(file: Submission) -> None:
    at = factories.SENT_AT
    claims.read(file, lookups.said(lookups.look_up(file, why=LookUp.SENT, at=at)), at=at)
    for claim in file.claims.all():
        claims.determine(claim, as_of=factories.AS_OF, at=at)


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
