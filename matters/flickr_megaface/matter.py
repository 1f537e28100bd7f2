"""The Flickr and MegaFace matter, put together."""

from matters import Matter
from matters.flickr_megaface import FOLDER, claims, file_parts
from matters.flickr_megaface.journey import JOURNEY

MATTER = Matter(
    slug="flickr-megaface",
    title="Flickr photos and the MegaFace collection",
    journey=JOURNEY,
    folder=FOLDER,
    claims=claims.from_answers,
    names=file_parts.names,
    contact=file_parts.contact,
    parties=file_parts.parties,
    consents=file_parts.consents,
    photo_keys=file_parts.photo_keys,
    signed_name=file_parts.signed_name,
    evidence=file_parts.evidence,
    illinois=file_parts.illinois,
)
