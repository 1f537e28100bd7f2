"""No field that reaches paper can make the press read a file or call anybody."""

import html
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from packets import pdf
from tests.packets import probes, reading


@dataclass(frozen=True)
class Trap:
    """A server that counts who calls, and a file that would be recognised."""

    call: str
    file: str
    calls: list[str]

    def probe(self, name: str) -> str:
        return probes.filled(name, call=self.call, file=self.file)

    def caught(self, content: bytes) -> bool:
        return bool(self.calls) or probes.CANARY.encode() in reading.streams(content)


@pytest.fixture
def trap(tmp_path: Path) -> Iterator[Trap]:
    calls: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            calls.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            self.wfile.write(probes.CANARY.encode())

        def log_message(self, *_: Any) -> None:
            pass

    canary = tmp_path / "canary.txt"
    canary.write_text(probes.CANARY)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield Trap(f"http://127.0.0.1:{server.server_port}/p", canary.as_uri(), calls)
    server.shutdown()
    server.server_close()


class Markup(HTMLParser):
    """The tags of a document, and the attributes they bear."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str | None] = []
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(f"{tag} {name}" for name, _ in attrs)
        self.addresses += [value for name, value in attrs if name in {"href", "src", "data", "style"}]


def as_markup(probe: str) -> str:
    """What would be printed if one answer went through unescaped."""
    return f"<html lang=en><title>x</title><table><tr><td>{probe}</td></tr></table></html>"


@pytest.mark.parametrize("name", sorted(probes.LEAKING))
def test_control_a_probe_as_markup_leaks_from_bare_weasyprint(trap: Trap, name: str) -> None:
    from weasyprint import HTML

    assert trap.caught(HTML(string=as_markup(trap.probe(name))).write_pdf())


def test_there_are_at_least_twelve_probes_that_would_leak() -> None:
    assert len(probes.LEAKING) >= 12


@pytest.mark.parametrize("name", sorted(probes.PROBES))
def test_the_press_fetches_nothing_even_if_a_probe_were_markup(trap: Trap, name: str) -> None:
    content = pdf.render_html(as_markup(trap.probe(name)))
    assert trap.calls == []
    assert probes.CANARY.encode() not in reading.streams(content)
    assert reading.opened(content).attachments == {}


@pytest.mark.parametrize("name", sorted(probes.LEAKING))
def test_a_probe_in_every_field_becomes_text_and_nothing_else(trap: Trap, name: str) -> None:
    probe = trap.probe(name)
    content = pdf.render(probes.poisoned(probe, claims=1))
    assert trap.calls == []
    assert probes.CANARY.encode() not in reading.streams(content)
    assert reading.opened(content).attachments == {}
    assert reading.text(content).count(reading.squeezed(probe)) > 20


@pytest.mark.parametrize("name", sorted(probes.PROBES))
def test_no_field_adds_a_tag_an_attribute_or_an_address(trap: Trap, name: str) -> None:
    honest = Markup(pdf.html(probes.poisoned("plain words")))
    hostile = Markup(pdf.html(probes.poisoned(trap.probe(name))))
    assert hostile.tags == honest.tags
    assert hostile.attributes == honest.attributes
    assert hostile.addresses == honest.addresses
    assert not [one for one in honest.addresses if one and not one.startswith("#part-")]


def test_every_string_of_a_packet_is_printed_escaped() -> None:
    packet = probes.poisoned("<b>&'\"")
    document = pdf.html(packet)
    carrying = [one for one in probes.said(packet) if "<b>" in one]
    assert len(carrying) > 100
    assert "<b>" not in document
    brief = {theory.in_brief for claim in packet.claims for theory in claim.determination.theories}
    missing = [one for one in set(carrying) - brief if html.escape(one) not in document]
    assert missing == []


def test_the_stylesheet_reaches_for_nothing_but_the_fonts_beside_it() -> None:
    sheet = (Path(pdf.__file__).parent / "press" / "packet.css").read_text(encoding="utf-8")
    addresses = [part.split(")")[0] for part in sheet.split("url(")[1:]]
    fonts = {path.name for path in (Path(pdf.__file__).parent / "press" / "fonts").glob("*.woff2")}
    assert addresses
    assert {one.removeprefix("packet-font:") for one in addresses} <= fonts
    assert "@import" not in sheet


def test_no_template_of_the_packet_turns_escaping_off() -> None:
    templates = Path(pdf.__file__).parents[1] / "templates" / "packets"
    for page in templates.glob("*.html"):
        words = page.read_text(encoding="utf-8")
        assert "|safe" not in words and "autoescape" not in words and "style=" not in words, page.name
