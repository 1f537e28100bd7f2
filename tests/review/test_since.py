"""What a claimant did after sending, at the desk: on the file, in the queue, behind the conflict check."""

from datetime import timedelta

import pytest
from django.test import Client

from casefile import afterwards, consents
from casefile.models import Decision, StaffMember, Submission, Wish
from tests import factories

LATER = factories.SENT_AT + timedelta(hours=3)
NEW = {"email": "new@example.com", "phone": "312 555 0199", "street": "9 Other Street", "city": "Peoria"}


@pytest.fixture
def file(db: None) -> Submission:
    return factories.make_file()


def page(desk: Client, file: Submission) -> str:
    return str(desk.get(f"/desk/files/{file.token}/").content.decode())


def queue(desk: Client, asked: str = "") -> str:
    return str(desk.get(f"/desk/?{asked}").content.decode())


def test_a_file_nobody_touched_has_no_such_part(desk: Client, file: Submission) -> None:
    assert "What the claimant did since" not in page(desk, file)
    assert "News from the claimant" not in queue(desk)


def test_every_act_is_told_with_what_it_asks(desk: Client, file: Submission) -> None:
    afterwards.correct(file, given=NEW, at=LATER)
    afterwards.wish(file, kind=Wish.ERASE, at=LATER)
    desk.post(f"/desk/files/{file.token}/contact/show", {"reason": "contact"})
    shown = page(desk, file)
    for words in ("Corrected contact details", "new@example.com", "9 Other Street", "Asked for erasure"):
        assert words in shown
    assert "New e-mail, not confirmed" in shown
    listed = queue(desk)
    assert "Erasure asked" in listed and "News from the claimant" in listed


def test_details_stay_back_while_the_conflict_check_holds_the_file(desk: Client, db: None) -> None:
    held = factories.make_file(clear=False)
    afterwards.correct(held, given=NEW, at=LATER)
    afterwards.wish(held, kind=Wish.WITHDRAW, at=LATER)
    shown = page(desk, held)
    assert "Withdrew the request" in shown and "new@example.com" not in shown and "Peoria" not in shown
    assert "Withdrawn" in queue(desk)


def test_the_queue_is_filtered_by_what_the_claimant_did(desk: Client, file: Submission) -> None:
    other = factories.make_file()
    afterwards.wish(file, kind=Wish.WITHDRAW, at=LATER)
    for asked, there in (("withdrawn", file), ("acted", file), ("going", other)):
        absent = other if there == file else file
        listed = queue(desk, f"claimant={asked}")
        assert there.reference in listed and absent.reference not in listed, asked
    assert file.reference in queue(desk, "claimant=nonsense")


def test_an_act_before_the_decision_is_no_news_after_it(
    desk: Client, attorney: StaffMember, file: Submission
) -> None:
    afterwards.correct(file, given=NEW, at=factories.SENT_AT + timedelta(hours=1))
    assert "News from the claimant" in queue(desk)
    factories.make_decision(file.claims.get(), by=attorney, choice=Decision.NEED_INFORMATION, reason="other")
    assert "News from the claimant" not in queue(desk)


def test_a_consent_taken_back_is_marked_where_it_stands(desk: Client, file: Submission) -> None:
    row = file.consents.get()
    type(row).objects.bulk_create(
        [type(row)(submission=file, purpose=consents.TEXTS, text_id="t", version="1", language="en",
                   status="DRAFT", body="Texts.", sha256="0" * 64, given=True, at=file.submitted_at)]
    )  # fmt: skip
    consents.withdraw(file, purpose=consents.TEXTS, at=LATER)
    shown = page(desk, file)
    assert "Stopped text messages" in shown and "Given, then taken back" in shown
