"""Each photo's evidence as it is printed: where it was seen, what that is worth, and who looked."""

from dataclasses import replace

import pytest

from matters import lookup
from matters.lookup import LookedUp, PhotoFound
from packets import evidence, pdf, reading, values
from tests.packets import examples


def sheet(*photos: PhotoFound, checks: tuple[values.PhotoCheck, ...] = ()) -> evidence.PublishedSheet:
    lists = (examples.FFHQ, examples.MEGAFACE, examples.YFCC)
    return evidence.published(values.LookUp(LookedUp(lists, lists[1:], photos), examples.SUBMITTED), checks)


def told(shown: evidence.PublishedSheet, label: str) -> list[str]:
    (photo,) = shown.photos
    return [said.text for entry in photo.entries if entry.label == label for said in entry.said]


def text(**changes: object) -> str:
    return " ".join(pdf.html(examples.packet(**changes)).split())


def test_each_list_is_named_with_rows_refused_day_hand_and_whole_hash() -> None:
    _, megaface, yfcc = sheet(examples.MATCHED).lists
    assert (megaface.title, megaface.rows, megaface.refused) == (
        "megaface 2016-10",
        "4,753,320",
        "12 refused",
    )
    assert megaface.imported == "Fri, November 20, 2026, Robin Attorney"
    assert "".join(megaface.source.sha256) == examples.MEGAFACE.source_sha256
    assert yfcc.refused == ""


def test_a_match_names_its_line_and_the_hash_of_its_source() -> None:
    (photo,) = sheet(examples.MATCHED).photos
    seen = next(entry for entry in photo.entries if entry.label == "In the lists").said
    assert [said.text for said in seen] == [
        f"{where}, under account 12345678@N00: the account agrees with the one given. "
        "This proves that the photo was in the collection."
        for where in ("megaface 2016-10, line 1,204,331", "yfcc100m 2014, line 45,713,143")
    ]
    assert "".join(seen[0].sha256) == examples.MEGAFACE.source_sha256


def test_another_account_is_a_conflict_and_a_list_cut_from_elsewhere_proves_nothing() -> None:
    megaface, ffhq, closing = told(sheet(examples.ELSEWHERE), "In the lists")
    assert "another account than the one given: a conflict, and no match." in megaface
    assert "This proves" not in megaface
    assert "proves nothing here" in ffhq
    assert closing == (
        "No match in a list that proves. Absence proves nothing, since not every list is public or imported."
    )


@pytest.mark.parametrize(
    ("photo", "said"),
    [
        (examples.ABSENT, evidence.ABSENT),
        (examples.UNREAD, lookup.NO_NUMBER),
    ],
)
def test_what_was_not_found_or_not_searched_says_so(photo: PhotoFound, said: str) -> None:
    assert told(sheet(photo), "In the lists") == [said]


def test_without_a_list_the_sheet_says_that_none_was_imported() -> None:
    none = LookedUp(photos=(replace(examples.ABSENT, why_not=lookup.NO_LIST),))
    shown = evidence.published(values.LookUp(none, examples.SUBMITTED), ())
    assert (shown.nothing, shown.lists) == (lookup.NO_LIST, ())
    damaged = LookedUp(photos=(replace(examples.ABSENT, why_not=lookup.DAMAGED),))
    assert "damaged" in evidence.published(values.LookUp(damaged, examples.SUBMITTED), ()).nothing
    unread = LookedUp(photos=(examples.UNREAD,))
    assert evidence.published(values.LookUp(unread, examples.SUBMITTED), ()).nothing == evidence.NO_LIST


def test_without_a_look_up_the_packet_says_that_nothing_was_searched() -> None:
    assert evidence.NO_LOOK_UP in text(lookup=None, checks=())


def test_a_name_is_not_taken_for_an_account_number() -> None:
    assert told(sheet(examples.ABSENT), "Account") == [
        "Name “pat-example”; no account number, and names are not matched"
    ]


def test_dates_by_number_and_the_soft_hint_of_the_account_stand_apart_from_conflicts() -> None:
    shown = sheet(examples.MATCHED)
    assert told(shown, "Uploaded, by its number") == [examples.MATCHED.dated]
    assert told(shown, "Account’s age (soft evidence)") == [examples.MATCHED.era]
    assert told(shown, "Conflicts") == list(examples.MATCHED.conflicts)


def test_a_check_says_who_when_where_and_how_and_one_that_fell_says_that() -> None:
    shown = sheet(examples.ABSENT, checks=(examples.WITHDRAWN, examples.CHECKED))
    assert told(shown, "Checked by staff") == [
        "This photo was seen, in Exposing.ai. Robin Attorney, Sun, November 22, 2026, 2:03 p.m. CST.",
        "How: Typed the address; the tool named its number.",
        "Address: https://www.flickr.com/photos/pat-example/6110054503/",
        "The page shows it as posted September 2011.",
        "The page says 2011.",
    ]
    assert told(shown, "Earlier check")[0].endswith("It does not stand any more.")
    assert not told(sheet(examples.MATCHED, checks=(examples.CHECKED,)), "Checked by staff")


def test_what_lists_name_is_text_on_paper() -> None:
    hostile = replace(examples.MEGAFACE, name="<b>list</b>", source_name="\u202egpj.exe")
    found = LookedUp((hostile,), (hostile,), (examples.ABSENT,))
    printed = text(lookup=values.LookUp(found, examples.SUBMITTED))
    assert "<b>list" not in printed and "\u202e" not in printed


def test_a_great_many_lines_and_photos_are_counted_and_not_printed() -> None:
    many = replace(examples.MATCHED, seen=examples.MATCHED.seen * 50)
    lines = told(sheet(many), "In the lists")
    assert len(lines) == evidence.LINES + 1 and lines[-1] == "76 more lines are in the file at the desk."
    assert sheet(*[examples.ABSENT] * 63).left_out == "3 more photos are in the file at the desk."


def test_a_hash_in_a_source_may_be_broken_after_sixteen_digits_and_reads_the_same() -> None:
    digest = examples.MEGAFACE.source_sha256
    fact = {
        "name": "dataset_hit",
        "value": "exact",
        "source": "index",
        "detail": f"megaface, SHA-256 {digest}",
    }
    element = {**examples.element(examples.ELEMENTS[0], "T"), "facts": [fact]}
    document = examples.grown()
    document["theories"][0]["elements"] = [element]
    theory = reading.read(document).main
    assert theory is not None
    (answer,) = theory.elements[0].answers
    assert answer.is_long and "".join(answer.source_pieces) == answer.source
    assert answer.source_pieces == (f"index match, megaface, SHA-256 {digest[:16]}", *([digest[:16]] * 3))
