"""Zips: taken only as the archive of a Flickr account, whose records are read out at once."""

import io

from casefile.inspecting import BOMB, NOT_ARCHIVE, PASSWORD, Verdict, kinds
from exposure import archive


def inspect(content: bytes) -> Verdict:
    """Read a Flickr account archive. Raises zipfile.BadZipFile where it is no zip at all."""
    try:
        read = archive.read(io.BytesIO(content))
    except archive.Locked:
        return Verdict(kinds.ZIP, PASSWORD)
    except archive.TooMuch:
        return Verdict(kinds.ZIP, BOMB)
    except archive.NotAnArchive:
        return Verdict(kinds.ZIP, NOT_ARCHIVE)
    return Verdict(kinds.ZIP, found={"archive": read.to_json()})
