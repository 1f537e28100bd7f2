"""The clearer's pages, and that nobody else at the desk learns anything of a held file."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from casefile import conflicts, jobs, parties, party_files, pipeline
from casefile.models import (
    Answer,
    Clearance,
    ConflictHit,
    ConflictList,
    ConflictParty,
    Grant,
    Job,
    StaffMember,
    Submission,
)
from tests import factories
from tests.matters.walking import walk

pytestmark = pytest.mark.django_db
CANARY = "Quillcanary"
PERSON = {
    "first": CANARY, "last": "Example", "names": "quillcanary-account", "street": "12 Canarystreet 7",
    "city": "Springfield", "code": "62701",
}  # fmt: skip
NOTHING_OF = (CANARY, "quillcanary", "Canarystreet", "Canaryharm", "Canarynote", "Canarymatter", "Register")


def bring() -> ConflictList:
    text = f"name,street,zip,matter,note\n{CANARY} Example,12 Canarystreet 7,62701,Canarymatter,Canarynote\n"
    reading = party_files.read(text.encode())
    at = timezone.now() - timedelta(hours=2)
    return parties.bring_in(
        reading, kind=ConflictList.ADVERSE, name="Register", version="1", by="Kim", at=at
    )[0]


@pytest.fixture
def held(db: None) -> Submission:
    """A file prepared whole and held, with its mail done."""
    bring()
    answers, _ = walk({"role": "myself", **PERSON})
    file = factories.make_submission(answers=answers, clear=None, sent_at=timezone.now() - timedelta(hours=1))
    told = {"wording": "What harm was done?", "value": "", "shown": "Canaryharm was done."}
    Answer.objects.create(
        submission=file, position=99, stage="Anything else", page="more", question="7.1", unsure=False,
        content=told, at=file.submitted_at,
    )  # fmt: skip
    jobs.owe(kind=jobs.ADVANCE, subject=file.pk, at=timezone.now())
    for _ in range(4):
        for job in Job.objects.due(at=timezone.now()):
            pipeline.work(job_id=job.pk, clock=timezone.now)
    assert file.claims.exists() and file.packets.exists()
    return file


def signed_in(*roles: str) -> tuple[Client, StaffMember]:
    person = factories.make_staff(roles=roles, last="Clearer")
    client = Client()
    client.post("/desk/sign-in/", {"login": person.username, "password": factories.PASSWORD})
    return client, person


@pytest.fixture
def clearer(db: None) -> Client:
    return signed_in(Grant.CLEARER)[0]


def rule(client: Client, file: Submission, *, seen: int, **given: str) -> Any:
    wish = {"seen": seen, "outcome": "clear", "reason": "not_same", "note": "", **given}
    return client.post(f"/desk/conflicts/{file.token}/rule", wish)


def pages(file: Submission) -> list[str]:
    """Every address of the desk that can be read, with this file's own ids in it."""
    version = 1
    return [
        "/desk/", f"/desk/?q={file.reference}", "/desk/?result=needs_review", "/desk/?matched=1",
        "/desk/?state=undecided", "/desk/?trouble=1", "/desk/?claimant=acted", f"/desk/?q={CANARY}",
        f"/desk/?q={CANARY}+Example", "/desk/lists/", "/desk/funnel/", "/desk/sources/", "/desk/callers/",
        f"/desk/callers/sent/{file.token}/", f"/desk/files/{file.token}/",
        f"/desk/files/{file.token}/packets/{version}.pdf", f"/desk/files/{file.token}/links/",
        f"/desk/conflicts/{file.token}/", f"/desk/conflicts/{file.token}/answers/", "/desk/conflicts/",
        "/desk/parties/",
    ]  # fmt: skip


EVERYBODY_ELSE = [Grant.INTAKE, Grant.PARALEGAL, Grant.ATTORNEY, Grant.AUDITOR, Grant.ADMINISTRATOR]


def test_nobody_but_a_clearer_reads_anything_of_a_held_file(held: Submission) -> None:
    client, _ = signed_in(*EVERYBODY_ELSE)
    for address in pages(held):
        answer = client.get(address)
        body = answer.content.decode(errors="replace")
        typed = body.replace(f'value="{CANARY}', "")  # what was searched for is typed back
        assert not [word for word in NOTHING_OF if word in typed], address
        assert "%PDF" not in body


def test_nobody_else_does_anything_to_a_held_file(held: Submission) -> None:
    client, _ = signed_in(*EVERYBODY_ELSE)
    base = f"/desk/files/{held.token}"
    for path in ("claims/0/decide", "claims/0/undo", "minors/0/show", "minors/hide", "photos/0/check"):
        answer = client.post(f"{base}/{path}", {"seen": "0"})
        assert answer.status_code == 404, path
        assert not [word for word in NOTHING_OF if word in answer.content.decode()]
    assert rule(client, held, seen=1).status_code == 403
    assert conflicts.standing(held) == held.clearances.get()


