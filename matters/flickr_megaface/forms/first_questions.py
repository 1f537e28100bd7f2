"""The first questions about the photo, the account, and where the person lived."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from matters.answers import Answers
from matters.fields import PartialDate, Places, YesNo
from matters.flickr_megaface import roles
from matters.pages import PageForm

DATE_HINT = _("For example, 5 2 2009. If you only know the year, or the month and year, fill in only those.")


class PhotoForm(PageForm):
    """A page about one photo."""

    @classmethod
    def words(cls, answers: Answers, index: int | None) -> Mapping[str, str]:
        return roles.photo_words(answers, index)


class PersonForm(PageForm):
    """A page about one pictured person."""

    @classmethod
    def words(cls, answers: Answers, index: int | None) -> Mapping[str, str]:
        return roles.person_words(answers, index)


class FaceForm(PhotoForm):
    heading = "face"
    face = YesNo(
        _("Can {their_face} be seen well enough in this photo to recognize it?"),
        question="4.8",
        hint="{start}",
        why=_("the investigation is about photos of people."),
    )

    @classmethod
    def words(cls, answers: Answers, index: int | None) -> Mapping[str, str]:
        start = _(
            "If there are several photos, start with the one you know most about. You can add others later."
        )
        return {**super().words(answers, index), "start": "" if index else str(start)}


class UploadedForm(PhotoForm):
    heading = "uploaded"
    uploaded = PartialDate(
        _("When was this photo put on Flickr?"),
        question="4.3",
        hint=DATE_HINT,
        why=_("the date is part of the record of each photo."),
    )


class PublicForm(PhotoForm):
    heading = "public"
    public = YesNo(
        _("Could anybody see this photo on Flickr in spring 2014?"),
        question="4.6",
        yes=_("Yes, it was public"),
        no=_("No, it was private or for friends and family only"),
        why=_("who can see a photo is part of its record."),
    )


class OpenedForm(PageForm):
    heading = "opened"
    opened = PartialDate(
        _("When was the Flickr account that held the photo opened?"),
        question="3.3",
        hint=format_lazy(
            "{} {}", _("Answer for the account the photo was on, not one opened later."), DATE_HINT
        ),
        why=_("the date is part of the record of each account."),
    )


class LivedForm(PersonForm):
    title = _("Where {they} lived")
    alike = ("states", "illinois")
    alike_words = _("The same places as {name}")
    states = Places(
        _("Which states {have_they} lived in since 2004?"),
        question="2.1",
        hint=_("Add a line for each place. The month and year are enough, or only the year."),
        why=_("different states have different laws about photos and faces."),
    )
    illinois = YesNo(
        _("{Were_they} in Illinois at any time from January 2015 to June 2020?"),
        question="2.2",
        why=_("it helps us check the list above."),
    )
