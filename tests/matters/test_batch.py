"""Pasted lines become photos: each understood, none twice, none beyond the room there is."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matters import batch
from matters.answers import MOST, NoRoom
from matters.batch import Line
from matters.flickr_megaface.journey import JOURNEY
from matters.interview import Step
from tests.matters.test_together import BEGUN

WHO = BEGUN["myself"]
LINES = st.one_of(
    st.integers(3500000000, 3500000080).map(lambda n: f"https://flickr.com/photos/pat-example/{n}/"),
    st.sampled_from(["flickr.com/people/pat-example", "my holiday", "flic.kr/p/6kYnm3", "", "12345678@N00"]),
    st.text(max_size=40),
)


@given(st.lists(LINES, max_size=120).map("\n".join), st.sampled_from(["", batch.NONE, "3500000007"]))
@settings(max_examples=50, deadline=None)
def test_every_line_is_accounted_for_and_what_is_new_always_fits(text: str, first: str) -> None:
    reading = batch.read(JOURNEY, WHO, text, first=first)
    parts = (reading.new, reading.doubles, reading.unread, reading.without_room)
    assert sum(map(len, parts)) == len(reading.lines)
    assert len({line.photo_id for line in reading.new}) == len(reading.new)
    assert all(line.advice for line in reading.unread)
    if first == batch.NONE or first in {line.photo_id for line in reading.new}:
        answers, photos = batch.add(JOURNEY, WHO, reading.new, first=first)
        assert len(answers["photos"]) <= MOST["photos"]
        named = [batch.link(JOURNEY, answers, n) for n in photos if n > 0]
        assert named == [line.typed for line in reading.new if line.photo_id != first]
        again = batch.read(JOURNEY, answers, text)
        assert not {line.photo_id for line in again.new} & {line.photo_id for line in reading.new}
        assert batch.take_off(JOURNEY, answers, range(0, photos.stop)) == WHO


def test_a_line_is_dated_by_its_number() -> None:
    reading = batch.read(JOURNEY, WHO, "flickr.com/photos/12345678@N00/3500000000")
    (line,) = reading.new
    assert (line.photo_id, line.nsid) == ("3500000000", "12345678@N00")
    assert line.earliest and line.latest and line.earliest.year == line.latest.year == 2009
    late = batch.read(JOURNEY, WHO, "flickr.com/photos/pat/52000000000").new[0]
    assert late.earliest and late.earliest > date(2014, 6, 24) and late.latest is None


def test_a_line_too_long_for_its_question_says_so() -> None:
    long = "https://www.flickr.com/photos/pat/3500000000/?" + "x" * 600
    (line,) = batch.read(JOURNEY, WHO, long).lines
    assert line.state == Line.UNREAD and "characters or fewer" in line.advice
    assert len(line.typed) <= batch.LONGEST_SHOWN


def test_more_than_there_is_room_for_is_refused_whole() -> None:
    lines = [Line(str(n), Line.NEW, str(3500000000 + n)) for n in range(60)]
    with pytest.raises(NoRoom):
        batch.add(JOURNEY, WHO, lines)


def test_a_photo_named_before_the_first_was_named_keeps_its_place() -> None:
    reading = batch.read(JOURNEY, WHO, "3500000001\n3500000002", first="3500000002")
    answers, photos = batch.add(JOURNEY, WHO, reading.new, first="3500000002")
    assert photos == range(2)
    assert JOURNEY.values(answers, Step(batch.naming(JOURNEY), 0)) == {"link": "3500000002"}
    assert JOURNEY.first_unanswered(answers) == JOURNEY.find(answers, page="photo", index=0)