def test_no_mail_carries_anything_of_a_held_file(held: Submission) -> None:
    sent = [f"{one.subject} {one.body} {one.attachments}" for one in mail.outbox]
    assert [one.to for one in mail.outbox] == [["pat@example.com"]], "the claimant's receipt alone"
    assert not [word for word in NOTHING_OF for one in sent if word in one]


def test_a_held_file_says_reference_and_state_alone_to_an_attorney(held: Submission, desk: Client) -> None:
    page = desk.get(f"/desk/files/{held.token}/").content.decode()
    assert held.reference in page and "Held by the conflict check" in page


def test_the_clearer_sees_the_terms_the_hits_and_why(held: Submission, clearer: Client) -> None:
    assert held.reference in clearer.get("/desk/conflicts/").content.decode()
    page = clearer.get(f"/desk/conflicts/{held.token}/").content.decode()
    for words in (f"{CANARY} Example", "Canarynote", "Canarymatter", "The same address",
                  "Full name: the same", "quillcanary-account", "Register 1", "Blocked"):  # fmt: skip
        assert words in page, words
    assert parties.in_force()[0].sha256 in page
    opened = clearer.get(f"/desk/conflicts/{held.token}/answers/")
    assert opened.status_code == 200 and "Canaryharm" in opened.content.decode()


def test_a_clearer_of_another_matter_finds_nothing(held: Submission) -> None:
    client, person = signed_in()
    Grant.objects.create(
        staff=person, role=Grant.CLEARER, matter="another-matter", by="system", at=timezone.now()
    )
    assert client.get(f"/desk/conflicts/{held.token}/").status_code == 404
    assert client.get(f"/desk/conflicts/{held.token}/answers/").status_code == 404
    assert rule(client, held, seen=1).status_code == 404
    assert held.reference not in client.get("/desk/conflicts/").content.decode()


def test_a_clearer_does_not_open_files_that_nothing_ever_held(clearer: Client) -> None:
    file = factories.make_file(packet=False)
    assert clearer.get(f"/desk/conflicts/{file.token}/").status_code == 404
    assert clearer.get(f"/desk/files/{file.token}/").status_code in (403, 404)


def test_clearing_opens_the_file_and_taking_it_back_seals_it(
    held: Submission, clearer: Client, desk: Client
) -> None:
    assert rule(clearer, held, seen=1).status_code == 302
    assert "Canaryharm" in desk.get(f"/desk/files/{held.token}/").content.decode()
    assert desk.get(f"/desk/files/{held.token}/packets/1.pdf").status_code == 200
    assert clearer.get(f"/desk/conflicts/{held.token}/answers/").status_code == 302
    assert held.reference in clearer.get("/desk/conflicts/").content.decode(), "listed as cleared lately"
    assert rule(clearer, held, seen=2, outcome="blocked", reason="adverse").status_code == 302
    assert "Canaryharm" not in desk.get(f"/desk/files/{held.token}/").content.decode()
    assert [one.outcome for one in held.clearances.all()] == ["blocked", "clear", "blocked"]


def test_a_double_click_rules_once_and_a_ruling_in_between_is_named(
    held: Submission, clearer: Client
) -> None:
    other, _ = signed_in(Grant.CLEARER)
    assert [rule(clearer, held, seen=1).status_code for _ in range(2)] == [302, 302]
    assert held.clearances.count() == 2
    refused = rule(other, held, seen=1, outcome="blocked", reason="duty", note="Typed and kept.")
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Robin Clearer ruled “Clear: Not the same person or company”" in page and "Typed and kept." in page
    assert held.clearances.count() == 2


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"outcome": ""}, "Choose what you rule."),
        ({"reason": ""}, "Choose the reason"),
        ({"reason": "adverse"}, "belongs to another ruling"),
        ({"reason": "consent"}, "needs a note"),
        ({"seen": "x"}, "out of date"),
        ({"note": "x" * 2001}, "at most 2,000"),
    ],
)
def test_a_ruling_that_lacks_something_is_refused_and_kept_as_typed(
    held: Submission, clearer: Client, given: dict[str, str], says: str
) -> None:
    answer = rule(clearer, held, **{"seen": 1, **given})  # type: ignore[arg-type]
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert held.clearances.count() == 1


def test_an_empty_list_says_what_fills_it(clearer: Client) -> None:
    assert "No file is held" in clearer.get("/desk/conflicts/").content.decode()
    assert "No list is in force" in clearer.get("/desk/parties/").content.decode()


def test_no_terms_party_or_note_lie_open_in_the_database(held: Submission, clearer: Client) -> None:
    rule(clearer, held, seen=1, note="Canaryruling")
    for model in (Clearance, ConflictHit, ConflictParty, ConflictList):
        raw = json.dumps([list(map(str, row)) for row in model.objects.values_list()], default=str)
        assert CANARY not in raw and "Canaryruling" not in raw
