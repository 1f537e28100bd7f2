"""A way back opens once, for the browser that asked, for ten minutes, and for nobody else."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from pytest_django.fixtures import Settings

from casefile import drafts, jobs, passes, pipeline, sealing, tallies
from casefile.models import (
    AuditEntry,
    ContactChange,
    Delivery,
    Draft,
    DraftKey,
    EmailConfirmation,
    Job,
    Pass,
    Submission,
)
from tests import factories

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 12, 1, tzinfo=UTC)
HERE, ELSEWHERE = "this browser", "another browser"
PAT = "pat@example.com"
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def make_draft(email: str = PAT, *, at: datetime = AT) -> Draft:
    draft, _ = drafts.start(matter=factories.MATTER, notice={}, at=at)
    if email:
        drafts.remember(draft=draft, email=email, at=at)
    return draft


def work(at: datetime = AT) -> None:
    while waiting := list(Job.objects.due(at=at).values_list("pk", flat=True)):
        for job in waiting:
            pipeline.work(job_id=job, clock=lambda: at)


def ask(**named: object) -> Pass:
    row = passes.ask(browser=HERE, at=AT, **named)  # type: ignore[arg-type]
    work()
    return Pass.objects.get(pk=row.pk)


def refused(row: Pass, *, browser: str = HERE, at: datetime = AT, typed: str | None = None) -> str:
    with pytest.raises(passes.Refused) as told:
        passes.use(row, browser=browser, at=at, typed=typed)
    return told.value.reason


def test_a_link_opens_the_draft_once_with_a_key_for_this_browser_alone() -> None:
    draft = make_draft()
    row = ask(email=PAT)
    assert passes.of_link(passes.link_secret(row)) == row and passes.link_secret(row) in mail.outbox[0].body
    opened = passes.use(row, browser=HERE, at=AT + MINUTE)
    assert opened and opened.thing == draft
    assert drafts.find(opened.token, matter=factories.MATTER) == draft
    assert DraftKey.objects.count() == 1
    assert AuditEntry.objects.get(event="pass.used").subject == str(draft.pk)
    assert refused(row) == passes.USED


def test_it_works_for_ten_minutes_and_no_second_longer() -> None:
    make_draft()
    row = ask(email=PAT)
    assert refused(row, at=AT + 10 * MINUTE + SECOND) == passes.LATE
    assert refused(row, at=AT + 10 * MINUTE, typed=passes.code(row)) == passes.LATE
    assert passes.use(row, browser=HERE, at=AT + 10 * MINUTE - SECOND)


def test_another_browser_is_refused_by_link_and_by_code() -> None:
    make_draft()
    row = ask(email=PAT)
    assert refused(row, browser=ELSEWHERE) == passes.OTHER_BROWSER
    assert refused(row, browser=ELSEWHERE, typed=passes.code(row)) == passes.OTHER_BROWSER
    assert refused(row, browser="") == passes.OTHER_BROWSER
    assert Pass.objects.get().tries == 0


def test_a_wrong_code_counts_and_after_five_nothing_opens_it() -> None:
    make_draft()
    row = ask(email=PAT)
    wrong = f"{(int(passes.code(row)) + 1) % 10**8:08d}"
    assert [refused(row, typed=wrong) for _ in range(5)] == [*[passes.WRONG] * 4, passes.SPENT]
    assert refused(row, typed=passes.code(row)) == passes.SPENT
    assert refused(row) == passes.SPENT


def test_the_right_code_on_the_fifth_try_still_opens_and_may_hold_spaces() -> None:
    draft = make_draft()
    row = ask(email=PAT)
    for typed in ("", "1", "zzzz", passes.code(row)[:7]):
        assert refused(row, typed=typed) == passes.WRONG
    code = passes.code(row)
    opened = passes.use(row, browser=HERE, at=AT, typed=f" {code[:4]}-{code[4:]} ")
    assert opened and opened.thing == draft


def test_links_of_others_and_links_made_up_open_nothing() -> None:
    make_draft()
    row = ask(email=PAT)
    secret = passes.link_secret(row)
    forged = passes.link_secret(Pass(id=uuid.uuid4()))
    swapped = secret[:21] + forged[21:]
    flipped = ("A" if secret[30] != "A" else "B").join((secret[:30], secret[31:]))
    for text in (forged, swapped, flipped, "A" * 43, "", "é" * 43, secret[:-2]):
        assert passes.of_link(text) is None


def test_asking_does_the_same_for_an_address_nobody_knows_but_sends_it_nothing() -> None:
    make_draft()
    row = ask(email="nobody@example.com")
    assert (Pass.objects.count(), Delivery.objects.count(), mail.outbox) == (1, 0, [])
    assert refused(row, typed="12345678") == passes.WRONG
    assert row.owed_at is None
    passes.forget(at=AT + 10 * MINUTE)
    assert Pass.objects.count() == 0


def test_an_address_that_only_looks_alike_is_another_owners() -> None:
    """The index takes é for e and ｐ for p; whoever owns such a domain gets nothing of ours."""
    make_draft("pat@example.com")
    for alike in ("pat@éxample.com", "ｐat@example.com", "pat@example.com ".strip() + "\u0301"):
        if sealing.blind_index(alike, purpose="email") == sealing.blind_index(PAT, purpose="email"):
            row = ask(email=alike)
            assert (mail.outbox, row.owed_at, passes.things(row, at=AT)) == ([], None, [])


def test_a_letter_goes_to_the_address_as_its_owner_wrote_it() -> None:
    make_draft("Pat@Example.com")
    ask(email="pat@example.COM")
    assert mail.outbox[0].to == ["Pat@Example.com"]


def test_several_things_at_one_address_are_chosen_from() -> None:
    older, newer = make_draft(), make_draft(at=AT + SECOND)
    file = factories.make_submission()
    row = ask(email=PAT)
    assert len(mail.outbox) == 1
    assert passes.use(row, browser=HERE, at=AT) is None
    row.refresh_from_db()
    assert passes.things(row, at=AT) == [newer, older, file]
    opened = passes.choose(row, thing_id=older.pk, at=AT)
    assert opened and opened.thing == older
    assert passes.choose(row, thing_id=uuid.uuid4(), at=AT) is None
    assert passes.choose(row, thing_id=older.pk, at=AT + timedelta(hours=2)) is None


def test_nothing_is_chosen_by_a_pass_that_was_not_used() -> None:
    draft = make_draft()
    row = ask(email=PAT)
    assert passes.choose(row, thing_id=draft.pk, at=AT) is None


def test_a_file_that_was_sent_is_found_by_the_address_its_messages_go_to() -> None:
    file = factories.make_submission()
    ContactChange.objects.create(
        submission=file,
        number=1,
        contact={**file.contact, "email": "new@example.com"},
        email_index=sealing.blind_index("new@example.com", purpose="email"),
        at=AT,
    )
    not_yet = ask(email="new@example.com")
    assert passes.things(not_yet, at=AT) == [] and mail.outbox == []
    EmailConfirmation.objects.create(submission=file, email_index=not_yet.email_index, at=AT)
    assert passes.things(ask(email=PAT), at=AT) == [] and mail.outbox == []
    opened = passes.use(ask(email="new@example.com"), browser=HERE, at=AT)
    assert opened and opened.thing == file and opened.token == ""


def test_using_a_pass_of_a_file_confirms_the_address_it_went_to_once() -> None:
    file = factories.make_submission()
    for row in (ask(email=PAT), ask(submission=file)):
        passes.use(row, browser=HERE, at=AT)
    confirmed = EmailConfirmation.objects.get()
    assert (confirmed.submission, confirmed.email_index) == (file, file.email_index)


def test_five_letters_an_hour_to_an_address_and_twenty_from_a_network(settings: Settings) -> None:
    for _ in range(5):
        passes.ask(browser=HERE, at=AT, email=PAT, network="192.0.2.1")
    with pytest.raises(tallies.Spent):
        passes.ask(browser=HERE, at=AT, email="PAT@example.com", network="192.0.2.2")
    for number in range(15):
        passes.ask(browser=HERE, at=AT, email=f"pat{number}@example.com", network="192.0.2.1")
    with pytest.raises(tallies.Spent):
        passes.ask(browser=HERE, at=AT, email="new@example.com", network="192.0.2.1")
    passes.ask(browser=HERE, at=AT + timedelta(hours=1), email=PAT, network="192.0.2.1")


def test_a_letter_that_waited_ten_minutes_is_not_sent_and_fails_visibly() -> None:
    make_draft()
    passes.ask(browser=HERE, at=AT, email=PAT)
    work(AT + 11 * MINUTE)
    letter = Delivery.objects.get()
    assert (letter.state, letter.last_error, mail.outbox) == (Delivery.FAILED, "too late", [])
    assert jobs.health(at=AT)["deliveries_failed"] == 1


def test_a_letter_is_not_sent_when_what_it_opened_is_gone() -> None:
    draft = make_draft()
    passes.ask(browser=HERE, at=AT, email=PAT)
    row = Pass.objects.get()
    passes.post(row.pk, at=AT)
    drafts.remove(draft)
    Pass.objects.all().delete()
    work()
    assert (Delivery.objects.get().state, mail.outbox) == (Delivery.FAILED, [])


def test_the_letter_says_nothing_of_the_case_and_no_row_holds_what_opens() -> None:
    make_draft()
    row = ask(email=PAT)
    letter = mail.outbox[0]
    for word in ("Flickr", "MegaFace", "photo", "Illinois", "answer to"):
        assert word.lower() not in f"{letter.subject} {letter.body}".lower()
    kept = f"{Delivery.objects.values().get()} {list(Pass.objects.values())} {list(Job.objects.values())}"
    assert passes.link_secret(row) not in kept and passes.code(row) not in kept and PAT not in kept


def test_the_first_browser_goes_on_with_its_own_key() -> None:
    draft, token = drafts.start(matter=factories.MATTER, notice={}, at=AT)
    drafts.remember(draft=draft, email=PAT, at=AT)
    opened = passes.use(ask(email=PAT), browser=HERE, at=AT)
    assert opened
    assert drafts.find(token, matter=factories.MATTER) == drafts.find(opened.token, matter=factories.MATTER)


def test_both_browsers_are_led_to_what_the_draft_became() -> None:
    draft, token = drafts.start(matter=factories.MATTER, notice={}, at=AT)
    further = drafts.another_key(draft, at=AT)
    sent = Submission.objects.create(
        token="T" * 43,
        reference="AAA-AAA-AAA",
        matter=factories.MATTER,
        draft_sha256=draft.token_sha256,
        submitted_at=AT,
        contact={},
        answers={},
        signature={},
        email_index="",
    )
    drafts.remove(draft)
    assert drafts.sent(token) == drafts.sent(further) == sent
    assert drafts.sent("a stranger's") is None
