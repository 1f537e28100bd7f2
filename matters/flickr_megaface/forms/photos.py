"""Each photo: which it is, whom it shows, where it was taken, and how it was kept on Flickr."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from matters.answers import Answers
from matters.fields import PLACES, Choice, Many, Option, PartialDate, Select, YesNo
from matters.flickr_megaface import roles
from matters.flickr_megaface.forms.account import Link
from matters.flickr_megaface.forms.first_questions import DATE_HINT, PhotoForm
from matters.flickr_megaface.forms.people import one_more
from matters.pages import PageForm

LICENSES = (
    ("cc-by-2.0", _("Attribution (CC BY)")),
    ("cc-by-sa-2.0", _("Attribution-ShareAlike (CC BY-SA)")),
    ("cc-by-nd-2.0", _("Attribution-NoDerivs (CC BY-ND)")),
    ("cc-by-nc-2.0", _("Attribution-NonCommercial (CC BY-NC)")),
    ("cc-by-nc-sa-2.0", _("Attribution-NonCommercial-ShareAlike (CC BY-NC-SA)")),
    ("cc-by-nc-nd-2.0", _("Attribution-NonCommercial-NoDerivs (CC BY-NC-ND)")),
    ("cc", _("A Creative Commons license, but I don’t know which")),
    ("arr", _("All rights reserved (“©”)")),
    ("cc0", _("CC0 (no rights reserved)")),
    ("pdm", _("Public domain")),
)


def is_later(answers: Answers, index: int | None) -> bool:
    return bool(index)


def pictured(answers: Answers, index: int | None) -> Iterable[Option]:
    people = [(str(n), roles.name_of(answers, n)) for n in range(roles.count(answers))]
    return [*people, ("none", _("None of them"))]


def makers(answers: Answers, index: int | None) -> Iterable[Option]:
    theirs = (
        [] if roles.claimant(answers) in (roles.MYSELF, roles.PHOTOGRAPHER) else [("person", _("{They}"))]
    )
    return [("me", _("I did")), *theirs, ("other", _("Somebody else"))]


def another_photo(answers: Answers, index: int | None) -> Iterable[Option]:
    return one_more(answers, "photos")


class WhichPhotoForm(PhotoForm):
    title = _("Which photo this is")
    names_item = "link"
    link = Link(
        _("What is the photo’s web address, file name or number? (optional)"),
        question="4.1",
        most=500,
        required=False,
        hint=_(
            "Such as flickr.com/photos/example-name/1234567890 or flic.kr/p/abc123. If you can’t find it, "
            "leave this empty."
        ),
        why=_("lists of copied photos name each photo by its number."),
    )
    medium = Choice(
        _("Is it a photo or a video?"),
        question="4.2",
        options=(("photo", _("A photo")), ("video", _("A video"))),
        why=_("Flickr keeps both, and lists of them differ."),
    )
    same = YesNo(
        _("Was it on the same Flickr account as the first photo?"),
        question="3.2",
        asked_if=is_later,
        why=_("the account you told us about may not be the only one."),
    )


class ShowsForm(PageForm):
    heading = "shows"
    shows = Many(
        _("Whom does this photo show?"),
        question="4.8",
        options=pictured,
        hint=_("Choose everyone it shows."),
        missing=_("Choose at least one answer"),
        why=_("we look at each person’s photos together."),
    )


class TakenForm(PhotoForm):
    title = _("How the photo was made")
    taken = PartialDate(
        _("When was the photo taken?"),
        question="4.4",
        hint=DATE_HINT,
        why=_("the date is part of the record of each photo."),
    )
    taken_state = Select(
        _("In which state was it taken?"),
        question="4.4",
        options=PLACES,
        missing=_("Choose a state, or “I don’t know”"),
        why=_("different states have different laws about photos."),
    )
    upload_state = Select(
        _("In which state was the person who put it on Flickr, when they did so?"),
        question="4.5",
        options=PLACES,
        missing=_("Choose a state, or “I don’t know”"),
        why=_("it can be another place than where the photo was taken."),
    )
    author = Choice(
        _("Who took the photo?"),
        question="4.9",
        options=makers,
        why=_("we record who made each photo."),
    )


class OnFlickrForm(PhotoForm):
    title = _("How the photo was kept on Flickr")
    license = Choice(
        _("Which license did the photo have on Flickr in spring 2014?"),
        question="4.7",
        options=LICENSES,
        hint=_("Flickr shows it beside the photo. If it was changed later, choose the one from before."),
        why=_("the license is part of the record of each photo."),
    )
    removed = YesNo(
        _("Was the photo removed from Flickr, or made private, since then?"),
        question="4.10",
        why=_("it helps to know where the photo can still be seen."),
    )
    removed_on = PartialDate(
        _("If it was, when was it first removed or made private?"),
        question="4.10",
        required=False,
        hint=DATE_HINT,
        why=_("the date is part of the record of each photo."),
    )
    date_changed = YesNo(
        _("Did you or anyone ever change the “date posted” that Flickr shows?"),
        question="4.11",
        why=_("the owner of a photo can change that date."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("removed") in ("no", "unknown"):
            given["removed_on"] = ""
        return given


class PhotosForm(PageForm):
    heading = "another"
    another = Choice(
        _("Is there another photo to tell us about?"),
        question="4",
        use="list",
        unsure=False,
        options=another_photo,
        missing=_("Choose yes or no"),
        why=_("each photo is looked at on its own."),
    )
