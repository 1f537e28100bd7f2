"""What a packet is made of: findings read in words, answers in groups, rows for who they are about."""

from dataclasses import replace
from typing import Any

import pytest

from packets import answers, cover, findings, paper, reading, values
from packets.clocks import NotReady
from tests.packets import examples


def found(**changes: Any) -> findings.Theory:
    document = examples.grown()
    document["theories"][0] |= changes
    theory = reading.read(document).main
    assert theory is not None
    return theory


def line(item: str, stage: str = "The photos", **more: Any) -> examples.Line:
    return examples.Line(stage=stage, question="4.8", wording="Is it you?", shown="Yes", item=item, **more)


def test_a_stage_is_one_run_of_groups_in_the_order_asked() -> None:
    stages = answers.stages([line("Photo 1"), line("Photo 1"), line(""), line("Photo 2"), line("", "Next")])
    assert [(stage.title, [group.item for group in stage.groups]) for stage in stages] == [
        ("The photos", ["Photo 1", answers.WHOLE_FILE, "Photo 2"]),
        ("Next", [""]),
    ]


def test_chosen_lines_stand_together_by_whom_they_are_about() -> None:
    groups = answers.grouped([line("Person 1"), line("Photo 1", "Later"), line("Person 1", "Last")])
    assert [(group.item, len(group.answers)) for group in groups] == [("Person 1", 2), ("Photo 1", 1)]


def test_not_sure_and_not_provided_are_told_apart() -> None:
    unsure = answers.answer(replace(line(""), unsure=True))
    blank = answers.answer(replace(line(""), shown=" \u3164\u200b "))
    assert (unsure.answer, blank.answer) == (answers.NOT_SURE, answers.NOT_PROVIDED)
    assert unsure.quiet and blank.quiet


def test_a_met_element_gives_a_reason_that_speaks_for_it() -> None:
    element = replace(
        found().elements[2], reasons=("Did not live in Illinois on that day.", "Uploaded in Illinois.")
    )
    assert element.because == "Uploaded in Illinois."
    assert replace(element, finding=findings.NOT_MET).because == "Did not live in Illinois on that day."


def test_a_theory_that_does_not_apply_leaves_out_notes_already_printed() -> None:
    document = examples.grown()
    document["theories"][1]["notes"] = [examples.NOTE, "another note"]
    first, second = reading.read(document).theories[:2]
    assert first.notes[0] == second.notes[0].replace("Another note.", first.notes[0])
    assert second.notes == ("Another note.",)


def test_another_theory_is_named_by_its_title_in_a_reason() -> None:
    reasons = found(applies_reasons=["a minor now: use BIPA_MINOR"]).applies_reasons
    assert reasons == ("A minor now: use “BIPA, pictured as a minor”.",)


def test_an_element_is_cited_by_its_number_and_else_by_its_title() -> None:
    numbered, named = found().elements[0], replace(found().elements[0], id="under13")
    assert (numbered.mark, named.mark) == ("E1", "")


def test_a_source_says_whose_word_it_is_and_where() -> None:
    fact = {
        "name": "res",
        "label": "Lived in",
        "value": "IL:2004/present",
        "source": "index",
        "detail": "yfcc100m, 7",
    }
    element = {**examples.element(examples.ELEMENTS[0], "T"), "facts": [fact]}
    (answer,) = found(elements=[element]).elements[0].answers
    assert (answer.value, answer.source) == ("IL, 2004 to now", "index match, yfcc100m, 7")


def test_the_cover_puts_what_is_proved_first_and_what_fails_before_what_is_open() -> None:
    summary = cover.summarise(reading.read(examples.grown()))
    assert [point.kind for point in summary.reasons_against] == [
        "Contradiction",
        "Hold",
        "In the dataset, not known",
    ]
    assert len(summary.reasons_for) == cover.POINTS
    proved = cover.summarise(reading.read(examples.child())).reasons_for[0]
    assert proved.kind == "In the dataset"


def test_a_person_who_files_for_oneself_needs_no_authority() -> None:
    def rows(capacity: str) -> list[str]:
        claim = values.ClaimFile(label="Person 1", document=examples.grown(), capacity=capacity)
        return [row.label for row in examples.packet(claims=[claim]).claims[0].rows]

    assert "Authority to act" not in rows("self")
    assert "Authority to act" in rows("parent")


def test_permissions_are_titled_and_stand_in_the_order_they_were_read() -> None:
    consents = examples.packet(consents=examples.CONSENTS[::-1]).consents
    assert [one.purpose for one in consents] == [
        "Notice before the first question",
        "Declaration that the answers are true",
        "Signing and notices on screen",
        "Automated text messages",
    ]


def test_contact_codes_are_words() -> None:
    contact = examples.Contact(preferred="either", language="en")
    rows = {row.label: row.value for row in examples.packet(contact=contact).contact}
    assert (rows["Prefers to be reached"], rows["Language"]) == ("By e-mail or by phone", "English")


@pytest.mark.parametrize("missing", [{"reference": ""}, {"claims": []}])
def test_a_packet_without_a_reference_or_a_claim_is_refused(missing: dict[str, Any]) -> None:
    with pytest.raises(NotReady, match="reference"):
        examples.packet(**missing)


def test_a_time_without_its_zone_is_refused() -> None:
    with pytest.raises(NotReady, match="time zone"):
        examples.packet(submitted_at=examples.SUBMITTED.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("a\x00b\ud800c", "a\ufffdb\ufffdc"),
        ("e\u0301" + "\u0301" * 4_000, "é" + "\u0301" * 8),
        ("a\u3164b", "a b"),
        ("نام‌ها", "نام‌ها"),
    ],
)
def test_what_may_not_reach_paper_is_dropped_or_shown_as_missing(typed: str, printed: str) -> None:
    assert paper.label(typed) == printed
