"""The figures as the page bench/engine.md: ratios first, then absolute figures, one honest sentence a row."""

import platform
from collections.abc import Iterator
from importlib.metadata import version

from bench.engine import measures
from bench.engine.measures import Found

PEERS = ("zen-engine", "datalogic-py", "polars", "OpenFisca-Core", "numpy")
ONE_CLAIM_NAMES = "same names, facts and values on both sides"


def markdown(found: Found) -> str:
    parts = (_head(found), _agreement(found), _ratios(found), _absolute(found), _moves(found))
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _head(found: Found) -> Iterator[str]:
    versions = ", ".join(f"{name} {version(name)}" for name in PEERS)
    yield "# The engine against its peers"
    yield ""
    machine = f"Python {platform.python_version()}, {platform.machine()}"
    yield f"Written by `make bench ONLY=engine` on {machine}; {versions}."
    yield "Every figure is CPU time, one thread a library, the best of many rounds in turns, all in one run."
    yield (
        "The work: one photo, one defendant, elements E1-E5, E7 of BIPA_DEPICTED (BIPA_MINOR has the same) "
        "and theory COPPA_BY_CHILD, written for each peer from our own checked trees (bench/engine/walk.py)."
    )
    yield (
        "The peers get it easier: days as numbers, words as codes, the days of the one line of residence in "
        "Illinois ready made, and the 13th birthday too unless said otherwise. A claim of two lines there "
        "does not fit them and is left out; ours has no such limit."
    )


def _agreement(found: Found) -> Iterator[str]:
    yield "## Agreement, before anything is timed"
    yield ""
    cases = found.cases
    yield (
        f"{cases.lines_that_fit} of {cases.lines} lines of cases.csv fit: {cases.count} different claims. "
        f"Also {measures.SAMPLE:,} drawn claims for engines that read one, {measures.CLAIMS:,} for others."
    )
    yield ""
    yield "| port | says what ours says |"
    yield "|---|---|"
    for name, said in found.disagreements.items():
        words = f"NO, so it is not timed: {len(said)}, as {said[0]}" if said else "yes, of every row"
        yield f"| {name} | {words} |"


def _ratios(found: Found) -> Iterator[str]:
    yield "## Ratios (peer's time to ours: above 1 we are quicker)"
    yield ""
    yield "| work | against | ratio | aim | what is and is not compared |"
    yield "|---|---|---|---|---|"
    yield from _against(
        found, "one claim, complete trace", "ours, trace", "zen-engine, trace", 50,
        f"{ONE_CLAIM_NAMES}; its trace also has the time of each node, of which it has the fewest",
    )  # fmt: skip
    yield from _against(
        found, "one claim, complete trace", "ours, trace by place", "zen-engine, trace", 50,
        "ours as kept: a row and a row of values, whose names stand once for all; zen's has them in each",
    )  # fmt: skip
    yield from _against(
        found, "one claim, complete trace", "ours, trace", "datalogic-py, trace", 2,
        "both build a dict of names, values and facts; its facts come as a Python dict, ours as our row",
    )  # fmt: skip
    yield from _against(
        found, "one claim, complete trace", "ours, trace by place", "datalogic-py, trace by place", 2,
        "both a pair of facts and values; the names, the same for every claim, stand once",
    )  # fmt: skip
    yield from _against(
        found, "one claim, complete trace", "ours, trace by place",
        "datalogic-py, trace by place of parsed facts", None,
        "the same, with its facts parsed beforehand, as our row is",
    )  # fmt: skip
    yield from _against(
        found, "one claim, verdicts", "ours, verdicts", "datalogic-py, verdicts", 3,
        "eleven values; it stops at the first no, ours works out every element",
    )  # fmt: skip
    yield from _against(
        found, "one claim, verdicts", "ours, verdicts", "datalogic-py, verdicts of parsed facts", None,
        "the same, with its facts parsed beforehand",
    )  # fmt: skip
    yield from _columns_against(found, "OpenFisca-Core", 10)
    yield from _columns_against(found, "polars", 1 / 1.5)


