"""Codes of eight digits that are mailed and typed: derived when they are needed, written nowhere."""

import hmac

from casefile import sealing

DIGITS = 8
GOOD = frozenset("0123456789")


def derive(*said: str) -> str:
    """Return the digits that stand for these words, by keyed digest."""
    number = int(sealing.digest("\0".join(said).encode()), 16)
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def shown(code: str) -> str:
    """Return a code as a letter prints it, in two groups."""
    return f"{code[: DIGITS // 2]} {code[DIGITS // 2 :]}"


def is_typed(typed: str, code: str) -> bool:
    """Whether somebody typed this code, with whatever stands between its digits."""
    return hmac.compare_digest("".join(one for one in typed if one in GOOD), code)
