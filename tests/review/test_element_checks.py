"""Checking elements at the desk: what the task list says, what may be typed, what is refused and why."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from casefile import element_checks
from casefile.element_checks import Place
from casefile.models import AuditEntry, Claim, ElementCheck, Grant, StaffMember, Submission
from tests import factories
from tests.casefile import made_files
from tests.review import full, test_evidence
from tests.review.looked import send

pytestmark = pytest.mark.django_db
FACE = "BIPA_DEPICTED/face_shown/1/0"
LIVED = "BIPA_DEPICTED/illinois_nexus/1/0"
VERIFY: dict[str, Any] = {"verdict": "verified", "saw_depicted": "on", "reason": "The picture shows her."}


@pytest.fixture
def file(db: None) -> Submission:
    return send()


def address(file: Submission, where: str = FACE) -> str:
    return f"/desk/files/{file.token}/claims/0/elements/{where}/"


def seen(file: Submission) -> str:
    return str(element_checks.newest(file.claims.get()).pk)


def post(desk: Client, file: Submission, where: str = FACE, **body: Any) -> Any:
    return desk.post(address(file, where), {"seen": seen(file), **body})


def words_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def page(desk: Client, file: Submission) -> str:
    return words_of(desk.get(f"/desk/files/{file.token}/"))


def test_every_task_of_the_list_leads_to_its_element(desk: Client) -> None:
    file = full.children()
    links = re.findall(
        r'href="([^"]+/elements/[^"]+)"', desk.get(f"/desk/files/{file.token}/").content.decode()
    )
    assert len(links) == len(set(links)) > 10
    for link in links:
        assert desk.get(link).status_code == 200


def test_an_element_shows_its_facts_with_value_source_and_law(desk: Client, file: Submission) -> None:
    text = words_of(desk.get(address(file)))
    assert "Face shown + Met" in text and "740 ILCS 14/10" in text
    assert "Stands as yes claimed, question 4.8" in text
    assert "State: · Found by the rules" in text


def test_a_verified_element_says_by_whom_and_on_which_day_at_once(
    desk: Client, file: Submission, attorney: StaffMember
) -> None:
    answer = post(desk, file, **VERIFY)
    assert answer.status_code == 302 and answer["Location"].endswith("#tasks-0")
    text = page(desk, file)
    assert "Recorded for Face shown. No finding moved; the facts now carry your name." in text
    assert "✓ Verified by Robin Attorney on" in text
    assert "staff-verified, Robin Attorney," in text
    assert file.element_checks.get().by == attorney
    assert AuditEntry.objects.filter(event="element.verified").count() == 1
    assert "Verified an element" in text


def test_what_moved_is_said_at_once_and_stays_on_the_page(desk: Client, file: Submission) -> None:
    answer = post(desk, file, verdict="disputed", is_depicted="no", reason="A back of a head.")
    assert answer.status_code == 302
    text = page(desk, file)
    assert "Face shown: was met, is not met." in text.split("Recorded for")[1][:200]
    assert "What moved last. " in text
    assert "! Disputed by Robin Attorney on" in text


def test_a_withdrawn_check_leaves_the_element_as_it_was(desk: Client, file: Submission) -> None:
    post(desk, file, verdict="disputed", is_depicted="no", reason="A back of a head.")
    link = f"/desk/files/{file.token}/elements/1/withdraw"
    refused = desk.post(link, {"reason": " "})
    assert refused.status_code == 422 and "Say in a sentence why" in words_of(refused)
    assert desk.post(link, {"reason": "Wrong photo."}).status_code == 302
    assert "Face shown: was not met, is met." in page(desk, file)
    again = desk.post(link, {"reason": "Still wrong."})
    assert again.status_code == 409 and "Still wrong." in words_of(again)
    history = words_of(desk.get(address(file)))
    assert "A back of a head." in history and "Withdraws no. 1." in history


@pytest.mark.parametrize(
    ("where", "body", "says"),
    [
        (FACE, {"verdict": ""}, "Choose verify or dispute."),
        (FACE, {"verdict": "withdrawn"}, "not one of the available choices"),
        (FACE, {"reason": " "}, "Say in a sentence how you know."),
        (FACE, {"reason": "r" * 1_001}, "has 1,001 characters; at most 1,000 are kept."),
        (FACE, {"saw_depicted": ""}, "Tick at least one fact"),
        (FACE, {"verdict": "disputed"}, "Give at least one fact"),
        (FACE, {"is_depicted": "no"}, "choose dispute, or empty it"),
        (FACE, {"verdict": "disputed", "is_depicted": "perhaps"}, "not one of the available choices"),
        (LIVED, {"verdict": "disputed", "is_uploaded": "May 2009"}, "is not a date"),
        (LIVED, {"verdict": "disputed", "is_uploaded": "1700-01-01"}, "outside the years"),
        (LIVED, {"verdict": "disputed", "is_res": "Chicago"}, "is not a line of residence"),
        (LIVED, {"verdict": "disputed", "is_upload_place": "Illinois"}, "two-letter state"),
        (FACE, {"seen": "x"}, "Enter a valid UUID"),
    ],
)
def test_what_cannot_be_recorded_is_refused_with_what_was_typed(
    desk: Client, file: Submission, where: str, body: dict[str, str], says: str
) -> None:
    answer = post(desk, file, where, **(VERIFY | body))
    assert answer.status_code == 422
    text = words_of(answer)
    assert says in text and "Nothing was recorded" in text
    for typed in (value for name, value in body.items() if name.startswith("is_") and "perhaps" not in value):
        assert typed in answer.content.decode()
    assert not ElementCheck.objects.exists()


def test_not_known_may_be_typed_where_a_value_is(desk: Client, file: Submission) -> None:
    body = {"verdict": "disputed", "is_uploaded": "Not known", "reason": "She guessed."}
    assert post(desk, file, LIVED, **body).status_code == 302
    (given,) = file.element_checks.get().facts["given"]
    assert given == {"photo": "Photo 1", "name": "uploaded", "value": "unknown"}


def test_findings_that_moved_are_named_and_nothing_is_recorded(desk: Client, file: Submission) -> None:
    before = seen(file)
    element_checks.record(
        claim=file.claims.get(),
        place=Place("BIPA_DEPICTED", "face_shown", "Photo 1"),
        verdict="disputed",
        given={"depicted": "no"},
        reason="A back of a head.",
        seen=element_checks.newest(file.claims.get()).pk,
        by=factories.make_staff(first="Sam", last="Counsel"),
        at=factories.SENT_AT + timedelta(days=1),
    )
    answer = post(desk, file, verdict="disputed", is_depicted="unknown", reason="Too dark.", seen=before)
    text = words_of(answer)
    assert answer.status_code == 409
    assert "The findings changed while you had this open" in text
    assert "Face shown: was met, is not met." in text and "Sam Counsel" in text and "Too dark." in text
    assert file.element_checks.count() == 1
    assert f'name="seen" value="{seen(file)}"' in answer.content.decode()


def test_who_verifies_after_a_colleague_is_told_so(desk: Client, file: Submission) -> None:
    before = seen(file)
    post(desk, file, **VERIFY)
    other = factories.make_staff("sam@example.com", first="Sam", last="Counsel")
    mate = Client()
    mate.post("/desk/sign-in/", {"login": other.username, "password": factories.PASSWORD})
    answer = mate.post(address(file), VERIFY | {"seen": before, "reason": "I saw it too."})
    text = words_of(answer)
    assert answer.status_code == 409
    assert "The facts below are not those your page showed" in text
    assert "staff-verified, Robin Attorney" in text and "I saw it too." in text


def test_a_double_click_is_recorded_once(desk: Client, file: Submission) -> None:
    body = VERIFY | {"seen": seen(file)}
    assert desk.post(address(file), body).status_code == 302
    assert desk.post(address(file), body).status_code == 302
    assert file.element_checks.count() == 1


def test_a_check_names_the_files_that_show_it(desk: Client, file: Submission) -> None:
    upload = test_evidence.send(file, made_files.image("PNG"), "picnic.png")
    assert "picnic.png" in desk.get(address(file)).content.decode()
    post(desk, file, **VERIFY, uploads=[str(upload.pk)])
    assert "Shown by: picnic.png" in words_of(desk.get(address(file)))
    foreign = test_evidence.send(factories.make_submission(), made_files.image("PNG"), "b.png")
    assert post(desk, file, **VERIFY, uploads=[str(foreign.pk)]).status_code == 422


def test_what_is_not_given_here_says_where_it_is(desk: Client, file: Submission) -> None:
    text = words_of(desk.get(address(file, "BIPA_DEPICTED/in_dataset/1/0")))
    assert "Not given here: checked at the photo." in text
    assert "Not given here: entered for the case." in words_of(
        desk.get(address(file, "BIPA_DEPICTED/in_time/0/0"))
    )


@pytest.mark.parametrize(
    "where",
    ["BIPA_DEPICTED/no_such/0/0", "BIPA_DEPICTED/face_shown/9/0", "BIPA_DEPICTED/face_shown/0/0"],
)
def test_an_element_that_is_none_is_not_found(desk: Client, file: Submission, where: str) -> None:
    assert desk.get(address(file, where)).status_code == 404
    assert desk.post(address(file, where), VERIFY).status_code == 404


def test_who_may_not_check_reads_the_list_and_no_more(client: Client, file: Submission) -> None:
    intake = factories.make_staff(roles=(Grant.INTAKE,))
    client.post("/desk/sign-in/", {"login": intake.username, "password": factories.PASSWORD})
    text = client.get(f"/desk/files/{file.token}/").content.decode()
    assert "Elements to check" in text and "/elements/" not in text
    assert client.get(address(file)).status_code == 403
    assert client.post(address(file), VERIFY).status_code == 403
    assert not ElementCheck.objects.exists()


def test_a_held_file_has_no_elements(desk: Client) -> None:
    held = factories.make_file(clear=False)
    assert desk.get(address(held)).status_code == 404


def test_a_masked_child_stays_masked_on_its_element(desk: Client) -> None:
    file = full.children(born="2012-03-04")
    claim: Claim = file.claims.get(position=0)
    tasks = element_checks.tasks(element_checks.newest(claim))
    asks = next(one for one in tasks if any(fact.name == "subject_dob" for fact in one.facts))
    place = 1 if asks.photo else 0
    answer = desk.get(address(file, f"{asks.theory}/{asks.element}/{place}/0"))
    assert answer.status_code == 200
    text = words_of(answer)
    for told in ("March 4, 2012", "2012-03-04", str(claim.name)):
        assert told not in text


def test_the_summary_stands_first_and_says_what_to_ask_what_ties_and_what_is_due(desk: Client) -> None:
    file = full.children()
    text = page(desk, file)
    top = text.split("Minors in this file")[0]
    assert "Next deadline. " in top and "Ask first: " in top
    assert "Illinois link: lived there" in top
    assert "Parent, for a child" in top and "Result and why" in top


def test_photos_stand_in_the_order_of_the_interview(desk: Client) -> None:
    tasks = element_checks.tasks(element_checks.newest(full.children().claims.get(position=0)))
    faces = [task.photo for task in tasks if task.element == "face_shown"]
    assert faces == ["Photo 1", "Photo 2"]


def test_the_timeline_and_the_lanes_say_when_and_how_it_was_counted(desk: Client) -> None:
    text = page(desk, send(uploaded="2009-05-02"))
    timeline = text.split("Timeline")[1].split("Published lists")[0]
    assert "May 2, 2009 Put on Flickr Photo 1 claimed, 4.3" in timeline
    assert timeline.index("May 2, 2009") < timeline.index("January 1, 2015") < timeline.index("Answers sent")
    lanes = text.split("Limitation lanes")[1].split("Elements to check")[0]
    assert "earliest start January 1, 2015 + 5 years = January 1, 2020" in lanes


def test_a_hidden_birth_date_is_in_no_timeline(desk: Client) -> None:
    text = page(desk, full.children(born="2012-03-04"))
    timeline = text.split("Timeline")[1].split("Published lists")[0]
    assert "hidden Date of birth of the person shown Child 1" in timeline
    assert "March 4" not in timeline
