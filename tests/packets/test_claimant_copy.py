"""The claimant's own copy: all they said and agreed to, and not a word of what anybody found."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from django.utils import translation

from packets import claimant_copy, values
from tests.packets import examples, reading

LATER = datetime(2026, 11, 23, 15, 4, tzinfo=UTC)
SIGNED = values.Signature(
    "Pat Example", examples.SUBMITTED, "192.0.2.44", "Example/1.0", texts_sha256="ab" * 32
)
# What a packet says and a claimant's copy must not.
THE_FIRMS = (
    "privileged", "ruleset", "engine", "likely", "eligible", "safedate", "deadline", "conflict", "finding",
    "published", "megafacelisting", "checkedbystaff", "activity", "manifest", "illinoislink", "summary",
)  # fmt: skip


def copy(language: str = "en", **changes: Any) -> bytes:
    given: dict[str, Any] = {
        "reference": examples.REFERENCE,
        "firm": "Example & Example LLP",
        "language": language,
        "submitted_at": examples.SUBMITTED,
        "lines": examples.transcript(),
        "consents": examples.CONSENTS,
        "signature": SIGNED,
        "made_at": LATER,
    }
    with translation.override(language):
        return claimant_copy.render(claimant_copy.Copy.of(**(given | changes)))


@cache
def printed() -> bytes:
    return copy()


def test_it_holds_every_answer_every_text_and_the_signature() -> None:
    text = reading.text(printed())
    for line in examples.transcript():
        assert reading.squeezed(line.wording) in text and reading.squeezed(line.shown) in text
    for consent in examples.CONSENTS:
        assert reading.squeezed(consent.text.body) in text
    for said in (examples.REFERENCE, "Pat Example", "192.0.2.44", "ab" * 32, "You did not agree"):
        assert reading.squeezed(said) in text


def test_it_holds_nothing_of_the_firms() -> None:
    text = reading.text(printed()).lower()
    asked = "".join(
        reading.squeezed(f"{line.stage}{line.wording}{line.shown}") for line in examples.transcript()
    ).lower()
    assert [word for word in THE_FIRMS if word in text and word not in asked] == []


def test_it_is_tagged_and_the_same_each_time() -> None:
    assert b"pdfuaid" in reading.streams(printed())
    assert reading.opened(printed()).metadata.title == f"Your answers {examples.REFERENCE}"  # type: ignore[union-attr]
    assert copy() == printed()


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_says_its_language(language: str) -> None:
    assert reading.opened(copy(language)).trailer["/Root"]["/Lang"] == language  # type: ignore[index]


@pytest.mark.parametrize(("language", "words"), [("en", "Page 1 of "), ("es", "Página 1 de ")])
def test_its_pages_are_numbered_in_its_language(language: str, words: str) -> None:
    first, *_ = reading.opened(copy(language)).pages
    assert reading.squeezed(words) in reading.squeezed(first.extract_text())


def test_what_was_taken_back_says_when() -> None:
    gone = [replace(one, withdrawn_at=LATER) for one in examples.CONSENTS]
    assert reading.squeezed("You agreed, and took it back on Nov. 23, 2026") in reading.text(
        copy(consents=gone)
    )


def test_what_was_spoken_is_not_called_a_signature() -> None:
    text = reading.text(copy(signature=replace(SIGNED, spoken_to="Robin Attorney")))
    assert "Whatyousaidonthephone" in text and "Writtendownby" in text
    assert "Yoursignature" not in text and "Nameyoutyped" not in text
