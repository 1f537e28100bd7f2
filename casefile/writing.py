"""What each letter to a claimant says: from the ids of a delivery to the words of its template."""

from collections.abc import Callable
from datetime import datetime

from casefile import acknowledgements
from casefile.letters import Letter
from casefile.models import Delivery


def letter(delivery: Delivery, *, at: datetime) -> Letter:
    """Return a letter's words. Raises: letters.Unwanted where it must not be sent any more."""
    return KINDS[kind(delivery)](delivery, at)


def kind(delivery: Delivery) -> str:
    """Return which letter a delivery is."""
    return str((delivery.letter or {})["kind"])


# One line a letter; its words stand in templates/email/<kind>.txt.
KINDS: dict[str, Callable[[Delivery, datetime], Letter]] = {**acknowledgements.KINDS}
