"""How a claimant is reached stays masked on every page of the desk until somebody asks to see it."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from casefile import audit, rights, sealing
from casefile.models import (
    AuditEntry,
    ContactChange,
    Delivery,
    FileLink,
    Grant,
    Reveal,
    StaffMember,
    Submission,
)
from packets.lanes import Lane
from review import masking, reach, revealing
from tests import factories, signing_in
from tests.review import matrix, named
from tests.review.matrix import ATTORNEY, DESK, INTAKE, PARALEGAL

pytestmark = pytest.mark.django_db
MAIL, PHONE, STREET, CODE = "petunia@example.org", "312 555 0142", "77 Wacker Alley", "60699"
NEWER = "petunia.newer@example.net"
CHILD, BORN = "Zephyrine", "2012-03-15"
# However it is written: no page says any of it.
CANARIES = ("petunia", "example.org", "555 0142", "3125550142", "wacker", CODE, "zephyrine", "march 15, 2012",
            BORN, "march 15, 2032", "2032-03-15", "march 15, 2030", "2030-03-15")  # fmt: skip


def contact(**more: str) -> dict[str, str]:
    return {
        "first_name": "Pat", "last_name": "Example", "other_names": "", "email": MAIL, "phone": PHONE,
        "preferred": "email", "language": "en", **more,
    }  # fmt: skip


@pytest.fixture
def file(attorney: StaffMember) -> Submission:
    """A parent's file that says how to reach them wherever a text may stand."""
    one = {"contact": {"street": STREET, "city": "Chicago", "state": "IL", "code": CODE}}
    sent = factories.make_submission(contact=contact(), answers={"one": one, "people": [], "photos": []})
    claim = factories.make_claim(sent, known=factories.SURE, label=CHILD, role="parent", born=BORN)
    factories.make_packet(sent)
    for question, shown in (
        ("8.1", MAIL),
        ("8.2", "(312) 555-0142"),
        ("8.3", f"{STREET}\nChicago IL {CODE}"),
    ):
        write(sent, question, shown)
    write(sent, "7.1", f"Call +1 312-555-0142 or mail {MAIL}; my sister is at sis@example.org.")
    factories.make_decision(claim, by=attorney, note=f"Rang 312.555.0142, wrote to {MAIL}.")
    changed = contact(email=NEWER, street=STREET, city="Chicago", state="IL", code=CODE)
    ContactChange.objects.create(
        submission=sent,
        number=1,
        contact=changed,
        email_index=sealing.email_index(NEWER),
        at=factories.SENT_AT,
    )
    Delivery.objects.create(
        kind=Delivery.RECEIPT, submission=sent, recipient=MAIL, recipient_index="1" * 64,
        queued_at=factories.SENT_AT,
    )  # fmt: skip
    return sent


def write(file: Submission, question: str, shown: str) -> Any:
    from casefile.models import Answer

    content = {"wording": "As asked", "value": shown, "shown": shown}
    return Answer.objects.create(
        submission=file, position=file.lines.count(), stage="Reaching you", page="contact", question=question,
        content=content, at=file.submitted_at,
    )  # fmt: skip


def said(text: str) -> list[str]:
    return [one for one in CANARIES if one in text.lower()]


def page(desk: Client, file: Submission) -> str:
    return desk.get(f"/desk/files/{file.token}/").content.decode()


def ask(desk: Client, file: Submission, **typed: str) -> Any:
    return desk.post(f"/desk/files/{file.token}/contact/show", {"reason": "contact", **typed})


@pytest.mark.parametrize("role", [INTAKE, PARALEGAL, ATTORNEY])
def test_before_a_reveal_no_address_of_the_desk_says_a_contact_detail(file: Submission, role: str) -> None:
    who = factories.make_staff(roles=())
    rights.give(staff=who, roles=(role,), matter="", by=audit.SYSTEM, at=factories.SENT_AT)
    beside = factories.make_submission(contact=contact())
    one, other = sorted((file, beside), key=lambda row: row.pk.hex)
    FileLink.objects.create(
        one=one, other=other, number=1, likeness=FileLink.SAME, agrees=["email"], at=factories.SENT_AT
    )
    known: dict[str, object] = {
        "position": 0, "version": 1, "number": 1, "pk": 1, "person": who.pk, "act": "close", "code": "none",
        "event": UUID(int=1), "entry": UUID(int=1), "choice": "decline", "reason": "criteria",
        "upload": UUID(int=2), "token": file.token, "other": beside.token,
    }  # fmt: skip
    known = named.make(file, by=who) | known | {"theory": "BIPA_MINOR"}
    for name, row in DESK.items():
        if name == "desk_packet":
            continue  # the packet is for the firm's lawyers, and its download is on record
        path = reverse(name, kwargs={key: known[key] for key in matrix.FOUND[name].pattern.converters})
        for method in row.methods - {"HEAD"}:
            answer = signing_in.at_once(who).generic(method, path)
            content = b"".join(answer) if answer.streaming else answer.content
            assert said(content.decode(errors="replace")) == [], (name, method)


