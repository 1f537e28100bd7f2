"""What the person at the queue asked for, read from the address; anything unknown asks for nothing."""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from casefile import sealing
from casefile.models import StaffMember
from casefile.submissions import REFERENCE_ALPHABET
from review import filters, paging, wording
from review.paging import Order

REFERENCE_LETTERS = 9
LONGEST = 120
LONGEST_PLACE = 400  # characters of a sealed place of a page


@dataclass(frozen=True, slots=True)
class Wish:
    """One visit to the queue: words searched for, filters, sort, and the place to go on from.

    `sealed` is what was typed as it stands in an address: addresses end up in logs, and names must not.
    """

    typed: str = ""
    sealed: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    sort: Order = paging.ORDERS[0]
    after: str = ""
    before: str = ""

    @property
    def is_narrow(self) -> bool:
        return bool(self.typed or self.values)

    @property
    def reference(self) -> str:
        """The reference that was typed; nothing where it was something else."""
        return reference(self.typed)

    @property
    def kept(self) -> str:
        """Filters and sort, as a person's tab keeps them: without what was searched for."""
        sort = {"sort": self.sort.name} if self.sort != paging.ORDERS[0] else {}
        return urlencode({**self.values, **sort})

    @property
    def query(self) -> str:
        """All but the place, as it stands in an address, for the links to other pages."""
        typed = {"q": self.reference} if self.reference else {"s": self.sealed} if self.typed else {}
        return "&".join(filter(None, (urlencode(typed), self.kept)))


def read(asked: Mapping[str, str], *, staff: StaffMember) -> Wish:
    """Read the address of the queue, or the form that leads to one."""
    typed = wording.clean(asked.get("q", ""))[:LONGEST] or _opened(asked.get("s", ""), staff)
    values = {one.name: one.known(asked.get(one.name, "")) for one in filters.FILTERS}
    return Wish(
        typed=typed,
        sealed=_sealed(typed, staff) if typed and not reference(typed) else "",
        values={name: value for name, value in values.items() if value},
        sort=paging.order(asked.get("sort", "")),
        after=asked.get("after", "")[:LONGEST_PLACE],
        before=asked.get("before", "")[:LONGEST_PLACE],
    )


def reference(typed: str) -> str:
    """A reference as it is stored, from however it was typed: "k7m4qx9td" is K7M-4QX-9TD."""
    letters = re.sub(r"[^0-9A-Z]", "", typed.upper())
    if len(letters) != REFERENCE_LETTERS or set(letters) - set(REFERENCE_ALPHABET):
        return ""
    return "-".join(letters[at : at + 3] for at in range(0, REFERENCE_LETTERS, 3))


def _sealed(typed: str, staff: StaffMember) -> str:
    return base64.urlsafe_b64encode(sealing.seal(typed.encode(), place=_place(staff))).decode().rstrip("=")


def _opened(sealed: str, staff: StaffMember) -> str:
    """What was searched for, for the person who searched; nothing for anybody else, or from elsewhere."""
    try:
        content = base64.b64decode(sealed + "=" * (-len(sealed) % 4), altchars=b"-_", validate=True)
        return sealing.open_sealed(content, place=_place(staff)).decode() if content else ""
    except (binascii.Error, ValueError, sealing.Tampered, sealing.KeysMissing):
        return ""


def _place(staff: StaffMember) -> str:
    return f"desk.search:{staff.pk}"
