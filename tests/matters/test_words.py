"""Both languages are whole: every sentence has its translation, with the same placeholders, as compiled."""

import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog
from django.template.defaultfilters import filesizeformat
from django.utils import formats, translation

import matters
from config.management.commands import words
from matters import steps, texts
from matters.fields import in_words
from matters.fields.dates import Typed, read
from matters.fields.places import stay_in_words
from matters.flickr_megaface import TEXTS
from matters.flickr_megaface.journey import JOURNEY
from matters.flickr_megaface.words import TABLES
from matters.lookup import LookedUp
from tests.matters.walking import TODAY, two_children, walk

ROOT = Path(__file__).resolve().parents[2]
SPANISH = ROOT / "locale" / "es" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"\{\w*\}|%\(\w+\)[sd]|%%|\[[A-Z][A-Za-z ]*\]|\[[a-z]+\]")


def catalog(path: Path) -> Catalog:
    with path.open("rb") as source:
        read_it = mofile.read_mo if path.suffix == ".mo" else pofile.read_po
        return read_it(source)


def sentences(found: Catalog) -> dict[str, str]:
    """Each sentence with its translation; one with a number in it is two, for one and for several."""
    said: dict[str, str] = {}
    for one in found:
        if one.id:
            said |= zip(words.forms(one.id), words.forms(one.string), strict=True)
    return said


