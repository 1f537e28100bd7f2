"""What was agreed to: the words as shown, nothing ticked beforehand, one digest over all of it."""

import hashlib

import pytest
from django.test import Client

import matters
from casefile import firm, lookups, transcripts
from casefile.models import Claim, Consent, Submission, Wish, WishTakenBack
from tests import factories
from tests.intake.conftest import Claimant
from tests.personas import ADULT

MATTER = matters.load("flickr-megaface")
# 15 USC 7001(c)(1): what the notice must say before somebody agrees to records on screen.
PARTS = {
    "en": (
        "on paper", "covers this form", "take this back", "stays signed", "address changes", "paper copy",
        "free of charge", "browser", "PDF",
    ),
    "es": (
        "en papel", "vale para este formulario", "retirar esto", "sigue firmado", "Si cambia",
        "copia en papel",
        "sin costo", "navegador", "PDF",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", PARTS)
def test_the_notice_of_signing_on_screen_says_all_the_law_asks(language: str) -> None:
    text = MATTER.text("esign", language)
    assert text.language == language
    assert [part for part in PARTS[language] if part not in text.body] == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_leave_to_keep_the_answers_says_for_how_long(language: str) -> None:
    shown = MATTER.text("privacy", language).as_shown(firm.words())
    assert "7" in shown.body and "[" not in shown.body


def test_no_box_is_ticked_beforehand(finished: Claimant) -> None:
    for at in ("/flickr-megaface/declaration/", "/flickr-megaface/contact/"):
        page = finished.client.get(at).content.decode()
        boxes = [tag for tag in page.split("<input") if 'type="checkbox"' in tag.split(">")[0]]
        assert boxes and not [box for box in boxes if " checked" in box.split(">")[0]]


def test_the_signature_carries_one_digest_over_the_words_shown(finished: Claimant) -> None:
    finished.send()
    file = Submission.objects.get()
    rows = list(file.consents.all())
    lines = sorted(
        f"{row.purpose} {row.text_id} {row.version} {row.language} "
        f"{hashlib.sha256(row.body.encode()).hexdigest()} {'given' if row.given else 'not given'}\n"
        for row in rows
    )
    assert file.signature["texts_sha256"] == hashlib.sha256("".join(lines).encode()).hexdigest()
    assert {row.purpose for row in rows} == {"notice", "truth", "esign", "privacy", "texts"}
    assert not next(row for row in rows if row.purpose == "texts").given
    assert {(row.method, row.by) for row in rows} == {(Consent.SCREEN, "claimant")}


def test_another_answer_or_another_word_is_another_digest() -> None:
    def row(**changes: object) -> Consent:
        given = {
            "purpose": "texts", "text_id": "t", "version": "1", "language": "en",
            "sha256": "a", "given": True,
        }  # fmt: skip
        return Consent(**(given | changes))

    digests = {
        transcripts.signed_texts([row(**changes)])
        for changes in ({}, {"given": False}, {"sha256": "b"}, {"version": "2"}, {"purpose": "esign"})
    }
    assert len(digests) == 5


@pytest.mark.django_db
def test_a_withdrawn_request_is_not_looked_up_again_until_that_is_undone() -> None:
    file = factories.make_file()
    assert lookups.open_files().count() == 1
    wish = Wish.objects.create(submission=file, kind=Wish.WITHDRAW, at=factories.SENT_AT)
    assert lookups.open_files().count() == 0 and Claim.objects.count() == 1
    WishTakenBack.objects.create(wish=wish, at=factories.SENT_AT)
    assert lookups.open_files().count() == 1


@pytest.fixture
def finished(client: Client, db: None) -> Claimant:
    """An adult who answered everything and stands on check answers."""
    one = Claimant(client)
    one.pass_age()
    one.walk(ADULT)
    return one
