"""By what a file is found: whole words of names, folded, and numbers however they are typed."""

from datetime import timedelta

import pytest

from casefile import afterwards, sealing, search_keys
from casefile.models import SearchKey, Submission
from tests import factories
from tests.matters.walking import walk

LATER = factories.SENT_AT + timedelta(hours=3)
CHANGED = {
    "email": "new@example.com",
    "phone": "+1 (312) 555-0199",
    "street": "9 Other Street",
    "city": "Peoria",
}
LINK = "https://www.flickr.com/photos/12345678@N00/2331659999/"


def found(typed: str) -> list[str]:
    files = Submission.objects.order_by("submitted_at")
    for keys in search_keys.asked(typed):
        some = SearchKey.objects.none()
        for kind, digest in keys:
            some = some | SearchKey.objects.filter(kind=kind, digest=digest)
        files = files.filter(pk__in=some.values("submission"))
    return [one.reference for one in files]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Zoë  EXAMPLE", {"zoe", "example"}),
        ("O’Neil-Smith", {"oneilsmith", "oneil", "o", "neil", "smith"}),
        ("d'Example, Jr.", {"dexample", "d", "example", "jr"}),
        ("Żółć 王小明", {"zołc", "王小明"}),
        (" - ", set()),
    ],
)
def test_a_name_is_its_whole_words_folded(name: str, words: set[str]) -> None:
    assert search_keys.words(name) == words


@pytest.mark.parametrize("phone", ["312 555 0100", "(312) 555-0100", "+1 312.555.0100", "13125550100"])
def test_a_phone_number_is_its_digits_without_the_country(phone: str) -> None:
    assert search_keys.digits(phone) == "3125550100"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    ["pat", "EXAMPLE pat", " Pat  Exámple ", "PAT@example.com", "312-555-0100", "+1 312 555 0100"],
)
def test_a_file_is_found_by_names_address_and_phone(typed: str) -> None:
    file = factories.make_file(packet=False)
    assert found(typed) == [file.reference]


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["pa", "exampl", "pat riley", "at@example.com", "555 0100", "@", "0100"])
def test_parts_of_words_and_other_peoples_words_find_nothing(typed: str) -> None:
    factories.make_file(packet=False)
    assert found(typed) == [] or not search_keys.asked(typed)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["12345678@N00", "12345678@n00", "2331659999"])
def test_a_file_is_found_by_its_photo_and_its_account(typed: str) -> None:
    answers, _ = walk({"role": "myself", "link": LINK, "checked": "none"})
    file = factories.make_submission(answers=answers)
    factories.make_submission()
    assert found(typed) == [file.reference]


@pytest.mark.django_db
def test_contact_details_given_later_are_found_and_the_earlier_ones_still() -> None:
    file = factories.make_file()
    afterwards.correct(file, given=CHANGED, at=LATER)
    for typed in ("new@example.com", "312 555 0199", "pat@example.com", "312 555 0100"):
        assert found(typed) == [file.reference], typed


@pytest.mark.django_db
def test_keys_say_nothing_and_are_kept_once() -> None:
    file = factories.make_file(label="Riley Canaryname")
    before = SearchKey.objects.count()
    search_keys.write(file)
    assert SearchKey.objects.count() == before
    held = set(SearchKey.objects.values_list("digest", flat=True))
    assert all(len(digest) == 64 and "canary" not in digest for digest in held)
    assert sealing.blind_index("Canaryname", purpose="name") in held
