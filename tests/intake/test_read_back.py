"""What was read out of a link is shown once before the interview goes on; whatever was typed is kept."""

import re
from typing import Any

import pytest
from django.test import Client

from casefile.models import Draft
from tests.intake.conftest import CHECK, Claimant
from tests.personas import ADULT, posted

ACCOUNT, PHOTO = "/flickr-megaface/account/", "/flickr-megaface/photos/1/photo/"
LINK = "https://www.flickr.com/photos/12345678@N00/4571314348/"
PANEL = "This is how we read it"


@pytest.fixture
def on_photo(claimant: Claimant) -> Claimant:
    claimant.pass_age()
    claimant.walk(ADULT, until=PHOTO)
    return claimant


def photo(link: str, **extra: str) -> dict[str, str]:
    return {"link": link, "medium": "photo", **extra}


def kept(page: str = "photo") -> dict[str, Any]:
    answers = Draft.objects.get().answers
    found: dict[str, Any] = (answers["one"] if page == "account" else answers["photos"][0]).get(page, {})
    return found


def shown(page: str) -> list[str]:
    """The text of the panel, line by line."""
    panel = page[page.index('class="heard"') :].partition("</div>")[0]
    return [text.strip() for text in re.split(r"<[^>]*>", "<" + panel) if text.strip()]


def test_a_link_comes_back_with_what_was_read_and_then_goes_on(on_photo: Claimant) -> None:
    first = on_photo.client.post(PHOTO, photo(LINK))
    page = first.content.decode()
    assert first.status_code == 200 and kept() == {}
    assert shown(page)[:3] == [PANEL, LINK, "Photo 4571314348 of account 12345678@N00"]
    assert "error-summary" not in page and "<title>Error" not in page
    assert page.count("<h1") == 1 and f'value="{LINK}"' in page
    again = on_photo.client.post(PHOTO, photo(LINK, heard=first.context["form"].mark))
    assert again.status_code == 302 and kept()["link"] == LINK


def test_the_panel_takes_the_focus_and_is_announced_without_a_script(on_photo: Claimant) -> None:
    page = on_photo.client.post(PHOTO, photo(LINK)).content.decode()
    (panel,) = re.findall(r'<div class="heard"[^>]*>', page)
    assert 'role="status"' in panel and 'tabindex="-1"' in panel and " autofocus" in panel
    assert 'aria-labelledby="heard-title"' in panel and 'id="heard-title"' in page
    assert 'href="#id_link"' in page and 'id="id_link"' in page
    assert re.findall(r'<input type="hidden" name="heard" value="([0-9a-f]{32})">', page)


def test_the_page_keeps_its_heading_and_title(on_photo: Claimant) -> None:
    def names(page: str) -> list[str]:
        return re.findall(r"<(?:title|h1)[^>]*>(.*?)</", page, re.S)

    before = on_photo.client.get(PHOTO).content.decode()
    assert names(on_photo.client.post(PHOTO, photo(LINK)).content.decode()) == names(before)


def test_what_cannot_be_read_says_why_and_is_kept_all_the_same(on_photo: Claimant) -> None:
    first = on_photo.client.post(PHOTO, photo("IMG_0001.jpg"))
    told = shown(first.content.decode())
    assert told[1:3] == ["IMG_0001.jpg", "We could not read this"] and "paste its address" in told[3]
    again = on_photo.client.post(PHOTO, photo("IMG_0001.jpg", heard=first.context["form"].mark))
    assert again.status_code == 302 and kept()["link"] == "IMG_0001.jpg"


def test_what_is_no_photo_says_so(on_photo: Claimant) -> None:
    told = shown(on_photo.client.post(PHOTO, photo("flickr.com/people/example-name")).content.decode())
    assert told[2] == "Account name example-name" and told[3].startswith("This is not one photo")


