"""Say which question, answered, would settle the most open claims."""

import time
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandError

from casefile import mirror
from config.management import grid, law
from config.management.commands._claims_command import ClaimsCommand, matter
from eligibility import asking
from eligibility.asking import Question
from eligibility.law import Ruleset
from packets import findings

OPEN = findings.outcome("needs_review")
TRIED = (
    "Counts are of claims. Tried: each answer there is to one question at a time, wherever it is missing, "
    "inexact or open until proof is seen; of days, those on which a setting turns and one a year. Nobody is "
    "promised an outcome by it: for the firm only."
)
HELP = f"""
For each theory, and for every question that claimants can be asked, count the claims that are open
(“{OPEN}”) and in which the question is open; of these, the claims that its answer settles whatever it is, and
those that some answer settles. The questions that settle most come first. The mirror of the facts is brought
up to date first; nothing else is written. For the firm only: it says what answers would do. Exit status 1
where the rule set or the database cannot be used; 2 for an argument that is none.
"""


def positive(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is not a whole number from 1 on")
    return int(text)


class Command(ClaimsCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--theory", metavar="T", help="only this theory, such as BIPA_MINOR")
        parser.add_argument("--ruleset", metavar="R", default=law.IN_FORCE, help=f"{law.WAYS}")
        parser.add_argument(
            "--limit", type=positive, default=5, metavar="N", help="questions to a theory (default: 5)"
        )

    def work(self, options: dict[str, Any]) -> None:
        begun = time.perf_counter()
        chosen = law.choose(options["ruleset"])
        rules = chosen.rules
        if options["theory"] not in (None, *rules.theories):
            raise CommandError(f"no theory is {options['theory']!r}: there are {', '.join(rules.theories)}")
        self.stdout.write(f"Rules  {chosen}\nAs of {options['as_of']}.")
        found = mirror.current(rules, matter=matter())
        self.told(found)
        self.stdout.write(TRIED)
        for theory in [options["theory"]] if options["theory"] else rules.theories:
            self._theory(rules, found, theory, options)
        self.stdout.write(f"\nTook {time.perf_counter() - begun:.2f} s.")

    def _theory(self, rules: Ruleset, found: mirror.Mirror, theory: str, options: dict[str, Any]) -> None:
        if not found.caseload.keys:
            return
        as_of, total = options["as_of"], grid.count(len(found.caseload.keys), "claim")
        undecided = asking.how_many_open(rules, found.caseload, theory, as_of=as_of)
        self.stdout.write(f"\n{theory} ({rules.theories[theory].title}): {undecided:,} of {total} open.")
        if not undecided:
            return
        asked = asking.questions(rules, found.caseload, theory, as_of=as_of)
        useful = [question for question in asked if question.may_settle]
        for line in grid.lines([*_table(rules, useful[: options["limit"]])], right=(2, 3, 4)):
            self.stdout.write(line)
        if not useful:
            self.stdout.write("  No answer to one question alone settles any of them.")
        elif len(useful) > options["limit"]:
            self.stdout.write(f"  and {grid.count(len(useful) - options['limit'], 'question')} more: --limit")


def _table(rules: Ruleset, asked: list[Question]) -> Iterator[tuple[str, ...]]:
    if not asked:
        return
    yield "no.", "what is asked", "open in", "settles whatever", "may settle", "in the interview"
    wordings = law.MATTER.journey.wordings()
    for one in asked:
        declared = rules.facts[one.fact]
        counts = (f"{number:,}" for number in (one.open, one.settles, one.may_settle))
        asked_as = " ".join(f"“{wording}”" for wording in wordings.get(declared.question, ()))
        yield declared.question, declared.label, *counts, asked_as
