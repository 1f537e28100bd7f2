"""What a hostile claimant would type to make the press read a file or call a server, and where it goes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from packets import values
from packets.contents import Contents
from tests.packets import examples

CANARY = "canary-7f1c-never-on-paper"
_SVG = "xmlns='http://www.w3.org/2000/svg' width='9' height='9'"

# {call} is an address on a listening server, {file} the address of a file that holds CANARY.
# Each of these leaks from bare WeasyPrint, as the control test shows.
LEAKING: Mapping[str, str] = {
    "attachment link to a file": "<link rel=attachment href='{file}'>",
    "attachment anchor to a file": "<a rel=attachment href='{file}'>x</a>",
    "attachment link to a server": "<link rel=attachment href='{call}'>",
    "attachment anchor to a server": "<a rel=attachment href='{call}'>x</a>",
    "image": "<img src='{call}'>",
    "object": "<object data='{call}'></object>",
    "embed": "<embed src='{call}'>",
    "stylesheet link": "<link rel=stylesheet href='{call}'>",
    "import in a style": "<style>@import url({call});</style>",
    "font in a style": "<style>@font-face{{font-family:x;src:url({call})}}body{{font-family:x}}</style>",
    "background in a style attribute": "<b style='background:url({call})'>x</b>",
    "bullet in a style attribute": "<ul><li style='list-style-image:url({call})'>x</ul>",
    "generated content": "<style>td::before{{content:url({call})}}</style>",
    "image in an SVG": f"<svg {_SVG}><image href='{{call}}' width='9' height='9'/></svg>",
    "SVG in a data address": f"<img src=\"data:image/svg+xml,<svg {_SVG}><image href='{{call}}' "
    "width='9' height='9'/></svg>\">",
    "base address": "<base href='{call}'><img src='next.png'>",
}
# These do nothing in WeasyPrint 70 even when they are markup; they are tried all the same.
QUIET: Mapping[str, str] = {
    "use in an SVG": f"<svg {_SVG}><use href='{{call}}#a'/></svg>",
    "image of a file": "<img src='{file}'>",
    "iframe of a file": "<iframe src='{file}'></iframe>",
    "iframe of a server": "<iframe src='{call}'></iframe>",
    "refresh": "<meta http-equiv=refresh content='0;url={call}'>",
    "script": "<script src='{call}'></script>",
    "entity": "<!DOCTYPE x [<!ENTITY e SYSTEM '{file}'>]>&e;",
    "address in words": "url({call}) @import '{call}'; {file}",
    "end of a style attribute": "';background:url({call});'",
    "end of the table": "</td></table></body><img src='{call}'>",
    "template tags": "{{% include '{file}' %}}{{{{ packet.firm|safe }}}}{{% load static %}}",
}
PROBES = {**LEAKING, **QUIET}


def filled(name: str, *, call: str, file: str) -> str:
    return PROBES[name].format(call=call, file=file)


@dataclass(frozen=True, slots=True)
class Text:
    """A text that is hostile in every field."""

    id: str
    version: str
    language: str
    status: str
    body: str
    sha256: str


def poisoned(text: str, *, claims: int = 2) -> Contents:
    """A packet that carries the text in every field that reaches paper."""
    line = examples.Line(
        stage=text, question=text, wording=text, shown=text, item=text, page=text, value="2010-03-15"
    )
    blank = examples.Line(stage=text, question=text, wording=text, item=text, value=text, unsure=True)
    dated = examples.SUBMITTED
    claim = values.ClaimFile(
        label=text, document=document(text), name=text, capacity=text, born=text, authority=text
    )
    return Contents.of(
        values.File(
            reference=text,
            firm=text,
            matter=text,
            submitted_at=dated,
            lines=[line, blank],
            claims=[claim] * claims,
            contact=examples.Contact(*[text] * 7),
            parties=[text],
            consents=[values.Consent(text, Text(*[text] * 6), True)],
            signature=values.Signature(text, dated, text, text),
            manifest=values.Manifest(text, text, text, text, text, dated),
            evidence=[line],
            links=[line],
            activity=[values.Activity(dated, text, text)],
            caveats=[text],
        )
    )


_KEPT = {"as_of", "safe", "rolled", "next_change_on", "main_theory", "value", "applies", "outcome"}


def document(text: str) -> dict[str, Any]:
    """A determination whose every word is the text; dates, and the codes that choose a layout, stay."""
    found: dict[str, Any] = _poisoned(examples.grown(), text)
    found["main_theory"] = text
    del found["theories"][2:], found["settings"][2:]
    found["theories"].append({**found["theories"][0], "id": "OTHER", "outcome": text})
    found["theories"][0]["pairs"] = [
        {"photo": text, "defendant": text, "outcome": text, "elements": {text: "T"}} for _ in range(2)
    ]
    found["theories"][0]["citations"] = [text]
    for setting in found["settings"]:
        setting |= {"value": {text: text}, "checked_on": text, "checked_by": text}
    return found


def _poisoned(found: Any, text: str) -> Any:
    match found:
        case dict():
            return {name: one if _stays(name, one) else _poisoned(one, text) for name, one in found.items()}
        case list():
            return [_poisoned(one, text) for one in found]
        case str():
            return text
    return found


def _stays(name: str, value: Any) -> bool:
    return name in _KEPT and (name != "value" or str(value) in {"T", "F", "U"})


def said(packet: Any) -> Iterator[str]:
    """Every string of a packet, however deep."""
    if isinstance(packet, str):
        yield packet
    elif isinstance(packet, tuple):
        for one in packet:
            yield from said(one)
    elif is_dataclass(packet):
        for field in fields(packet):
            yield from said(getattr(packet, field.name))
