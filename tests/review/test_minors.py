"""Who a minor is stays masked at the desk until somebody asks to see it; that goes on record."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from casefile.models import Answer, AuditEntry, Claim, StaffMember, Submission
from review import masking, revealing
from tests import factories

CANARY = "Zephyrine Canaryname"
BORN = "2010-03-15"
WAYS = ("2010-03-15", "March 15, 2010", "2028-03-15", "March 15, 2028", "2023-03-15", "March 15, 2023")


def make_child(*, born: str = BORN, role: str = "parent", name: str = CANARY) -> Submission:
    """A file whose answers, notes and findings all name the child."""
    file = factories.make_submission(answers=answers_of(name))
    factories.make_claim(file, known=factories.SURE, label=name, role=role, born=born)
    factories.make_packet(file)
    write(file, "0.4", "What is the first name?", name.split()[0], item="Person 1")
    write(file, "0.4", "What is the last name?", name.split()[-1], item="Person 1")
    write(file, "1.2", "When was that person born?", "March 15, 2010", item="Person 1")
    write(file, "4.8", "Whom does this photo show?", f"{name}; Pat Example", item="Photo 1")
    write(file, "7", "Anything else?", f"{name.split()[0].lower()}’s photos, born 2010-03-15. ZEPHY knew.")
    return file


def answers_of(name: str) -> dict[str, Any]:
    first, last = name.split()
    person = {"first": first, "last": last, "others": "Zephy; Z. Canary", "born": BORN}
    return {"one": {"role": {"role": "child"}}, "people": [{"person": person}], "photos": []}


def write(file: Submission, question: str, wording: str, shown: str, *, item: str = "") -> None:
    content = {"wording": wording, "value": shown, "shown": shown}
    Answer.objects.create(
        submission=file, position=file.lines.count(), stage="People", page="person", item=item,
        question=question, content=content, at=file.submitted_at,
    )  # fmt: skip


def told(text: str) -> list[str]:
    """What of the child a page says."""
    names = ("zephyrine", "canaryname", "zephy", *(way.lower() for way in WAYS))
    return [name for name in names if name in text.lower()]


def page(desk: Client, file: Submission) -> str:
    return desk.get(f"/desk/files/{file.token}/").content.decode()


def reveal(desk: Client, file: Submission, reason: str = "identity", position: int = 0) -> Any:
    return desk.post(f"/desk/files/{file.token}/minors/{position}/show", {"reason": reason})


def test_no_page_of_the_desk_says_who_a_child_is(desk: Client, attorney: StaffMember) -> None:
    file = make_child()
    claim = file.claims.get()
    factories.make_decision(claim, by=attorney, note=f"Spoke of {CANARY}, born 2010-03-15.")
    addresses = ("/desk/", f"/desk/files/{file.token}/", f"/desk/files/{file.token}/links/", "/desk/lists/")
    for address in addresses:
        assert told(desk.get(address).content.decode()) == [], address
    refused = [
        desk.post(f"/desk/files/{file.token}/claims/0/decide", {"seen": "0"}),
        desk.post(f"/desk/files/{file.token}/claims/0/undo", {"seen": "0"}),
        desk.post(
            f"/desk/files/{file.token}/claims/0/decide",
            {"seen": "0", "choice": "decline", "decline": "criteria"},
        ),
        reveal(desk, file, reason=""),
    ]
    for answer in refused:
        assert told(answer.content.decode()) == [], answer.status_code
    assert "Child 1" in page(desk, file) and "born hidden" in page(desk, file)


@pytest.mark.parametrize(("born", "said"), [(BORN, "March 15, 2010"), ("2010-03", "March 2010")])
def test_the_queue_says_a_contradiction_with_a_birth_date_without_it(
    desk: Client, born: str, said: str
) -> None:
    file = factories.make_submission(answers=answers_of(CANARY))
    known = factories.SURE.replace("uploaded=2012-05", "uploaded=2009-05-02")
    claim = factories.make_claim(file, known=known, label=CANARY, role="parent", born=born)
    assert said in claim.determinations.get().brief["reason"]
    listed = desk.get("/desk/").content.decode()
    assert "May 2, 2009" in listed and "before the person was born (hidden)" in listed
    assert said not in listed and born not in listed


def test_showing_takes_a_reason_and_goes_on_record(desk: Client, attorney: StaffMember) -> None:
    file = make_child()
    assert reveal(desk, file)["Location"] == f"/desk/files/{file.token}/#minors"
    text = page(desk, file)
    assert CANARY in text and "2010-03-15" in text and "You are shown the name and birth date" in text
    entry = AuditEntry.objects.get(event="minor.revealed")
    assert (entry.actor, entry.subject) == (str(attorney.pk), str(file.claims.get().pk))
    assert entry.detail == {"reason": "identity"}
    assert "Looked at a name and birth date" in text
    assert told(desk.get("/desk/").content.decode()) == [], "the queue stays masked"


@pytest.mark.parametrize("reason", ["", "because", "identity "])
def test_without_one_of_the_reasons_nothing_is_shown(desk: Client, reason: str) -> None:
    file = make_child()
    refused = reveal(desk, file, reason=reason)
    text = refused.content.decode()
    assert (refused.status_code, told(text)) == (422, [])
    assert "<title>Error:" in text and 'id="m0-reason-error"' in text
    assert not AuditEntry.objects.filter(event="minor.revealed").exists()


def test_it_is_masked_again_by_hand_by_time_and_by_another_file(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, other = make_child(), make_child(name="Zephyrine Second")
    reveal(desk, file)
    assert told(page(desk, file))
    desk.post(f"/desk/files/{file.token}/minors/hide")
    assert told(page(desk, file)) == []
    reveal(desk, file)
    reveal(desk, other)
    assert told(page(desk, file)) == []
    monkeypatch.setattr(revealing, "HOLDS", timedelta(0))
    reveal(desk, other)
    assert told(page(desk, other)) == []


def test_each_person_at_the_desk_asks_for_themselves(desk: Client) -> None:
    file = make_child()
    reveal(desk, file)
    colleague = Client()
    who = factories.make_staff("sam@example.com")
    colleague.post("/desk/sign-in/", {"login": who.username, "password": factories.PASSWORD})
    assert told(page(colleague, file)) == []


def test_only_staff_show_only_by_post_only_minors_only_of_cleared_files(desk: Client, client: Client) -> None:
    file = make_child()
    assert reveal(client, file).status_code == 302
    assert desk.get(f"/desk/files/{file.token}/minors/0/show").status_code == 405
    assert reveal(desk, file, position=7).status_code == 404
    grown = factories.make_file(label="Pat Example", role="self", born="1990")
    assert reveal(desk, grown).status_code == 404
    held = factories.make_submission(clear=False)
    factories.make_claim(held, role="parent", born="2012")
    assert reveal(desk, held).status_code == 404
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = desk.cookies
    assert reveal(strict, file).status_code == 403
    assert not AuditEntry.objects.filter(event="minor.revealed").exists()


@pytest.mark.parametrize(
    ("role", "born"), [("self", "1990-05"), ("uploader_only", ""), ("guardian", "1980"), ("estate", "1950")]
)
def test_adults_and_photographers_are_not_masked(desk: Client, role: str, born: str) -> None:
    file = factories.make_file(label="Morgan Grownup", role=role, born=born)
    text = page(desk, file)
    assert "Morgan Grownup" in text and "Minors in this file" not in text


def test_two_children_are_told_apart_and_shown_singly(desk: Client) -> None:
    file = make_child()
    factories.make_claim(file, label="Pat Example", role="self", born="1985")
    factories.make_claim(file, label="Quillon Canaryname", role="parent", born="2013-01-02")
    text = page(desk, file)
    assert "Child 1" in text and "Child 2" in text and "Pat Example" in text and "Quillon" not in text
    reveal(desk, file, position=2)
    text = page(desk, file)
    assert "Quillon" in text and "zephyrine" not in text.lower()


def test_before_the_claims_are_read_the_answers_are_masked_too(desk: Client) -> None:
    file = make_child()
    unread = factories.make_submission(answers=answers_of(CANARY))
    for line in file.lines.all():
        write(unread, line.question, "As asked", line.content["shown"], item=line.item)
    assert Claim.objects.filter(submission=unread).count() == 0
    assert told(page(desk, unread)) == []


def test_a_birth_date_nobody_knows_is_said_so(desk: Client) -> None:
    file = make_child(born="unknown")
    assert "to sign again at 18: no date known" in page(desk, file)
    dated = make_child()
    assert "to sign again at 18: on a day that is hidden" in page(desk, dated)
    reveal(desk, dated)
    assert "to sign again at 18: from Wed, March 15, 2028" in page(desk, dated)


def test_files_of_one_photographers_link_are_shown_to_belong_together(desk: Client) -> None:
    photographer = factories.make_file(label="Pat Example", role="uploader_only", born="")
    passed = factories.make_submission()
    Submission.objects.bulk_create(
        [Submission(**{**plain(passed), "invited_by": photographer.pk, "reference": "QQQ-QQQ-QQQ"})]
    )
    assert "QQQ-QQQ-QQQ" in page(desk, photographer)
    other = Submission.objects.get(reference="QQQ-QQQ-QQQ")
    assert photographer.reference in page(desk, other)
    assert "Belongs together" not in page(desk, passed)


def plain(file: Submission) -> dict[str, Any]:
    """The values of a file, for a second one like it."""
    names = ("matter", "submitted_at", "contact", "answers", "signature", "email_index")
    own = {"token": "t" * 43, "draft_sha256": "d" * 64}
    return {**{name: getattr(file, name) for name in names}, **own}


def test_the_aliases_count_only_minors() -> None:
    assert masking.aliases([True, False, True]) == ["Child 1", "", "Child 2"]


def test_a_short_or_shared_name_does_not_mask_the_claimants() -> None:
    names = masking._names("Kit Example", ("Kit", "K"), "Example")
    assert names == ("Kit Example", "Kit")
    assert masking._any(names).sub("Child 1", "Pat Example and Kit") == "Pat Example and Child 1"
