"""Keeping at the desk: the list, two people, the certificate, holds and periods."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from casefile import afterwards, audit, erasures, holds, keeping, rights
from casefile.models import (
    Decision,
    Delivery,
    Erasure,
    ErasureStep,
    Grant,
    Hold,
    Job,
    KeepingPeriod,
    StaffMember,
    Submission,
    Tombstone,
    Wish,
)
from tests import factories
from tests.intake.test_canaries import work_everything

HERE = "/desk/keeping/"


def signed_in(person: StaffMember) -> Client:
    client = Client()
    client.post("/desk/sign-in/", {"login": person.username, "password": factories.PASSWORD})
    return client


@pytest.fixture
def second(db: None) -> Client:
    return signed_in(factories.make_staff("sam@example.com", first="Sam"))


@pytest.fixture
def paralegal(db: None) -> Client:
    return signed_in(factories.make_staff("para@example.com", roles=(Grant.PARALEGAL,)))


@pytest.fixture
def administrator(db: None) -> Client:
    return signed_in(factories.make_staff("admin@example.com", roles=(Grant.ADMINISTRATOR,)))


@pytest.fixture
def file(attorney: StaffMember) -> Submission:
    """Declined more than two years ago."""
    at = timezone.now() - timedelta(days=keeping.TWO_YEARS + 30)
    found = factories.make_file(sent_at=at)
    factories.make_decision(
        found.claims.get(), by=attorney, choice=Decision.DECLINE, reason="criteria", at=at
    )
    return found


@pytest.fixture
def listed(file: Submission) -> Erasure:
    erasures.find_due(at=timezone.now())
    found: Erasure = Erasure.objects.get()
    return found


def test_a_file_goes_from_the_list_to_its_certificate_by_two_people(
    desk: Client, second: Client, listed: Erasure, file: Submission
) -> None:
    page = desk.get(HERE).content.decode()
    assert file.reference in page and "Waits for a first person" in page and "Declined" in page
    at = f"{HERE}{listed.pk}/"
    assert desk.post(f"{at}propose", {"note": ""}).status_code == 302
    own = desk.get(at).content.decode()
    assert "You proposed this" in own and "Approve and erase" not in own
    answer = desk.post(f"{at}approve", {"note": ""})
    assert answer.status_code == 409 and "Another person approves it" in answer.content.decode()
    assert "Approve and erase" in second.get(at).content.decode()
    assert second.post(f"{at}approve", {"note": "Seen."}).status_code == 302
    work_everything()
    assert not Submission.objects.exists()
    page = desk.get(at).content.decode()
    stone = Tombstone.objects.get()
    assert "Certificate of erasure" in page and stone.sha256 in page and "Sam Attorney" in page
    assert "Not finished" not in page and "Pat" not in page
    assert file.reference in desk.get(f"{HERE}?show=erased").content.decode()
    assert file.reference not in desk.get(HERE).content.decode()


def test_a_double_click_does_a_step_once(desk: Client, second: Client, listed: Erasure) -> None:
    at = f"{HERE}{listed.pk}/"
    for client, step in ((desk, "propose"), (second, "approve")):
        for _ in range(2):
            assert client.post(f"{at}{step}", {"note": ""}).status_code == 302
    assert ErasureStep.objects.count() == 2 and Job.objects.filter(kind="erase").count() == 1


def test_a_paralegal_proposes_and_does_not_approve(paralegal: Client, desk: Client, listed: Erasure) -> None:
    at = f"{HERE}{listed.pk}/"
    desk.post(f"{at}propose", {"note": ""})
    assert "Approve and erase" not in paralegal.get(at).content.decode()
    assert paralegal.post(f"{at}approve", {"note": ""}).status_code == 403
    assert paralegal.get(f"{HERE}holds/").status_code == 403
    assert paralegal.get(f"{HERE}periods/").status_code == 403


def test_a_file_of_another_matter_is_not_found(attorney: StaffMember, listed: Erasure) -> None:
    Grant.objects.filter(staff=attorney).update(matter="another")
    client = signed_in(attorney)
    assert listed.reference not in client.get(HERE).content.decode()
    assert client.get(f"{HERE}{listed.pk}/").status_code == 404
    for step in ("propose", "approve", "refuse"):
        assert client.post(f"{HERE}{listed.pk}/{step}", {"note": "x"}).status_code == 404
    asked = client.post(f"{HERE}ask", {"reference": listed.reference, "note": "x"})
    assert asked.status_code == 422 and "There is no file of this reference" in asked.content.decode()


def test_to_keep_a_file_takes_a_reason(desk: Client, listed: Erasure) -> None:
    at = f"{HERE}{listed.pk}/"
    assert desk.post(f"{at}refuse", {"note": " "}).status_code == 422
    assert desk.post(f"{at}refuse", {"note": "Still needed."}).status_code == 302
    assert "Still needed." in desk.get(at).content.decode()
    assert listed.reference not in desk.get(HERE).content.decode()


def test_the_list_says_what_stops_a_file(desk: Client, listed: Erasure, file: Submission) -> None:
    Delivery.objects.update(state=Delivery.UNCERTAIN)
    desk.post(f"{HERE}holds/", {"kind": "file", "about": file.reference, "reason": "Suit 12."})
    for page in (desk.get(HERE).content.decode(), desk.get(f"{HERE}{listed.pk}/").content.decode()):
        assert "A legal hold stops every deletion" in page and "One file, since" in page
        assert "has not arrived yet" in page
        assert "Suit 12" not in page
    answer = desk.post(f"{HERE}{listed.pk}/propose", {"note": ""})
    assert answer.status_code == 409 and "Nothing was recorded" in answer.content.decode()


def test_a_file_whose_claimant_wrote_a_letter_is_proposed_by_its_reference(desk: Client) -> None:
    file = factories.make_file()
    typed = {"reference": file.reference.lower(), "note": "Letter of May 3."}
    answer = desk.post(f"{HERE}ask", typed)
    erasure = Erasure.objects.get()
    assert answer.status_code == 302 and answer["Location"] == f"{HERE}{erasure.pk}/"
    assert desk.post(f"{HERE}ask", typed)["Location"] == f"{HERE}{erasure.pk}/"
    assert Erasure.objects.count() == 1
    page = desk.post(f"{HERE}ask", {"reference": "", "note": "Letter of May 3."}).content.decode()
    assert "Enter the reference" in page and "Letter of May 3." in page


def test_a_hold_is_placed_once_and_lifted_for_a_reason(desk: Client, listed: Erasure) -> None:
    typed = {"kind": "email", "about": "pat@example.com", "reason": "Suit 12."}
    for _ in range(2):
        assert desk.post(f"{HERE}holds/", typed).status_code == 302
    hold = Hold.objects.get()
    page = desk.get(f"{HERE}holds/").content.decode()
    assert "pat@example.com" in page and "Suit 12." in page
    assert desk.post(f"{HERE}holds/{hold.pk}/lift", {"note": ""}).status_code == 422
    for _ in range(2):
        assert desk.post(f"{HERE}holds/{hold.pk}/lift", {"note": "Settled."}).status_code == 302
    assert "Settled." in desk.get(f"{HERE}holds/").content.decode()
    assert not holds.standing().every


@pytest.mark.parametrize(
    ("kind", "about", "said"),
    [
        ("matter", "no-such", "Enter a matter as it is spelled here: flickr-megaface"),
        ("file", "K7M", "There is no file of this reference"),
        ("email", "pat", "Enter an e-mail address"),
        ("name", "", "Enter the matter, the reference"),
        ("everything", "x", "Choose what is held"),
    ],
)
def test_a_hold_on_nothing_is_refused_and_what_was_typed_comes_back(
    desk: Client, kind: str, about: str, said: str
) -> None:
    answer = desk.post(f"{HERE}holds/", {"kind": kind, "about": about, "reason": "Suit 12."})
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page and "Suit 12." in page
    assert not Hold.objects.exists()


def test_a_period_is_set_by_an_administrator_and_holds_at_once(
    administrator: Client, listed: Erasure, desk: Client
) -> None:
    typed = {
        "matter": factories.MATTER,
        "outcome": "declined",
        "days": "3650",
        "keeps_names": "1",
        "seen": "0",
    }
    for _ in range(2):
        assert administrator.post(f"{HERE}periods/", typed).status_code == 302
    assert KeepingPeriod.objects.count() == 1
    assert "Kept 3650 days" in administrator.get(f"{HERE}periods/").content.decode()
    assert "not due any more" in desk.get(HERE).content.decode()
    stale = administrator.post(f"{HERE}periods/", {**typed, "days": "10"})
    assert stale.status_code == 409 and "Somebody changed this period" in stale.content.decode()
    for wrong in ("0", "-3", "x", "999999999999"):
        assert administrator.post(f"{HERE}periods/", {**typed, "days": wrong, "seen": "1"}).status_code == 422
    assert administrator.post(f"{HERE}periods/", {**typed, "days": "", "seen": "1"}).status_code == 302
    assert keeping.periods(factories.MATTER)["declined"].days is None


def test_a_wish_of_a_claimant_is_listed_with_the_day_of_the_wish(desk: Client) -> None:
    file = factories.make_file()
    afterwards.wish(file, kind=Wish.ERASE, at=timezone.now())
    erasures.find_due(at=timezone.now())
    assert "The claimant asked on the status page" in desk.get(HERE).content.decode()


def test_rights_that_end_hold_at_the_next_request(
    desk: Client, attorney: StaffMember, listed: Erasure
) -> None:
    rights.take(staff=attorney, roles=(Grant.ATTORNEY,), by=audit.SYSTEM, at=timezone.now())
    for path in (HERE, f"{HERE}{listed.pk}/", f"{HERE}holds/"):
        assert desk.get(path).status_code == 403


def references(client: Client, address: str) -> list[str]:
    page = client.get(address).context["page"]
    return [one.reference for one in page.rows]


def test_the_list_goes_by_place_and_none_is_shown_twice_or_left_out(
    desk: Client, attorney: StaffMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("review.keeping.PAGE", 2)
    due = []
    for days in range(5):
        at = timezone.now() - timedelta(days=keeping.TWO_YEARS + 30 - days // 2)
        file = factories.make_file(sent_at=at, packet=False)
        claim = file.claims.get()
        factories.make_decision(claim, by=attorney, choice=Decision.DECLINE, reason="criteria", at=at)
        due.append(file.reference)
    erasures.find_due(at=timezone.now())
    seen, pages, address = [], [], HERE
    while address:
        page = desk.get(address)
        pages.append(references(desk, address))
        seen += pages[-1]
        after = page.context["page"].after
        address = f"{HERE}?{urlencode({'after': after})}" if after else ""
    assert sorted(seen) == sorted(due) and [len(one) for one in pages] == [2, 2, 1]
    place = desk.get(f"{HERE}?{urlencode({'after': desk.get(HERE).context['page'].after})}").context["page"]
    assert references(desk, f"{HERE}?{urlencode({'before': place.before})}") == pages[0]
    assert references(desk, f"{HERE}?after=nonsense") == pages[0]
    assert "5 files to be erased" in desk.get(HERE).content.decode()


def test_a_hold_on_a_person_says_for_which_matter(desk: Client) -> None:
    typed = {"kind": "name", "about": "Pat Example", "within": factories.MATTER, "reason": "Suit 12."}
    assert desk.post(f"{HERE}holds/", typed).status_code == 302
    assert Hold.objects.get().matter == factories.MATTER
    assert f"A person, by full name, in {factories.MATTER} only" in desk.get(f"{HERE}holds/").content.decode()
    refused = desk.post(f"{HERE}holds/", typed | {"within": "another-matter"})
    assert refused.status_code == 422 and "or every matter" in refused.content.decode()
    desk.post(f"{HERE}holds/", typed | {"within": ""})
    assert set(Hold.objects.values_list("matter", flat=True)) == {"", factories.MATTER}
