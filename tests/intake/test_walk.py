"""The interview from the first question to the receipt, sent once however often it is sent."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from casefile import drafts, submissions, tasks
from casefile.models import Answer, Consent, Draft, Job, Submission
from casefile.submissions import REFERENCE_ALPHABET
from tests.intake.conftest import CHECK, DECLARATION, Claimant
from tests.personas import ADULT, PARENT, PHOTOGRAPHER, TWICE, Persona, posted

SENDERS = 4


@pytest.mark.parametrize(
    ("persona", "lists", "pages"),
    [(ADULT, {}, 25), (PARENT, TWICE, 48), (PHOTOGRAPHER, {"photos": 2}, 30)],
    ids=["adult", "parent of two", "photographer"],
)
def test_the_walk_ends_at_a_receipt(
    claimant: Claimant, persona: Persona, lists: dict[str, int], pages: int
) -> None:
    claimant.pass_age()
    trail = claimant.walk(persona, lists=lists)
    assert len(trail) <= pages, trail
    receipt = claimant.client.get(claimant.send(persona)).content.decode()
    submission = Submission.objects.get()
    assert submission.reference in receipt and set(submission.reference) <= {*REFERENCE_ALPHABET, "-"}
    assert len(submission.token) == 43 and submission.token in claimant.at
    assert (Draft.objects.count(), Job.objects.count()) == (0, 1)
    assert Answer.objects.filter(submission=submission).count() > 20
    assert {c.purpose for c in Consent.objects.all()} >= {"notice", "truth", "esign", "privacy"}


def test_the_receipt_tells_no_outcome_no_deadline_and_no_answer(finished: Claimant) -> None:
    receipt = finished.client.get(finished.send()).content.decode().lower()
    for word in ("eligible", "qualif", "deadline", "pat example", "pat@example.com", "illinois"):
        assert word not in receipt


def test_the_receipt_is_safe_to_bookmark(finished: Claimant, another: Callable[[], Claimant]) -> None:
    receipt = finished.send()
    elsewhere = another().client.get(receipt)
    assert elsewhere.status_code == 200 and Submission.objects.get().reference in elsewhere.content.decode()


def test_sent_twice_from_one_page_is_one_submission(finished: Claimant) -> None:
    form = finished.client.get(DECLARATION).context["form"]
    data = posted(form, ADULT.answers("declaration", None))
    answers = {finished.client.post(DECLARATION, data)["Location"] for _ in range(3)}
    assert len(answers) == 1 and Submission.objects.count() == 1


def test_every_address_of_a_sent_interview_leads_to_its_receipt(finished: Claimant) -> None:
    receipt = finished.send()
    for address in (CHECK, DECLARATION, "/flickr-megaface/role/", "/flickr-megaface/people/1/lived/"):
        assert finished.client.get(address)["Location"] == receipt
    assert finished.client.post("/flickr-megaface/role/", {"role": "child"})["Location"] == receipt
    assert Submission.objects.count() == 1


def test_a_tab_that_read_the_draft_before_another_tab_sent_it(
    finished: Claimant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second tab holds a draft row that is gone by the time it keeps its page."""
    found = drafts.find
    sent: list[str] = []

    def find_then_be_overtaken(token: str, *, matter: str) -> Draft | None:
        draft = found(token, matter=matter)
        if not sent:
            sent.append("")
            sent[0] = finished.send()
        return draft

    monkeypatch.setattr(drafts, "find", find_then_be_overtaken)
    late = finished.client.post("/flickr-megaface/role/", {"role": "child"})
    assert (late.status_code, late["Location"]) == (302, sent[0])
    assert Submission.objects.get().answers["one"]["role"]["role"] == "myself"


