"""The look at one's own photos: what each state says, what none gives away, and how often it is open."""

import logging
import re
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

import matters
from casefile import lists, previews, tallies
from casefile.models import Draft, Tally
from casefile.tallies import Limit, Spent
from exposure import build
from intake import network
from matters import preview
from matters.lookup import NamedPhoto
from matters.preview import Shown
from tests import published
from tests.intake.conftest import Claimant
from tests.intake.test_canaries import held
from tests.personas import ADULT, Persona
from tests.published import ACCOUNT, OTHER, PHOTO

LOOK_UP, FOUND_PAGE = "/flickr-megaface/look-up/", "/flickr-megaface/found/"
ABSENT = "4571314349"
ELSEWHERE = "2331659999"
LINK = "https://www.flickr.com/photos/{}/{}/"
NEVER = ("eligib", "qualif", "deadline", "statute", "740 ILCS", "lawsuit", "compensation", "sue ")


def looked() -> int:
    """How many tallies look-ups left: the interview's own beginning is one more."""
    return Tally.objects.count() - 1


@pytest.fixture
def _list(db: None) -> None:
    published.write()
    build.bind(lists.root())


def bring_in(*lines: tuple[int, str], name: str = "other list") -> None:
    published.write(name, collection="ffhq", lines=lines)
    build.bind(lists.root())


def answered(claimant: Claimant, *links: str, account: str = "") -> Claimant:
    """A claimant with one photo for each link, who stands on the question whether they have looked."""
    told: dict[tuple[str, int | None], Any] = {("account", None): {"names": account}}
    told |= {("photo", n): {"link": link, "same": "yes"} for n, link in enumerate(links)}
    claimant.pass_age()
    claimant.walk(
        Persona({**ADULT.told, **told}), until=FOUND_PAGE, lists={"photos": len(links)} if links else {}
    )
    return claimant


def asking(answers_of: Claimant, link: str, *, account: str | None = None) -> None:
    """Change the draft's first photo as its page would."""
    draft = Draft.objects.latest("started_at")
    answers = draft.answers
    answers["photos"][0]["photo"]["link"] = link
    if account is not None:
        answers["one"]["account"]["names"] = account
    draft.answers = answers
    draft.save()


def words(page: Any) -> str:
    main = page.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def result(claimant: Claimant) -> str:
    page = claimant.client.post(LOOK_UP)
    assert page.status_code == 200
    return words(page)


def one(text: str, label: str = "Photo 1") -> str:
    """What is said of one photo."""
    return text.split(label, 1)[1].split("What this means")[0]


# The page before


def test_the_page_says_what_it_does_and_looks_nothing_up(claimant: Claimant, _list: None) -> None:
    answered(claimant, LINK.format(ACCOUNT, PHOTO))
    page = claimant.client.get(LOOK_UP)
    said = words(page)
    assert page.status_code == 200 and page.content.decode().count("<h1") == 1
    for promise in ("numbers only", "do not look at any face", "Nothing is sent", "It is not a claim"):
        assert promise in said
    assert "megaface" not in said and looked() == 0
    assert f'href="{FOUND_PAGE}"' in page.content.decode()
    assert "<title>Look for your photos in the lists the firm has – " in page.content.decode()


def test_the_question_whether_they_have_looked_leads_to_it(claimant: Claimant) -> None:
    answered(claimant, LINK.format(ACCOUNT, PHOTO))
    assert f'href="{LOOK_UP}"' in claimant.client.get(FOUND_PAGE).content.decode()
    changing = claimant.client.get(f"{FOUND_PAGE}?change=1").content.decode()
    assert f'href="{LOOK_UP}?change=1"' in changing
    back = claimant.client.get(f"{LOOK_UP}?change=1").content.decode()
    assert back.count(f'href="{FOUND_PAGE}?change=1"') == 2
    assert 'name="checked"' in changing.split(LOOK_UP)[1], "offered before anything is typed"
    other = claimant.client.get("/flickr-megaface/photos/").content.decode()
    assert LOOK_UP not in other


def test_it_opens_once_photos_and_account_were_told(claimant: Claimant) -> None:
    assert claimant.client.get(LOOK_UP).status_code == 404
    claimant.pass_age()
    claimant.walk(ADULT, until="/flickr-megaface/photos/1/photo/")
    for answer in (claimant.client.get(LOOK_UP), claimant.client.post(LOOK_UP)):
        assert answer["Location"] == claimant.at
    claimant.walk(ADULT, until=FOUND_PAGE)
    assert claimant.client.get(LOOK_UP).status_code == 200


