"""The whole interview on one screen: every page in order, and when it is asked."""

from matters.flickr_megaface import roles
from matters.flickr_megaface.forms import first_questions, gate
from matters.interview import Answers, Journey, Page


def goes_on(answers: Answers, index: int | None) -> bool:
    return roles.claimant(answers) != roles.NOBODY


def for_photographer(answers: Answers, index: int | None) -> bool:
    return roles.is_photographer(answers)


def without_flickr(answers: Answers, index: int | None) -> bool:
    return roles.claimant(answers) == roles.NOBODY


WHO = "Who you are here for"
FIRST = "First questions"

JOURNEY = Journey(
    pages=(
        Page("role", WHO, gate.RoleForm),
        Page("no-flickr", WHO, gate.NoFlickrForm, asked_if=without_flickr, ends=True),
        Page("lawyer", WHO, gate.LawyerForm, asked_if=goes_on),
        Page("face", FIRST, first_questions.FaceForm, each="photos", items="first"),
        Page("uploaded", FIRST, first_questions.UploadedForm, each="photos", items="first"),
        Page("public", FIRST, first_questions.PublicForm, each="photos", items="first"),
        Page("opened", FIRST, first_questions.OpenedForm, asked_if=goes_on),
        Page("lived", FIRST, first_questions.LivedForm, each="people", items="first"),
        Page("lived", FIRST, first_questions.LivedForm, asked_if=for_photographer),
    ),
    least=roles.least,
)
