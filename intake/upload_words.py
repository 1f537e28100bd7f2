"""What is said of files that people send: why one was not kept, and how one fares."""

from django.conf import settings
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from casefile import evidence, filenames, sent_files
from casefile.evidence import Refused
from casefile.sent_files import Sent


def said(refused: Refused, name: str) -> str:
    """Say why a file was not kept, and what to do."""
    words = {"name": filenames.cleaned(name), "what": _kind(refused.kind), **limits()}
    if refused.why == evidence.EMPTY:
        return _("“%(name)s” is empty. Check the file and send it again") % words
    if refused.why == evidence.TOO_BIG:
        return _("“%(name)s” is bigger than %(megabytes)s MB. Send a smaller copy") % words
    if refused.why == evidence.TOO_MANY:
        return _("“%(name)s” was not kept. You can send up to %(files)s files in all") % words
    if refused.why == evidence.TOO_MUCH:
        return _("“%(name)s” was not kept. All files together can be up to %(all_megabytes)s MB") % words
    if refused.why == evidence.CLOSED:
        return _("“%(name)s” was not kept. You asked us to stop, so we take no more files") % words
    if refused.why == evidence.TOO_OFTEN and refused.until:
        return _(
            "“%(name)s” was not kept. Very many files came from your internet connection in this hour, and "
            "other people may share it with you. Nothing else is lost. Send this file again after %(time)s, "
            "Chicago time"
        ) % {**words, "time": time_format(timezone.localtime(refused.until), "TIME_FORMAT")}
    return _("“%(name)s” is %(what)s. We can take PDF, JPEG, PNG, WEBP and HEIC files") % words


def limits() -> dict[str, int]:
    """Return the limits as they are said on a page."""
    return {
        "files": settings.EVIDENCE_FILES,
        "megabytes": settings.EVIDENCE_FILE_BYTES // 1_000_000,
        "all_megabytes": settings.EVIDENCE_BYTES // 1_000_000,
    }


def _kind(kind: str) -> str:
    kinds = {
        "gif": _("a GIF picture"),
        "tiff": _("a TIFF picture"),
        "bmp": _("a BMP picture"),
        "avif": _("an AVIF picture"),
        "svg": _("an SVG drawing"),
        "photoshop": _("a Photoshop file"),
        "postscript": _("a PostScript file"),
        "office": _("a Word, Excel or PowerPoint file"),
        "packed": _("a packed file"),
        "program": _("a program"),
        "sound": _("a sound file"),
        "video": _("a video"),
        "web page": _("a web page"),
        "text": _("a text file"),
    }
    return kinds.get(kind) or _("a kind of file we do not know")


def state(sent: Sent) -> str:
    """Say how a file fares, to whoever sent it."""
    if sent.outcome == sent_files.WAITING:
        return _("Received. We are checking it.")
    if sent.outcome == sent_files.HELD:
        return _("Received. The check takes longer than usual. You need not do anything.")
    if sent.outcome == sent_files.UNFIT:
        return _("Received, but we cannot open it.") + " " + _trouble(sent.reason)
    scanned = "" if sent.scan == "clean" else " " + _("Not scanned for viruses.")
    if sent.is_archive:
        return _("Received and checked. This is the data file of a Flickr account.") + scanned
    return _("Received and checked.") + scanned


def _trouble(reason: str) -> str:
    reasons = {
        "password": _("It wants a password. If you can, send a copy without one."),
        "unreadable": _("It may be damaged. If you can, send it again."),
        "too_many_pixels": _("The picture is too large. If you can, send a smaller copy."),
        "too_much_work": _("It is too large or too complex. If you can, send a simpler copy."),
        "not_archive": _(
            "It is not the data file of a Flickr account. The name of that file ends in “part1.zip”. "
            "Photos can be sent one by one."
        ),
        "virus": _("It seems to hold harmful software. Nobody will open it."),
    }
    return reasons.get(reason) or _("If you can, send it in another form.")