def test_whoever_was_stopped_has_sent_or_never_flickred_sees_what_other_pages_show(
    finished: Claimant, another: Callable[[], Claimant]
) -> None:
    receipt = finished.send()
    assert finished.client.get(LOOK_UP)["Location"] == receipt
    assert finished.client.post(LOOK_UP)["Location"] == receipt
    child = another()
    child.client.cookies["stopped"] = "stopped"
    assert "This form is for adults" in words(child.client.post(LOOK_UP))
    nobody = another()
    nobody.pass_age()
    nobody.answer(Persona({("role", None): {"role": "nobody"}}))
    assert nobody.client.get(LOOK_UP)["Location"] == nobody.at


def test_without_the_token_of_the_form_nothing_is_looked_up(claimant: Claimant, _list: None) -> None:
    answered(claimant, LINK.format(ACCOUNT, PHOTO))
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = claimant.client.cookies
    assert strict.post(LOOK_UP).status_code == 403
    assert looked() == 0


# What is said of each photo


def test_a_photo_is_found_under_the_account_that_was_named(claimant: Claimant, _list: None) -> None:
    answered(claimant, LINK.format(ACCOUNT, PHOTO))
    said = result(claimant)
    assert f"Found under the account you named ({ACCOUNT}), in: megaface." in one(said)
    assert "It is not a claim" in said and "that you can claim anything" in said


def test_the_account_may_be_named_on_its_own_page(claimant: Claimant, _list: None) -> None:
    answered(claimant, LINK.format("example-name", PHOTO), PHOTO, account=ACCOUNT)
    said = result(claimant)
    assert f"Found under the account you named ({ACCOUNT})" in one(said).split("Photo 2")[0]
    assert f"Found under the account you named ({ACCOUNT})" in one(said, "Photo 2")


def test_an_account_named_by_its_name_alone_is_not_compared(claimant: Claimant, _list: None) -> None:
    answered(claimant, LINK.format("example-name", PHOTO))
    assert "Not compared" in one(result(claimant))


def test_every_list_that_has_it_is_named_once_and_nothing_else_of_it(claimant: Claimant, _list: None) -> None:
    bring_in((int(PHOTO), ACCOUNT), (int(PHOTO), ACCOUNT), (int(PHOTO), OTHER))
    answered(claimant, LINK.format(ACCOUNT, PHOTO))
    said = result(claimant)
    assert "in: megaface, other list." in one(said)
    assert OTHER not in said and "2016" not in said and "line" not in one(said).split()


def test_a_photo_in_no_list_is_not_found_and_that_proves_nothing(claimant: Claimant, _list: None) -> None:
    answered(claimant, LINK.format(ACCOUNT, ABSENT))
    said = result(claimant)
    assert f"Not found under the account you named ({ACCOUNT})." in one(said)
    assert "does not prove that nobody copied it" in said and "Not every list is public" in said


@pytest.mark.parametrize("number", [PHOTO, ELSEWHERE], ids=["of that account", "of another account"])
@pytest.mark.parametrize("link", ["{}", LINK.format("example-name", "{}")], ids=["bare", "with a name"])
def test_a_number_without_an_accounts_number_is_never_answered(
    claimant: Claimant, _list: None, link: str, number: str
) -> None:
    answered(claimant, link.format(number), account="pat-example")
    said = result(claimant)
    assert "Not compared." in one(said) and "How to find an account’s number" in said
    assert "Found" not in one(said) and looked() == 0


def test_a_photo_without_a_number_says_how_to_find_one(claimant: Claimant, _list: None) -> None:
    answered(claimant, "", account=ACCOUNT)
    said = result(claimant)
    assert "We could not read the number of this photo." in one(said)
    assert "How to find a photo’s number" in said and "How to find an account’s number" not in said


def test_without_a_list_it_says_so(claimant: Claimant) -> None:
    answered(claimant, LINK.format(ACCOUNT, PHOTO))
    said = result(claimant)
    assert "There is no list here yet" in said and "found" not in said
    assert looked() == 0


