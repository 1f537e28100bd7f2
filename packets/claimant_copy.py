"""A claimant's own copy: reference, own answers, consents and signature; nothing that anybody found."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from packets import clocks, paper, pdf, values

ANSWER_CHARS, ANSWER_LINES = 20_000, 1_000


@dataclass(frozen=True, slots=True)
class Answered:
    """A question as it was shown, and the answer; `quiet` marks words that are ours."""

    wording: str
    answer: str
    quiet: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The answers of one stage about one person or photo, or about everything."""

    title: str
    answers: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class Permission:
    """A text as it was shown, and what was said to it."""

    name: str
    said: str
    version: str
    draft: bool
    paragraphs: tuple[str, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as the claimant knows it."""

    name: str
    size: str
    received: str


@dataclass(frozen=True, slots=True)
class Copy:
    """Everything the copy prints. Made with `of` under the claimant's language; rendered by `render`."""

    reference: str
    firm: str
    language: str
    received: str
    spoken: bool
    groups: tuple[Group, ...]
    files: tuple[Sent, ...]
    permissions: tuple[Permission, ...]
    signature: tuple[tuple[str, str], ...]
    made: str
    made_iso: str

    @classmethod
    def of(
        cls,
        *,
        reference: str,
        firm: str,
        language: str,
        submitted_at: datetime,
        lines: Sequence[values.Line],
        consents: Iterable[values.Consent],
        signature: values.Signature,
        files: Iterable[values.FileSent] = (),
        made_at: datetime,
    ) -> "Copy":
        """Lay out a copy."""
        return cls(
            reference=paper.label(reference, chars=40),
            firm=paper.label(firm),
            language=language,
            received=_moment(submitted_at),
            spoken=bool(signature.spoken_to),
            groups=tuple(_groups(lines)),
            files=tuple(_sent(one) for one in files),
            permissions=tuple(_permission(one) for one in consents),
            signature=tuple(_signature(signature)),
            made=_moment(made_at),
            made_iso=clocks.aware(made_at).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        )


def render(copy: Copy) -> bytes:
    """The copy as a tagged PDF, by the same press as a packet. Raises pdf.PressMissing without pango."""
    return pdf.render_html(pdf.page("packets/claimant_copy.html", copy=copy))


def _groups(lines: Sequence[values.Line]) -> Iterator[Group]:
    for (stage, item), told in groupby(lines, key=lambda line: (line.stage, line.item)):
        title = f"{stage}: {item}" if item else stage
        yield Group(paper.label(title), tuple(_answered(line) for line in told))


def _answered(line: values.Line) -> Answered:
    shown = paper.prose(line.shown, chars=ANSWER_CHARS, lines=ANSWER_LINES)
    return Answered(
        wording=paper.prose(line.wording, chars=paper.TEXT_CHARS, lines=paper.TEXT_LINES),
        answer=shown or _("Not provided"),
        quiet=not shown,
    )


def _sent(one: values.FileSent) -> Sent:
    return Sent(paper.label(one.name, chars=120), filesizeformat(one.size), _moment(one.received_at))


def _permission(consent: values.Consent) -> Permission:
    text = consent.text
    body = paper.prose(text.body, chars=paper.TEXT_CHARS, lines=paper.TEXT_LINES)
    said = _("You agreed") if consent.given else _("You did not agree")
    if consent.withdrawn_at:
        said = _("You agreed, and took it back on %(when)s") % {"when": _moment(consent.withdrawn_at)}
    return Permission(
        name=paper.label(_purposes().get(consent.purpose, consent.purpose)),
        said=said,
        version=paper.label(text.version),
        draft=text.status != "APPROVED",
        paragraphs=tuple(body.split("\n\n")),
        sha256=paper.label(text.sha256),
    )


def _purposes() -> dict[str, str]:
    return {
        "source": _("How you came here"),
        "notice": _("What you read before the first question"),
        "truth": _("That your answers are true"),
        "esign": _("Signing and getting messages on screen"),
        "privacy": _("How your answers are kept and used"),
        "texts": _("Text messages"),
    }


def _signature(signature: values.Signature) -> Iterator[tuple[str, str]]:
    if signature.spoken_to:
        yield _("Spoken by"), paper.label(signature.typed_name)
        yield _("Written down by"), paper.label(signature.spoken_to)
    else:
        yield _("Name you typed"), paper.label(signature.typed_name)
    yield _("When"), f"{_moment(signature.signed_at)} ({clocks.utc(signature.signed_at)})"
    yield _("Network address"), paper.label(signature.ip)
    yield _("Browser"), paper.prose(signature.agent, chars=400, lines=4)
    if signature.texts_sha256:
        yield _("Mark of the texts shown (SHA-256)"), paper.label(signature.texts_sha256)


def _moment(at: datetime) -> str:
    """A time as Chicago reads it, in the language in force."""
    there = clocks.home(at)
    return f"{date_format(there, 'DATE_FORMAT')}, {date_format(there, 'TIME_FORMAT')} {there:%Z}"
