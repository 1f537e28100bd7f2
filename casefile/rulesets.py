"""The law in force for a matter, kept whole and addressed by its content."""

from datetime import datetime
from functools import lru_cache

import matters
from casefile.models import Ruleset
from eligibility import ruleset

SHORTEST_PREFIX = 4


class NotOne(LookupError):
    """No published rule set, or more than one, is meant by a name; the message says which there are."""


@lru_cache(maxsize=32)
def _parsed(digest: str, text: str) -> ruleset.Ruleset:
    return ruleset.read(text)


def parsed(row: Ruleset) -> ruleset.Ruleset:
    """Return the rule set a row holds, parsed once per process."""
    return _parsed(row.digest, row.text)


@lru_cache(maxsize=8)
def _sound(text: str) -> ruleset.Ruleset:
    return ruleset.load(text)


def publish_shipped(*, matter: str, at: datetime) -> Ruleset:
    """Publish the rule set that ships with the matter, if that content is not published yet."""
    text = matters.load(matter).ruleset_text
    rules = _sound(text)
    row, _ = Ruleset.objects.get_or_create(
        digest=rules.digest,
        defaults={"matter": matter, "version": rules.version, "text": text, "published_at": at},
    )
    return row


def in_force(*, matter: str, at: datetime) -> Ruleset:
    """Return the matter's newest published rule set; a matter without one publishes what it ships."""
    newest = Ruleset.objects.filter(matter=matter).first()
    return newest or publish_shipped(matter=matter, at=at)


def newest(*, matter: str) -> Ruleset | None:
    """Return the matter's newest published rule set, or None; nothing is published by looking."""
    row: Ruleset | None = Ruleset.objects.filter(matter=matter).first()
    return row


def find(name: str, *, matter: str) -> Ruleset:
    """Return the published rule set of a digest, of the only digest beginning so, or of a version.

    Raises NotOne.
    """
    published = list(Ruleset.objects.filter(matter=matter))
    wanted = name.lower()
    found = [row for row in published if name == row.version] or [
        row for row in published if len(wanted) >= SHORTEST_PREFIX and row.digest.startswith(wanted)
    ]
    if len(found) == 1:
        return found[0]
    known = "; ".join(f"{row.version} ({row.digest[:12]})" for row in found or published)
    if found:
        raise NotOne(f"{name!r} may mean {known}: write more of the digest")
    raise NotOne(f"no published rule set is {name!r}; published are: {known or 'none yet'}")
