"""The printed packet: every part in order, tagged, the same bytes each time, and within bounds."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from packets import answers, contents, paper, pdf, values
from tests.packets import examples, reading

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted(examples.ALL)


def parts(name: str) -> list[str]:
    printed = examples.ALL[name]()
    return [f"Part {number} {title}" for number, title in (("1", "Summary"), *printed.parts)]


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_part_is_printed_and_bookmarked_in_order(name: str) -> None:
    marks = [mark for mark in reading.bookmarks(reading.printed(name)) if mark.startswith("Part ")]
    assert marks == parts(name)
    text = reading.text(reading.printed(name))
    assert [mark for mark in marks if reading.squeezed(mark.split(" ", 2)[2]) not in text] == []


def test_a_part_with_nothing_in_it_is_neither_printed_nor_promised() -> None:
    assert not [mark for mark in reading.bookmarks(reading.printed("nothing-known")) if "Part 5" in mark]
    assert "5Illinoislink,p." not in reading.text(reading.printed("nothing-known"))
    assert "5Illinoislink,p." in reading.text(reading.printed("child"))


def fragments(packet: contents.Contents) -> list[str]:
    """What the packet says, in the order it is to be read."""
    cover = [packet.reference, packet.firm, packet.received]
    for sheet in packet.claims:
        cover += [sheet.summary.result, *(point.text for point in sheet.summary.reasons_for)]
    people = [row.value for row in packet.contact] + [
        row.value for claim in packet.claims for row in claim.rows
    ]
    asked = [
        passage
        for stage in packet.stages
        for group in stage.groups
        for line in group.answers
        for passage in (line.wording, line.answer)
    ]
    trace = [
        passage
        for claim in packet.claims
        for theory in claim.determination.theories
        for passage in (theory.title, *(element.title for element in theory.elements if theory.applicable))
    ]
    signed = [row.value for row in packet.signature] + [one.sha256 for one in packet.consents]
    return cover + people + asked + trace + signed + [row.value for row in packet.manifest]


@pytest.mark.parametrize("name", ["adult", "child", "two-children", "nothing-known"])
def test_the_text_reads_in_the_order_of_the_contents(name: str) -> None:
    text, at = reading.text(reading.printed(name)), 0
    for fragment in fragments(examples.ALL[name]()):
        found = text.find(reading.squeezed(fragment), at)
        assert found >= 0, f"{fragment!r} is not printed after {text[max(0, at - 60) : at]!r}"
        at = found


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_packet_is_tagged_for_screen_readers_and_says_its_language_and_title(name: str) -> None:
    reader = reading.opened(reading.printed(name))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == f"Intake packet {examples.REFERENCE}"
    assert b'pdfuaid:part="1"' in reading.streams(reading.printed(name))


def test_a_packet_names_no_person_in_its_own_properties() -> None:
    properties = dict(reading.opened(reading.printed("child")).metadata or {})
    assert not [value for value in properties.values() if "Pat" in str(value) or "Sam" in str(value)]


@pytest.mark.parametrize("name", EXAMPLES)
def test_codes_are_printed_as_words(name: str) -> None:
    text = reading.text(reading.printed(name))
    for code in ("not_checked", "uploader_only", "likely_eligible", "needs_review", "not_applicable"):
        assert code not in text


@pytest.mark.parametrize("shown", ["Żółć Přílišná-Ñandú", "Παράδειγμα Νίκος", "Пример Петров", "例子小明"])
def test_names_of_the_world_come_back_as_they_were_typed(shown: str) -> None:
    assert reading.squeezed(shown) in reading.text(reading.printed("world-names"))


def test_two_subsets_of_a_font_are_never_embedded_as_one() -> None:
    """Faces of one family, weight and style were: Polish names were printed with other letters."""
    fonts = reading.streams(reading.printed("world-names"))
    assert b"+Packet-Sans-Ext" in fonts and b"+Packet-Serif-Ext" in fonts


RENDER = """
import hashlib, sys
from packets import pdf
from tests.packets import examples
for name in sys.argv[1:]:
    print(hashlib.sha256(pdf.render(examples.ALL[name]())).hexdigest())
"""


def printed_elsewhere(seed: str, *names: str) -> list[str]:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", RENDER, *names],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_the_same_contents_give_the_same_bytes_in_any_process_and_order() -> None:
    names = ("child", "adult", "hostile")
    here = [hashlib.sha256(reading.printed(name)).hexdigest() for name in names]
    assert printed_elsewhere("1", *names) == here
    assert printed_elsewhere("2", *reversed(names)) == here[::-1]
    assert len(set(here)) == len(names)


def test_the_press_is_not_loaded_until_something_is_printed() -> None:
    told = "import packets.pdf, packets.mail, packets.contents, sys; print('weasyprint' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_word_of_fifty_thousand_letters_is_cut_where_it_says_so() -> None:
    text = reading.text(reading.printed("hostile"))
    left = 50_000 - paper.ANSWER_CHARS
    assert reading.squeezed(paper.left_out(left)) in text
    assert text.count("W") < 50_000
    assert len(reading.opened(reading.printed("hostile")).pages) <= 12


def test_a_long_answer_leaves_no_page_empty() -> None:
    story = "This is a long and plain account of what happened to the photo. " * 60
    lines = [examples.Line(stage="More", question="7", wording="Anything else?", shown=story)]
    pages = reading.opened(pdf.render(examples.packet(lines=lines))).pages
    shortest = min(
        len(reading.squeezed(page.extract_text())) for page in pages[:-1]
    )  # the last ends anywhere
    assert shortest > 300  # a page with nothing but its head and foot has under 200


def test_more_lines_than_a_packet_prints_are_counted_on_the_cover() -> None:
    line = examples.Line(stage="Many", question="1", wording="Asked again?", shown="Yes")
    packet = examples.packet(lines=[line] * (answers.LINES + 500))
    assert sum(len(group.answers) for stage in packet.stages for group in stage.groups) == answers.LINES
    assert packet.left_out == ("500 more answers",)
    few = pdf.render(examples.packet(lines=[line] * 3, activity=[packet_event()] * 401))
    assert "1moreearlierlogentries" in reading.text(few)


def packet_event() -> values.Activity:
    return values.Activity(examples.SUBMITTED, "File opened", "Robin Attorney")


@pytest.mark.all
def test_as_many_lines_as_a_packet_may_hold_still_print() -> None:
    line = examples.Line(stage="Many", question="1", wording="Asked again?", shown="Yes")
    pages = reading.opened(pdf.render(examples.packet(lines=[line] * (answers.LINES + 1)))).pages
    assert 20 < len(pages) < 80


def test_all_answers_together_have_an_end() -> None:
    line = examples.Line(stage="Long", question="1", wording="Tell us", shown="w " * 1_900)
    packet = examples.packet(lines=[line] * 200)
    printed = [one for stage in packet.stages for group in stage.groups for one in group.answers]
    assert sum(len(one.answer) for one in printed if not one.quiet) <= answers.CHARS
    assert printed[-1].quiet and "desk" in printed[-1].answer


def test_a_machine_without_pango_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "missing", lambda: "Packets cannot be printed: install libpango-1.0-0.")
    pdf._press.cache_clear()
    try:
        with pytest.raises(pdf.PressMissing, match="libpango"):
            pdf.render_html("<p>x</p>")
    finally:
        pdf._press.cache_clear()