def test_a_changed_text_is_shown_again(on_photo: Claimant) -> None:
    mark = on_photo.client.post(PHOTO, photo(LINK)).context["form"].mark
    other = on_photo.client.post(PHOTO, photo("4571314349", heard=mark))
    assert other.status_code == 200 and shown(other.content.decode())[2] == "Photo 4571314349"
    assert other.context["form"].mark != mark and kept() == {}


def test_nothing_typed_is_nothing_to_show(on_photo: Claimant) -> None:
    assert on_photo.client.post(PHOTO, photo("")).status_code == 302


@pytest.mark.parametrize("mark", ["", "0" * 32, "\ud83d", "x" * 9000], ids=ascii)
def test_a_mark_that_is_not_of_this_text_confirms_nothing(on_photo: Claimant, mark: str) -> None:
    found = on_photo.client.post(PHOTO, photo(LINK, heard=mark.encode("utf-8", "replace").decode()))
    assert found.status_code == 200 and PANEL in found.content.decode()


def test_problems_come_first_and_a_text_once_shown_stays_so(on_photo: Claimant) -> None:
    wrong = on_photo.client.post(PHOTO, {"link": LINK})
    assert "error-summary" in wrong.content.decode() and PANEL not in wrong.content.decode()
    assert 'name="heard"' not in wrong.content.decode()
    mark = on_photo.client.post(PHOTO, photo(LINK)).context["form"].mark
    wrong = on_photo.client.post(PHOTO, {"link": LINK, "heard": mark})
    assert "error-summary" in wrong.content.decode() and wrong.context["form"].mark == mark
    assert on_photo.client.post(PHOTO, photo(LINK, heard=mark)).status_code == 302


def test_each_line_of_the_account_is_read_by_itself(claimant: Claimant) -> None:
    claimant.pass_age()
    claimant.walk(ADULT, until=ACCOUNT)
    form = claimant.client.get(ACCOUNT).context["form"]
    photo_of = "flickr.com/photos/example-name/4571314348"
    typed = f"12345678@n00\r\n\r\n{photo_of}\r\npat example\r\nflickr.com/groups/example"
    data = posted(form, ADULT.answers("account", None)) | {"names": typed}
    first = claimant.client.post(ACCOUNT, data)
    told = shown(first.content.decode())
    assert told[1:5] == [
        "12345678@n00",
        "Account 12345678@N00",
        photo_of,
        "Photo 4571314348 of account name example-name",
    ]
    assert told[5:7] == ["pat example", "We could not read this"]
    assert told[8:10] == ["flickr.com/groups/example", "A group"]
    assert told[10].startswith("This does not name an account")
    again = claimant.client.post(ACCOUNT, data | {"heard": first.context["form"].mark})
    assert again.status_code == 302 and kept("account")["names"] == typed.replace("\r\n", "\n")


def test_change_shows_a_new_text_and_lets_the_old_one_pass(finished: Claimant) -> None:
    link = f"{PHOTO}?change=1"
    old = kept()["link"]
    assert finished.client.post(link, photo(old, medium="unknown"))["Location"] == CHECK
    assert kept()["medium"] == "unknown"
    first = finished.client.post(link, photo(LINK))
    assert first.status_code == 200 and first.context["back"] == CHECK and kept()["link"] == old
    again = finished.client.post(link, photo(LINK, heard=first.context["form"].mark))
    assert again["Location"] == CHECK and kept()["link"] == LINK
    assert "(read as photo 4571314348 of account 12345678@N00)" in finished.client.get(CHECK).content.decode()


def test_markup_that_is_typed_is_shown_as_text(on_photo: Claimant) -> None:
    page = on_photo.client.post(PHOTO, photo("<b>bold</b>")).content.decode()
    assert "<b>bold" not in page and "&lt;b&gt;bold" in page


def test_nothing_of_it_is_kept_in_the_session(on_photo: Claimant, client: Client) -> None:
    before = dict(on_photo.client.session)
    on_photo.client.post(PHOTO, photo(LINK))
    assert dict(on_photo.client.session) == before
