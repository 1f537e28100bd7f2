"""Read a rule set and name every fault of it, or say that it is sound."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

import matters
from eligibility import ruleset
from eligibility.lints import used_twice

MATTER = matters.load(settings.MATTER)
HELP = """
Read a rule set (default: the one that ships with the matter) and name every fault with its file, line and
place, what is wrong and how to mend it: names, kinds and dates that cannot be read; facts, settings, tests,
elements, holds and contradictions that nothing uses; outcomes, lines and words that no answers lead to; what
stands twice; values that do not fit. Whatever cannot be read is named first; the rest is looked for once all
can be read. A sound rule set is counted, and for each theory the facts are named that it uses in more than
one place: no fault, but there three values alone can leave open what any answer would decide. Nothing is
written and no claim is touched. Exit status 1 if there is a fault.
"""


class Command(BaseCommand):
    help = HELP
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE.yaml", help="the rule set to check")

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["file"] or MATTER.folder / "ruleset.yaml"
        try:
            law = ruleset.load(path.read_text(encoding="utf-8"), file=path.name)
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}") from None
        except UnicodeDecodeError as error:
            raise CommandError(f"{path} is not text in UTF-8: {error}") from None
        except ruleset.RulesetError as error:
            self._refuse(error)
        self._tell(law)

    def _refuse(self, error: ruleset.RulesetError) -> None:
        count = len(error.faults)
        self.stdout.write(f"{error}\n{count} fault{'' if count == 1 else 's'}")
        raise SystemExit(1)

    def _tell(self, law: ruleset.Ruleset) -> None:
        counted = {
            "theories": law.theories,
            "elements": law.elements,
            "tests and definitions": law.tests,
            "facts": law.facts,
            "settings": law.settings,
        }
        self.stdout.write(f"sound: {', '.join(f'{len(found)} {what}' for what, found in counted.items())}")
        for theory in law.theories.values():
            if names := used_twice(law, theory):
                self.stdout.write(f"{theory.name} uses in more than one place: {', '.join(names)}")
