"""What the addresses of the desk name, made for one file, with words of the caller's own."""

import hashlib
from uuid import UUID

from casefile import audit
from casefile.models import (
    Clearance,
    ConflictHit,
    ConflictList,
    ConflictParty,
    Erasure,
    ErasureStep,
    Hold,
    StaffMember,
    Submission,
)
from tests import factories

AT = factories.SENT_AT
# The element whose page a file of the factory has, as its address spells it.
ELEMENT: dict[str, object] = {"theory": "BIPA_DEPICTED", "element": "face_shown", "photo": 1, "defendant": 0}
# Nothing of these is made: tabs, runs and uploads of lists are one person's own.
NOBODYS: dict[str, object] = {"tab": UUID(int=3), "run": UUID(int=4)}


def make(
    file: Submission, *, by: StaffMember, outcome: str = Clearance.CLEAR, word: str = ""
) -> dict[str, object]:
    """Make a ruling on a hit, a list, an erasure and a hold for this file; return how addresses name them.

    Every text that a person typed begins with `word` and says which column it stands in.
    """
    of = _list(f"{word}party")
    _rule(file, of, by=by, outcome=outcome, word=word)
    erasure = Erasure.objects.create(
        file=file.pk, reference=file.reference, matter=file.matter, number=1, why=Erasure.ASKED,
        due_on=AT.date(), by=str(by.pk), at=AT,
    )  # fmt: skip
    ErasureStep.objects.create(
        erasure=erasure, step=ErasureStep.PROPOSED, note=f"{word}proposed", by=str(by.pk), at=AT
    )
    hold = Hold.objects.create(
        kind=Hold.FILE, matter=file.matter, file=file.pk, about=f"{word}held", reason=f"{word}why",
        by=str(by.pk), at=AT,
    )  # fmt: skip
    return ELEMENT | NOBODYS | {"of": of.pk, "erasure": erasure.pk, "hold": hold.pk}


def _list(name: str) -> ConflictList:
    made: ConflictList = ConflictList.objects.create(
        kind=ConflictList.FORMER, name="Register", version="1", rows=1, refused=0, at=AT, by="Kim Example",
        sha256=hashlib.sha256(name.encode()).hexdigest(),
    )  # fmt: skip
    ConflictParty.objects.create(of=made, line=2, identity="5" * 64, known={"name": name})
    return made


def _rule(file: Submission, of: ConflictList, *, by: StaffMember, outcome: str, word: str) -> None:
    search = Clearance.objects.create(
        submission=file, number=file.clearances.count() + 1, outcome=Clearance.POSSIBLE,
        terms=[f"{word}terms"], lists_searched=1, at=AT, by=audit.SYSTEM,
    )  # fmt: skip
    ConflictHit.objects.create(
        clearance=search, party=of.parties.get(), identity="5" * 64, outcome=Clearance.POSSIBLE,
        why=["name_same"], terms=[f"{word}hit"],
    )  # fmt: skip
    Clearance.objects.create(
        submission=file, number=search.number + 1, outcome=outcome, reason="not_same", note=f"{word}ruled",
        terms=[f"{word}terms"], lists_searched=1, at=AT, by=str(by.pk),
    )  # fmt: skip
