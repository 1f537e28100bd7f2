"""Contents to HTML to PDF bytes; the only file that knows WeasyPrint."""

import atexit
import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.template import Context, Engine

from packets.contents import Contents

_ROOT = Path(__file__).resolve().parent.parent
_PRESS = Path(__file__).resolve().parent / "press"
_FONT = "packet-font:"  # the scheme the stylesheet names our fonts by; it leads to memory only
VARIANT = "pdf/ua-1"

DEBIAN_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")


class PressMissing(RuntimeError):
    """The libraries that draw the page are not on this machine."""


class Press(NamedTuple):
    """The stylesheet, parsed once with its fonts, for every packet of this process."""

    css: Any
    fonts: Any
    nothing: Any


def missing() -> str:
    """Why packets cannot be printed here, and what to install; empty when they can."""
    try:
        import weasyprint  # noqa: F401
    except OSError as error:
        return (
            f"Packets cannot be printed: {error}. Install the Debian packages {', '.join(DEBIAN_PACKAGES)} "
            f"(apt-get install {' '.join(DEBIAN_PACKAGES)})."
        )
    return ""


def html(contents: Contents) -> str:
    """The packet as one HTML document without any address in it."""
    return page("packets/packet.html", packet=contents)


def page(template: str, **said: Any) -> str:
    """Any paper of ours as one HTML document, in the language in force."""
    document: str = _template(template).render(Context(said))
    return document


def render(contents: Contents) -> bytes:
    """The packet as a tagged PDF; the same contents give the same bytes.

    Raises PressMissing without pango.
    """
    return render_html(html(contents))


def render_html(document: str) -> bytes:
    """Print a document made by `html`. It may fetch nothing at all: not a file, not an address, not data."""
    press = _press()
    from weasyprint import HTML

    identifier = hashlib.sha256(document.encode()).digest()[:16]
    with _uncollected():
        pdf: bytes = HTML(string=document, url_fetcher=press.nothing).write_pdf(
            stylesheets=[press.css], font_config=press.fonts, pdf_variant=VARIANT, pdf_identifier=identifier
        )
    return pdf


def warm() -> None:
    """Import and prime what every packet shares, so that the first one does not wait for it."""
    if not missing():
        _press()
        _template("packets/packet.html")


@cache
def _template(name: str) -> Any:
    """Our own engine rather than the site's: autoescape stays on and no context processor adds to paper."""
    libraries = {"i18n": "django.templatetags.i18n"}
    engine = Engine(dirs=[str(_ROOT / "templates")], autoescape=True, libraries=libraries)
    return engine.get_template(name)


@cache
def _press() -> Press:
    if reason := missing():
        raise PressMissing(reason)
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Shelf(URLFetcher):  # type: ignore[misc]
        """Serves what lies on it by exact name and refuses every other address."""

        def __init__(self, held: dict[str, bytes]) -> None:
            super().__init__(allowed_protocols=(), allow_redirects=False)
            self._held = held

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url not in self._held:
                raise ValueError("A packet fetches nothing from outside itself.")
            return URLFetcherResponse(url, self._held[url], {"Content-Type": "font/woff2"})

    fonts = FontConfiguration()
    held = {f"{_FONT}{path.name}": path.read_bytes() for path in sorted((_PRESS / "fonts").glob("*.woff2"))}
    css = CSS(
        string=(_PRESS / "packet.css").read_text(encoding="utf-8"),
        url_fetcher=Shelf(held),
        font_config=fonts,
    )
    atexit.register(_press.cache_clear)  # its fonts must go before the library that frees them
    return Press(css=css, fonts=fonts, nothing=Shelf({}))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Layout makes many small objects that all live to the end: collecting among them costs a tenth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
