"""The Flickr and MegaFace matter, put together."""

from pathlib import Path

from matters import Matter
from matters.flickr_megaface import claims, file_parts
from matters.flickr_megaface.journey import JOURNEY

MATTER = Matter(
    slug="flickr-megaface",
    title="Flickr photos and the MegaFace collection",
    journey=JOURNEY,
    folder=Path(__file__).parent,
    claims=claims.from_answers,
    contact=file_parts.contact,
    parties=file_parts.parties,
    consents=file_parts.consents,
    photo_keys=file_parts.photo_keys,
    signed_name=file_parts.signed_name,
)
