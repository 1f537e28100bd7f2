"""Coming back over HTTP: the same answer for everybody, one session for two clicks, nothing by a GET."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone

from casefile import drafts, passes, reminders, sealing
from casefile.models import Draft, Pass, Submission
from tests.intake.conftest import CHECK, Claimant
from tests.intake.test_canaries import work_everything
from tests.personas import ADULT

COME_BACK, CODE, CHOOSE = "/come-back/", "/come-back/code/", "/come-back/choose/"
ROLE, SAVE = "/flickr-megaface/role/", "/flickr-megaface/save/"
PAT = "pat@example.com"
pytestmark = pytest.mark.django_db


@pytest.fixture
def saved(claimant: Claimant) -> Claimant:
    """An adult who answered two pages and gave an address to come back with."""
    claimant.pass_age()
    claimant.answer(ADULT)
    claimant.answer(ADULT)
    assert claimant.client.post(SAVE, {"email": PAT})["Location"] == "/flickr-megaface/saved/"
    work_everything()
    mail.outbox.clear()
    return claimant


def ask(client: Client, email: str = PAT) -> str:
    """Ask for a way back in this browser; returns the path of the link that came."""
    assert client.post(COME_BACK, {"email": email})["Location"] == CODE
    work_everything()
    return link()


def link() -> str:
    found = re.search(r"/come-back/[\w-]{43}/", str(mail.outbox[-1].body))
    assert found
    return found[0]


def code() -> str:
    found = re.search(r"\d{4} \d{4}", str(mail.outbox[-1].body))
    assert found
    return found[0]


def opens(client: Client) -> Draft | None:
    token = client.session.get("draft", "")
    return drafts.find(token, matter=settings.MATTER) if token else None


def late(minutes: float) -> None:
    """Let a pass have been asked for so many minutes ago."""
    gone = timedelta(minutes=minutes)
    row = Pass.objects.latest("made_at")
    Pass.objects.filter(pk=row.pk).update(made_at=row.made_at - gone, expires_at=row.expires_at - gone)


def test_a_second_browser_goes_on_where_the_first_left_off_and_both_live(saved: Claimant) -> None:
    there = Client()
    address = ask(there)
    assert "Open my answers" in there.get(address).content.decode()
    onward = there.post(address)["Location"]
    assert onward == saved.at
    assert there.get(onward).context["step"] == saved.step()
    assert opens(there) == opens(saved.client) == Draft.objects.get()


def test_the_code_does_the_same_in_the_browser_that_asked(saved: Claimant) -> None:
    there = Client()
    ask(there)
    assert there.post(CODE, {"code": "1"}).context["form"].errors
    assert there.post(CODE, {"code": code()})["Location"] == saved.at
    assert opens(there) == Draft.objects.get()


def test_a_get_consumes_nothing_however_often(saved: Claimant) -> None:
    there = Client()
    address = ask(there)
    for _ in range(100):
        there.get(address)
        there.head(address)
    row = Pass.objects.get()
    assert (row.used_at, row.tries, opens(there)) == (None, 0, None)
    assert there.post(address).status_code == 302


def test_two_clicks_one_after_the_other_and_at_once_are_one_session(saved: Claimant) -> None:
    there = Client()
    address = ask(there)
    at_once = Client()
    at_once.cookies[settings.SESSION_COOKIE_NAME] = there.cookies[settings.SESSION_COOKIE_NAME].value
    assert there.post(address)["Location"] == saved.at
    assert there.post(address)["Location"] == CHECK
    assert at_once.post(address)["Location"] == CHECK
    assert at_once.session.session_key == there.session.session_key
    assert opens(at_once) == opens(there) == Draft.objects.get()


def test_a_planted_session_key_opens_nothing_afterwards(saved: Claimant) -> None:
    victim = Client()
    address = ask(victim)
    planted = Client()
    planted.cookies[settings.SESSION_COOKIE_NAME] = victim.cookies[settings.SESSION_COOKIE_NAME].value
    victim.post(address)
    assert planted.get(ROLE).status_code == 404
    assert planted.post(CODE, {"code": "12345678"}).status_code == 200
    assert opens(planted) is None and planted.post(CHOOSE, {"thing": "x"})["Location"] == COME_BACK


def test_another_browser_is_told_so_and_gets_a_link_of_its_own(saved: Claimant) -> None:
    asked, opened = Client(), Client()
    address = ask(asked)
    assert "another browser" in opened.get(address).content.decode()
    assert "another browser" in opened.post(address).content.decode()
    assert Pass.objects.get().used_at is None
    assert "new=1" in opened.post(address, {"again": "1"})["Location"]
    work_everything()
    assert "We sent you a new link" in opened.get(f"{CODE}?new=1").content.decode()
    assert opened.post(link())["Location"] == saved.at
    assert asked.post(address)["Location"] == saved.at, "the first is still the other browser's"


@pytest.mark.parametrize("spoilt", ["late", "used", "spent"])
def test_a_link_that_is_spoilt_offers_a_new_one_that_works(saved: Claimant, spoilt: str) -> None:
    there = Client()
    address = ask(there)
    if spoilt == "late":
        late(10)
    elif spoilt == "used":
        there.post(address)
        there = Client()
    else:
        for _ in range(5):
            there.post(CODE, {"code": "1"})
    page = there.post(address).content.decode()
    assert "Send me a new link" in page and opens(there) is None
    assert there.post(address, {"again": "1"}).status_code == 302
    work_everything()
    assert link() != address and there.post(link())["Location"] == saved.at


def test_known_and_unknown_addresses_get_the_same_answer_and_the_same_work(
    saved: Claimant, django_assert_num_queries: Callable[..., object]
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    pages, queries = [], []
    for email in (PAT, "nobody@example.com"):
        there = Client()
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert there.post(COME_BACK, {"email": email})["Location"] == CODE
        queries.append([query["sql"].split(" ")[0] for query in seen])
        work_everything()
        pages.append(re.sub(r'value="[\w-]{64}"', "", there.get(CODE).content.decode()))
        pages[-1] += re.sub(r'value="[\w-]{64}"', "", there.post(CODE, {"code": "00000000"}).content.decode())
    assert pages[0] == pages[1] and queries[0] == queries[1]


def test_too_many_letters_is_a_plain_page_for_known_and_unknown(saved: Claimant) -> None:
    for email in (PAT, "nobody@example.com"):
        answers = [Client(REMOTE_ADDR=f"192.0.2.{n}").post(COME_BACK, {"email": email}) for n in range(6)]
        assert [answer.status_code for answer in answers][4:] in ([302, 429], [429, 429])
        assert "Nothing is lost" in answers[5].content.decode() and answers[5]["Retry-After"]


def test_links_made_up_lead_nowhere(client: Client) -> None:
    for address in (f"/come-back/{'A' * 43}/", f"/go-on/{'A' * 43}/", f"/stop-letters/{'A' * 43}/"):
        assert [client.get(address).status_code, client.post(address).status_code] == [404, 404]
        assert not client.session.keys()


def test_several_are_listed_by_dates_and_references_and_one_is_opened(
    saved: Claimant, another: Callable[[], Claimant]
) -> None:
    finished = another()
    finished.pass_age()
    finished.walk(ADULT)
    finished.send()
    there = Client()
    assert there.post(ask(there))["Location"] == CHOOSE
    page = there.get(CHOOSE).content.decode()
    file = Submission.objects.get()
    assert file.reference in page and "Pat Example" not in page and PAT not in page
    assert "Choose one of them" in there.post(CHOOSE).content.decode()
    assert there.post(CHOOSE, {"thing": str(file.pk)})["Location"] == "/status/"
    assert there.session["file"] == str(file.pk)
    assert there.post(CHOOSE, {"thing": str(Draft.objects.get().pk)})["Location"] == saved.at


def test_what_belongs_to_another_address_cannot_be_chosen(
    saved: Claimant, another: Callable[[], Claimant]
) -> None:
    for email in (PAT, "other@example.com"):
        more = another()
        more.pass_age()
        more.client.post(SAVE, {"email": email})
    foreign = Draft.objects.get(email_index=sealing.blind_index("other@example.com", purpose="email"))
    there = Client()
    there.post(ask(there))
    assert there.post(CHOOSE, {"thing": str(foreign.pk)}).status_code == 200
    assert opens(there) is None


def test_a_reminder_opens_nothing_by_itself_but_mails_a_way_back_to_this_browser(saved: Claimant) -> None:
    address = f"/go-on/{reminders.go_on_secret(Draft.objects.get())}/"
    assert saved.client.get(address).status_code == 200 and saved.client.post(address)["Location"] == CHECK
    there = Client()
    there.get(address)
    assert there.post(address)["Location"] == f"{CODE}?new=1" and opens(there) is None
    work_everything()
    assert there.post(link())["Location"] == saved.at


def test_reminders_are_stopped_by_a_button_and_by_a_mail_program(saved: Claimant) -> None:
    draft = Draft.objects.get()
    address = f"/stop-letters/{reminders.stop_secret(draft)}/"
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(address).status_code == 200
    draft.refresh_from_db()
    assert draft.reminders_stopped_at is None
    assert strict.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    draft.refresh_from_db()
    assert draft.reminders_stopped_at is not None


def test_a_closed_session_loses_no_typing(saved: Claimant) -> None:
    page = saved.client.get(saved.at)
    typed = {"of": page.context["of"], "face": "yes", "csrfmiddlewaretoken": "x"}
    there = Client()
    there.cookies[settings.SESSION_COOKIE_NAME] = "expired" * 4
    assert there.post(saved.at, typed)["Location"] == "/come-back/ended/"
    told = there.get("/come-back/ended/").content.decode()
    assert "nothing is lost" in told and "filled in again" in told
    back = there.post(ask(there))["Location"]
    assert back == saved.at
    form = there.get(back).context["form"]
    assert form["face"].value() == "yes" and not form.errors
    assert "We kept what you had typed here" in there.get(back).content.decode()
    assert "stash" not in there.session
    there.post(back, typed)
    assert Draft.objects.get().typed is None


def test_what_was_typed_by_one_is_not_shown_to_the_next_at_that_computer(
    saved: Claimant, another: Callable[[], Claimant]
) -> None:
    other = another()
    other.pass_age()
    of = other.client.get(other.at).context["of"]
    there = Client()
    there.post(saved.at, {"of": of, "face": "no"})
    assert "stash" in there.session
    assert there.get(there.post(ask(there))["Location"]).context["form"]["face"].value() is None
    assert "stash" not in there.session


def test_nothing_is_kept_of_the_age_page_or_of_a_page_too_long(saved: Claimant) -> None:
    of = saved.client.get(saved.at).context["of"]
    for path, data in (
        ("/flickr-megaface/age/", {"of": of, "born_year": "2014", "notice": "x"}),
        ("/flickr-megaface/declaration/", {"of": of, "name": "Pat"}),
        (saved.at, {"of": of, "face": "x" * 70_000}),
        (saved.at, {"face": "yes"}),
    ):
        there = Client()
        there.post(path, data)
        assert "stash" not in there.session, path


def test_a_page_whose_cookies_went_missing_is_kept_where_our_own_page_sent_it(saved: Claimant) -> None:
    of = saved.client.get(saved.at).context["of"]
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(saved.at, {"of": of, "face": "yes"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 403 and "We kept it in this browser" in answer.content.decode()
    assert "stash" in strict.session


def test_a_page_that_only_lost_its_mark_opens_again_as_it_was_typed(saved: Claimant) -> None:
    of = saved.client.get(saved.at).context["of"]
    strict = Client(enforce_csrf_checks=True)
    strict.cookies[settings.SESSION_COOKIE_NAME] = saved.client.cookies[settings.SESSION_COOKIE_NAME].value
    strict.post(saved.at, {"of": of, "face": "yes"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert saved.client.get(saved.at).context["form"]["face"].value() == "yes"
    assert "stash" not in saved.client.session


def test_nothing_is_kept_for_answers_that_are_gone(saved: Claimant) -> None:
    of = saved.client.get(saved.at).context["of"]
    drafts.remove(Draft.objects.get())
    assert saved.client.post(saved.at, {"of": of, "face": "yes"}).status_code == 404
    assert "stash" not in saved.client.session


def test_half_characters_and_nulls_are_kept_as_something_printable(saved: Claimant) -> None:
    body = b"face=%ED%A0%80%00&%ED%B0%80=x&face=%F0%9F%98%80"
    answer = saved.client.post(f"{saved.at}typing/", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 204 and saved.client.get(saved.at).status_code == 200


@pytest.mark.parametrize("site", ["cross-site", "none", ""])
def test_a_post_from_elsewhere_begins_no_session(saved: Claimant, site: str) -> None:
    of = saved.client.get(saved.at).context["of"]
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(
        saved.at, {"of": of, "face": "yes"}, headers={"Sec-Fetch-Site": site} if site else {}
    )
    assert answer.status_code == 403 and settings.SESSION_COOKIE_NAME not in answer.cookies


def test_another_device_speaks_the_language_of_the_draft(saved: Claimant) -> None:
    Draft.objects.update(language="es")
    there = Client()
    onward = there.post(ask(there))["Location"]
    assert '<html lang="es"' in there.get(onward).content.decode()


def test_nothing_personal_stands_in_the_session_or_in_new_rows(saved: Claimant) -> None:
    from tests.intake.test_canaries import held

    there = Client()
    ask(there)
    rows = held()
    assert PAT.encode() not in rows and passes.code(Pass.objects.get()).encode() not in rows
    assert timezone.now()