def test_a_damaged_index_says_the_lists_cannot_be_read_and_is_logged(
    claimant: Claimant, _list: None, caplog: pytest.LogCaptureFixture
) -> None:
    answered(claimant, LINK.format(ACCOUNT, PHOTO))
    (lists.root() / "index").write_bytes(b"not an index")
    with caplog.at_level(logging.ERROR, logger="portal.previews"):
        said = result(claimant)
    assert "We cannot read the lists right now" in said and "The firm checks the lists itself" in said
    assert "index.damaged" in caplog.text and PHOTO not in caplog.text


# What nothing may give away


def test_a_photo_of_another_account_reads_like_one_in_no_list(
    another: Callable[[], Claimant], _list: None
) -> None:
    """Were they told apart, any account's number would do to learn whether a stranger's photo is listed."""
    of_another = answered(another(), LINK.format(ACCOUNT, ELSEWHERE)).client.post(LOOK_UP)
    of_nobody = answered(another(), LINK.format(ACCOUNT, ABSENT)).client.post(LOOK_UP)
    told = [
        re.sub(r'value="[^"]+"', "", page.content.decode()).replace(number, "N")
        for page, number in ((of_another, ELSEWHERE), (of_nobody, ABSENT))
    ]
    assert told[0] == told[1] and "Not found" in told[0]
    assert OTHER not in told[0]
    assert {name: of_another[name] for name in of_another.headers if name != "Set-Cookie"}.keys() == {
        name: of_nobody[name] for name in of_nobody.headers if name != "Set-Cookie"
    }.keys()


@pytest.mark.parametrize("link", ["{}", LINK.format("example-name", "{}")], ids=["bare", "with a name"])
def test_what_cannot_be_compared_reads_the_same_whatever_the_lists_hold(
    another: Callable[[], Claimant], _list: None, link: str
) -> None:
    pages = {
        words(answered(another(), link.format(number)).client.post(LOOK_UP)).replace(number, "N")
        for number in (PHOTO, ELSEWHERE, ABSENT)
    }
    assert len(pages) == 1


@pytest.mark.parametrize("nsid", ["", ACCOUNT, OTHER, "99999999@N09"])
@pytest.mark.parametrize("number", ["", PHOTO, ELSEWHERE, ABSENT])
def test_an_answer_tells_no_more_than_whether_this_photo_is_of_this_account(
    db: None, _list: None, number: str, nsid: str
) -> None:
    """Every answer can be worked out from the claimant's own words and that one bit."""
    listed = {(PHOTO, ACCOUNT), (ELSEWHERE, OTHER)}
    (shown,) = preview.look_up([NamedPhoto("Photo 1", number, nsid)], lists.current()).photos
    expected: tuple[str, tuple[str, ...]]
    if not number:
        expected = (Shown.NO_NUMBER, ())
    elif not nsid:
        expected = (Shown.NO_ACCOUNT, ())
    elif (number, nsid) in listed:
        expected = (Shown.FOUND, ("megaface",))
    else:
        expected = (Shown.NOT_FOUND, ())
    assert (shown.state, shown.lists) == expected
    assert (shown.photo_id, shown.nsid) == (number, nsid)


def test_no_page_of_it_tells_an_outcome_a_deadline_or_a_law(
    claimant: Claimant, _list: None, settings: Settings
) -> None:
    answered(claimant, LINK.format(ACCOUNT, PHOTO), LINK.format(ACCOUNT, ABSENT), "", PHOTO)
    pages = [claimant.client.get(LOOK_UP), claimant.client.post(LOOK_UP)]
    settings.LOOK_UPS_A_DAY = 0
    pages.append(claimant.client.post(LOOK_UP))
    settings.LOOK_UPS_A_DAY, settings.LOOK_UP_PHOTOS = 9, 0
    asking(claimant, LINK.format(ACCOUNT, ELSEWHERE))
    pages.append(claimant.client.post(LOOK_UP))
    assert [page.status_code for page in pages] == [200, 200, 429, 429]
    assert [word for page in pages for word in NEVER if word.lower() in words(page).lower()] == []


