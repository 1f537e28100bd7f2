"""The Flickr and MegaFace matter, put together."""

from django.utils.translation import gettext_lazy as _

from matters import Link, Matter
from matters.flickr_megaface import (
    FOLDER,
    archived,
    claims,
    facts,
    file_parts,
    glances,
    made_up,
    roles,
    stopping,
)
from matters.flickr_megaface.collections import PROVING
from matters.flickr_megaface.forms.corrections import CorrectionForm
from matters.flickr_megaface.forms.gate import AgeForm
from matters.flickr_megaface.journey import JOURNEY

MATTER = Matter(
    slug="flickr-megaface",
    title=_("Flickr photos and the MegaFace collection"),
    journey=JOURNEY,
    age_form=AgeForm,
    folder=FOLDER,
    shipped=facts.shipped,
    case=facts.from_text,
    cases_on=facts.AS_OF,
    claims=claims.from_answers,
    names=file_parts.names,
    called=file_parts.called,
    contact=file_parts.contact,
    address=file_parts.address,
    correction_form=CorrectionForm,
    parties=file_parts.parties,
    people=file_parts.people,
    online=file_parts.online,
    consents=file_parts.consents,
    photos=claims.named_photos,
    proving=frozenset(PROVING),
    link=Link(
        title="Illinois link",
        place="IL",
        lived="res",
        of_photo=(("Uploaded in", "upload_place", "uploaded"), ("Pictured in", "taken_place", "taken")),
    ),
    checked_by_photo=frozenset({"dataset_hit"}),
    stops=stopping.stops,
    stop_choice=stopping.choice,
    signed_name=file_parts.signed_name,
    is_photographer=roles.is_photographer,
    evidence=file_parts.evidence,
    illinois=file_parts.illinois,
    glance=glances.of,
    story=made_up.Story,
    fill=archived.fill,
)
