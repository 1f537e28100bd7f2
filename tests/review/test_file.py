"""What the page of a file shows, the packet it hands over, and what goes on record."""

import html
import re
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casefile import claims, replays
from casefile.models import AuditEntry, Delivery, StaffMember, Submission
from eligibility.facts import ClaimFacts, PhotoFacts
from packets import words
from tests import factories


def page(desk: Client, file: Submission) -> str:
    answer = desk.get(f"/desk/files/{file.token}/")
    assert answer.status_code == 200
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", text)


def shown(passage: str) -> str:
    """A passage as the page's text has it."""
    return re.sub(r"\s+", " ", html.escape(words.sentence(passage)))


def test_a_file_shows_who_sent_it_when_and_what_was_found(desk: Client) -> None:
    file = factories.make_file(known=factories.SURE, label="Riley Example", role="parent", born="2010-03-15")
    text = page(desk, file)
    assert file.reference in text
    assert "Sent Sat, November 21, 2026, 9:04 a.m. CST" in text
    assert "Child 1" in text and "Parent, for a child; born hidden" in text
    assert "Likely eligible" in text
    assert "ends in 2030, day hidden" in text
    assert "rolled" not in text.split("Deadline")[1][:80]
    assert "not yet checked by the firm" in text


def test_every_element_has_sign_word_reason_answers_source_and_law(desk: Client) -> None:
    known = f"{factories.UNSURE.replace('2012-05', '2003')};represented=unknown"
    file = factories.make_file(known=known)
    text = page(desk, file)
    document = replays.replay(file.claims.get().determinations.get()).document
    main = next(one for one in document["theories"] if one["id"] == document["main_theory"])
    for element in main["elements"]:
        sign = {"T": "+ Met", "F": "− Not met", "U": "? Not known"}[element["value"]]
        assert f"{element['id']} {html.escape(element['title'])} {shown(element['sentence'])} {sign}" in text
        for reason in element["reasons"]:
            assert shown(reason) in text
        assert html.escape("; ".join(element["citations"])) in text
    assert "Licence shown in 2014: not known not given" in text
    assert "Photo or video: photo assumed, not asked" in text
    assert f"Contradiction (Photo 1). {shown(main['contradictions'][0]['sentence'])}" in text
    assert f"Hold. {shown(main['holds'][0]['sentence'])}" in text
    assert "What would settle this" in text and "Licence shown in 2014" in text


def test_every_pair_of_photo_and_defendant_is_there_however_many(desk: Client) -> None:
    file = factories.make_submission()
    claim = factories.make_claim(file)
    one = factories.facts_of(f"role=self;subject_dob=1990-05;{factories.UNSURE}")
    photos = tuple(PhotoFacts(f"Photo {number}", one.photos[0].facts) for number in range(1, 121))
    many = ClaimFacts(one.label, one.person, photos)
    claims.revise(claim, many, number=2, by="claimant", at=factories.SENT_AT)
    claims.determine(claim, as_of=factories.AS_OF, at=factories.SENT_AT + timedelta(hours=1))
    text = page(desk, file)
    assert "Every photo and defendant (120)" in text
    assert "Photo 120 unnamed private companies" in text


def test_the_trace_names_rules_engine_day_and_digests(desk: Client) -> None:
    file = factories.make_file()
    found = file.claims.get().determinations.get()
    text = page(desk, file)
    for part in (found.sha256, found.revision.digest, found.ruleset.digest, found.ruleset.version):
        assert part in text
    assert "As of Sun, November 22, 2026" in text


def test_answers_stand_as_asked_and_blanks_are_told_from_not_sure(desk: Client) -> None:
    text = page(desk, factories.make_file())
    assert "1.1 Who are you here for? Myself" in text
    assert "4.3 When was it put on Flickr? Not sure" in text
    assert "4.5 Where was the uploader? Not provided" in text


def test_consents_show_words_version_hash_and_draft(desk: Client) -> None:
    file = factories.make_file()
    text = page(desk, file)
    assert "notice, version 1, en, DRAFT" in text
    assert "It does not make us your lawyers." in text
    assert file.consents.get().sha256 in text


def test_mail_that_failed_says_so_with_its_error(desk: Client) -> None:
    file = factories.make_submission()
    factories.make_claim(file)
    factories.make_packet(file, state=Delivery.FAILED, error="SMTPRecipientsRefused")
    text = page(desk, file)
    assert "! Failed" in text and "SMTPRecipientsRefused" in text


