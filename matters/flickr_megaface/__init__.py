"""The Flickr and MegaFace investigation."""

from pathlib import Path

FOLDER = Path(__file__).parent
TEXTS = FOLDER / "texts"
