"""The sections of a packet, as frozen values ready to print."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC

from packets import answers, clocks, cover, findings, paper, reading, values, words
from packets.clocks import NotReady
from packets.evidence import PublishedSheet, published
from packets.files_sent import FileRow, files_sent
from packets.sheets import ClaimSheet, ConsentSheet, Event, Imprint, Row

PARTS = {
    "1": "Summary",
    "2": "People",
    "3": "Facts as answered",
    "4": "Rule trace",
    "5": "Illinois link",
    "6": "Evidence",
    "10": "Signature",
    "11": "Activity",
    "12": "Manifest",
}
CLAIMS, PARTIES, CONSENTS, ACTIVITIES, SENTENCES = 60, 120, 24, 400, 200

EXTRATERRITORIALITY = (
    "BIPA reaches conduct that took place “primarily and substantially” in Illinois (Avery v. State Farm, "
    "216 Ill. 2d 100 (2005)). Where each defendant collected and used the photos is a fact about the "
    "defendant that this interview cannot show; it is open for every defendant named here."
)


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything one packet prints. Made with `of`; rendered by `pdf.render`."""

    reference: str
    firm: str
    matter: str
    received: str
    entered_by: str
    claims: tuple[ClaimSheet, ...]
    urgent: tuple[str, ...]
    stopped: str
    caveats: tuple[str, ...]
    contact: tuple[Row, ...]
    parties: tuple[str, ...]
    consents: tuple[ConsentSheet, ...]
    stages: tuple[answers.Stage, ...]
    timeline: tuple[answers.Moment, ...]
    links: tuple[answers.Group, ...]
    evidence: tuple[answers.Group, ...]
    published: PublishedSheet
    files: tuple[FileRow, ...]
    signature: tuple[Row, ...]
    activity: tuple[Event, ...]
    manifest: tuple[Row, ...]
    left_out: tuple[str, ...]
    unchecked: str
    imprint: Imprint

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """The numbered parts that are printed after the first page, in reading order."""
        return tuple((number, title) for number, title in PARTS.items() if self._follows(number))

    def _follows(self, number: str) -> bool:
        return bool(self.links) if number == "5" else number != "1"

    @classmethod
    def of(cls, file: values.File) -> "Contents":
        """Lay out a packet. Raises NotReady without a reference, a claim or time-zone-aware times."""
        if not file.reference or not file.claims:
            raise NotReady("A packet needs a reference and at least one claim with its determination.")
        sheets = tuple(_claim(claim) for claim in file.claims[:CLAIMS])
        return cls(
            reference=paper.label(file.reference, chars=40),
            firm=paper.label(file.firm),
            matter=paper.label(file.matter),
            received=clocks.local(file.submitted_at),
            entered_by=paper.label(file.signature.entered_by),
            claims=sheets,
            urgent=tuple(_urgent(sheet) for sheet in sheets if sheet.summary.urgent),
            stopped=words.STOPPED.get(file.stopped, ""),
            caveats=tuple(paper.prose(one) for one in file.caveats or (EXTRATERRITORIALITY,)),
            contact=_contact(file.contact),
            parties=tuple(paper.label(name) for name in file.parties[:PARTIES]),
            consents=tuple(_consent(one) for one in _in_order(file.consents)[:CONSENTS]),
            stages=answers.stages(file.lines),
            timeline=answers.timeline(file.lines),
            links=answers.grouped(file.links[:SENTENCES]),
            evidence=answers.grouped(file.evidence[:SENTENCES]),
            published=published(file.lookup, file.checks),
            files=files_sent(file.files),
            signature=_signature(file.signature),
            activity=tuple(_event(one) for one in file.activity[-ACTIVITIES:]),
            manifest=_manifest(file.manifest),
            left_out=_left_out(file),
            unchecked=_unchecked(sheets[0].determination),
            imprint=_imprint(file.manifest),
        )


def _claim(claim: values.ClaimFile) -> ClaimSheet:
    determination = reading.read(claim.document)
    rows = [
        _row("Name", claim.name),
        _row("Claims as", words.spoken(words.ROLES, claim.capacity)),
        _row("Born", words.dated(claim.born)),
    ]
    if claim.authority or claim.capacity not in words.FOR_ONESELF:
        rows.append(_row("Authority to act", claim.authority[:1].upper() + claim.authority[1:]))
    return ClaimSheet(
        label=paper.label(claim.label),
        name=paper.label(claim.name),
        rows=tuple(rows),
        summary=cover.summarise(determination),
        determination=determination,
        caution=paper.prose(claim.caution),
    )


def _unchecked(determination: findings.Determination) -> str:
    count = len(determination.unchecked)
    return (
        f"{count} of {len(determination.settings)} are not yet checked by the firm; part 4 lists them."
        if count
        else ""
    )


