"""What must be there before the site may serve: keys, the firm's name and address, and pango."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from casefile import sealing


@register(Tags.security, deploy=True)
def keys_are_given(**_: Any) -> list[CheckMessage]:
    """FIELD_KEYS must parse and hold a sealing key and an index key."""
    try:
        sealing.keyring(settings.FIELD_KEYS)
    except sealing.KeysMissing as error:
        return [Error(str(error), hint=sealing.KEYS_HINT, id="portal.E001")]
    return []


@register(Tags.security, deploy=True)
def firm_is_named(**_: Any) -> list[CheckMessage]:
    """Illinois Rule 7.2(a): name and office address of a responsible firm on every page."""
    missing = [name for name in ("FIRM_NAME", "FIRM_ADDRESS", "FIRM_EMAIL") if not getattr(settings, name)]
    if not missing:
        return []
    return [Error(f"Not set: {', '.join(missing)}.", hint="Set them in the environment.", id="portal.E002")]
