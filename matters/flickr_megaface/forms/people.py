"""More about each pictured person, and whether there is another."""

from __future__ import annotations

from collections.abc import Iterable

from matters.answers import MOST, Answers, Kind
from matters.fields import Choice, YesNo
from matters.flickr_megaface.forms.first_questions import PersonForm
from matters.pages import PageForm


def one_more(answers: Answers, kind: Kind) -> Iterable[tuple[str, str]]:
    """“Yes” only while there is room on the list."""
    no = ("no", "No, that is all")
    return [("yes", "Yes"), no] if len(answers.get(kind, [])) < MOST[kind] else [no]


def another_person(answers: Answers, index: int | None) -> Iterable[tuple[str, str]]:
    return one_more(answers, "people")


class CapacityForm(PersonForm):
    heading = "disability"
    disability = YesNo(
        "At any time from January 2015 to June 2020, {were} {they} under a guardian, or unable to manage "
        "{owned} own affairs because of an illness or a disability?",
        question="1.5",
        why="the firm asks everyone this, to learn who made decisions.",
    )


class PeopleForm(PageForm):
    heading = "another"
    another = Choice(
        "Are you here for anyone else who is in the photos?",
        question="1.6",
        use="list",
        unsure=False,
        options=another_person,
        hint="For example, another child of yours.",
        missing="Choose yes or no",
        why="each person has rights of their own.",
    )
