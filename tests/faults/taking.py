"""A process that takes from one limit as fast as it can and prints how often it was given."""

import sys
from datetime import UTC, datetime, timedelta

import django

django.setup()

from casefile import tallies  # noqa: E402
from casefile.tallies import Limit, Spent  # noqa: E402


def main(name: str, tries: int, most: int) -> int:
    """Try so often, each time for a thing of its own; return how often there was room."""
    given, at = 0, datetime.now(UTC)
    for n in range(tries):
        try:
            tallies.take([Limit("test", "everybody", most, {f"{name} {n}"}, at + timedelta(hours=1))], at=at)
            given += 1
        except Spent:
            pass
    return given


if __name__ == "__main__":
    print("ready", flush=True)
    sys.stdin.readline()  # all start at one word
    print(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
