"""What the set-up tells the person at the terminal, and the one way it gives up."""

import sys
import textwrap
import time

_STARTED = time.monotonic()


class Stop(Exception):
    """The set-up cannot go on; the text says what is wrong and what to do, and is all that is printed."""


def step(text: str) -> None:
    """Print one line of progress with the seconds since the start."""
    print(f"set-up  | {time.monotonic() - _STARTED:5.1f} s  {text}", flush=True)


def give_up(stop: Stop) -> int:
    """Print why the command ends; return its exit status."""
    sys.stdout.flush()
    print("\n" + textwrap.dedent(str(stop)).strip() + "\n", file=sys.stderr, flush=True)
    return 1


def seconds() -> float:
    """Return the seconds since this command began."""
    return time.monotonic() - _STARTED
