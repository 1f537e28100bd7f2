"""The letters that answer an act of a claimant: what was asked is confirmed, and how to object is said."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from casefile import afterwards
from casefile.letters import Letter, Unwanted, address, draft_of, said
from casefile.models import Delivery


def _of_file(delivery: Delivery, at: datetime) -> Letter:
    file = delivery.submission
    if file is None:
        raise Unwanted("what it was about is gone")
    return Letter(file.language, {"reference": file.reference, "way_back": address("intake:come_back")})


def _confirm_email(delivery: Delivery, at: datetime) -> Letter:
    told = _of_file(delivery, at)
    link = address("intake:confirm", afterwards.secret(UUID(said(delivery, "change"))))
    days = str(afterwards.CONFIRM_WITHIN.days)
    return Letter(told.language, {**told.words, "link": link, "days": days})


def _read_and_sign(delivery: Delivery, at: datetime) -> Letter:
    return Letter(draft_of(delivery).language, {"way_back": address("intake:come_back")})


KINDS: dict[str, Callable[[Delivery, datetime], Letter]] = {
    "confirm_email": _confirm_email,
    "contact_changed": _of_file,
    "consent_texts": _of_file,
    "consent_esign": _of_file,
    "consent_privacy": _of_file,
    "wish_withdraw": _of_file,
    "wish_erase": _of_file,
    "erased": _of_file,
    "read_and_sign": _read_and_sign,
}
