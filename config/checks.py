"""What must be there before the site may serve: keys, the firm's name, mail, approved texts, and pango."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from casefile import sealing
from config import approval
from packets import pdf

PRINTING = "printing"


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


@register(Tags.security, deploy=True)
def mail_has_a_relay(**_: Any) -> list[CheckMessage]:
    """Without EMAIL_URL mail would be offered to whatever listens on port 25 of this machine."""
    if settings.EMAIL_IS_SET:
        return []
    return [
        Error("Not set: EMAIL_URL.", hint="Set it to smtp+tls://user:password@host:587.", id="portal.E003")
    ]


@register(PRINTING)
def packets_can_be_printed(**_: Any) -> list[CheckMessage]:
    """The libraries that draw pages are loaded here and by whoever prints, by nothing else."""
    reason = pdf.missing()
    return [Error(reason, id="portal.E004")] if reason else []


@register(Tags.security, deploy=True)
def texts_are_approved(**_: Any) -> list[CheckMessage]:
    """Production serves no legal text that the firm has not approved."""
    words = approval.objection()
    return [Error(words, hint=approval.HINT, id="portal.E005")] if words else []


@register(Tags.security, deploy=True)
def letters_lead_here(**_: Any) -> list[CheckMessage]:
    """Links in letters begin with SITE_URL; outside a demonstration that is an encrypted address."""
    if settings.DEMO or settings.SITE_URL.startswith("https://"):
        return []
    return [Error("Not set: SITE_URL.", hint="Set it to https:// and the site's name.", id="portal.E006")]


@register(Tags.security, deploy=True)
def second_factor_is_required(**_: Any) -> list[CheckMessage]:
    """Outside a demonstration nobody reads files with a password alone."""
    if settings.SECOND_FACTOR_REQUIRED or settings.DEMO:
        return []
    return [
        Error(
            "SECOND_FACTOR_REQUIRED is off: a stolen password alone would open the desk.",
            hint="Take it out of the environment, or set it to 1.",
            id="portal.E007",
        )
    ]
