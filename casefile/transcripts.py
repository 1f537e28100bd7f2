"""What was asked, answered and agreed to, word for word as it was shown."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import translation

from casefile import audit, earlier, firm, sources
from casefile.models import Answer, Consent, Draft, Submission
from matters import Matter, texts
from matters.interview import Line
from matters.texts import Text


def lines(
    submission: Submission, matter: Matter, said_before: list[earlier.Entry], *, at: datetime, by: str
) -> list[Answer]:
    """The transcript: headings in English for the desk; wording and answer as shown, and in English."""
    with translation.override(texts.SOURCE):
        english = matter.journey.transcript(submission.answers, fill=firm.words())
    with translation.override(submission.language):
        shown = matter.journey.transcript(submission.answers, fill=firm.words())
    before = earlier.of_lines(said_before, shown, english=english)
    return [
        Answer(
            submission=submission,
            position=position,
            stage=line.stage,
            page=line.page,
            item=line.item,
            question=line.question,
            unsure=line.unsure,
            content=_content(line, as_shown) | ({"earlier": said} if said else {}),
            at=at,
            by=by,
        )
        for position, (line, as_shown, said) in enumerate(zip(english, shown, before, strict=True))
    ]


def _content(english: Line, shown: Line) -> dict[str, Any]:
    content = {"wording": shown.wording, "value": shown.value, "shown": shown.shown}
    in_english = {"wording": english.wording, "shown": english.shown}
    return content if shown == english else {**content, "english": in_english}


def consents(submission: Submission, matter: Matter, *, draft: Draft, at: datetime, by: str) -> list[Consent]:
    """Every text shown before the signature, first the notice, and what was answered to it."""
    notice, read_at = Text.from_json(draft.notice), datetime.fromisoformat(draft.notice["at"])
    read_by = draft.notice.get("by", audit.CLAIMANT)
    shown = [_consent(submission, "notice", notice, given=True, at=read_at, by=read_by)]
    if draft.source:
        told = Text.from_json(draft.source["text"])
        shown.append(_consent(submission, sources.PURPOSE, told, given=True, at=read_at, by=read_by))
    for consent in matter.consents(submission.answers):
        text = consent.text.as_shown(firm.words())
        shown.append(_consent(submission, consent.purpose, text, given=consent.given, at=at, by=by))
    return shown


def _consent(
    submission: Submission, purpose: str, text: Text, *, given: bool, at: datetime, by: str
) -> Consent:
    return Consent(
        submission=submission,
        purpose=purpose,
        text_id=text.id,
        version=text.version,
        language=text.language,
        status=text.status,
        body=text.body,
        sha256=text.sha256,
        given=given,
        at=at,
        method=method(by),
        by=by,
    )


def method(by: str) -> str:
    """How a consent was given: on screen by the claimant, or spoken to whoever typed."""
    return Consent.SCREEN if by == audit.CLAIMANT else Consent.SPOKEN


def signed_texts(shown: Iterable[Consent]) -> str:
    """Return one SHA-256 over every text shown before the signature and what was answered to it.

    A line for each, in order of purpose: purpose, id, version and language of the text, the SHA-256 of its
    words, and "given" or "not given", each parted by a blank and ended by a line break.
    """
    told = sorted(
        f"{one.purpose} {one.text_id} {one.version} {one.language} {one.sha256} "
        f"{'given' if one.given else 'not given'}\n"
        for one in shown
    )
    return hashlib.sha256("".join(told).encode()).hexdigest()