def test_a_draft_already_sent_gives_its_own_submission_back(finished: Claimant) -> None:
    finished.client.post(DECLARATION, {})
    draft, stale = Draft.objects.get(), Draft.objects.get()
    values = {"truth": "yes", "esign": "yes", "privacy": "yes", "name": "Pat Example"}
    draft.answers = stale.answers = draft.answers | {"one": draft.answers["one"] | {"declaration": values}}
    first, second = (
        submissions.submit(draft=held, at=timezone.now(), ip="", agent="") for held in (draft, stale)
    )
    assert first == second and Submission.objects.count() == 1


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="tests share one SQLite connection; two writers need PostgreSQL"
)
@pytest.mark.usefixtures("record_can_be_emptied")
def test_tabs_that_send_at_the_same_moment_all_get_the_same_reference() -> None:
    claimant = Claimant(Client())
    claimant.pass_age()
    claimant.walk(ADULT)
    form = claimant.client.get(DECLARATION).context["form"]
    data = posted(form, ADULT.answers("declaration", None))
    start, receipts = threading.Barrier(SENDERS), []

    def press() -> None:
        tab = Client()
        tab.cookies = claimant.client.cookies
        start.wait()
        receipts.append(tab.post(DECLARATION, data)["Location"])
        connection.close()

    tabs = [threading.Thread(target=press) for _ in range(SENDERS)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert len(receipts) == SENDERS and len(set(receipts)) == 1
    assert Submission.objects.count() == 1


def test_nothing_is_sent_before_everything_is_answered(claimant: Claimant) -> None:
    claimant.pass_age()
    for address in (CHECK, DECLARATION):
        assert claimant.client.get(address)["Location"] == "/flickr-megaface/role/"
    data = {"truth": "on", "esign": "on", "privacy": "on", "name": "Pat Example"}
    assert claimant.client.post(DECLARATION, data)["Location"] == "/flickr-megaface/role/"
    assert Submission.objects.count() == 0


def test_an_unticked_declaration_sends_nothing_and_keeps_the_name(finished: Claimant) -> None:
    page = finished.client.post(DECLARATION, {"truth": "on", "name": "Pat Example"})
    words = page.content.decode()
    assert page.status_code == 200 and "<title>Error: " in words and 'value="Pat Example"' in words
    assert Submission.objects.count() == 0


def test_the_file_room_refuses_an_unfinished_draft(finished: Claimant) -> None:
    with pytest.raises(submissions.Unfinished):
        submissions.submit(draft=Draft.objects.get(), at=timezone.now(), ip="", agent="")


def test_an_unreachable_broker_does_not_keep_the_receipt_back(
    finished: Claimant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise RuntimeError("the bell fell off")

    monkeypatch.setattr(tasks.work, "apply_async", broken)
    assert finished.client.get(finished.send()).status_code == 200
    assert Job.objects.count() == 1


def test_without_a_session_the_pages_lead_to_the_start(claimant: Claimant) -> None:
    for address in (CHECK, DECLARATION, "/flickr-megaface/role/", "/flickr-megaface/people/1/lived/"):
        page = claimant.client.get(address)
        assert page.status_code == 404 and "We could not find your answers" in page.content.decode()
        assert "/flickr-megaface/start/" in page.content.decode()


def test_ending_here_forgets_the_browser_and_keeps_the_draft(claimant: Claimant) -> None:
    claimant.pass_age()
    claimant.answer(ADULT)
    assert claimant.client.post("/flickr-megaface/end/").status_code == 200
    assert claimant.client.get(claimant.at).status_code == 404
    assert Draft.objects.get().answers["one"]["role"] == {"role": "myself"}
    assert claimant.client.get("/flickr-megaface/end/").status_code == 405


def test_somebody_without_flickr_is_sent_no_further(claimant: Claimant) -> None:
    claimant.pass_age()
    at = claimant.answer(Persona({("role", None): {"role": "nobody"}}))
    page = claimant.client.get(at)
    assert (
        "all came from Flickr" in page.content.decode() and "Continue</button>" not in page.content.decode()
    )
    assert claimant.client.get(CHECK)["Location"] == at
