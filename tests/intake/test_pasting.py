"""Many photo links at once: read first, added once, asked about together, taken off again."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from casefile.models import Draft
from matters.batch import MOST_LINES
from matters.pasted_file import MOST_BYTES
from tests.intake.conftest import CHECK, Claimant
from tests.personas import ADULT, posted

PASTE, LIST, FIRST = (
    "/flickr-megaface/photos/paste/",
    "/flickr-megaface/photos/",
    "/flickr-megaface/photos/1/photo/",
)


def links(count: int, start: int = 3500000001) -> str:
    return "\n".join(f"https://www.flickr.com/photos/pat-example/{start + n}/" for n in range(count))


def answers() -> dict[str, Any]:
    kept: dict[str, Any] = Draft.objects.get().answers
    return kept


def read(claimant: Claimant, text: str, **more: object) -> Any:
    return claimant.client.post(PASTE, {"links": text, "do": "read", **more})


def add(claimant: Claimant, text: str, *, first: str = "") -> Any:
    """Read the links and press the button under them."""
    mark = read(claimant, text, first=first).context["reading"].mark
    return claimant.client.post(PASTE, {"links": text, "do": "add", "mark": mark, "first": first})


def all_alike(claimant: Claimant, at: str, **differs: str) -> Any:
    form = claimant.client.get(at).context["form"]
    data: dict[str, object] = {}
    for page, part in form.forms:
        data |= posted(part, ADULT.answers(page.name, 1))
    return claimant.client.post(at, {**data, **{f"differs-{name}": "on" for name in differs}})


@pytest.fixture
def listing(claimant: Claimant) -> Claimant:
    """An adult who told of one photo and stands on the list of photos."""
    claimant.pass_age()
    claimant.walk(ADULT, until=LIST)
    return claimant


@pytest.fixture
def naming(claimant: Claimant) -> Claimant:
    """An adult who answered the first questions and now names the first photo."""
    claimant.pass_age()
    claimant.walk(ADULT, until=FIRST)
    return claimant


def test_the_list_and_the_first_photo_lead_to_it_and_a_later_photo_does_not(listing: Claimant) -> None:
    for at in (LIST, FIRST):
        assert PASTE in listing.client.get(at).content.decode(), at
    add(listing, links(2))
    assert PASTE not in listing.client.get("/flickr-megaface/photos/2/photo/").content.decode()


def test_reading_shows_what_was_understood_and_keeps_nothing(listing: Claimant) -> None:
    before = answers()
    text = "\n".join(
        [links(2), links(1), "flickr.com/people/pat-example", "my holiday", links(1, 3500000000)]
    )
    page = read(listing, text)
    reading = page.context["reading"]
    assert (len(reading.new), len(reading.doubles), len(reading.unread)) == (2, 2, 2)
    words = page.content.decode()
    assert "Add these 2 photos" in words and "2 lines name a photo again" in words
    assert "put on Flickr between April 22, 2009" in words or "put on Flickr between" in words
    assert "This names an account, not one photo" in words
    assert "my holiday" in words.split("<textarea")[1]
    assert answers() == before


def test_pasting_takes_four_pages_when_nothing_differs(listing: Claimant) -> None:
    at = add(listing, links(49))["Location"]
    assert at == "/flickr-megaface/photos/paste/2-50/"
    after = all_alike(listing, at)["Location"]
    assert after == f"{LIST}?pasted=2-50"
    photos = answers()["photos"]
    assert len(photos) == 50
    assert all(photo["taken"] == photos[1]["taken"] for photo in photos[1:])
    listing.at = after
    listing.walk(ADULT)
    assert listing.at == CHECK


def test_a_question_that_differs_is_asked_of_each_photo_and_no_other_page_is(listing: Claimant) -> None:
    at = add(listing, links(3))["Location"]
    listing.at = all_alike(listing, at, taken="on")["Location"]
    asked = []
    while listing.at.split("?")[0] != LIST:
        asked.append(listing.at)
        shown = listing.client.get(listing.at).context["form"]
        assert shown["taken_state"].value() == "IL", "what holds for all stands there already"
        listing.answer(ADULT)
    assert asked == [f"/flickr-megaface/photos/{n}/taken/" for n in (2, 3, 4)]


def test_the_first_photo_can_be_among_them(naming: Claimant) -> None:
    page = read(naming, links(3))
    assert "already told us about" in page.content.decode()
    refused = add(naming, links(3))
    assert refused.status_code == 200 and refused.context["unchosen"]
    assert answers()["photos"][0].get("photo") is None
    at = add(naming, links(3), first="3500000002")["Location"]
    assert at == "/flickr-megaface/photos/paste/1-3/"
    naming.at = all_alike(naming, at)["Location"]
    assert naming.at == f"{LIST}?pasted=1-3"
    photos = answers()["photos"]
    assert [str(photo["photo"]["link"])[-2:] for photo in photos] == ["2/", "1/", "3/"]
    assert "same" not in photos[0]["photo"]


def test_where_none_is_the_first_photo_it_is_still_asked_for(naming: Claimant) -> None:
    at = add(naming, links(2), first="none")["Location"]
    assert at == "/flickr-megaface/photos/paste/2-3/"
    assert all_alike(naming, at)["Location"] == FIRST


def test_pressing_the_button_twice_adds_once_and_goes_on(listing: Claimant) -> None:
    mark = read(listing, links(3)).context["reading"].mark
    sent = {"links": links(3), "do": "add", "mark": mark}
    first, second = (listing.client.post(PASTE, sent) for _ in range(2))
    assert first["Location"] == second["Location"] == "/flickr-megaface/photos/paste/2-4/"
    assert len(answers()["photos"]) == 4


def test_links_changed_since_they_were_read_are_shown_again(listing: Claimant) -> None:
    mark = read(listing, links(3)).context["reading"].mark
    page = listing.client.post(PASTE, {"links": links(4), "do": "add", "mark": mark})
    assert page.status_code == 200 and page.context["changed"]
    assert len(answers()["photos"]) == 1


def test_what_does_not_fit_is_said_and_left_out(listing: Claimant) -> None:
    page = read(listing, links(60))
    assert (len(page.context["reading"].new), len(page.context["reading"].without_room)) == (49, 11)
    assert "11 photos do not fit" in page.content.decode()
    add(listing, links(60))
    assert len(answers()["photos"]) == 50
    assert "Paste many links" not in listing.client.get(LIST).content.decode()
    full = read(listing, links(2, 3600000000))
    assert "Add this" not in full.content.decode() and "Add these" not in full.content.decode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_whatever_it_was_saved_as(listing: Claimant, encoding: str) -> None:
    rows = [f"Café {n};https://www.flickr.com/photos/pat-example/{3500000100 + n}/;7" for n in range(5)]
    file = SimpleUploadedFile("photos.csv", "\r\n".join(["title;link;stars", *rows]).encode(encoding))
    page = read(listing, "", file=file)
    assert [line.photo_id for line in page.context["reading"].new] == [str(3500000100 + n) for n in range(5)]
    assert "3500000104" in page.context["sent"].text, "the next page carries what the file said"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01", "no list of links"),
        ("big.txt", b"x" * (MOST_BYTES + 1), "too big"),
        ("empty.txt", b"\n \n", "empty"),
    ],
)
def test_another_file_is_refused_by_name_of_what_is_wrong(
    listing: Claimant, name: str, content: bytes, words: str
) -> None:
    page = read(listing, "kept as typed", file=SimpleUploadedFile(name, content)).content.decode()
    if words == "empty":  # the box has something, so there is something to read
        assert "names no photo we can read" in page
    else:
        assert words in page and "<title>Error:" in page
    assert "kept as typed" in page


def test_nothing_at_all_is_a_problem_said_in_words(listing: Claimant) -> None:
    page = read(listing, "  ")
    assert "Paste at least one link, or choose a file" in page.content.decode()


def test_only_so_many_lines_are_read(listing: Claimant) -> None:
    page = read(listing, "x\n" * (MOST_LINES + 7))
    assert page.context["reading"].cut == 7


def test_the_photos_can_be_taken_off_again(listing: Claimant) -> None:
    before = answers()
    at = add(listing, links(4))["Location"]
    all_alike(listing, at)
    asked = listing.client.get(f"{at}remove/")
    assert asked.status_code == 200 and len(answers()["photos"]) == 5, "a GET changes nothing"
    listing.client.post(f"{at}remove/")
    assert answers()["photos"] == before["photos"]


def test_taking_off_the_first_photo_too_leaves_it_unnamed(naming: Claimant) -> None:
    before = answers()
    at = add(naming, links(3), first="3500000001")["Location"]
    assert naming.client.post(f"{at}remove/")["Location"] == FIRST
    assert answers() == before


@pytest.mark.parametrize("photos", ["2-9", "1-1", "4-2", "99-99", "1-50"])
def test_an_address_of_photos_that_are_not_there_leads_on(listing: Claimant, photos: str) -> None:
    for address in (f"{PASTE}{photos}/", f"{PASTE}{photos}/remove/"):
        before = answers()
        assert listing.client.get(address).status_code == 302
        assert listing.client.post(address, {}).status_code == 302
        assert answers() == before


def test_a_refused_page_names_each_problem_and_keeps_what_was_chosen(listing: Claimant) -> None:
    at = add(listing, links(2))["Location"]
    page = listing.client.post(at, {"face": "yes", "differs-uploaded": "on", "uploaded_year": "20x9"})
    assert page.status_code == 200
    words = page.content.decode()
    assert "There is a problem" in words and "<title>Error:" in words
    assert "20x9" in words and "four digits" not in words, "a ticked question has no problem"
    hrefs = [link["href"] for link in page.context["form"].error_links]
    assert all(f'id="{href}"' in words for href in hrefs) and hrefs


def test_before_the_photos_are_reached_there_is_nothing_to_paste_into(claimant: Claimant) -> None:
    claimant.pass_age()
    assert claimant.client.get(PASTE)["Location"] == "/flickr-megaface/role/"


def test_a_draft_that_is_gone_is_said_to_be(listing: Claimant) -> None:
    Draft.objects.all().delete()
    assert read(listing, links(2)).status_code == 404