def test_masked_shows_enough_to_tell_two_apart_and_says_hidden_aloud(desk: Client, file: Submission) -> None:
    text = page(desk, file)
    assert 'aria-hidden="true">p•••@e•••.org</span><span class="visually-hidden">hidden e-mail' in text
    assert 'aria-hidden="true">•••42</span><span class="visually-hidden">hidden telephone number' in text
    assert "Chicago" in text and "[e-mail hidden]" in text and "[phone hidden]" in text


def test_a_reveal_takes_a_reason_and_is_one_row(
    desk: Client, attorney: StaffMember, file: Submission
) -> None:
    refused = ask(desk, file, reason="")
    assert (refused.status_code, said(refused.content.decode())) == (422, [])
    assert ask(desk, file, note="Asked to be rung.").status_code == 302
    text = page(desk, file)
    assert MAIL in text and STREET in text and "Asked to be rung." in text
    assert CHILD not in text, "a minor is a group of its own"
    entry = AuditEntry.objects.get(event="contact.revealed")
    assert (entry.actor, entry.subject, entry.detail) == (
        str(attorney.pk),
        str(file.pk),
        {"reason": "contact"},
    )
    row = Reveal.objects.get()
    assert (row.group, row.claim, row.note) == (Reveal.CONTACT, None, "Asked to be rung.")


def test_it_ends_by_hand_by_time_by_another_file_and_with_the_sign_in(
    desk: Client, attorney: StaffMember, file: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(desk, file)
    assert MAIL in page(desk, file)
    desk.post(f"/desk/files/{file.token}/minors/hide")
    assert MAIL not in page(desk, file)
    ask(desk, file)
    ask(desk, factories.make_file())
    assert MAIL not in page(desk, file)
    ask(desk, file)
    assert MAIL not in page(signing_in.at_once(attorney), file)
    monkeypatch.setattr(revealing, "HOLDS", timedelta(0))
    ask(desk, file)
    assert MAIL not in page(desk, file)


def test_a_minors_deadline_is_a_year_until_it_is_shown(desk: Client, file: Submission) -> None:
    calendar = "/desk/calendar/"
    for text in (page(desk, file), desk.get("/desk/").content.decode(), desk.get(calendar).content.decode()):
        assert "day hidden" in text and not re.search(r"March 1\d, 20(12|30|32)", text)
    desk.post(f"/desk/files/{file.token}/minors/0/show", {"reason": "identity"})
    assert "March 15, 2032" in page(desk, file)


def test_whoever_may_not_reveal_is_offered_no_form(desk: Client, file: Submission) -> None:
    clearer = factories.make_staff(roles=(Grant.CLEARER,))
    held = factories.make_file(clear=False)
    named.make(held, by=clearer, outcome="possible")
    text = signing_in.at_once(clearer).get(f"/desk/conflicts/{held.token}/answers/").content.decode()
    assert "312 555 0100" not in text and "Show the contact details" not in text
    assert ask(signing_in.at_once(clearer), held).status_code == 403


@pytest.mark.parametrize(
    "written",
    ["a@b.example", "Mail me@sub.example.com.", "312-555-0142", "(312) 555 0142", "+1 312 555 0142"],
)
def test_addresses_and_numbers_of_others_are_masked_too(written: str) -> None:
    assert "hidden]" in reach.Details(is_masked=True).text(written)


@pytest.mark.parametrize(
    "written", ["12345678@N00", "photo 3125550142", "2019-10-11", "https://example.com/3125550142/", "b1-2-3"]
)
def test_accounts_photos_and_days_are_not_taken_for_them(written: str) -> None:
    assert reach.Details(is_masked=True).text(written) == written


def test_a_near_deadline_keeps_its_day() -> None:
    lane = Lane("T", "Fri, March 15, 2030", "Fri, March 15, 2030", "", 365, "365 days left", "")
    assert masking.far(lane) == lane