def _urgent(sheet: ClaimSheet) -> str:
    nearest = min(sheet.summary.urgent, key=lambda lane: lane.left)
    return f"{sheet.label}: {nearest.theory}, safe date {nearest.safe} ({nearest.left_words})"


def _contact(contact: values.Contact) -> tuple[Row, ...]:
    return (
        _row("Name", f"{contact.first_name} {contact.last_name}"),
        _row("Other names", contact.other_names),
        _row("E-mail", contact.email),
        _row("Phone", contact.phone),
        _row("Prefers to be reached", words.spoken(words.REACHED, contact.preferred)),
        _row("Language", words.spoken(words.LANGUAGES, contact.language)),
    )


def _in_order(consents: Sequence[values.Consent]) -> list[values.Consent]:
    order = list(words.PURPOSES)
    return sorted(consents, key=lambda one: order.index(one.purpose) if one.purpose in order else len(order))


def _consent(consent: values.Consent) -> ConsentSheet:
    text, language = consent.text, words.spoken(words.LANGUAGES, consent.text.language)
    body = paper.prose(text.body, chars=paper.TEXT_CHARS, lines=paper.TEXT_LINES)
    return ConsentSheet(
        purpose=paper.label(words.spoken(words.PURPOSES, consent.purpose)),
        title=paper.label(f"Text “{text.id}”, version {text.version}, {language}"),
        paragraphs=tuple(body.split("\n\n")),
        draft=text.status != "APPROVED",
        sha256=paper.label(text.sha256),
        given="Given" if consent.given else "Not given",
        then=tuple(_then(consent)),
    )


def _then(consent: values.Consent) -> Iterator[str]:
    if consent.read_out_by:
        yield f"Read out by {paper.label(consent.read_out_by)}, answered aloud"
    if consent.withdrawn_at:
        yield f"Withdrawn {clocks.local(consent.withdrawn_at)}"


def _signature(signature: values.Signature) -> tuple[Row, ...]:
    """Who signed, when and where; of a caller, who wrote down what was said, for that is no signature."""
    when = f"{clocks.local(signature.signed_at)} ({clocks.utc(signature.signed_at)})"
    names = (
        (_row("Spoken by", signature.typed_name), _row("Written down by", signature.spoken_to))
        if signature.spoken_to
        else (_row("Typed name", signature.typed_name),)
    )
    typed = (_row("Answers typed by", signature.entered_by),) if signature.entered_by else ()
    digest = (_row("Texts shown (SHA-256)", signature.texts_sha256),) if signature.texts_sha256 else ()
    return (
        *names,
        _row("Spoken" if signature.spoken_to else "Signed", when),
        _row("Network address", signature.ip),
        _row("Browser", paper.prose(signature.agent, chars=400, lines=4)),
        *digest,
        *typed,
    )


def _event(entry: values.Activity) -> Event:
    return Event(
        utc=clocks.utc(entry.at),
        local=clocks.local(entry.at),
        what=paper.prose(entry.what, chars=400, lines=6),
        who=paper.label(entry.who),
    )


def _manifest(manifest: values.Manifest) -> tuple[Row, ...]:
    head = (_row("Head of the record", manifest.audit_head),) if manifest.audit_head else ()
    return (
        _row("Data (SHA-256)", manifest.data_sha256),
        _row("Ruleset digest (SHA-256)", manifest.ruleset_digest),
        _row("Ruleset version", manifest.ruleset_version),
        _row("Rule engine", manifest.engine),
        _row("Packet version", manifest.packet_version),
        _row("Packet row made", f"{clocks.local(manifest.made_at)} ({clocks.utc(manifest.made_at)})"),
        *head,
    )


def _left_out(file: values.File) -> tuple[str, ...]:
    counted = (
        (len(file.claims), CLAIMS, "claims"),
        (len(file.parties), PARTIES, "names"),
        (len(file.lines), answers.LINES, "answers"),
        (len(file.activity), ACTIVITIES, "earlier log entries"),
    )
    return tuple(f"{count - most:,} more {noun}" for count, most, noun in counted if count > most)


def _imprint(manifest: values.Manifest) -> Imprint:
    return Imprint(
        packet_version=paper.label(manifest.packet_version, chars=20),
        data=_short(manifest.data_sha256),
        ruleset=_ruleset_mark(manifest),
        engine=paper.label(manifest.engine, chars=20),
        made=clocks.utc(manifest.made_at),
        made_iso=clocks.aware(manifest.made_at).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )


def _row(label: str, value: str) -> Row:
    shown = paper.prose(value, chars=800, lines=12)
    return Row(label=label, value=shown or answers.NOT_PROVIDED, quiet=not shown)


def _ruleset_mark(manifest: values.Manifest) -> str:
    return f"{paper.label(manifest.ruleset_version, chars=40)} ({_short(manifest.ruleset_digest)})"


def _short(digest: str) -> str:
    return paper.label(digest, chars=64)[:12]
