"""Every address of the desk that shows or sends anything of a file leaves one look in the record, no more."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from casefile import progress, redacting
from casefile.models import AuditEntry, Clearance, FileLink, LastSeen, StaffMember, Submission
from casefile.redacting import Wish
from tests import factories, signing_in
from tests.casefile import made_files
from tests.review import matrix, named
from tests.review.matrix import DESK, ROLES
from tests.review.test_evidence import send

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
LOOKS = frozenset({
    "file.opened", "file.viewed", "file.damaged", "conflict.opened", "files.compared", "packet.opened",
    "packet.damaged", "evidence.opened", "evidence.downloaded", "redaction.opened",
})  # fmt: skip
# Of a file that is open, to somebody of every role; of one that the conflict check holds, to a clearer.
OPEN = {
    ("desk_file", "GET"), ("desk_packet", "GET"), ("desk_decide", "POST"), ("desk_undo", "POST"),
    ("desk_reveal", "POST"), ("desk_reveal_contact", "POST"), ("desk_evidence_show", "POST"),
    ("desk_evidence_download", "POST"), ("desk_links", "GET"), ("desk_links", "POST"), ("desk_beside", "GET"),
    ("desk_beside", "POST"), ("desk_check", "POST"), ("desk_deadline", "GET"), ("desk_deadline_mark", "POST"),
    ("desk_element", "GET"), ("desk_element", "POST"), ("desk_caller_sent", "GET"),
    ("desk_redactions", "GET"), ("desk_redactions", "POST"), ("desk_redaction_original", "POST"),
    ("desk_conflict", "GET"), ("desk_conflict_rule", "POST"),
}  # fmt: skip
HELD = {("desk_conflict", "GET"), ("desk_conflict_rule", "POST"), ("desk_conflict_answers", "GET")}
OF_A_FILE = sorted(
    name for name in set(DESK) - {"desk_invited"} if "token" in matrix.FOUND[name].pattern.converters
)


def everything(by: StaffMember, *, outcome: str) -> tuple[Submission, dict[str, object]]:
    """A minor's file with all that addresses name, and how they name it."""
    file = factories.make_submission()
    factories.make_claim(file, known=factories.SURE, label="Kit", role="parent", born="2012-03-15")
    factories.make_packet(file)
    beside = factories.make_file()
    one, other = sorted((file, beside), key=lambda row: row.pk.hex)
    FileLink.objects.create(
        one=one, other=other, number=1, likeness=FileLink.SAME, agrees=["email"], at=factories.SENT_AT
    )
    line = next(row for row in file.lines.all() if row.content.get("shown"))
    wish = Wish(line.position, str(line.content["shown"]), "one", 1, "other")
    redacting.redact(file, wish, seen=0, by=by, at=factories.SENT_AT)
    upload = send(file, made_files.located("PNG"), "a.png")
    known = named.make(file, by=by, outcome=outcome) | {
        "token": file.token, "other": beside.token, "upload": upload.pk, "position": 0, "version": 1,
        "number": 7, "line": line.position,
    }  # fmt: skip
    return file, known


def looks(of: Submission) -> list[str]:
    entries = AuditEntry.objects.filter(event__in=LOOKS, subject=str(of.pk)).order_by("id")
    return [f"{one.event} {one.actor}" for one in entries]


def asked(client: Client, name: str, method: str, known: dict[str, object]) -> Any:
    if name.startswith("desk_deadline"):
        known = known | {"theory": "BIPA_MINOR"}
    path = reverse(name, kwargs={key: known[key] for key in matrix.FOUND[name].pattern.converters})
    if name == "desk_reveal":
        return client.post(path, {})
    body = {"line": known["line"], "reason": "papers"} if name == "desk_redaction_original" else {}
    return client.post(path, body) if method == "POST" else client.generic(method, path)


@pytest.mark.parametrize(
    ("outcome", "roles", "wanted"),
    [(Clearance.CLEAR, ROLES, OPEN), (Clearance.POSSIBLE, (matrix.CLEARER,), HELD)],
)
def test_whatever_shows_or_sends_of_a_file_leaves_one_look_with_who_and_which_file(
    outcome: str, roles: tuple[str, ...], wanted: set[tuple[str, str]]
) -> None:
    who = factories.make_staff(roles=roles)
    file, known = everything(who, outcome=outcome)
    seen = set()
    for name in OF_A_FILE:
        for method in sorted(DESK[name].methods - {"HEAD"}):
            before = looks(file)
            answer = asked(signing_in.at_once(who), name, method, known)
            more = looks(file)[len(before) :]
            shows = answer.status_code in (200, 409, 422, 503)
            assert len(more) == int(shows), (name, method, answer.status_code, more)
            assert all(one.endswith(str(who.pk)) for one in more), name
            if shows:
                seen.add((name, method))
    assert seen == wanted


def test_a_second_file_side_by_side_is_looked_at_too() -> None:
    who = factories.make_staff(roles=ROLES)
    _, known = everything(who, outcome=Clearance.CLEAR)
    beside = Submission.objects.get(token=known["other"])
    asked(signing_in.at_once(who), "desk_beside", "GET", known)
    assert looks(beside) == [f"files.compared {who.pk}"]


def test_a_refused_form_is_a_look_and_no_opening() -> None:
    who = factories.make_staff(roles=ROLES)
    file, known = everything(who, outcome=Clearance.CLEAR)
    assert asked(signing_in.at_once(who), "desk_reveal_contact", "POST", known).status_code == 422
    assert looks(file) == [f"file.viewed {who.pk}"]
    assert AuditEntry.objects.get(event="file.viewed").detail == {"page": "refused"}
    assert not LastSeen.objects.exists() and progress.of(file).read_at is None


def test_a_clearer_reads_names_and_streets_on_record_once_each_time() -> None:
    who = factories.make_staff(roles=(matrix.CLEARER,))
    file, known = everything(who, outcome=Clearance.POSSIBLE)
    client, address = signing_in.at_once(who), reverse("desk_conflict", args=(known["token"],))
    overtaken = {"seen": "0", "outcome": "clear", "reason": "not_same", "note": ""}
    asked_for: tuple[tuple[dict[str, str] | None, int], ...] = (
        (None, 200),
        (None, 200),
        ({}, 422),
        (overtaken, 409),
    )
    for number, (typed, status) in enumerate(asked_for, start=1):
        answer = client.get(address) if typed is None else client.post(f"{address}rule", typed)
        assert answer.status_code == status
        assert looks(file) == [f"conflict.opened {who.pk}"] * number
    assert client.get(f"{address}answers/").status_code == 200
    assert looks(file)[4:] == [f"file.opened {who.pk}"]
    client.get(reverse("desk_conflicts"))
    assert len(looks(file)) == 5, "the list of what is held says references alone"
