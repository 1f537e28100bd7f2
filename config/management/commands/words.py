"""Gather every translatable sentence anew and compile the translations (`manage.py words`)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from babel.messages import mofile, pofile
from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import makemessages

from matters import texts

ELSEWHERE = ["tests", "bench", "bin", "var", ".venv*", "docs", "static", "review", "templates/review/*"]


class Command(makemessages.Command):
    """Refresh locale/<language>/LC_MESSAGES/django.po, keep what is translated, write the .mo beside it."""

    help = "Gather the sentences of the claimant's pages into locale/, compile them, say what is missing."
    # A guess at a translation is worse than none: a claimant would read it.
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--into", default=settings.LOCALE_PATHS[0], type=Path, help="another folder")

    def handle(self, *args: Any, **options: Any) -> None:
        into = Path(options["into"])
        languages = [code for code, _ in settings.LANGUAGES if code != texts.SOURCE]
        settings.LOCALE_PATHS = [into]
        for language in languages:
            (into / language / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
        super().handle(**{**self._options(languages), "verbosity": options["verbosity"]})
        missing = [f"{language}: {words}" for language in languages for words in compiled(into, language)]
        for words in missing:
            self.stdout.write(f"not translated, {words}")
        self.stdout.write(f"{len(missing)} sentences to translate in {into}")
        if missing:
            raise CommandError("Translate them in the .po file and run this again.")

    def _options(self, languages: list[str]) -> dict[str, Any]:
        given = dict.fromkeys(("all", "symlinks", "keep_pot", "use_default_ignore_patterns"), False)
        return {
            **given,
            "locale": languages,
            "exclude": [],
            "domain": "django",
            "extensions": ["html", "txt", "py"],
            "ignore_patterns": ELSEWHERE,
            "use_default_ignore_patterns": True,
            "no_wrap": True,
            "no_location": False,
            "add_location": "file",
            "no_obsolete": True,
        }


def compiled(into: Path, language: str) -> list[str]:
    """Write the .mo of a language; return the sentences that are not translated."""
    folder = into / language / "LC_MESSAGES"
    path = folder / "django.po"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "POT-Creation-Date" not in line), encoding="utf-8")
    with path.open("rb") as source:
        catalog = pofile.read_po(source, locale=language)
    with (folder / "django.mo").open("wb") as target:
        mofile.write_mo(target, catalog)
    return [forms(one.id)[-1] for one in catalog if one.id and not all(forms(one.string))]


def forms(said: str | Sequence[str] | None) -> tuple[str, ...]:
    """A sentence as the catalogue holds it; one with a number in it is two, for one and for several."""
    return (said or "",) if isinstance(said, str | None) else tuple(said)
