"""The rule book says what the rule set says, on pages that stand in docs/rules as they should."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from config.management import worked_cases
from eligibility import ruleset
from eligibility.rulebook import pages as book
from eligibility.rulebook import words
from matters.flickr_megaface import facts

RULES = Path(settings.ROOT) / "docs" / "rules"
PAGES = book.pages(facts.shipped(), worked_cases.read())
LINK = re.compile(r"\[[^\]]*\]\(([^)#]*)#?([^)]*)\)")


def told(*arguments: str) -> tuple[int, str]:
    """The exit status of the command and what it says."""
    said = StringIO()
    try:
        call_command("rulebook", *arguments, stdout=said)
    except SystemExit as stop:
        return int(str(stop.code)), said.getvalue()
    return 0, said.getvalue()


def test_the_rule_book_in_the_repository_is_not_stale() -> None:
    status, said = told("--check")
    assert status == 0, f"docs/rules is not as the rule set has it; run: python manage.py rulebook\n{said}"


def test_the_same_rules_give_the_same_bytes() -> None:
    assert book.pages(facts.shipped(), worked_cases.read()) == PAGES
    again = ruleset.load(facts.RULESET.read_text(encoding="utf-8"))
    assert book.pages(again, worked_cases.read()) == PAGES


def test_there_is_a_first_page_and_one_for_each_theory() -> None:
    assert set(PAGES) == {"README.md", *map(words.page_of, facts.shipped().theories.values())}
    assert {path.name for path in RULES.glob("*.md")} == set(PAGES)


def test_the_first_page_shows_every_setting_fact_definition_and_the_digest() -> None:
    law, page = facts.shipped(), PAGES["README.md"]
    assert law.digest in page and law.version in page
    assert all(f"| `{setting.key}` |" in page and setting.citation in page for setting in law.settings)
    assert all(f"`{fact.name}` | {fact.question}, " in page for fact in law.facts.values())
    assert all(holiday.text in page for holiday in law.holidays)
    assert page.count("not yet checked by the firm") == sum(not s.checked_by for s in law.settings)


def test_a_theory_s_page_shows_its_law_its_elements_and_its_exact_tests() -> None:
    law = facts.shipped()
    for theory in law.theories.values():
        page = PAGES[words.page_of(theory)]
        assert all(citation in page for citation in theory.citations)
        for element in theory.requires.values():
            assert element.title in page and f"`{element.met.text}`" in page
            assert all(citation in page for citation in element.citations)
            assert all(f"`{law.tests[name].expression.text}`" in page for name in element.tests)


def test_every_worked_case_of_a_theory_stands_on_its_page() -> None:
    cases = list(worked_cases.read())
    for theory in facts.shipped().theories.values():
        page = PAGES[words.page_of(theory)]
        own = [case for case in cases if case.theory == theory.name]
        assert own
        assert [f"### {case.case}: {case.expected.replace('_', ' ')}\n" in page for case in own] == [
            True
        ] * len(own)


def test_no_link_leads_nowhere() -> None:
    for name, page in PAGES.items():
        for target, heading in LINK.findall(page):
            assert target == "" or target in PAGES, f"{name}: {target}"
            assert not heading or heading in headings(PAGES[target or name]), f"{name}: #{heading}"


def headings(page: str) -> set[str]:
    """The anchors that a reader of Markdown gives the headings of a page."""
    titles = re.findall(r"^#+ (.*)$", page, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_no_sentence_still_waits_for_a_value() -> None:
    assert [name for name, page in PAGES.items() if re.search(r"\{[a-zA-Z_]+\}", page)] == []


def test_days_and_places_are_written_out() -> None:
    page = PAGES["bipa-minor.md"]
    assert "- Date of birth of the person shown: 15 March 2010\n" in page
    assert "- Account opened: some day of 2005\n" in page
    assert "- Places lived: IL, 15 March 2010 to the present\n" in page


def test_a_checked_setting_names_who_checked_it_and_when() -> None:
    text = facts.RULESET.read_text(encoding="utf-8")
    text = text.replace(
        'checked_on: null\n    checked_by: ""', "checked_on: 2026-12-01\n    checked_by: A. Example", 1
    )
    page = book.pages(ruleset.load(text), ())["README.md"]
    assert "| 1 December 2026 by A. Example |" in page
    assert "Settings checked by the firm | 1 of" in page


def test_the_command_writes_checks_and_removes_its_own_pages_only(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    assert told(str(folder), "--check")[0] == 1
    assert told(str(folder))[0] == 0
    assert told(str(folder), "--check") == (
        0,
        f"{len(PAGES)} pages in {folder} are as the rule set has them\n",
    )
    (folder / "README.md").write_text("another book")
    (folder / "bipa-minor.md").unlink()
    (folder / "old-theory.md").write_text(words.MARK)
    (folder / "notes.md").write_text("of somebody else")
    status, said = told(str(folder), "--check")
    assert status == 1
    assert f"stale: {folder / 'README.md'}" in said
    assert f"missing: {folder / 'bipa-minor.md'}" in said
    assert f"left over: {folder / 'old-theory.md'}" in said
    assert "notes.md" not in said
    told(str(folder))
    assert told(str(folder), "--check")[0] == 0
    assert {path.name for path in folder.iterdir()} == {*PAGES, "notes.md"}


def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="cannot be used"):
        told(str(tmp_path / "file" / "book"))
