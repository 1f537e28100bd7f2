"""The same act twice at the same moment, from two connections: done once, and neither press is a fault."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from casefile import (
    afterwards,
    consents,
    copies,
    deletions,
    drafts,
    evidence,
    invitations,
    measurement,
    passes,
    tallies,
)
from casefile.measurement import Count, Passage
from casefile.models import (
    Consent,
    ConsentWithdrawal,
    ContactChange,
    Delivery,
    Draft,
    DraftKey,
    EmailConfirmation,
    Job,
    Pass,
    StageCount,
    Submission,
    Upload,
    Wish,
    WishTakenBack,
)
from tests import factories
from tests.at_once import at_once
from tests.casefile import made_files

AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's test database is one connection"),
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("record_can_be_emptied"),
]


def draft_of(email: str = "") -> Draft:
    draft, _ = drafts.start(matter=factories.MATTER, notice={"id": "notice"}, at=AT)
    if email:
        drafts.remember(draft=draft, email=email, at=AT)
    return draft


def again(draft: Draft) -> Draft:
    return Draft.objects.get(pk=draft.pk)


def upload(draft: Draft, content: bytes) -> Callable[[], Upload]:
    return lambda: evidence.receive(
        draft_sha256=draft.token_sha256, file=io.BytesIO(content), name="photo.jpg", at=AT
    )


def stored() -> list[str]:
    return default_storage.listdir("evidence")[1] if default_storage.exists("evidence") else []


def test_a_file_sent_four_times_at_once_is_kept_once() -> None:
    draft, content = draft_of(), made_files.image("JPEG")
    before = len(stored())
    ends = at_once(*[upload(draft, content)] * 4)
    assert len({one.pk for one in ends}) == Upload.objects.count() == Job.objects.count() == 1
    assert len(stored()) == before + 1


def test_a_file_that_comes_while_its_interview_is_deleted_leaves_nothing() -> None:
    before = len(stored())
    for _ in range(4):
        draft = draft_of()
        sent, gone = at_once(upload(draft, made_files.image("JPEG")), partial(deletions.delete, draft, at=AT))
        assert isinstance(sent, Upload | evidence.Gone), sent
        assert not isinstance(gone, Exception), gone
    assert Upload.objects.count() == 0 and len(stored()) == before


def test_a_link_pressed_four_times_at_once_opens_once() -> None:
    draft = draft_of("pat@example.com")
    row = passes.ask(browser="here", at=AT, draft=draft)
    ends = at_once(*[lambda: passes.use(Pass.objects.get(pk=row.pk), browser="here", at=AT)] * 4)
    refused = [one for one in ends if isinstance(one, passes.Refused)]
    assert {one.reason for one in refused} == {passes.USED} and len(refused) == 3
    assert DraftKey.objects.count() == 1


def test_a_file_opened_by_two_passes_at_once_is_confirmed_once() -> None:
    file = factories.make_submission()
    rows = [passes.ask(browser="here", at=AT, submission=file) for _ in range(2)]
    ends = at_once(*[partial(passes.use, row, browser="here", at=AT) for row in rows])
    assert all(isinstance(one, passes.Opened) for one in ends), ends
    assert EmailConfirmation.objects.count() == 1


def test_six_codes_tried_at_once_are_five_tries() -> None:
    row = passes.ask(browser="here", at=AT, draft=draft_of("pat@example.com"))
    wrong = "00000000" if passes.code(row) != "00000000" else "11111111"
    ends = at_once(*[lambda: passes.use(Pass.objects.get(pk=row.pk), browser="here", at=AT, typed=wrong)] * 6)
    assert all(isinstance(one, passes.Refused) for one in ends), ends
    assert Pass.objects.get(pk=row.pk).tries == passes.MOST_TRIES


def test_letters_asked_for_at_once_stay_within_the_hour() -> None:
    draft = draft_of("pat@example.com")
    ends = at_once(*[lambda: passes.ask(browser="here", network="192.0.2.7", at=AT, draft=draft)] * 8)
    spent = [one for one in ends if isinstance(one, tallies.Spent)]
    assert len(spent) == 3 and not [one for one in ends if isinstance(one, Exception) and one not in spent]


def test_contact_corrected_twice_at_once_is_one_correction() -> None:
    file = factories.make_submission()
    given = {**file.contact, "email": "new@example.com"}
    ends = at_once(*[lambda: afterwards.correct(file, given=given, at=AT)] * 3)
    assert sorted(len(one) for one in ends) == [0, 0, 2]
    assert ContactChange.objects.count() == 1 and Delivery.objects.count() == 2


def test_a_new_address_confirmed_twice_at_once_is_confirmed_once() -> None:
    file = factories.make_submission()
    afterwards.correct(file, given={**file.contact, "email": "new@example.com"}, at=AT)
    secret = afterwards.secret(ContactChange.objects.get().pk)
    assert at_once(*[lambda: afterwards.confirm(secret, at=AT)] * 3) == [None] * 3
    assert EmailConfirmation.objects.count() == 1


@pytest.mark.parametrize("kind", [Wish.WITHDRAW, Wish.ERASE])
def test_a_wish_sent_and_taken_back_twice_at_once_is_one_of_each(kind: str) -> None:
    file = factories.make_submission()
    ends = at_once(*[lambda: afterwards.wish(file, kind=kind, at=AT)] * 3)
    assert sorted(len(one) for one in ends) == [0, 0, 1]
    ends = at_once(*[lambda: consents.take_back(file, kind=kind, at=AT)] * 3)
    assert not [one for one in ends if isinstance(one, Exception)], ends
    assert (Wish.objects.count(), WishTakenBack.objects.count()) == (1, 1)


def test_leave_withdrawn_beside_the_request_withdraws_each_once() -> None:
    file = factories.make_submission()
    Consent.objects.create(
        submission=file, purpose=consents.PRIVACY, text_id="privacy", version="1", language="en",
        status="DRAFT", body="Words.", sha256="0" * 64, given=True, at=AT,
    )  # fmt: skip
    take = [lambda: consents.withdraw(file, purpose=consents.PRIVACY, at=AT)] * 2
    ends = at_once(*take, *[lambda: afterwards.wish(file, kind=Wish.WITHDRAW, at=AT)] * 2)
    assert not [one for one in ends if isinstance(one, Exception)], ends
    assert (ConsentWithdrawal.objects.count(), Wish.objects.count()) == (1, 1)


def test_invitations_made_at_once_are_each_a_link_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invitations, "MOST", 4)
    file = factories.make_submission()
    ends = at_once(*[lambda: invitations.make(file, at=AT)] * 6)
    links = [one for one in ends if isinstance(one, str)]
    assert len(set(links)) == 4 and sum(isinstance(one, tallies.Spent) for one in ends) == 2
    assert {invitations.read(one) for one in links} == {file.pk}


def test_stages_counted_from_many_threads_lose_nothing() -> None:
    one = [Count("age", started=1), Count("whole", finished=1, seconds=90.0), Count("notice", errors=1)]

    def count() -> None:
        for number in range(20):
            measurement.write(one[:: 1 if number % 2 else -1], matter=factories.MATTER, language="en", at=AT)

    assert at_once(*[count] * 4) == [None] * 4
    rows = {row.stage: row for row in StageCount.objects.all()}
    assert (rows["age"].started, rows["whole"].finished, rows["notice"].errors) == (80, 80, 80)
    assert sum(rows["whole"].seconds) == 80 and rows["whole"].seconds[measurement.bucket(90.0)] == 80


def test_two_tabs_that_keep_at_once_wait_for_each_other() -> None:
    draft = draft_of("pat@example.com")

    def keep(stage: str) -> Callable[[], None]:
        def run() -> None:
            for number in range(10):
                passage = Passage(stage, 1.0, f"{stage}-{number}")
                drafts.keep(draft=again(draft), answers={}, at=AT, passages=[passage], step="role")

        return run

    assert at_once(keep("age"), keep("notice"), keep("age")) == [None] * 3
    assert Job.objects.count() == 1


def test_a_draft_deleted_and_expired_at_once_goes_once() -> None:
    draft = draft_of("pat@example.com")
    late = AT + timedelta(days=400)
    ends = at_once(
        lambda: deletions.delete(again(draft), at=late),
        lambda: deletions.expire(again(draft), at=late),
        lambda: drafts.reopen(again(draft), at=late),
    )
    allowed = (drafts.Gone, Draft.DoesNotExist)
    assert not [one for one in ends if isinstance(one, Exception) and not isinstance(one, allowed)], ends
    assert not Draft.objects.exists()


def test_a_copy_asked_for_and_made_at_once_is_one() -> None:
    file = factories.make_submission()
    jobs_ = at_once(*[lambda: copies.ask(Submission.objects.get(pk=file.pk), at=AT)] * 3)
    assert len({one.pk for one in jobs_}) == 1
    made = at_once(*[lambda: copies.make(Submission.objects.get(pk=file.pk), at=AT)] * 2)
    assert len({one.pk for one in made}) == 1