def test_what_claimants_type_is_shown_as_text(desk: Client) -> None:
    file = factories.make_file(label='<img src=x onerror="alert(1)">{{ 7|add:7 }}')
    text = desk.get(f"/desk/files/{file.token}/").content.decode()
    assert "<img" not in text and "&lt;img src=x" in text and "{{ 7|add:7 }}" in text


@pytest.mark.parametrize("clear", [None, False])
def test_a_file_not_cleared_shows_reference_and_date_only(desk: Client, *, clear: bool | None) -> None:
    file = factories.make_file(clear=clear, label="Pat Canaryname")
    text = page(desk, file)
    assert file.reference in text and "conflict check" in text
    for secret in ("Canaryname", "pat@example.com", "Myself", "BIPA"):
        assert secret not in text
    assert desk.get(f"/desk/files/{file.token}/packets/1.pdf").status_code == 403
    assert desk.post(f"/desk/files/{file.token}/claims/0/decide", {}).status_code == 404


def test_opening_a_file_is_on_record_each_time(desk: Client, attorney: StaffMember) -> None:
    file = factories.make_file()
    page(desk, file)
    page(desk, file)
    opened = AuditEntry.objects.filter(event="file.opened", subject=str(file.pk), actor=str(attorney.pk))
    assert opened.count() == 2


def test_activity_reads_in_plain_words(desk: Client) -> None:
    text = page(desk, factories.make_file()).split("Activity")[1]
    assert "Robin Attorney Opened the file" in text
    assert "The portal The relay accepted the packet to the firm" in text
    assert "The claimant The claimant sent the answers" in text
    assert "file.opened" not in text


def test_the_packet_is_handed_over_as_printed_and_on_record(desk: Client, attorney: StaffMember) -> None:
    file = factories.make_file()
    answer = desk.get(f"/desk/files/{file.token}/packets/1.pdf")
    assert answer.status_code == 200
    assert answer.content == factories.PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="packet-{file.reference}-v1.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    entry = AuditEntry.objects.get(event="packet.opened")
    assert (entry.actor, entry.subject, entry.detail) == (str(attorney.pk), str(file.pk), {"version": 1})


@pytest.mark.parametrize("version", ["2", "0", "9999", "99999", "x"])
def test_a_packet_that_was_never_printed_is_not_found(desk: Client, version: str) -> None:
    file = factories.make_file()
    assert desk.get(f"/desk/files/{file.token}/packets/{version}.pdf").status_code == 404


def test_a_packet_of_another_file_is_not_found_under_this_one(desk: Client) -> None:
    file = factories.make_file()
    factories.make_packet(file, version=2)
    other = factories.make_file()
    assert desk.get(f"/desk/files/{other.token}/packets/2.pdf").status_code == 404


@pytest.mark.parametrize("damage", ["gone", "empty", "cut", "changed"])
def test_a_damaged_packet_is_said_to_be_damaged_and_not_handed_out(desk: Client, damage: str) -> None:
    file = factories.make_file()
    place = default_storage.path(file.packets.get().stored_as)
    with open(place, "rb") as stored:  # noqa: PTH123
        whole = stored.read()
    default_storage.delete(file.packets.get().stored_as)
    if damage != "gone":
        with open(place, "wb") as stored:  # noqa: PTH123
            stored.write(
                {"empty": b"", "cut": whole[:9], "changed": whole[:-1] + bytes([whole[-1] ^ 1])}[damage]
            )
    answer = desk.get(f"/desk/files/{file.token}/packets/1.pdf")
    assert answer.status_code == 503
    assert "This packet cannot be opened" in answer.content.decode()
    assert AuditEntry.objects.filter(event="packet.damaged").exists()
    assert not AuditEntry.objects.filter(event="packet.opened").exists()


@pytest.mark.usefixtures("noted_once")
def test_a_file_costs_the_same_for_one_person_and_ten(desk: Client, attorney: StaffMember) -> None:
    file = factories.make_file()
    factories.make_decision(file.claims.get(), by=attorney)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            page(desk, file)
        return len(seen)

    queries()  # the first look puts the attorney's own name into the record
    one = queries()
    for number in range(9):
        factories.make_decision(factories.make_claim(file, label=f"Person {number}"), by=attorney)
    assert queries() == one
    assert one <= 12
