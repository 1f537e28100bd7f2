"""Look the photos of an unfinished interview up for the claimant, within limits, and keep nothing of it."""

import logging
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

import matters
from casefile import lists, tallies
from casefile.models import Draft
from casefile.tallies import Limit
from exposure.index import Damaged, Index
from matters import preview
from matters.lookup import NamedPhoto
from matters.preview import Preview

log = logging.getLogger("portal.previews")
ACCOUNTS, PHOTOS = "preview.draft.accounts", "preview.draft.photos"
NETWORK_LOOKS, NETWORK_PHOTOS = "preview.network.looks", "preview.network.photos"
SITE = "preview.site"
DRAFT_HOLDS_FOR = timedelta(days=30)  # longer than any session can open the draft


def look_up(draft: Draft, *, network: str, at: datetime) -> Preview:
    """Return what the lists say of the draft's photos; it is stored nowhere and makes no fact.

    Only a look-up that can answer something counts. Raises: tallies.Spent where a limit has no room left.
    """
    matter = matters.load(draft.matter)
    photos = matter.photos(draft.answers)
    found_in = _in_force()
    if found_in is None:
        return preview.DAMAGED
    asked = [photo for photo in photos if preview.is_comparable(photo)] if found_in.lists else []
    if asked:
        _count(draft, asked, network=network, at=at)
    return preview.look_up(photos, found_in)


def _in_force() -> Index | None:
    try:
        return lists.current()
    except Damaged:
        log.exception("index.damaged")
        return None


def _count(draft: Draft, asked: Sequence[NamedPhoto], *, network: str, at: datetime) -> None:
    _watch(at)
    try:
        tallies.take(limits(draft, asked, network=network, at=at), at=at)
    except tallies.Spent as spent:
        log.warning("preview.refused draft=%s limit=%s", draft.pk, spent.name)
        raise
    log.info("preview.shown draft=%s", draft.pk)


def limits(draft: Draft, asked: Sequence[NamedPhoto], *, network: str, at: datetime) -> tuple[Limit, ...]:
    """Return what this look-up takes, of the draft's own limits and of its visitor's network for the day.

    Photos count by their numbers alone: each has one account, so asking for it under several cannot show
    more than one match.
    """
    accounts = {photo.nsid for photo in asked}
    photos = {photo.photo_id for photo in asked}
    draft_ends, day_ends = at + DRAFT_HOLDS_FOR, _midnight_after(at)
    own, theirs = str(draft.pk), f"{network} {day_ends.isoformat()}"
    look = {secrets.token_hex(16)}
    return (
        Limit(ACCOUNTS, own, settings.LOOK_UP_ACCOUNTS, accounts, draft_ends),
        Limit(PHOTOS, own, settings.LOOK_UP_PHOTOS, photos, draft_ends),
        Limit(NETWORK_LOOKS, theirs, settings.LOOK_UPS_A_DAY, look, day_ends),
        Limit(NETWORK_PHOTOS, theirs, settings.LOOK_UP_PHOTOS_A_DAY, photos, day_ends),
    )


def is_for_the_day(spent: tallies.Spent) -> bool:
    """Whether the limit that was met ends with the day, rather than being the interview's own."""
    return spent.name in (NETWORK_LOOKS, NETWORK_PHOTOS)


def _watch(at: datetime) -> None:
    """Say in the log when the whole site has as many look-ups in an hour as should make somebody look."""
    hour_ends = tallies.hour_end(at)
    counted = tallies.count(SITE, until=hour_ends, at=at)
    many = settings.LOOK_UP_ALARM_AN_HOUR
    if many and counted % many == 0:
        log.error("preview.many this_hour=%d", counted)


def _midnight_after(at: datetime) -> datetime:
    local = timezone.localtime(at)
    tomorrow = local.date() + timedelta(days=1)
    return datetime.combine(tomorrow, datetime.min.time(), tzinfo=local.tzinfo)
