"""The whole interview on one screen: every page in order, and when it is asked."""

from django.utils.translation import gettext_lazy as _

from matters.flickr_megaface import roles
from matters.flickr_megaface.asked import (
    about_others_than_oneself,
    about_someone_who_died,
    after_a_possible_use,
    for_photographer,
    goes_on,
    if_a_child_may_have_uploaded,
    if_claimant_side_took_a_photo,
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
    names,
    people,
    permissions,
    photos,
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
        Page("uploaded", FIRST, first_questions.UploadedForm, each="photos", items="first"),
        Page("public", FIRST, first_questions.PublicForm, each="photos", items="first"),
        Page("opened", FIRST, first_questions.OpenedForm, asked_if=goes_on),
        Page("lived", FIRST, first_questions.LivedForm, each="people", items="first"),
        Page("lived", FIRST, first_questions.LivedForm, asked_if=for_photographer),
        Page("you", NAMES, names.YouForm, asked_if=goes_on),
        Page("who", NAMES, names.WhoForm, each="people", items="later"),
        Page("person", NAMES, names.PicturedForm, each="people"),
        Page("authority", NAMES, names.AuthorityForm, each="people", asked_if=about_others_than_oneself),
        Page("death", NAMES, names.DeathForm, each="people", asked_if=about_someone_who_died),
        Page("people", NAMES, people.PeopleForm, asked_if=with_people, lists="people"),
        Page("contact", NAMES, names.ContactForm, asked_if=goes_on),
        Page("lived", PEOPLE, first_questions.LivedForm, each="people", items="later"),
        Page("capacity", PEOPLE, people.CapacityForm, each="people"),
        Page("account", ACCOUNT, account.AccountForm, asked_if=goes_on),
        Page("told-age", ACCOUNT, account.ToldAgeForm, asked_if=if_a_child_may_have_uploaded),
        Page("face", PHOTOS, first_questions.FaceForm, each="photos", items="later"),
        Page("uploaded", PHOTOS, first_questions.UploadedForm, each="photos", items="later"),
        Page("public", PHOTOS, first_questions.PublicForm, each="photos", items="later"),
        Page("photo", PHOTOS, photos.WhichPhotoForm, each="photos"),
        Page("shows", PHOTOS, photos.ShowsForm, each="photos", asked_if=with_several_people),
        Page("taken", PHOTOS, photos.TakenForm, each="photos"),
        Page("on-flickr", PHOTOS, photos.OnFlickrForm, each="photos"),
        Page("photos", PHOTOS, photos.PhotosForm, asked_if=goes_on, lists="photos"),
        Page("found", FOUND, found.FoundForm, asked_if=goes_on),
        Page("learned", FOUND, found.LearnedForm, each="people"),
        Page("release", PERMISSIONS, permissions.ReleaseForm, each="people"),
        Page("earlier", PERMISSIONS, permissions.EarlierForm, each="people"),
        Page("commercial", PERMISSIONS, permissions.CommercialForm, each="people"),
        Page("use", PERMISSIONS, permissions.UseForm, each="people", asked_if=after_a_possible_use),
        # A photographer pictures nobody: the same questions, asked once.
        Page("learned", FOUND, found.LearnedForm, asked_if=for_photographer),
        Page("release", PERMISSIONS, permissions.ReleaseForm, asked_if=for_photographer),
        Page("earlier", PERMISSIONS, permissions.EarlierForm, asked_if=for_photographer),
        Page("commercial", PERMISSIONS, permissions.CommercialForm, asked_if=for_photographer),
        Page("use", PERMISSIONS, permissions.UseForm, asked_if=after_a_possible_use),
        Page(
            "registration", PERMISSIONS, permissions.RegistrationForm, asked_if=if_claimant_side_took_a_photo
        ),
        Page("more", SIGN, closing.MoreForm, asked_if=goes_on),
        Page("declaration", SIGN, closing.DeclarationForm, asked_if=goes_on),
    ),
    least=roles.least,
    name_item=roles.name_item,
)
