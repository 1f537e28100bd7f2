"""Before the interview: the date of birth, and in which role somebody is here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from matters import texts
from matters.answers import empty
from matters.fields import Choice, FullDate, YesNo
from matters.flickr_megaface import TEXTS, roles
from matters.interview import ANY_DAY
from matters.pages import PageForm

ADULT = 18


class AgeForm(PageForm):
    """The neutral question at the door: any date may be entered, and nothing says what happens next."""

    heading = "born"
    born = FullDate(
        _("What is your date of birth?"),
        question="0.2",
        use="gate",
        hint=_("For example, 3 27 2007"),
        missing=_("Enter your date of birth"),
        born=True,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, today: date = ANY_DAY) -> None:
        super().__init__(data, answers=empty(), today=today)

    @property
    def birth_date(self) -> date:
        """The date given; only after is_valid()."""
        return date.fromisoformat(self.cleaned_data["born"])

    @property
    def is_adult(self) -> bool:
        """Whether the person typing is 18 or older today; only after is_valid()."""
        born = self.birth_date
        had_birthday = (self.today.month, self.today.day) >= (born.month, born.day)
        return self.today.year - born.year - (not had_birthday) >= ADULT


class RoleForm(PageForm):
    heading = "role"
    role = Choice(
        _("Who are you here for?"),
        question="1.1",
        unsure=False,
        options=(
            (roles.MYSELF, _("Myself: I am in the photos")),
            (roles.CHILD, _("My child, who is under 18 and in the photos")),
            (roles.WARD, _("An adult I am the guardian of")),
            (roles.DIED, _("Someone who has died")),
            (roles.PHOTOGRAPHER, _("Myself, only as the person who took the photos")),
            (roles.NOBODY, _("None of these: I never used Flickr and nobody I know did")),
        ),
        why=_("the rights of the person shown in a photo and of the person who took it are different."),
        hint=_("If you are here for more than one person, choose one. You can add the others later."),
        missing=_("Choose who you are here for"),
    )


class NoFlickrForm(PageForm):
    """The plain page for somebody with no link to Flickr."""

    title = _("These photos all came from Flickr")
    intro = texts.Spoken(TEXTS, "no_flickr")


class LawyerForm(PageForm):
    heading = "represented"
    represented = YesNo(
        _("Does another lawyer already act for you in this matter?"),
        question="0.3",
        why=_("if you have a lawyer for this, the firm needs to know before it talks to you."),
    )
