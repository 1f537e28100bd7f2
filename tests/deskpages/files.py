"""Files in every state that a page of the desk can show."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from casefile import assignments, checks, claims, decisions, lists, lookups, redacting
from casefile.models import Decision, Delivery, ListImport, LookUp, PhotoCheck, Proposal, Submission
from tests import factories
from tests.casefile.related import ROBIN, child, relate
from tests.casefile.related import send as sent
from tests.casefile.test_lookups import publish
from tests.deskpages.office import Firm
from tests.review import full
from tests.review.looked import send
from tests.review.test_contact_details import write

ADVICE = "My lawyer said that the album was public until 2015."
ANOTHER = "I asked the lawyer twice, and my neighbor Lee Sample once."


def published(firm: Firm) -> None:
    """Two lists in force, one retired, and a file that gained a match by the second."""
    at = factories.SENT_AT
    publish("ffhq", "2019", collection="ffhq", at=at - timedelta(days=1))
    gained = firm.files["gained"] = send(checked="this")
    publish(at=at)
    publish("yfcc100m", "2014", collection="yfcc100m", at=at)
    lists.retire("ffhq", "2019", by="Robin Attorney", reason="Not needed.", at=at + timedelta(minutes=1))
    lookups.again(gained, at=at + timedelta(hours=1))
    checks.record(
        submission=gained, photo=0, outcome=PhotoCheck.EXACT, where="List", how="Saw it.", seen=0,
        by=firm.people["sol"], at=at + timedelta(hours=2),
    )  # fmt: skip
    firm.named["event"] = ListImport.objects.get(name="megaface").pk


def files(firm: Firm) -> None:
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


def alike(firm: Firm) -> None:
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


def hidden(firm: Firm) -> None:
    """Contact details and a minor shown to one, words of two answers redacted, and one of them read again."""
    sol, browser = firm.people["sol"], firm.client("sol")
    for route in (reverse("desk_reveal_contact", args=(firm.files["full"].token,)),
                  reverse("desk_reveal", args=(firm.files["full"].token, 0))):  # fmt: skip
        assert browser.post(route, {"reason": "contact", "note": "They called."}).status_code == 302
    file = firm.files["redacted"] = factories.make_file(label="Max Redacted")
    said = [write(file, question, shown) for question, shown in (("7.1", ADVICE), ("7.2", ANOTHER))]
    for number, line in enumerate(said):
        wish = redacting.Wish(line.position, "lawyer", redacting.LINE, 1, "privilege")
        redacting.redact(file, wish, seen=number, by=firm.people["robin"], at=firm.at)
    redacting.take_back(file.redactions.get(number=2), seen=2, by=sol, at=firm.at)
    firm.named |= {"line_redacted": str(said[0].position), "line_whole": str(said[1].position)}