def test_every_sentence_in_the_source_is_translated(tmp_path: Path) -> None:
    """Extracted anew, as `manage.py words` does; a sentence that is new or changed fails here."""
    (tmp_path / "es" / "LC_MESSAGES").mkdir(parents=True)
    fresh = tmp_path / "es" / "LC_MESSAGES" / "django.po"
    fresh.write_bytes(SPANISH.read_bytes())
    done = subprocess.run(
        [sys.executable, "manage.py", "words", "--into", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert sentences(catalog(fresh)) == sentences(catalog(SPANISH)), "run manage.py words and commit locale/"
    assert len(sentences(catalog(fresh))) > 400


def test_what_is_not_translated_is_named(tmp_path: Path) -> None:
    """A sentence with a number in it has a translation for one and for several, or it has none."""
    po = tmp_path / "es" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    half = 'msgid "%(n)s cat"\nmsgid_plural "%(n)s cats"\nmsgstr[0] "%(n)s gato"\nmsgstr[1] ""\n\n'
    po.write_text(f'{head}{half}msgid "dog"\nmsgstr ""\n\nmsgid "No"\nmsgstr "No"\n', encoding="utf-8")
    assert words.compiled(tmp_path, "es") == ["%(n)s cats", "dog"]


def test_no_translation_is_a_guess_and_none_is_left_over() -> None:
    found = catalog(SPANISH)
    assert [one.id for one in found if one.id and one.fuzzy] == []
    assert list(found.obsolete) == []


def test_a_translation_has_the_placeholders_of_its_sentence() -> None:
    for english, spanish in sentences(catalog(SPANISH)).items():
        assert set(PLACEHOLDER.findall(english)) == set(PLACEHOLDER.findall(spanish)), english
        assert english.count("<") == spanish.count("<"), english
        assert not any(ord(sign) == 0x2019 for sign in spanish), f"no English apostrophe: {spanish}"


def test_what_is_compiled_is_what_is_written() -> None:
    assert sentences(catalog(SPANISH.with_suffix(".mo"))) == sentences(catalog(SPANISH))


def test_a_question_in_spanish_opens_and_closes_its_mark() -> None:
    for spanish in sentences(catalog(SPANISH)).values():
        assert spanish.count("?") == spanish.count("¿"), spanish


def test_every_language_words_every_role_alike() -> None:
    english, spanish = TABLES["en"], TABLES["es"]
    assert english.keys() == spanish.keys()
    assert {who: table.keys() for who, table in english.items()} == {
        who: table.keys() for who, table in spanish.items()
    }


def test_every_legal_text_stands_in_both_languages_with_the_same_placeholders() -> None:
    for text in texts.every(TEXTS):
        twin = texts.load(TEXTS, text.id, "es" if text.language == "en" else "en")
        assert twin.language != text.language, f"{text.id} is not in both languages"
        assert (twin.id, twin.version, twin.sha256) == (text.id, text.version, texts.sha256(twin.body))
        assert sorted(set(PLACEHOLDER.findall(twin.body))) == sorted(set(PLACEHOLDER.findall(text.body)))
        assert len(twin.paragraphs) == len(text.paragraphs), text.id


@pytest.mark.parametrize("role", ["myself", "child", "ward", "died", "photographer"])
def test_the_same_answers_are_the_same_facts_in_either_language(role: str) -> None:
    """Walked in Spanish and in English: what is kept, and what the rules are told, do not differ."""
    matter = matters.load("flickr-megaface")
    kept = {}
    for language in ("en", "es"):
        with translation.override(language):
            answers, _ = walk({"role": role, "used": "unknown", "harm": "Nothing more."})
        for page in ("contact", "declaration"):
            assert answers["one"][page].pop("shown_in", "en") == language
        kept[language] = answers
    assert kept["es"] == kept["en"]
    in_spanish = []
    for language in ("en", "es"):
        with translation.override(language):
            in_spanish.append(matter.claims(kept["es"], LookedUp(), ()))
    assert in_spanish[0] == in_spanish[1]


def test_changing_the_role_asks_the_same_again_in_either_language() -> None:
    left = []
    for language in ("en", "es"):
        with translation.override(language):
            answers = two_children()
            step = JOURNEY.find(answers, page="role")
            changed = JOURNEY.record(answers, step, {"role": "ward"})
            left.append([(one.page.name, one.index) for one in JOURNEY.steps(changed)
                         if not JOURNEY.is_answered(changed, one)])  # fmt: skip
    assert left[0] == left[1] != []


@pytest.mark.parametrize(
    ("value", "english", "spanish"),
    [
        ("2007-03-27", "March 27, 2007", "27 de marzo de 2007"),
        ("2007-03", "March 2007", "marzo de 2007"),
        ("2007", "2007", "2007"),
        ("unknown", "I don’t know", "No sé"),
        ("", "Not provided", "Sin respuesta"),
    ],
)
def test_a_date_reads_as_its_language_writes_it(value: str, english: str, spanish: str) -> None:
    assert in_words(value) == english
    with translation.override("es"):
        assert in_words(value) == spanish


def test_times_sizes_and_numbers_read_as_they_are_written_in_the_united_states() -> None:
    at = datetime(2026, 11, 22, 15, 4, tzinfo=UTC)
    said = {}
    for language in ("en", "es"):
        with translation.override(language):
            said[language] = (
                formats.date_format(at, "DATETIME_FORMAT"),
                formats.time_format(at, "TIME_FORMAT"),
                filesizeformat(1_600_000),
                formats.number_format(12345.6, use_l10n=True, force_grouping=True),
            )
    assert said["es"] == ("22 de noviembre de 2026, 3:04 p.m.", "3:04 p.m.", "1.5\xa0MB", "12,345.6")
    assert said["en"] == ("Nov. 22, 2026, 3:04 p.m.", "3:04 p.m.", "1.5\xa0MB", "12,345.6")


@pytest.mark.parametrize(("kept", "shown"), [("Photo 2", "Foto 2"), ("Person 11", "Persona 11"), ("", "")])
def test_a_label_is_said_in_the_language_of_the_moment(kept: str, shown: str) -> None:
    assert steps.in_words(kept) == kept
    with translation.override("es"):
        assert steps.in_words(kept) == shown


def test_a_stay_reads_as_its_language_says_it() -> None:
    stay = {"state": "NY", "from": "2009-05", "to": "present"}
    assert stay_in_words(stay) == "New York, May 2009 to now"
    with translation.override("es"):
        assert stay_in_words(stay) == "Nueva York, de mayo de 2009 a hoy"


@pytest.mark.parametrize("month", ["enero", "Ene.", "january", "jan", "1", "01"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_month_may_be_typed_in_either_language_on_either_page(month: str, language: str) -> None:
    with translation.override(language):
        assert read(Typed(month=month, year="2009"), today=TODAY) == "2009-01"


def test_a_box_keeps_the_language_it_was_ticked_in() -> None:
    matter = matters.load("flickr-megaface")
    answers, _ = walk()
    answers["one"]["contact"]["shown_in"] = "es"
    spoken = {consent.purpose: consent.text.language for consent in matter.consents(answers)}
    assert spoken == {"truth": "en", "esign": "en", "privacy": "en", "texts": "es"}
