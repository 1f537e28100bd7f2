"""A photo's number and an account's number as fields of a line, one line or a column at a time."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from exposure import nsids
from exposure.importing.layouts.lines import Lines, Mask, Numbers, Places
from exposure.importing.layouts.reading import Row

PHOTO = re.compile(rb"[1-9][0-9]{0,10}")
NSID = re.compile(rb"[0-9]{5,11}@N[0-9]{2}")

NO_PHOTO = "the photo number is not 1 to 11 digits without a leading zero"
NO_ACCOUNT = "the account is not 5 to 11 digits, @N and two digits"
_AFTER = 4  # characters of an account's number from the @ on


def row(photo: bytes, account: bytes) -> Row | str:
    """The row two fields make, or the reason why they make none."""
    if not PHOTO.fullmatch(photo):
        return NO_PHOTO
    if not NSID.fullmatch(account):
        return NO_ACCOUNT
    return int(photo), account.decode()


def rows(lines: Lines, starts: Places, ends: Places) -> tuple[Numbers, NDArray[np.bytes_], Mask]:
    """Columns of photo numbers and accounts; the third says which lines `row` would accept."""
    (photo, account), (photo_end, account_end) = starts.T, ends.T
    number, good = lines.numbers(photo, photo_end)
    good &= (photo_end - photo <= 11) & (lines.letters[photo] != ord("0"))
    at = account_end - _AFTER
    good &= lines.numbers(account, at)[1] & (at - account >= 5) & (at - account <= 11)
    good &= (lines.letters[at] == ord("@")) & (lines.letters[at + 1] == ord("N"))
    good &= lines.numbers(at + 2, account_end)[1]
    return number, lines.texts(account, np.maximum(account_end, account), width=16), good


def codes(accounts: NDArray[np.bytes_]) -> Numbers:
    """The accounts' numbers, each run of equal accounts worked out once: listings go account by account."""
    if not len(accounts):
        return np.empty(0, np.uint64)
    text = accounts.view("<u8").reshape(-1, 2)
    starts = np.flatnonzero(np.concatenate((np.array([True]), (text[1:] != text[:-1]).any(axis=1))))
    return np.repeat(nsids.codes(accounts[starts]), np.diff(starts, append=len(accounts)))
