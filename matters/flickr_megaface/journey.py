"""The whole interview on one screen: every page in order, and when it is asked."""

from django.utils.translation import gettext_lazy as _

from matters.flickr_megaface import roles, stopping
from matters.flickr_megaface.asked import (
    about_others_than_oneself,
    about_someone_who_died,
    after_a_possible_use,
    for_photographer,
    goes_on,
    if_a_child_may_have_uploaded,
    unless_every_photo_is_outside,
    with_people,
    with_several_people,
    without_flickr,
)
from matters.flickr_megaface.forms import (
    account,
    closing,
    first_questions,
    found,
    gate,
    joined,
    names,
    people,
    permissions,
    photos,
    stop,
)
from matters.interview import Journey, Page

WHO = _("Who you are here for")
FIRST = _("First questions")
NAMES = _("Names and contact")
PEOPLE = _("The people shown")
ACCOUNT = _("The Flickr account")
PHOTOS = _("The photos")
FOUND = _("What you found")
PERMISSIONS = _("Permissions and earlier cases")
SIGN = _("Anything else, and signing")

JOURNEY = Journey(
    pages=(
        Page("role", WHO, gate.RoleForm),
        Page("no-flickr", WHO, gate.NoFlickrForm, asked_if=without_flickr, ends=True),
        Page("lawyer", WHO, gate.LawyerForm, asked_if=goes_on),
        # The first questions are about the first photo and the first person; the loops below ask the others.
        Page("face", FIRST, first_questions.FaceForm, each="photos", items="first"),
        Page("uploaded", FIRST, joined.OnFlickrFromForm, each="photos", items="first"),
        # As soon as every photo named is outside, this is next, and nothing else is asked (see `stopping`).
        Page("found", FOUND, found.FoundForm, asked_if=stopping.every_photo_is_outside, once=True),
        Page("stop", FOUND, stop.StopForm, asked_if=stopping.is_decided, once=True),
        Page("lived", FIRST, first_questions.LivedForm, each="people", items="first"),
        Page("lived", FIRST, first_questions.LivedForm, asked_if=for_photographer),
        Page("you", NAMES, names.YouForm, asked_if=goes_on),
        Page("who", NAMES, names.WhoForm, each="people", items="later"),
        Page("person", NAMES, joined.AboutPersonForm, each="people"),
        Page("authority", NAMES, names.AuthorityForm, each="people", asked_if=about_others_than_oneself),
        Page("death", NAMES, names.DeathForm, each="people", asked_if=about_someone_who_died),
        Page("people", NAMES, people.PeopleForm, asked_if=with_people, lists="people"),
        Page("contact", NAMES, names.ContactForm, asked_if=goes_on),
        Page("lived", PEOPLE, first_questions.LivedForm, each="people", items="later"),
        Page("account", ACCOUNT, account.AccountForm, asked_if=goes_on),
        Page("told-age", ACCOUNT, account.ToldAgeForm, asked_if=if_a_child_may_have_uploaded),
        Page("face", PHOTOS, first_questions.FaceForm, each="photos", items="later"),
        Page("uploaded", PHOTOS, joined.OnFlickrFromForm, each="photos", items="later"),
        Page("photo", PHOTOS, photos.WhichPhotoForm, each="photos"),
        Page("shows", PHOTOS, photos.ShowsForm, each="photos", asked_if=with_several_people),
        Page("taken", PHOTOS, photos.TakenForm, each="photos"),
        Page("on-flickr", PHOTOS, photos.OnFlickrForm, each="photos"),
        Page("photos", PHOTOS, photos.PhotosForm, asked_if=goes_on, lists="photos"),
        Page("found", FOUND, found.FoundForm, asked_if=unless_every_photo_is_outside),
        Page("learned", FOUND, found.LearnedForm, each="people"),
        Page("permissions", PERMISSIONS, joined.PermissionsForm, each="people"),
        Page("use", PERMISSIONS, permissions.UseForm, each="people", asked_if=after_a_possible_use),
        # A photographer pictures nobody: the same questions, asked once.
        Page("learned", FOUND, found.LearnedForm, asked_if=for_photographer),
        Page("permissions", PERMISSIONS, joined.PermissionsForm, asked_if=for_photographer),
        Page("use", PERMISSIONS, permissions.UseForm, asked_if=after_a_possible_use),
        Page("more", SIGN, joined.LastForm, asked_if=goes_on),
        Page("declaration", SIGN, closing.DeclarationForm, asked_if=goes_on),
    ),
    least=roles.least,
    name_item=roles.name_item,
    only=stopping.only,
)
