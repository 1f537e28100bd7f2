"""CPU of a packet against bare WeasyPrint on the same HTML and the same stylesheet, in turns in one run.

Ours is `packets.pdf.render`: from values through the templates to bytes. The first peer makes the same tagged
file in the same fonts, the second too and parses stylesheet and fonts only once, as we do; the third is the
textbook call, which tags nothing and has our fonts only where the system has them. Garbage that a side leaves
is collected within its own time, since ours puts that off.
"""

import gc
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from packets import pdf
from tests.packets import examples

ROUNDS = 11
PRESS = Path(pdf.__file__).resolve().parent / "press"
FONTS = f"{(PRESS / 'fonts').as_uri()}/"
SHEET = (PRESS / "packet.css").read_text(encoding="utf-8").replace("packet-font:", FONTS)


class Figure(NamedTuple):
    """One line of the table: ours against a peer, both on the HTML of our own packet."""

    name: str
    against: str
    ours: Callable[[], object]
    peer: Callable[[], object]


def main() -> None:
    """Print one JSON object a figure: medians in ms of CPU, and the median of the ratios pair by pair."""
    packet = examples.adult()
    document = pdf.html(packet)
    peers = {
        "bare WeasyPrint, PDF/UA-1": equal(document),
        "bare WeasyPrint, PDF/UA-1, stylesheet and fonts parsed once": shared(document),
        "bare WeasyPrint, untagged": plain(document),
    }
    for against, peer in peers.items():
        figure = Figure("packet, values to PDF", against, lambda: pdf.render(packet), peer)
        print(json.dumps(measured(figure)), flush=True)


def measured(figure: Figure) -> dict[str, str | float]:
    """Warm both sides, then time them in pairs whose order alternates."""
    figure.ours(), figure.peer()
    pairs = [_pair(figure, ours_first=bool(turn % 2)) for turn in range(ROUNDS)]
    return {
        "name": f"{figure.name}, CPU",
        "ours": round(statistics.median(ours for ours, _ in pairs), 1),
        "peer": round(statistics.median(peer for _, peer in pairs), 1),
        "ratio": round(statistics.median(ours / peer for ours, peer in pairs), 3),
        "unit": "ms",
        "against": figure.against,
    }


def _pair(figure: Figure, *, ours_first: bool) -> tuple[float, float]:
    if ours_first:
        ours = _cpu(figure.ours)
        return ours, _cpu(figure.peer)
    peer = _cpu(figure.peer)
    return _cpu(figure.ours), peer


def _cpu(work: Callable[[], object]) -> float:
    gc.collect()
    began = time.process_time()
    work()
    gc.collect()
    return (time.process_time() - began) * 1_000


def equal(document: str) -> Callable[[], bytes]:
    """Bare WeasyPrint that makes what we make: same fonts, same variant of PDF."""
    return lambda: shared(document)()


def shared(document: str) -> Callable[[], bytes]:
    """The same with the stylesheet and fonts kept between packets: what is left is ours alone."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    sheet = CSS(string=SHEET, font_config=fonts)

    def work() -> bytes:
        content: bytes = HTML(string=document).write_pdf(
            stylesheets=[sheet], font_config=fonts, pdf_variant=pdf.VARIANT
        )
        return content

    return work


def plain(document: str) -> Callable[[], bytes]:
    """The textbook call: no tags, no fonts of ours."""
    from weasyprint import CSS, HTML

    def work() -> bytes:
        content: bytes = HTML(string=document).write_pdf(stylesheets=[CSS(string=SHEET)])
        return content

    return work


if __name__ == "__main__":
    main()
