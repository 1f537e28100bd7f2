"""More about each pictured person, and whether there is another."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from matters.answers import MOST, Answers, Kind
from matters.fields import Choice, Option, YesNo
from matters.flickr_megaface.forms.first_questions import PersonForm
from matters.pages import PageForm


def one_more(answers: Answers, kind: Kind) -> Iterable[Option]:
    """“Yes” only while there is room on the list."""
    no = ("no", _("No, that is all"))
    return [("yes", _("Yes")), no] if len(answers.get(kind, [])) < MOST[kind] else [no]


def another_person(answers: Answers, index: int | None) -> Iterable[Option]:
    return one_more(answers, "people")


class CapacityForm(PersonForm):
    heading = "disability"
    disability = YesNo(
        _(
            "At any time from January 2015 to June 2020, {were_they} under a guardian, or unable to manage "
            "{owned} own affairs because of an illness or a disability?"
        ),
        question="1.5",
        why=_("the firm asks everyone this, to learn who made decisions."),
    )


class PeopleForm(PageForm):
    heading = "another"
    another = Choice(
        _("Are you here for anyone else who is in the photos?"),
        question="1.6",
        use="list",
        unsure=False,
        options=another_person,
        hint=_("For example, another child of yours."),
        missing=_("Choose yes or no"),
        why=_("each person has rights of their own."),
    )
