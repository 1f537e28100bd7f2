"""What each letter says: from the ids of a delivery to the words of its template."""

from collections.abc import Callable
from datetime import datetime

from django.utils import formats, timezone, translation

from casefile import (
    account_changes,
    acknowledgements,
    codes,
    deadline_notices,
    decline_letters,
    drafts,
    floods,
    held_notices,
    joining,
    passes,
    record_walks,
    reminders,
)
from casefile.letters import Letter, Unwanted, address, draft_of, said
from casefile.models import Delivery, Draft, Pass
from matters import texts


def letter(delivery: Delivery, *, at: datetime) -> Letter:
    """Return a letter's words. Raises: Unwanted where it must not be sent any more."""
    return KINDS[kind(delivery)](delivery, at)


def kind(delivery: Delivery) -> str:
    """Return which letter it is."""
    return said(delivery, "kind")


def _way_back(delivery: Delivery, at: datetime) -> Letter:
    row = Pass.objects.filter(pk=said(delivery, "pass")).first()
    if row is None:
        raise Unwanted("what it opened is gone")
    if at >= row.expires_at:
        raise Unwanted("too late")
    with translation.override(row.language):
        until = formats.time_format(timezone.localtime(row.expires_at), "TIME_FORMAT")
    words = {
        "link": address("intake:link", passes.link_secret(row)),
        "code": codes.shown(passes.code(row)),
        "until": until,
    }
    return Letter(row.language, words)


def _saved(delivery: Delivery, at: datetime) -> Letter:
    return _about(draft_of(delivery))


def _reminder(delivery: Delivery, at: datetime) -> Letter:
    draft = draft_of(delivery)
    if draft.reminders_stopped_at is not None:
        raise Unwanted("stopped")
    stop = address("intake:stop_reminders", reminders.stop_secret(draft))
    one_click = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return _about(draft, headers=one_click)


def _about(draft: Draft, *, headers: dict[str, str] | None = None) -> Letter:
    with translation.override(draft.language):
        until = formats.date_format(timezone.localtime(drafts.kept_until(draft)), "DATE_FORMAT")
    words = {
        "go_on": address("intake:go_on", reminders.go_on_secret(draft)),
        "stop": address("intake:stop_reminders", reminders.stop_secret(draft)),
        "until": until,
    }
    return Letter(draft.language, words, headers or {})


def _proof_code(delivery: Delivery, at: datetime) -> Letter:
    part = int(said(delivery, "part"))
    if not floods.holds(part, at=at):
        raise Unwanted("too late")
    code = floods.CodeLetter(said(delivery, "browser"), part).code(str(delivery.recipient))
    return Letter(said(delivery, "language"), {"code": codes.shown(code)})


def _audit_head(delivery: Delivery, at: datetime) -> Letter:
    """To the firm itself: the head of the record, which from then on lies in a mailbox too."""
    return Letter(texts.SOURCE, {"head": said(delivery, "head"), "day": said(delivery, "day")})


# One line a letter; its words stand in templates/email/<kind>.txt.
KINDS: dict[str, Callable[[Delivery, datetime], Letter]] = {
    "pass": _way_back,
    "saved": _saved,
    "reminder": _reminder,
    "close": _reminder,
    **acknowledgements.KINDS,
    **held_notices.KINDS,
    **deadline_notices.KINDS,
    **decline_letters.KINDS,
    floods.CODE_LETTER: _proof_code,
    joining.LETTER: joining.letter,
    "audit_head": _audit_head,
    **record_walks.KINDS,
    **account_changes.KINDS,
}
