"""Pages that ask of one topic what several small forms ask; each form stays where its stage is.

Questions stand in the order of the bases from the last to the first.
"""

from __future__ import annotations

import copy
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from matters.answers import Answers, Condition
from matters.fields import PartialDate, Question, Text, YesNo
from matters.flickr_megaface.asked import if_claimant_side_took_a_photo
from matters.flickr_megaface.forms.closing import MoreForm
from matters.flickr_megaface.forms.first_questions import OpenedForm, PublicForm, UploadedForm
from matters.flickr_megaface.forms.names import PicturedForm
from matters.flickr_megaface.forms.people import CapacityForm
from matters.flickr_megaface.forms.permissions import (
    CommercialForm,
    EarlierForm,
    RegistrationForm,
    ReleaseForm,
)

Kind = TypeVar("Kind", bound=Question)


def only_if(kind: type[Kind], field: Question, asked_if: Condition) -> Kind:
    """The same question, asked of fewer people."""
    narrowed = copy.copy(field)
    if not isinstance(narrowed, kind):
        raise TypeError(f"{field} is no {kind.__name__}")
    narrowed.asked_if = asked_if
    return narrowed


def of_the_first(answers: Answers, index: int | None) -> bool:
    """The account is asked about once; of a later photo only whether it was on the same one."""
    return index == 0


class OnFlickrFromForm(PublicForm, OpenedForm, UploadedForm):
    title = _("When this photo was on Flickr")
    heading = ""
    opened = only_if(PartialDate, OpenedForm.base_fields["opened"], of_the_first)


class AboutPersonForm(CapacityForm, PicturedForm):
    title = PicturedForm.title
    heading = ""


class PermissionsForm(CommercialForm, EarlierForm, ReleaseForm):
    title = _("Permissions and earlier cases")
    heading = ""
    alike = ("release", "prior", "prior_proof", "bankruptcy", "used")


class LastForm(MoreForm, RegistrationForm):
    title = MoreForm.title
    registered = only_if(YesNo, RegistrationForm.base_fields["registered"], if_claimant_side_took_a_photo)
    registered_on = only_if(
        PartialDate, RegistrationForm.base_fields["registered_on"], if_claimant_side_took_a_photo
    )
    number = only_if(Text, RegistrationForm.base_fields["number"], if_claimant_side_took_a_photo)
