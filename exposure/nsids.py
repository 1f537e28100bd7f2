"""A Flickr account's permanent number (NSID) as one whole number, so that millions of them sort and fit."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

FORM = re.compile(r"[0-9]{5,11}@N[0-9]{2}", re.ASCII)
"""5 to 11 digits, @N, two digits: the pattern of the Flickr Foundation's own reader."""
LONGEST = 15
_FEWEST, _AFTER = 5, 4  # digits at least; characters from the @ on
_LENGTH_AT, _NUMBER_AT = np.uint64(44), np.uint64(7)  # 37 bits for the digits, 7 for the two after @N


def code(text: str) -> int:
    """Return the number that stands for an NSID such as 12345678@N00; leading zeros are kept apart.

    Raises: ValueError.
    """
    if not FORM.fullmatch(text):
        raise ValueError(f"{text[:40]!r} is no NSID: 5 to 11 digits, @N and two digits")
    digits, _, last = text.partition("@N")
    return (len(digits) - _FEWEST) << 44 | int(digits) << 7 | int(last)


def text(code: int) -> str:
    """Return the NSID a number stands for."""
    digits = str(code >> 7 & (1 << 37) - 1).zfill((code >> 44) + _FEWEST)
    return f"{digits}@N{code & 127:02d}"


def codes(column: NDArray[np.bytes_]) -> NDArray[np.uint64]:
    """Return the numbers of a column of NSIDs, given as bytes.

    Raises: ValueError where one of them is none.
    """
    if not column.size:
        return np.empty(0, np.uint64)
    letters = np.ascontiguousarray(column, dtype=f"S{LONGEST + 1}").view(np.uint8).reshape(-1, LONGEST + 1)
    at = np.count_nonzero(letters, axis=1) - _AFTER
    rows = np.arange(len(letters))
    number = np.zeros(len(letters), np.uint64)
    wrong = (at < _FEWEST) | (at > LONGEST - _AFTER)
    at = np.where(wrong, _FEWEST, at)
    for place in range(LONGEST - _AFTER):
        digit, inside = letters[:, place] - np.uint8(48), place < at
        wrong |= inside & (digit > 9)
        number = np.where(inside, number * np.uint64(10) + digit, number)
    tail = letters[rows[:, None], at[:, None] + np.arange(_AFTER)]
    wrong |= (
        (tail[:, 0] != ord("@")) | (tail[:, 1] != ord("N")) | np.any(tail[:, 2:] - np.uint8(48) > 9, axis=1)
    )
    if wrong.any():
        raise ValueError(f"{bytes(column[int(np.argmax(wrong))])!r} is no NSID")
    last = (tail[:, 2] - 48).astype(np.uint64) * np.uint64(10) + (tail[:, 3] - 48)
    found: NDArray[np.uint64] = (at - _FEWEST).astype(np.uint64) << _LENGTH_AT | number << _NUMBER_AT | last
    return found
