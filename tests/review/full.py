"""A file with something of everything: two children and photos, files, checks, decisions, mail, wishes."""

from datetime import timedelta

from casefile import afterwards, checks, claims, element_checks, lookups, rulesets
from casefile.models import (
    Claim,
    ConsentWithdrawal,
    Delivery,
    ElementCheck,
    LookUp,
    PhotoCheck,
    StaffMember,
    Submission,
    Wish,
)
from tests import factories
from tests.casefile import made_files
from tests.matters import walking
from tests.review import test_evidence
from tests.review.looked import LINK

AT = factories.SENT_AT
LATER = AT + timedelta(days=1)


def children(born: str = "2012-03-04", **said: object) -> Submission:
    """A parent's file for two children in two photos, looked up and determined."""
    answers = walking.two_children(link=LINK, checked="none", born=born, **said)
    sent = factories.make_submission(answers=answers)
    found = lookups.look_up(sent, why=LookUp.SENT, at=AT)
    claims.read(sent, lookups.said(found), at=AT)
    rulesets.publish_shipped(matter=factories.MATTER, at=AT)
    for claim in sent.claims.all():
        claims.determine(claim, as_of=factories.AS_OF, at=AT)
    return sent


def file(by: StaffMember) -> Submission:
    """All that may hang on a file, twice over where there may be several."""
    sent = children()
    mate = factories.make_staff()
    checks.record(
        submission=sent,
        photo=0,
        outcome=PhotoCheck.EXACT,
        where="List",
        how="Saw it.",
        seen=0,
        by=mate,
        at=LATER,
    )
    checks.withdraw(check=sent.checks.get(), how="Wrong photo.", seen=1, by=by, at=LATER)
    for claim in sent.claims.all():
        undone = factories.make_decision(claim, by=mate)
        factories.make_decision(claim, by=by, choice="undo", undoes=undone)
        factories.make_decision(claim, by=by)
    for claim in sent.claims.all():
        _check(claim, mate)
    for name in ("a.png", "b.png"):
        test_evidence.send(sent, made_files.image("PNG", size=(64, 40 + len(name) + ord(name[0]))), name)
    factories.make_packet(sent)
    factories.make_packet(sent, version=2, state=Delivery.FAILED, error="SMTPRecipientsRefused")
    ConsentWithdrawal.objects.create(consent=sent.consents.get(), at=LATER)
    afterwards.correct(sent, given={"email": "new@example.com"}, at=LATER)
    afterwards.wish(sent, kind=Wish.WITHDRAW, at=LATER)
    afterwards.take_back(sent, kind=Wish.WITHDRAW, at=LATER)
    afterwards.wish(sent, kind=Wish.ERASE, at=LATER)
    return sent


def _check(claim: Claim, by: StaffMember) -> None:
    """Verify one fact, withdraw that, and dispute it."""
    task = next(
        one for one in element_checks.tasks(element_checks.newest(claim)) if one.facts[0].is_verifiable
    )
    place, fact = element_checks.Place(task.theory, task.element, task.photo), task.facts[0]
    for verdict, value in ((ElementCheck.VERIFIED, fact.value), (ElementCheck.DISPUTED, "unknown")):
        recorded = element_checks.record(
            claim=claim,
            place=place,
            verdict=verdict,
            given={fact.name: value},
            reason="Looked at the picture.",
            seen=element_checks.newest(claim).pk,
            by=by,
            at=LATER,
        )
        if verdict == ElementCheck.VERIFIED:
            element_checks.withdraw(check=recorded.check, reason="Wrong picture.", by=by, at=LATER)