def test_the_result_changes_no_answer_and_is_kept_nowhere(
    claimant: Claimant, _list: None, caplog: pytest.LogCaptureFixture
) -> None:
    answered(claimant, LINK.format(ACCOUNT, PHOTO))
    before = Draft.objects.values().get()
    with caplog.at_level(logging.DEBUG):
        assert "Found" in result(claimant)
    assert Draft.objects.values().get() == before
    rows = held()
    assert looked() > 0 and b"flickr-megaface" in rows
    assert [said for said in (PHOTO, ACCOUNT, "127.0.0.1") if said.encode() in rows] == []
    assert [said for said in (PHOTO, ACCOUNT, "127.0.0.1") if said in caplog.text] == []
    assert f"preview.shown draft={before['id']}" in caplog.text


# How often


def test_the_same_photos_may_be_looked_up_again(claimant: Claimant, _list: None, settings: Settings) -> None:
    settings.LOOK_UP_PHOTOS = settings.LOOK_UP_PHOTOS_A_DAY = settings.LOOK_UP_ACCOUNTS = 1
    answered(claimant, LINK.format(ACCOUNT, PHOTO))
    assert [claimant.client.post(LOOK_UP).status_code for _ in range(3)] == [200, 200, 200]


def test_one_interview_asks_for_three_accounts_at_most(
    claimant: Claimant, _list: None, caplog: pytest.LogCaptureFixture
) -> None:
    answered(claimant, LINK.format(ACCOUNT, PHOTO))
    seen = []
    for account in (ACCOUNT, "11111111@N01", "22222222@N02", "33333333@N03", ACCOUNT):
        asking(claimant, LINK.format(account, PHOTO))
        seen.append(claimant.client.post(LOOK_UP).status_code)
    assert seen == [200, 200, 200, 429, 200], "what was asked before may be asked again"
    assert "limit=preview.draft.accounts" in caplog.text


def test_one_interview_asks_for_so_many_photos_at_most_and_is_told_why(
    claimant: Claimant, _list: None, settings: Settings
) -> None:
    settings.LOOK_UP_PHOTOS = 2
    answered(claimant, LINK.format(ACCOUNT, PHOTO))
    seen = []
    for number in (PHOTO, ABSENT, ELSEWHERE):
        asking(claimant, LINK.format(ACCOUNT, number))
        seen.append(claimant.client.post(LOOK_UP))
    assert [page.status_code for page in seen] == [200, 200, 429]
    said = words(seen[-1])
    for part in ("at most 2 photos in 3 accounts", "Nothing is lost", "The firm checks the lists itself"):
        assert part in said
    assert "Retry-After" not in seen[-1] and f'href="{FOUND_PAGE}"' in seen[-1].content.decode()


def test_a_fourth_account_in_one_look_up_takes_nothing(claimant: Claimant, _list: None) -> None:
    answered(claimant, *[LINK.format(f"1111111{n}@N01", ABSENT) for n in range(4)])
    assert claimant.client.post(LOOK_UP).status_code == 429
    assert list(Tally.objects.filter(count__gt=0).values_list("count", flat=True)) == [1, 1], (
        "only the site's, and the interview's own beginning"
    )


def test_one_address_looks_ten_times_a_day_whoever_asks(
    another: Callable[[], Claimant], _list: None, settings: Settings
) -> None:
    settings.LOOK_UPS_A_DAY = 2
    pages = [
        answered(another(), LINK.format(ACCOUNT, PHOTO)).client.post(LOOK_UP, REMOTE_ADDR=address)
        for address in ("192.0.2.1", "192.0.2.1", "192.0.2.1", "192.0.2.2")
    ]
    assert [page.status_code for page in pages] == [200, 200, 429, 200]
    assert "It works again tomorrow, after midnight in Chicago." in words(pages[2])
    assert 0 < int(pages[2]["Retry-After"]) <= 25 * 60 * 60


def test_one_address_asks_for_so_many_photos_a_day_whoever_asks(
    another: Callable[[], Claimant], _list: None, settings: Settings
) -> None:
    settings.LOOK_UP_PHOTOS_A_DAY = 1
    pages = [
        answered(another(), LINK.format(ACCOUNT, number)).client.post(LOOK_UP)
        for number in (PHOTO, PHOTO, ABSENT)
    ]
    assert [page.status_code for page in pages] == [200, 200, 429]


def test_the_limits_are_those_of_the_brief_unless_set(settings: Settings) -> None:
    assert (settings.LOOK_UP_ACCOUNTS, settings.LOOK_UP_PHOTOS) == (3, 60)
    assert (settings.LOOK_UPS_A_DAY, settings.LOOK_UP_PHOTOS_A_DAY) == (10, 60)


