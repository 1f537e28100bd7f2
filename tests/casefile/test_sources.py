"""Sources of visits: versions, and the paragraph exactly as it is shown."""

from datetime import timedelta

import pytest

import matters
from casefile import sources
from casefile.models import AuditEntry, Source, StaffMember
from tests import factories

pytestmark = pytest.mark.django_db
AT = factories.SENT_AT
SAID = {"en": "It is a website that lists investigations.", "es": "Es un sitio que reúne investigaciones."}
PAID = {"en": "40 dollars for each form that is sent.", "es": "40 dólares por cada formulario enviado."}


@pytest.fixture
def robin() -> StaffMember:
    return factories.make_staff()


@pytest.fixture
def listed(robin: StaffMember) -> Source:
    return sources.add(code="sample-list", name="Sample List", relationship=SAID, fee=PAID, by=robin, at=AT)


def test_the_newest_version_holds_and_the_old_one_stays(listed: Source, robin: StaffMember) -> None:
    later = AT + timedelta(days=1)
    sources.change(source=listed, name="Sample List II", relationship=SAID, fee=PAID, by=robin, at=later)
    found = sources.find("sample-list")
    assert found is not None and (found.version, found.name) == (2, "Sample List II")
    kept = sources.version("sample-list", 1)
    assert kept is not None and kept.name == "Sample List"
    assert [row.event for row in AuditEntry.objects.order_by("pk")] == ["source.added", "source.changed"]


def test_a_retired_source_is_not_found_and_can_come_back(listed: Source, robin: StaffMember) -> None:
    gone = sources.retire(source=listed, by=robin, at=AT)
    assert sources.find("sample-list") is None
    assert [one.active for one in sources.current()] == [False]
    sources.change(source=gone, name="Again", relationship=SAID, fee=PAID, by=robin, at=AT)
    assert sources.find("sample-list") is not None


def test_two_changes_of_one_version_are_not_both_taken(listed: Source, robin: StaffMember) -> None:
    sources.change(source=listed, name="First", relationship=SAID, fee=PAID, by=robin, at=AT)
    with pytest.raises(sources.Moved):
        sources.change(source=listed, name="Second", relationship=SAID, fee=PAID, by=robin, at=AT)
    with pytest.raises(sources.Moved):
        sources.retire(source=listed, by=robin, at=AT)
    with pytest.raises(sources.Taken):
        sources.add(code="sample-list", name="Third", relationship=SAID, fee=PAID, by=robin, at=AT)


@pytest.mark.parametrize("code", ["", "A", "-a", "a--b", "a_b", "a/b", "ä", "a\n"])
def test_what_is_no_code_is_nobody_s(code: str, robin: StaffMember) -> None:
    assert sources.find(code) is None and sources.find("x" * 41) is None
    with pytest.raises(ValueError, match="no code"):
        sources.add(code=code, name="Odd", relationship=SAID, fee=PAID, by=robin, at=AT)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_paragraph_names_source_relationship_and_fee(listed: Source, language: str) -> None:
    shown = sources.shown(listed, matters.load(factories.MATTER), language=language)
    body = shown["text"]["body"]
    assert all(words in body for words in ("Sample List", SAID[language], PAID[language], "Example & Sample"))
    assert "[" not in body and shown["text"]["language"] == language


def test_a_language_the_firm_did_not_write_falls_back_to_english(robin: StaffMember) -> None:
    plain = sources.add(
        code="plain", name="Plain", relationship={"en": SAID["en"]}, fee={"en": PAID["en"]}, by=robin, at=AT
    )
    shown = sources.shown(plain, matters.load(factories.MATTER), language="es")
    assert SAID["en"] in shown["text"]["body"]
