"""Codes, dates and places said as a reader says them."""

import pytest

from packets import words


@pytest.mark.parametrize(
    ("name", "stored", "said"),
    [
        ("role", "self", "The person pictured"),
        ("dataset_hit", "not_checked", "not looked"),
        ("licence_2014", "cc-by-nc-sa-2.0", "CC BY-NC-SA 2.0"),
        ("licence_2014", "cc-by", "CC BY"),
        ("licence_2014", "arr", "All rights reserved"),
        ("uploaded", "2009-05-02", "May 2, 2009"),
        ("uploaded", "2009-05", "May 2009"),
        ("uploaded", "2009", "2009"),
        ("told_age", "unknown", "not known"),
        ("photo_id", "3500000000", "3500000000"),
        ("alias", "self", "self"),
        ("alias", "T", "T"),
        ("res", "IL:2004/present", "IL, 2004 to now"),
        ("res", "IL:2010/2016-08|??:2016-08/2018",
         "IL, 2010 to August 2016; somewhere not known, August 2016 to 2018"),
    ],
)  # fmt: skip
def test_a_stored_value_is_said_in_words(name: str, stored: str, said: str) -> None:
    assert words.fact(name, stored) == said


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        ("filed by self, who may sign", "Filed by the person pictured, who may sign."),
        ("the face is visible", "The face is visible."),
        ("Already a sentence.", "Already a sentence."),
        ("use “BIPA”", "Use “BIPA”."),
        ("lived there (2009-05-02)", "Lived there (May 2, 2009)."),
        ("735 ILCS 5/13-205; P.A. 103-0769", "735 ILCS 5/13-205; P.A. 103-0769."),
        ("on 2009-13-41 and 2009-02-30", "On 2009-13-41 and 2009-02-30."),
        ("himself and selfish", "Himself and selfish."),
        ("", ""),
    ],
)
def test_a_sentence_of_the_engine_has_words_a_capital_and_a_stop(stored: str, said: str) -> None:
    assert words.sentence(stored) == said
