"""Print what the shipped rule set says of facts given on the command line, as JSON."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

import matters
from eligibility import supposing
from eligibility.evaluate import evaluate
from eligibility.facts import FactError
from eligibility.settling import Change

MATTER = matters.load(settings.MATTER)
HELP = f"""
Print, for each theory of the shipped rule set, its outcome, the value of each element, the deadline (safe
and rolled), contradictions, holds and the facts that would settle what is unknown; and the digest of the
rule set and the day judged on. Facts are written as in a table of cases; a fact not named is unknown, or
has the default that the rule set declares. Without as_of=YYYY-MM-DD among the facts the day is
{MATTER.cases_on}, as in a table of cases. With --changes each theory also names what would change it: for
each fact an answer that, in place of the one given and with all others as they are, leads to another outcome;
ZZ is any state that no rule names. For the firm only.
"""


class Command(BaseCommand):
    help = HELP
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--facts", required=True, metavar="'k=v;k=v'", help="the facts, with ; between them"
        )
        parser.add_argument(
            "--whole", action="store_true", help="print the whole determination with its trace"
        )

        parser.add_argument("--changes", action="store_true", help="add what would change each theory")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            case = MATTER.case(options["facts"])
        except FactError as error:
            raise CommandError(str(error)) from None
        found = evaluate(MATTER.shipped(), case.claim, as_of=case.as_of).to_json()
        document = found if options["whole"] else _short(found)
        if options["changes"]:
            told = supposing.changes(MATTER.shipped(), case.claim, as_of=case.as_of)
            for theory in found["theories"] if options["whole"] else ():
                theory["changes"] = _changes(told[theory["id"]])
            for name in () if options["whole"] else told:
                document[name]["changes"] = _changes(told[name])
        self.stdout.write(json.dumps(document, indent=2, ensure_ascii=False))


def _short(found: dict[str, Any]) -> dict[str, Any]:
    """One key for each theory, then `ruleset` and `as_of`."""
    theories = {theory["id"]: _theory(theory) for theory in found["theories"]}
    return {**theories, "ruleset": found["ruleset"], "as_of": found["as_of"]}


def _changes(told: Iterable[Change]) -> list[dict[str, str]]:
    facts = MATTER.shipped().facts
    return [
        {"fact": one.fact, "label": facts[one.fact].label, "answer": one.answer, "outcome": one.outcome}
        for one in told
    ]


def _theory(theory: dict[str, Any]) -> dict[str, Any]:
    deadline = theory["deadline"]
    return {
        "outcome": theory["outcome"],
        "elements": {element["id"]: element["value"] for element in theory["elements"]},
        "deadline": deadline and {"safe": deadline["safe"], "rolled": deadline["rolled"]},
        "contradictions": [contradiction["id"] for contradiction in theory["contradictions"]],
        "holds": [hold["id"] for hold in theory["holds"]],
        "settles": theory["settles"],
    }
