"""Plainly fictional packets to print: an adult, a parent of two, nothing known, world names, hostile text."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from exposure.index import PublishedList
from matters import lookup
from matters.lookup import AccountLines, LookedUp, NamedPhoto, PhotoFound, Seen
from packets import values
from packets.contents import Contents

SUBMITTED = datetime(2026, 11, 22, 20, 3, 9, tzinfo=UTC)
REFERENCE = "K7M-4QX-9TD"


@dataclass(frozen=True, slots=True)
class Line:
    stage: str
    question: str
    wording: str
    shown: str = ""
    item: str = ""
    page: str = ""
    value: object = None
    unsure: bool = False
    earlier: tuple[dict[str, str], ...] = ()
    english: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Text:
    body: str
    id: str = "declaration"
    version: str = "1"
    language: str = "en"
    status: str = "DRAFT"

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body.encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True, slots=True)
class Contact:
    first_name: str = "Pat"
    last_name: str = "Example"
    other_names: str = ""
    email: str = "pat@example.com"
    phone: str = "312 555 0100"
    preferred: str = "E-mail"
    language: str = "English"


ELEMENTS = (
    (
        "E1",
        "Face shown",
        "The person’s face can be recognised in the photo.",
        "740 ILCS 14/10",
        (("depicted", "Face visible", "yes", "claimed"),),
        "The claimant says the face can be recognised.",
    ),
    (
        "E2",
        "In the dataset",
        "The photo was in YFCC100M, from which MegaFace was made.",
        "facts B2, B4",
        (
            ("dataset_hit", "List checked", "this photo", "index"),
            ("licence_2014", "Licence in 2014", "CC BY-NC", "claimed"),
            ("uploaded", "Put on Flickr", "2012-05", "claimed"),
        ),
        "The photo id is on the imported list (yfcc100m, line 4,410,032).",
    ),
    (
        "E3",
        "Illinois link",
        "The person lived in Illinois, or the photo was uploaded there.",
        "Avery v. State Farm, 216 Ill. 2d 100",
        (
            ("res", "Lived in", "IL, 2004 to the present", "claimed"),
            ("upload_place", "Uploaded from", "IL", "claimed"),
        ),
        "Lived in Illinois on the day of the upload and in the collection window.",
    ),
    (
        "E4",
        "No written release",
        "Nobody signed a release naming face scans.",
        "740 ILCS 14/15(b)",
        (("release", "Signed a release", "no", "claimed"),),
        "No release is claimed.",
    ),
    (
        "E5",
        "Defendant covered",
        "The defendant is a private entity.",
        "740 ILCS 14/10, 14/25",
        (("defendant", "Defendant", "private", "default"),),
        "The unnamed companies are taken to be private.",
    ),
    (
        "E6",
        "In time",
        "The claim is brought within five years, or two years after the eighteenth birthday.",
        "735 ILCS 5/13-205; 5/13-211; Tims v. Black Horse Carriers (2023)",
        (
            ("subject_dob", "Born", "2010-03-15", "claimed"),
            ("learned", "Learned of it", "2019-10-11", "claimed"),
        ),
        "Not yet two years past the eighteenth birthday.",
    ),
    (
        "E7",
        "Living at collection",
        "The person was alive when the data was collected.",
        "755 ILCS 5/27-6",
        (("subject_death", "Died", "none", "default"),),
        "No death is recorded.",
    ),
    (
        "E8",
        "Capacity to claim",
        "Whoever claims may act for the person shown.",
        "740 ILCS 14/10",
        (("role", "Claims as", "parent", "claimed"),),
        "A parent acts for a minor.",
    ),
)


def element(row: tuple[Any, ...], value: str) -> dict[str, Any]:
    ident, title, sentence, law, facts, reason = row
    known = value != "U"
    return {
        "id": ident,
        "title": title,
        "sentence": sentence,
        "value": value,
        "citations": [law],
        "reasons": [reason] if known else [f"Not known: {facts[0][1].lower()} was not answered."],
        "facts": [
            {"name": name, "label": label, "value": shown if known else None, "source": source}
            for name, label, shown, source in facts
        ],
        "settles": [] if known else [facts[0][0]],
    }


def theory(ident: str, title: str, outcome: str, values_: str, **more: Any) -> dict[str, Any]:
    elements = [element(row, value) for row, value in zip(ELEMENTS, values_, strict=False)]
    applies = "F" if outcome == "not_applicable" else "T"
    return {
        "id": ident,
        "title": title,
        "outcome": outcome,
        "applies": applies,
        "applies_reasons": ["Under 18 on some day of the collection window."]
        if applies == "T"
        else ["Certainly a living minor on 2026-11-22."],
        "photo": "Photo 1",
        "defendant": "unnamed private companies",
        "elements": elements,
        "deadline": None,
        "contradictions": [],
        "holds": [],
        "notes": [],
        "pairs": [],
        "settles": [name for one in elements for name in one["settles"]],
    } | more


SETTINGS = [
    {"key": key, "value": value, "citation": citation, "checked_on": None, "checked_by": ""}
    for key, value, citation in (
        ("FLICKR_LAUNCH", "2004-02-10", "facts B1"),
        ("YFCC_RELEASE", "2014-06-24", "facts B2"),
        ("COLLECTION_WINDOW", ["2015-01-01", "2020-06-30"], "facts B4"),
        ("BIPA_YEARS", 5, "735 ILCS 5/13-205; Tims"),
        ("MINOR_AFTER_18", 2, "735 ILCS 5/13-211"),
        ("PHOTO_ID_AFTER", 14_900_000_000, "facts B6"),
    )
]


def document(result: str, main: str, theories: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {
        "engine": "1",
        "ruleset": "9b1c" * 16,
        "ruleset_version": "2026-11-22.1",
        "as_of": "2026-11-22",
        "result": result,
        "main_theory": main,
        "next_change_on": "2030-03-16",
        "theories": theories,
        "settings": SETTINGS,
    } | more


NOTE = "One recovery per defendant and method; $1,000 or $5,000, at the court’s discretion (740 ILCS 14/20)."


def child(born: str = "2010-03-15", safe: str = "2030-03-15") -> dict[str, Any]:
    lane = {
        "safe": safe,
        "rolled": safe,
        "words": f"Born {born}; eighteenth birthday plus two years (735 ILCS 5/13-211).",
    }
    return document(
        "likely_eligible",
        "BIPA_MINOR",
        [
            theory("BIPA_DEPICTED", "BIPA, adult pictured", "not_applicable", "TTTTTFTU"),
            theory(
                "BIPA_MINOR",
                "BIPA, pictured as a minor",
                "likely_eligible",
                "TTTTTTTT",
                deadline=lane,
                notes=[NOTE],
                pairs=[
                    {
                        "photo": "Photo 1",
                        "defendant": "unnamed private companies",
                        "outcome": "likely_eligible",
                        "elements": {f"E{n}": "T" for n in range(1, 9)},
                    },
                    {
                        "photo": "Photo 2",
                        "defendant": "unnamed private companies",
                        "outcome": "needs_review",
                        "elements": {f"E{n}": "U" if n == 2 else "T" for n in range(1, 9)},
                    },
                ],
            ),
            theory(
                "COPPA_BY_CHILD",
                "COPPA, uploaded by the child",
                "no_flag",
                "",
                applies_reasons=["The uploader was a parent."],
            ),
        ],
    )


def grown() -> dict[str, Any]:
    lane = {
        "safe": "2020-01-01",
        "rolled": "2028-05-01",
        "words": "Five years from 2015-01-01 have passed; five years from the day it was learned of "
        "(2023-05-01) end 2028-05-01.",
    }
    return document(
        "needs_review",
        "BIPA_DEPICTED",
        [
            theory(
                "BIPA_DEPICTED",
                "BIPA, adult pictured",
                "needs_review",
                "TUTTTUTT",
                deadline=lane,
                notes=[NOTE],
                holds=[
                    {
                        "id": "represented",
                        "value": "U",
                        "sentence": "Whether another lawyer already acts is not known.",
                    }
                ],
                contradictions=[
                    {
                        "id": "upload_before_launch",
                        "photo": "Photo 2",
                        "sentence": "Photo 2 is said to have been put on Flickr before Flickr opened.",
                    }
                ],
            ),
            theory(
                "BIPA_MINOR",
                "BIPA, pictured as a minor",
                "not_applicable",
                "TUTTTFTT",
                applies_reasons=["The eighteenth birthday was before the collection window."],
            ),
            theory("COPPA_BY_CHILD", "COPPA, uploaded by the child", "no_flag", ""),
        ],
        next_change_on="2028-05-02",
    )


def unknown() -> dict[str, Any]:
    return document(
        "needs_review",
        "BIPA_MINOR",
        [
            theory(
                ident,
                title,
                "needs_review",
                "UUUUUUUU",
                applies="U",
                applies_reasons=["The date of birth is not known."],
            )
            for ident, title in (
                ("BIPA_DEPICTED", "BIPA, adult pictured"),
                ("BIPA_MINOR", "BIPA, pictured as a minor"),
            )
        ],
        next_change_on=None,
    )


QUESTIONS = (
    ("Your role", "1.1", "Who are you here for?", "My child under 18"),
    ("Your role", "0.3", "Does another lawyer already act for you in this?", "No"),
    ("The photos", "4.8", "Is the face visible enough to recognise?", "Yes"),
    ("The photos", "4.3", "When was the photo put on Flickr?", "May 2012"),
    ("The photos", "4.6", "Was the photo public in spring 2014?", "Yes"),
    ("The photos", "3.3", "When was the account that held the photo opened?", "2009"),
    (
        "Where the person lived",
        "2.1",
        "In which states has the person lived since 2004?",
        "Illinois, 2004 to the present",
    ),
    (
        "Where the person lived",
        "2.2",
        "Was the person in Illinois at any time from 2015 to June 2020?",
        "Yes",
    ),
    ("The account", "3.1", "Whose account was it?", "A parent’s or guardian’s"),
    (
        "The account",
        "3.2",
        "Account link, user name or a photo link",
        "https://www.flickr.com/photos/12345678@N00/",
    ),
    ("What you found", "5.1", "Have you checked any list or tool?", "This photo was on it"),
    (
        "What you found",
        "5.2",
        "When did you first learn that photos might be in such a set?",
        "October 11, 2019",
    ),
    ("Permissions", "6.1", "Did anyone ever sign a consent that names face scans by the company?", "No"),
    ("Permissions", "6.2", "Took money or signed a release in a face-data case?", ""),
    ("Permissions", "6.5", "Bankruptcy since 2015?", "?"),
    (
        "Evidence",
        "2.3",
        "What could you send later that shows where the person lived?",
        "School enrolment letters and a tax return",
    ),
    (
        "Evidence",
        "7.1",
        "What else could you send?",
        "The account’s download archive, and a screenshot of the photo page from 2013",
    ),
)
VALUES = {"4.3": "2012-05", "3.3": "2009", "5.2": "2019-10-11"}


def transcript(people: int = 1, photos: int = 2) -> list[Line]:
    lines = []
    for stage, question, wording, shown in QUESTIONS:
        items = {
            "The photos": [f"Photo {n}" for n in range(1, photos + 1)],
            "Where the person lived": [f"Person {n}" for n in range(1, people + 1)],
        }.get(stage, [""])
        lines += [
            Line(
                stage=stage,
                question=question,
                wording=wording,
                item=item,
                value=VALUES.get(question, shown),
                shown="" if shown == "?" else shown,
                unsure=shown == "?",
            )
            for item in items
        ]
    return sorted(
        lines, key=lambda line: (list(dict.fromkeys(q[0] for q in QUESTIONS)).index(line.stage), line.item)
    )


NOTICE = Text(
    id="notice",
    body="This form goes to Example & Example LLP, 1 Example Street, Chicago. Attorney advertising. Sending "
    "it asks us to look at your situation. It does not make us your lawyers; that happens only if you and we "
    "both sign an agreement. We keep your answers private and use them only to decide whether we can help."
    "\n\nThere may be time limits on your rights; do not wait for us before seeking advice elsewhere.",
)
CONSENTS = (
    values.Consent("notice", NOTICE, True),
    values.Consent(
        "truth",
        Text("What I have written is true as far as I know. Where I was not sure, I said so.", id="truth"),
        True,
    ),
    values.Consent(
        "esign",
        Text("I agree to sign and receive papers electronically.", id="esign", status="APPROVED"),
        True,
    ),
    values.Consent(
        "texts",
        Text("Optional. The firm may send me automated texts about this investigation.", id="texts"),
        False,
    ),
)


MEGAFACE = PublishedList(
    "megaface", "2016-10", "megaface", "megaface", "megaface2_files.txt", "5e1c07b9a4d2f386" * 4, 221_000_000,
    4_753_320, 12, "2026-11-20T15:30:00+00:00", "Robin Attorney",
)  # fmt: skip
YFCC = replace(
    MEGAFACE, name="yfcc100m", version="2014", collection="yfcc100m", rows=100_000_000, refused=0,
    source_name="yfcc100m_dataset.bz2", source_sha256="0f9d83c2e6b1a754" * 4,
)  # fmt: skip
FFHQ = replace(
    MEGAFACE, name="ffhq", version="1", source_name="ffhq.csv", collection="ffhq", rows=70_000, refused=1
)
ACCOUNT, OTHER = "12345678@N00", "87654321@N00"
MATCHED = PhotoFound(
    NamedPhoto("Photo 1", "4571314348", ACCOUNT, "", "2009-05-02"),
    seen=(
        Seen(MEGAFACE, 1_204_331, ACCOUNT, "agrees", True),
        Seen(YFCC, 45_713_143, ACCOUNT, "agrees", True),
    ),
    accounts=(AccountLines(MEGAFACE, 41, 27, True), AccountLines(YFCC, 310, 310, True)),
    dated="By its number, the photo was put on Flickr between April 26, 2010 and May 9, 2010.",
    era="The number is of the second kind given out, after the earliest.",
    conflicts=("By its number, the photo is of May 2010. The claimant says May 2, 2009.",),
)
ELSEWHERE = PhotoFound(
    NamedPhoto("Photo 2", "8032659999", ACCOUNT),
    seen=(Seen(MEGAFACE, 77, OTHER, "differs", True), Seen(FFHQ, 3, ACCOUNT, "agrees", False)),
)
ABSENT = PhotoFound(NamedPhoto("Photo 3", "6110054503", "", "pat-example"))
UNREAD = PhotoFound(NamedPhoto("Photo 4"), why_not=lookup.NO_NUMBER)
LOOKED_UP = values.LookUp(
    LookedUp((FFHQ, MEGAFACE, YFCC), (MEGAFACE, YFCC), (MATCHED, ELSEWHERE, ABSENT, UNREAD)), SUBMITTED
)
CHECKED = values.PhotoCheck(
    "Photo 3", "exact", "Exposing.ai", "Typed the address; the tool named its number.", "2011-09",
    "https://www.flickr.com/photos/pat-example/6110054503/", ("The page says 2011.",), "Robin Attorney",
    SUBMITTED, True,
)  # fmt: skip
WITHDRAWN = replace(CHECKED, outcome="nothing", stands=False, how="Looked by hand.", conflicts=())


def packet(**changes: Any) -> Contents:
    """A packet for one child, with whatever a test changes."""
    lines = changes.pop("lines", None)
    lines = transcript() if lines is None else lines
    given: dict[str, Any] = {
        "reference": REFERENCE,
        "firm": "Example & Example LLP",
        "matter": "Flickr photos and the MegaFace dataset",
        "submitted_at": SUBMITTED,
        "lines": lines,
        "claims": [
            values.ClaimFile(
                label="Person 1",
                name="Sam Example",
                capacity="Child, a parent files",
                born="March 15, 2010",
                authority="Parent; no court order named",
                document=child(),
            )
        ],
        "contact": Contact(),
        "parties": ["Pat Example", "Sam Example", "flickr: patexample"],
        "consents": CONSENTS,
        "signature": values.Signature(
            "Pat Example", SUBMITTED, "192.0.2.44", "Mozilla/5.0 (X11; Linux x86_64) Example/1.0"
        ),
        "evidence": [line for line in lines if line.question in {"2.3", "7.1"}],
        "lookup": LOOKED_UP,
        "checks": [WITHDRAWN, CHECKED],
        "links": [line for line in lines if line.question in {"2.1", "2.2"}],
        "activity": [
            values.Activity(SUBMITTED, "Submission received", "claimant"),
            values.Activity(SUBMITTED, "Conflict check clear: no list is loaded", "portal"),
            values.Activity(SUBMITTED, "Determined under ruleset 2026-11-22.1", "portal"),
        ],
        "manifest": values.Manifest("3fa9" * 16, "9b1c" * 16, "2026-11-22.1", "1", "1", SUBMITTED),
    }
    return Contents.of(values.File(**(given | changes)))


def adult() -> Contents:
    return packet(
        claims=[
            values.ClaimFile(
                label="Myself",
                name="Pat Example",
                capacity="The person pictured",
                born="1985",
                document=grown(),
            )
        ]
    )


def two_children() -> Contents:
    return packet(
        lines=transcript(people=2, photos=4),
        claims=[
            values.ClaimFile(
                label="Person 1",
                name="Sam Example",
                capacity="Child, a parent files",
                born="March 15, 2010",
                authority="Parent",
                document=child(),
            ),
            values.ClaimFile(
                label="Person 2",
                name="Alex Example",
                capacity="Child, a parent files",
                born="December 1, 2006",
                authority="Parent",
                document=child("2006-12-01", "2026-12-01"),
            ),
        ],
    )


def nothing_known() -> Contents:
    blank = Contact("", "", "", "", "", "", "")
    return packet(
        lines=[
            Line(stage=s, question=q, wording=w, unsure=i % 2 == 0)
            for i, (s, q, w, _) in enumerate(QUESTIONS)
        ],
        claims=[values.ClaimFile(label="Person 1", document=unknown())],
        contact=blank,
        parties=(),
        evidence=(),
        links=(),
        activity=(),
        consents=(),
    )


NAMES = (
    "محمد مثال",
    "ישראל דוגמה",
    "例子小明",
    "उदाहरण कुमार",
    "Żółć Přílišná-Ñandú",
    "Ví Dụ Nguyễn",
    "Παράδειγμα Νίκος",
    "Пример Петров",
)


def world_names() -> Contents:
    return packet(
        contact=Contact(first_name=NAMES[0], last_name=NAMES[1], other_names="; ".join(NAMES[2:])),
        parties=NAMES,
        claims=[
            values.ClaimFile(label=f"Person {n}", name=name, document=child())
            for n, name in enumerate(NAMES[:4], 1)
        ],
    )


def hostile() -> Contents:
    word = "W" * 50_000
    lines = [
        Line(stage="Hostile", question="9.9", wording="Anything else?", shown=shown, item=f"Photo {n}")
        for n, shown in enumerate(
            (
                word,
                "<script>alert(1)</script><img src=file:///etc/passwd>",
                "\x00\ud800\u202egnp.exe\u202c",
                "a\n" * 9_000,
                "Z" + "\u0301" * 4_000,
                "{{ packet.firm }}{% include 'x' %}",
                "=cmd|' /C calc'!A0",
                "\u3164",
                "</td></tr></table><h1>Broken</h1>",
            )
        )
    ]
    return packet(
        lines=lines,
        contact=Contact(first_name=word, last_name="<b>Bold</b>"),
        parties=[word, "<i>x</i>"],
        claims=[values.ClaimFile(label="Person 1 <u>", name=word, document=child())],
    )


SOURCE = Text(
    "This page was reached through an advertisement of the firm. Nobody was paid for naming you to us.",
    id="source",
)
SPANISH = {
    "1.1": ("¿Por quién viene usted?", "Mi hijo o hija menor de 18 años"),
    "4.8": ("¿Se ve la cara lo bastante bien para reconocerla?", "Sí"),
    "4.3": ("¿Cuándo se subió la foto a Flickr?", "Mayo de 2012"),
    "2.3": ("¿Qué podría enviar más adelante que muestre dónde vivió la persona?", ""),
    "7.1": ("¿Qué más podría enviar?", ""),
}
SAID_BEFORE = (
    {"shown": "Not public", "at": "2026-11-21T15:04:00+00:00"},
    {"shown": "Not sure", "question": "Was it public in 2014?", "at": "2026-11-22T16:00:00+00:00"},
)
SENT = (
    values.FileSent(
        "pantallazo-de-la-página-de-la-foto-2013.png",
        1_204_331,
        "png",
        "5e1c07b9a4d2f386" * 4,
        SUBMITTED,
        "checked",
        "clean",
        ("4.3", "4.6"),
    ),
    values.FileSent(
        "72157.zip", 90_312_400, "zip", "0f9d83c2e6b1a754" * 4, SUBMITTED, "checked", "not scanned"
    ),
    values.FileSent("N" * 116 + ".pdf", 30_120, "pdf", "9b1c" * 16, SUBMITTED, "unfit", "found"),
    values.FileSent("example.heic", 2_404_010, "heic", "3fa9" * 16, SUBMITTED, "waiting", "not scanned"),
)


def _in_spanish(line: Line) -> Line:
    said = SPANISH.get(line.question)
    if line.question == "4.6":
        return replace(line, earlier=SAID_BEFORE)
    if said is None:
        return line
    english = {"wording": line.wording, "shown": line.shown}
    return replace(line, wording=said[0], shown=said[1] or line.shown, english=english)


def everything() -> Contents:
    """A file typed for a caller, in Spanish, stopped early, corrected, with files and a withdrawal."""
    spoken = [replace(one, read_out_by="Robin Attorney") for one in CONSENTS if one.purpose != "texts"]
    texts = Text("Opcional. El bufete puede enviarme mensajes de texto.", id="texts", language="es")
    lines = [_in_spanish(line) for line in transcript(people=2, photos=4)]
    return packet(
        lines=lines,
        evidence=[line for line in lines if line.question in {"2.3", "7.1"}],
        links=[line for line in lines if line.question in {"2.1", "2.2"}],
        contact=Contact(language="es"),
        consents=(
            *spoken,
            values.Consent("source", SOURCE, True),
            values.Consent("texts", texts, True, "Robin Attorney", SUBMITTED),
        ),
        signature=values.Signature(
            "Pat Example",
            SUBMITTED,
            "192.0.2.44",
            "Mozilla/5.0 (X11; Linux x86_64) Example/1.0",
            "7d02" * 16,
            "Robin Attorney",
            "Robin Attorney",
        ),
        files=SENT,
        stopped="person",
        claims=[
            values.ClaimFile("Person 1", child(), "Sam Example", "parent", "2010-03-15", "parent"),
            values.ClaimFile("Person 2", grown(), "Alex Example", "parent", "2006-12-01", "guardian"),
        ],
    )


ALL = {
    "adult": adult,
    "child": packet,
    "two-children": two_children,
    "nothing-known": nothing_known,
    "world-names": world_names,
    "hostile": hostile,
    "everything": everything,
}
