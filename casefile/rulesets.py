"""The law in force for a matter, kept whole and addressed by its content."""

from datetime import datetime
from functools import lru_cache

import matters
from casefile.models import Ruleset
from eligibility import ruleset


@lru_cache(maxsize=32)
def _parsed(digest: str, text: str) -> ruleset.Ruleset:
    return ruleset.read(text)


def parsed(row: Ruleset) -> ruleset.Ruleset:
    """Return the rule set a row holds, parsed once per process."""
    return _parsed(row.digest, row.text)


def publish_shipped(*, matter: str, at: datetime) -> Ruleset:
    """Publish the rule set that ships with the matter, if that content is not published yet."""
    text = matters.load(matter).ruleset_text
    rules = ruleset.load(text)
    row, _ = Ruleset.objects.get_or_create(
        digest=rules.digest,
        defaults={"matter": matter, "version": rules.version, "text": text, "published_at": at},
    )
    return row


def in_force(*, matter: str, at: datetime) -> Ruleset:
    """Return the matter's newest published rule set; a matter without one publishes what it ships."""
    newest = Ruleset.objects.filter(matter=matter).first()
    return newest or publish_shipped(matter=matter, at=at)