def test_a_day_ends_at_midnight_in_chicago_and_its_counts_are_forgotten(
    claimant: Claimant, _list: None, settings: Settings
) -> None:
    settings.LOOK_UPS_A_DAY = 1
    answered(claimant, LINK.format(ACCOUNT, PHOTO))
    draft = Draft.objects.get()
    late = datetime(2026, 11, 22, 5, 59, tzinfo=UTC)
    previews.look_up(draft, network="192.0.2.1", at=late)
    with pytest.raises(Spent) as spent:
        previews.look_up(draft, network="192.0.2.1", at=late + timedelta(seconds=30))
    assert spent.value.until == late + timedelta(minutes=1)
    previews.look_up(draft, network="192.0.2.1", at=late + timedelta(minutes=1))
    tallies.forget(at=late + timedelta(days=2))
    assert {row.until for row in Tally.objects.all()} == {
        late + timedelta(minutes=1) + previews.DRAFT_HOLDS_FOR
    }
    tallies.forget(at=late + timedelta(days=31))
    assert not Tally.objects.exists()


def test_the_log_says_when_the_whole_site_looks_up_much(
    claimant: Claimant, _list: None, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.LOOK_UP_ALARM_AN_HOUR, settings.LOOK_UPS_A_DAY = 3, 2
    answered(claimant, LINK.format(ACCOUNT, PHOTO))
    draft, at = Draft.objects.get(), timezone.now().replace(minute=5)
    for _ in range(2):
        previews.look_up(draft, network="192.0.2.1", at=at)
    assert "preview.many" not in caplog.text
    with pytest.raises(Spent):
        previews.look_up(draft, network="192.0.2.1", at=at)
    assert "preview.many this_hour=3" in caplog.text, "refused ones count too"
    caplog.clear()
    previews.look_up(draft, network="192.0.2.2", at=at + timedelta(hours=1))
    assert "preview.many" not in caplog.text


@pytest.mark.parametrize(
    ("said", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("unix", "unix"),
    ],
)
def test_an_ipv6_household_counts_as_one(said: str, counted: str) -> None:
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = said
    assert network.network(request) == counted


# At the same moment; tests/faults/test_looking_up.py does it with processes, on either database

AT_ONCE = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="tests share one SQLite connection; two writers need PostgreSQL"
)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all of these in threads of their own, started together; what each returned or raised."""
    start, ends = threading.Barrier(len(acts)), []

    def run(act: Callable[[], Any]) -> None:
        start.wait()
        try:
            ends.append(act())
        except Exception as error:
            ends.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


@AT_ONCE
@pytest.mark.django_db(transaction=True)
def test_requests_at_the_same_moment_do_not_get_past_the_limit(settings: Settings) -> None:
    settings.LOOK_UPS_A_DAY = 3
    published.write()
    build.bind(lists.root())
    claimant = answered(Claimant(Client()), LINK.format(ACCOUNT, PHOTO))

    def press() -> int:
        tab = Client()
        tab.cookies = claimant.client.cookies
        return int(tab.post(LOOK_UP).status_code)

    assert sorted(at_once(*[press] * 8)) == [200] * 3 + [429] * 5


@AT_ONCE
@pytest.mark.django_db(transaction=True)
def test_different_things_at_the_same_moment_do_not_get_past_the_limit() -> None:
    until = timezone.now() + timedelta(days=1)

    def take(n: int) -> Callable[[], None]:
        wide = Limit("wide", "all", 100, {f"thing {n}"}, until)
        narrow = Limit("narrow", "all", 4, {f"thing {n}", "shared"}, until)
        order = (wide, narrow) if n % 2 else (narrow, wide)
        return lambda: tallies.take(order, at=timezone.now())

    ends = at_once(*[take(n) for n in range(12)])
    assert [type(end) for end in ends if end is not None] == [Spent] * 9, ends
    counts = Tally.objects.filter(pk__in=[Limit(n, "all", 0, (), until).key for n in ("narrow", "wide")])
    assert sorted(counts.values_list("count", flat=True)) == [3, 4]


def test_the_matter_has_both_texts() -> None:
    matter = matters.load("flickr-megaface")
    assert {matter.text(name).status for name in ("look_up", "look_up_meaning")} == {"DRAFT"}
