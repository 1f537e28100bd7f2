"""Many interviews from one place within an hour: counted, met with a short sum, never refused.

Libraries, shelters and whole companies share one network address. So going over a limit asks the browser for
proof of work, or the person for a mailed code, and leaves a signal for the desk; it decides nothing.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import altcha
from django.conf import settings
from django.db import transaction

import matters
from casefile import codes, drafts, letters, measurement, sealing, tallies
from casefile.measurement import Passage
from casefile.models import Draft, Job, Submission
from casefile.tallies import Limit

START, SUBMIT = "start", "submit"
STARTS, SUBMITS, SAME_EMAIL = "starts.network", "submits.network", "submits.email"
QUICK = "interview.quick"
PROOF_HOLDS_FOR = timedelta(minutes=30)
# A code is good for the part of an hour it was made in and the one after it: at most ten minutes.
CODE_PART = timedelta(minutes=5)
CODE_TRIES = 5
CODE_LETTER = "proof_code"


@dataclass(frozen=True, slots=True)
class CodeLetter:
    """What a mailed code is composed from when it is sent; the code itself is written nowhere."""

    browser: str
    part: int

    def code(self, email: str) -> str:
        """Return the eight digits for this address, browser and part of an hour."""
        return codes.derive(CODE_LETTER, sealing.fold(email), self.browser, str(self.part))


def over(what: str, *, network: str, email: str = "", at: datetime) -> tuple[str, ...]:
    """Return the limits that are reached already, as signals; none for nearly everybody."""
    return tuple(
        signal
        for signal, whose, most in _limits(what, network, email)
        if tallies.so_far(_name(signal, whose), until=tallies.hour_end(at)) >= most
    )


def _limits(what: str, network: str, email: str) -> list[tuple[str, str, int]]:
    if what == START:
        return [(STARTS, network, settings.FLOOD_STARTS_A_NETWORK)]
    return [
        (SUBMITS, network, settings.FLOOD_SUBMITS_A_NETWORK),
        (SAME_EMAIL, sealing.fold(email), settings.FLOOD_SUBMITS_AN_EMAIL),
    ]


def _name(signal: str, whose: str) -> str:
    return f"flood.{signal} {whose}"


def _count(what: str, *, network: str, email: str = "", at: datetime) -> None:
    for signal, whose, _ in _limits(what, network, email):
        tallies.count(_name(signal, whose), until=tallies.hour_end(at), at=at)


def start(
    *,
    matter: str,
    notice: dict[str, str],
    network: str,
    passages: tuple[Passage, ...] = (),
    signals: tuple[str, ...] = (),
    at: datetime,
    **more: Any,
) -> tuple[Draft, str]:
    """Open a draft and count it, for the hour's limit and for the measurement, in one transaction."""
    with transaction.atomic():
        draft, token = drafts.start(matter=matter, notice=notice, at=at, **more)
        _count(START, network=network, at=at)
        measurement.begin(draft, passages, signals=signals, at=at)
    return draft, token


def count_sent(submission: Submission, *, network: str, at: datetime) -> None:
    """Count an interview that was sent at this moment; one sent before, in another tab, was counted then."""
    if submission.submitted_at == at:
        tallies.forget(at=at)
        _count(SUBMIT, network=network, email=submission.contact["email"], at=at)


def signals_of(draft: Draft, answers: dict[str, Any], *, network: str, at: datetime) -> tuple[str, ...]:
    """Return what is to be said of an interview about to be sent: over which limits, and how fast."""
    found = over(SUBMIT, network=network, email=email_of(draft, answers), at=at)
    seconds = (at - draft.started_at).total_seconds()
    return (*found, QUICK) if seconds < settings.QUICK_INTERVIEW_SECONDS else found


def email_of(draft: Draft, answers: dict[str, Any]) -> str:
    """Return the address the claimant gave in the interview."""
    return matters.load(draft.matter).contact(answers).email


# Proof of work


def challenge(*, browser: str, at: datetime) -> dict[str, Any]:
    """Return a sum for this browser alone, such as static/js/proof.js does: PBKDF2 until the right number.

    The number is drawn here and bounded, so the slowest browser knows an end: FLOOD_PROOF_TRIES times
    FLOOD_PROOF_COST rounds at most.
    """
    most = settings.FLOOD_PROOF_TRIES
    made = altcha.create_challenge(
        "PBKDF2/SHA-256",
        settings.FLOOD_PROOF_COST,
        counter=most // 2 + secrets.randbelow(max(1, most // 2)),
        expires_at=at + PROOF_HOLDS_FOR,
        data={"browser": sealing.digest(browser.encode()), "most": most},
        hmac_secret=_secret("challenge"),
        hmac_key_secret=_secret("key"),
    )
    return made.to_dict()


def is_proof(payload: str, *, browser: str) -> bool:
    """Whether this is the solved sum of this browser, in time."""
    try:
        said = altcha.Payload.from_base64(payload)
        data = said.challenge.parameters.data
        theirs = data.get("browser") if isinstance(data, dict) else None
        solved = altcha.verify_solution(said, _secret("challenge"), hmac_key_secret=_secret("key"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False
    return bool(solved.verified) and theirs == sealing.digest(browser.encode())


def _secret(what: str) -> str:
    return sealing.digest(f"floods.{what}".encode())


# A mailed code in its place


def mail_code(email: str, *, browser: str, network: str, language: str, at: datetime) -> Job:
    """Owe a letter with a code to this address. Raises: tallies.Spent where too many went out this hour."""
    letter = CodeLetter(sealing.digest(browser.encode()), _part(at))
    one, ends = {secrets.token_hex(16)}, tallies.hour_end(at)
    hour = ends.isoformat()
    tallies.take(
        (
            Limit(
                "flood.codes.email", f"{sealing.fold(email)} {hour}", settings.FLOOD_CODES_AN_EMAIL, one, ends
            ),
            Limit("flood.codes.network", f"{network} {hour}", settings.FLOOD_CODES_A_NETWORK, one, ends),
        ),
        at=at,
    )
    once = sealing.digest(f"{CODE_LETTER} {letter.browser} {letter.part} {sealing.fold(email)}".encode())
    return letters.owe(
        CODE_LETTER,
        recipient=email,
        once=once,
        at=at,
        browser=letter.browser,
        part=str(letter.part),
        language=language,
    )


def is_code(typed: str, email: str, *, browser: str, at: datetime) -> bool:
    """Whether these are the digits mailed to this address for this browser in ten minutes and five tries.

    Raises: tallies.Spent after the fifth try.
    """
    ends = at + 2 * CODE_PART
    mine = sealing.digest(browser.encode())
    tallies.take([Limit("flood.tries", mine, CODE_TRIES, {secrets.token_hex(16)}, ends)], at=at)
    good = [CodeLetter(mine, part).code(email) for part in (_part(at), _part(at) - 1)]
    return any(codes.is_typed(typed, code) for code in good)


def holds(part: int, *, at: datetime) -> bool:
    """Whether a code made in this part of an hour is still good."""
    return _part(at) - 1 <= part <= _part(at)


def _part(at: datetime) -> int:
    return int(at.timestamp() // CODE_PART.total_seconds())
