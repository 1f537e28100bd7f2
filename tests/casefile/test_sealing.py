"""What is personal is unreadable in the database, and cannot be moved to another row."""

import base64
from datetime import UTC, datetime

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from casefile import drafts, sealing
from casefile.models import Draft

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
CANARY = "Canary Example, 1 Birdcage Walk"


def a_draft(answers: dict[str, object] | None = None) -> Draft:
    draft, _ = drafts.start(matter="flickr-megaface", notice={}, at=AT)
    drafts.keep(draft=draft, answers=answers or {"one": {"names": CANARY}}, at=AT)
    return draft


def raw(draft: Draft) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM casefile_draft WHERE token_sha256 = %s", [draft.token_sha256])
        return bytes(cursor.fetchone()[0])


@given(st.binary(max_size=500), st.text(max_size=60))
def test_what_is_sealed_opens_in_its_own_place(plain: bytes, place: str) -> None:
    assert sealing.open_sealed(sealing.seal(plain, place=place), place=place) == plain


def test_a_sealed_value_does_not_open_in_another_row() -> None:
    sealed = sealing.seal(b"secret", place="casefile_draft.answers:1")
    with pytest.raises(sealing.Tampered, match=r"casefile_draft\.answers:2"):
        sealing.open_sealed(sealed, place="casefile_draft.answers:2")


@pytest.mark.parametrize("position", [-1, -8, -20])
def test_a_changed_byte_is_noticed(position: int) -> None:
    sealed = bytearray(sealing.seal(b"secret words", place="a.b:1"))
    sealed[position] ^= 1
    with pytest.raises(sealing.Tampered):
        sealing.open_sealed(bytes(sealed), place="a.b:1")


@pytest.mark.parametrize("kept", range(33))
def test_a_value_cut_short_is_tampered_with_whatever_is_left(kept: int) -> None:
    sealed = sealing.seal(b"", place="a.b:1")
    assert len(sealed) == 33
    with pytest.raises(sealing.Tampered):
        sealing.open_sealed(sealed[:kept], place="a.b:1")


def test_text_in_place_of_ciphertext_is_never_named_as_a_key() -> None:
    with pytest.raises(sealing.Tampered) as told:
        sealing.open_sealed(f"{CANARY} and more, as long as a real answer may be".encode() * 9, place="a.b:1")
    assert "Canary" not in str(told.value)


def test_a_new_key_seals_and_the_old_one_still_opens(settings: Settings) -> None:
    sealed = sealing.seal(b"secret", place="a.b:1")
    fresh = base64.b64encode(b"n" * 32).decode()
    settings.FIELD_KEYS = f"new:{fresh};{settings.FIELD_KEYS}"
    assert sealing.open_sealed(sealed, place="a.b:1") == b"secret"
    assert sealing.seal(b"x", place="a.b:1")[1:4] == b"new"


def test_a_missing_key_is_named(settings: Settings) -> None:
    sealed = sealing.seal(b"secret", place="a.b:1")
    fresh = base64.b64encode(b"n" * 32).decode()
    settings.FIELD_KEYS = f"new:{fresh};index:{fresh}"
    with pytest.raises(sealing.KeysMissing, match="'test'"):
        sealing.open_sealed(sealed, place="a.b:1")


@pytest.mark.parametrize(
    "text", ["", "k1:", "k1:***;index:AAAA", "index:" + base64.b64encode(b"i" * 32).decode()]
)
def test_bad_keys_are_refused_with_a_reason(text: str) -> None:
    with pytest.raises(sealing.KeysMissing, match="FIELD_KEYS"):
        sealing.keyring(text)


def test_a_blind_index_finds_other_spellings_and_keeps_purposes_apart() -> None:
    assert sealing.blind_index(" Zoë@Example.com", purpose="email") == sealing.blind_index(
        "zoe@example.COM", purpose="email"
    )
    assert sealing.blind_index("a", purpose="email") != sealing.blind_index("a", purpose="name")


@pytest.mark.django_db
def test_the_database_holds_no_word_of_the_answers() -> None:
    draft = a_draft()
    assert CANARY.encode() not in raw(draft)
    assert Draft.objects.get(pk=draft.pk).answers == {"one": {"names": CANARY}}


@pytest.mark.django_db
def test_a_ciphertext_copied_to_another_draft_does_not_open() -> None:
    theirs, ours = a_draft(), a_draft()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE casefile_draft SET answers = %s WHERE token_sha256 = %s", [raw(theirs), ours.token_sha256]
        )
    with pytest.raises(sealing.Tampered):
        _ = Draft.objects.get(pk=ours.pk).answers