def _columns_against(found: Found, peer: str, aim: float) -> Iterator[str]:
    for form, words in (
        ("our columns", "the very columns that ours reads; birthdays looked up in the same table"),
        (
            "columns made for it",
            "each truth handed to it as two booleans and birthdays ready made, outside the clock",
        ),
    ):
        timed = {n: s for n, s in found.seconds.items() if n.startswith(peer) and form in n}
        if timed:
            name = min(timed, key=lambda one: timed[one])
            yield from _against(found, "1,000,000 claims re-evaluated", "ours, 1M", name, aim, words)


def _against(found: Found, work: str, ours: str, peer: str, aim: float | None, words: str) -> Iterator[str]:
    if peer not in found.seconds:
        return
    ratio = found.seconds[peer] / found.seconds[ours]
    goal = "" if aim is None else f"{aim:.2g} ({'met' if ratio >= aim else 'MISSED'})"
    yield f"| {work} | {peer.removesuffix(', 1M')} | {ratio:.2f} | {goal} | {words} |"


def _absolute(found: Found) -> Iterator[str]:
    yield "## Absolute (read ratios, not rates: the machine is shared)"
    yield ""
    yield "| what | figure | aim | in words |"
    yield "|---|---|---|---|"
    limit = found.seconds["limit: the same columns read once"]
    for name, seconds in found.seconds.items():
        yield f"| {name} | {_time(seconds)} | {_aim(name, seconds)} | {_words(name, seconds, limit, found)} |"
    size = found.numbers["bytes of columns a claim"]
    met = "met" if size <= 200 else "MISSED"
    words = "keys apart; the joined days of the states asked about included"
    yield f"| bytes of the columns a claim | {size:.0f} | 200 ({met}) | {words} |"
    for name, why in found.unavailable.items():
        yield f"| {name} | not measured | | {why} |"


def _aim(name: str, seconds: float) -> str:
    for start, limit, words in (("difference", 0.1, "100 ms"), ("value of information", 1, "1 s")):
        if name.startswith(start):
            return f"{words} ({'met' if seconds <= limit else 'MISSED'})"
    return ""


def _words(name: str, seconds: float, limit: float, found: Found) -> str:
    if name == "limit: the same columns read once":
        size = found.numbers["bytes read a claim"]
        speed = f"{size / limit / 1000:.1f} GB/s"
        return f"numpy's max over each column that ours reads, {size:.0f} bytes a claim: {speed}"
    if name == "limit: 64 MB copied":
        return f"{2 * 67.1 / seconds / 1000:.1f} GB/s read and written"
    if name == "ours, whole rule set, 1M":
        theories = (
            f"{found.numbers['theories']:.0f} theories, rows left open by a fact that counts twice tried out"
        )
        return f"{theories}; {seconds / limit:.1f} times the limit of the subset"
    if name.startswith("value of information"):
        return f"{found.numbers['questions weighed']:.0f} questions, every answer that makes a difference"
    if name.endswith(", 1M"):
        return f"{seconds / limit:.1f} times the limit: reading its columns once"
    if name.startswith("difference"):
        edit = name.removeprefix("difference: ")
        touched = ", ".join(found.moves[edit].moved)
        return f"read anew: {touched}; {found.moves[edit].total:,} moves; outcomes of before are known"
    if name == "ours, evaluate":
        return "facts to the determination with all sentences, as JSON"
    return ""


def _time(seconds: float) -> str:
    if seconds < 1e-4:
        return f"{seconds * 1e6:.2f} µs"
    return f"{seconds * 1e3:.2f} ms"


def _moves(found: Found) -> Iterator[str]:
    yield "## What the edits of the table move"
    yield ""
    yield "| edit | theory | from | to | claims |"
    yield "|---|---|---|---|---|"
    for edit, difference in found.moves.items():
        for theory, moves in difference.moved.items():
            for (before, after), count in moves.items():
                yield f"| {edit} | {theory} | {before} | {after} | {count:,} |"
