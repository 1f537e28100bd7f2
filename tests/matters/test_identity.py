"""Which photo and account a claimant's pasted texts name, taken together."""

import pytest

from matters.flickr_megaface import claims
from tests.matters.walking import walk

ID, NSID, OTHER = "4571314348", "12345678@N00", "87654321@N01"
LINK = f"https://www.flickr.com/photos/{NSID}/{ID}/"


@pytest.mark.parametrize(
    ("link", "names", "found"),
    [
        (LINK, "", (ID, NSID, "")),
        (ID, f"{NSID}\nflickr.com/people/example-name", (ID, NSID, "example-name")),
        (ID, f"I think it was\nflickr.com/photos/{NSID}/4571314349", (ID, NSID, "")),
        (LINK, OTHER, (ID, NSID, "")),
        (f"flickr.com/photos/example-name/{ID}", NSID, (ID, NSID, "example-name")),
        (
            f"flickr.com/photos/example-name/{ID}",
            f"flickr.com/photos/example-name\n{NSID}",
            (ID, NSID, "example-name"),
        ),
        (
            f"flickr.com/photos/example-name/{ID}",
            f"flickr.com/photos/another\n{NSID}",
            (ID, "", "example-name"),
        ),
        (f"flickr.com/photos/example-name/{ID}", f"{NSID}\n{OTHER}", (ID, "", "example-name")),
        (LINK, "flickr.com/photos/example-name", (ID, NSID, "example-name")),
        (ID, f"{NSID}\n{OTHER}", (ID, "", "")),
        ("", NSID, ("", NSID, "")),
        (f"flickr.com/photos/{NSID}/sets/72157623456789012", "", ("", NSID, "")),
        (f"flickr.com/photos/{NSID}/galleries/72157623456789012", "", ("", "", "")),
        (f"flickr.com/photos/{OTHER}/galleries/72157623456789012", NSID, ("", NSID, "")),
        (ID, f"flickr.com/groups/example/pool/{OTHER}", (ID, "", "")),
        ("IMG_0001", "pat-example", ("", "", "")),
    ],
)
def test_the_photo_and_its_account_are_read_from_both_texts(
    link: str, names: str, found: tuple[str, str, str]
) -> None:
    answers, _ = walk({"role": "myself", "link": link, "names": names})
    one = claims.identity(answers, 0)
    assert (one.photo_id, one.nsid, one.alias) == found
