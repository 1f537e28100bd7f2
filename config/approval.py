"""Whether the site may serve with its legal texts as they are: production takes approved ones only."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

import matters

HINT = (
    "Have counsel approve each text and set its status to APPROVED in the matter's texts folder. "
    "For a trial without real claimants set DRAFT_TEXTS_ACCEPTED=1."
)


def objection() -> str:
    """Why these texts may not be served; empty when they may."""
    if settings.DRAFT_TEXTS_ACCEPTED:
        return ""
    drafts = matters.load(settings.MATTER).drafts
    names = ", ".join(f"{text.id}.{text.language}" for text in drafts)
    return f"Not approved by the firm, still marked DRAFT: {names}." if drafts else ""


def refuse_drafts() -> None:
    """Stop the start of a web server outside a demonstration; ImproperlyConfigured names the texts."""
    if not settings.DEMO and (words := objection()):
        raise ImproperlyConfigured(f"{words} {HINT}")
