"""The letters that answer an act of a claimant: what was asked is confirmed, and how to object is said."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from casefile import afterwards
from casefile.letters import Letter, Unwanted
from casefile.models import Delivery, Draft


def _of_file(delivery: Delivery, at: datetime) -> Letter:
    file = delivery.submission
    if file is None:
        raise Unwanted("what it was about is gone")
    return Letter(file.language, {"reference": file.reference, "way_back": _way_back()})


def _confirm_email(delivery: Delivery, at: datetime) -> Letter:
    said = _of_file(delivery, at)
    link = reverse("intake:confirm", args=[afterwards.secret(UUID(_named(delivery, "change")))])
    days = str(afterwards.CONFIRM_WITHIN.days)
    return Letter(said.language, {**said.words, "link": f"{_site()}{link}", "days": days})


def _read_and_sign(delivery: Delivery, at: datetime) -> Letter:
    draft = Draft.objects.filter(pk=_named(delivery, "draft")).first()
    if draft is None:
        raise Unwanted("what it was about is gone")
    return Letter(draft.language, {"way_back": _way_back()})


def _named(delivery: Delivery, what: str) -> str:
    return str((delivery.letter or {})[what])


def _way_back() -> str:
    return f"{_site()}/come-back/"


def _site() -> str:
    return str(settings.SITE_URL).rstrip("/")


KINDS: dict[str, Callable[[Delivery, datetime], Letter]] = {
    "confirm_email": _confirm_email,
    "contact_changed": _of_file,
    "consent_texts": _of_file,
    "consent_esign": _of_file,
    "consent_privacy": _of_file,
    "wish_withdraw": _of_file,
    "wish_erase": _of_file,
    "read_and_sign": _read_and_sign,
}
