"""Unfinished answers are kept until a day that is said, reminded of politely, and then removed."""

import email as mime
import email.policy
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from pytest_django.fixtures import Settings

from casefile import deletions, drafts, pipeline, reminders, rounds
from casefile.models import AuditEntry, Draft, DraftKey, Job
from tests import factories

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 12, 1, tzinfo=UTC)
DAY = timedelta(days=1)
PAT = "pat@example.com"


def make_draft(address: str = PAT, *, language: str = "en") -> Draft:
    draft, _ = drafts.start(matter=factories.MATTER, notice={}, at=AT, language=language)
    if address:
        drafts.remember(draft=draft, email=address, at=AT)
    return draft


def work(at: datetime) -> None:
    while waiting := list(Job.objects.due(at=at).values_list("pk", flat=True)):
        for job in waiting:
            pipeline.work(job_id=job, clock=lambda: at)


def live(until: datetime, *, since: datetime = AT) -> list[tuple[int, str]]:
    """Let the hours pass; returns each letter by the day it came and its subject."""
    came: list[tuple[int, str]] = []
    hour = since
    while hour <= until:
        work(hour)
        came += [((hour - AT).days, letter.subject.partition(": ")[2]) for letter in mail.outbox[len(came) :]]
        hour += timedelta(hours=1)
    return came


LADDER = [
    (3, "your form is not finished"),
    (6, "your form is not finished"),
    (9, "our last reminder"),
]


def test_letters_come_on_day_three_six_and_nine_and_then_no_more() -> None:
    draft = make_draft()
    assert live(AT + 29 * DAY) == LADDER
    draft.refresh_from_db()
    assert draft.closed_at and AuditEntry.objects.filter(event="draft.closed").count() == 1
    assert not Job.objects.filter(kind="remind", state=Job.READY).exists()


def test_keeping_an_answer_puts_the_letters_off() -> None:
    draft = make_draft()
    live(AT + 2 * DAY)
    drafts.keep(draft=draft, answers=draft.answers, at=AT + 2 * DAY)
    assert live(AT + 13 * DAY, since=AT + 2 * DAY) == [(day + 2, subject) for day, subject in LADDER]


def test_coming_back_after_the_close_begins_anew() -> None:
    draft = make_draft()
    live(AT + 10 * DAY)
    mail.outbox.clear()
    draft.refresh_from_db()
    drafts.reopen(draft, at=AT + 10 * DAY)
    draft.refresh_from_db()
    assert (draft.closed_at, draft.expires_at) == (None, AT + 40 * DAY)
    assert [day for day, _ in live(AT + 25 * DAY, since=AT + 10 * DAY)] == [13, 16, 19]


def test_after_an_outage_only_the_last_of_the_letters_is_sent() -> None:
    make_draft()
    assert live(AT + 8 * DAY, since=AT + 7 * DAY) == [(7, "your form is not finished")]


def test_without_an_address_nobody_is_written_to() -> None:
    make_draft("")
    assert (live(AT + 20 * DAY), Job.objects.count()) == ([], 0)


def test_stopped_letters_stay_stopped() -> None:
    draft = make_draft()
    live(AT + 3 * DAY)
    assert reminders.stop(reminders.stop_secret(draft), at=AT + 3 * DAY)
    assert reminders.stop(reminders.stop_secret(draft), at=AT + 3 * DAY), "a second press is no fault"
    drafts.keep(draft=draft, answers=draft.answers, at=AT + 4 * DAY)
    assert len(live(AT + 20 * DAY, since=AT + 4 * DAY)) == 1
    assert AuditEntry.objects.filter(event="reminders.stopped").count() == 1


def test_an_address_to_stop_is_no_address_to_go_on_and_none_can_be_made_up() -> None:
    draft = make_draft()
    assert reminders.of_go_on(reminders.stop_secret(draft)) is None
    assert not reminders.may_stop(reminders.go_on_secret(draft))
    assert not reminders.stop("A" * 43, at=AT)


def test_nobody_is_reminded_of_what_was_sent() -> None:
    draft = make_draft()
    drafts.remove(draft)
    assert (Job.objects.count(), live(AT + 20 * DAY)) == (0, [])


@pytest.mark.parametrize("day", [3, 9], ids=["reminder", "close"])
def test_a_reminder_says_nothing_of_the_case_and_can_be_stopped_by_the_mail_program(day: int) -> None:
    make_draft()
    live(AT + day * DAY)
    letter: Any = mime.message_from_bytes(mail.outbox[-1].message().as_bytes(), policy=email.policy.default)
    words = f"{letter['Subject']} {letter.get_body(('plain',)).get_content()}"
    for word in ("Flickr", "MegaFace", "photo", "face", "Illinois", "pat@", "$"):
        assert word.lower() not in words.lower()
    assert "Dec. 22, 2026" in words and "/go-on/" in words
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (
        letter["List-Unsubscribe"].strip().startswith("<http")
        and "/stop-letters/" in letter["List-Unsubscribe"]
    )


def test_the_letter_is_in_the_language_of_the_draft() -> None:
    make_draft(language="es")
    live(AT + 3 * DAY)
    assert "22 de diciembre de 2026" in mail.outbox[0].body


def test_a_draft_is_removed_on_its_day_with_its_keys_and_not_before(settings: Settings) -> None:
    draft = make_draft("")
    drafts.another_key(draft, at=AT)
    assert drafts.kept_until(draft) == AT + settings.DRAFT_DAYS * DAY
    rounds.tidy(draft.pk, AT + 30 * DAY - timedelta(seconds=1))
    assert Draft.objects.count() == 1
    rounds.tidy(draft.pk, AT + 30 * DAY)
    assert (Draft.objects.count(), DraftKey.objects.count()) == (0, 0)
    assert AuditEntry.objects.get(event="draft.expired").subject == str(draft.pk)


def test_a_draft_of_before_days_were_kept_expires_too() -> None:
    Draft.objects.filter(pk=make_draft("").pk).update(expires_at=None)
    rounds.tidy(factories.make_staff().pk, AT + 31 * DAY)
    assert Draft.objects.count() == 0


def test_a_draft_kept_at_the_last_moment_stays() -> None:
    draft = make_draft("")
    stale = Draft.objects.get()
    drafts.keep(draft=draft, answers={"one": {}}, at=AT + 30 * DAY)
    assert not deletions.expire(stale, at=AT + 30 * DAY) and Draft.objects.count() == 1


def test_the_days_work_removes_every_expired_draft_and_session() -> None:
    for _ in range(45):
        make_draft("")
    Session.objects.create(session_key="a" * 32, session_data="", expire_date=AT)
    later = AT + 31 * DAY
    pipeline.owe_daily(at=later)
    work(later)
    assert (Draft.objects.count(), Session.objects.count()) == (0, 0)
