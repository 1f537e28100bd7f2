"""The last letter to a claimant who asked for erasure: it leaves, and then the address goes with the rest."""

from datetime import datetime, timedelta

from casefile import afterwards, erasures, letters
from casefile.models import Delivery, Erasure

LETTER = "erased"
LOOK_AGAIN = timedelta(minutes=1)  # how soon the erasure looks whether the letter has left
_ON_ITS_WAY = (Delivery.QUEUED, Delivery.SENDING)


def is_awaited(erasure: Erasure, *, at: datetime) -> bool:
    """Owe the letter once, when nothing stops the erasure any more; whether it has yet to leave.

    Nobody is written to whose period of keeping is over: only who asked gets an answer. A letter that the
    relay refused for good, or that may not go by mail, holds nothing up.
    """
    if erasure.why == Erasure.DUE:
        return False
    once = f"{LETTER}:{erasure.pk}"
    owed = Delivery.objects.filter(once=once).first()
    if owed:
        return owed.state in _ON_ITS_WAY
    file = erasures.file_of(erasure)
    if file is None or erasures.Steps.of(erasure).two is None:
        return False
    if erasures.judge_again(erasure, file, at=at).blocks:
        return False
    letters.owe(LETTER, submission=file, recipient=afterwards.email(file), once=once, at=at)
    return True
