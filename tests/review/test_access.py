"""What every address of the desk says and finds, walked from the resolver; who gets in is test_matrix.py."""

from uuid import UUID

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from casefile.models import StaffMember, Submission
from review import access, urls
from tests import factories, signing_in
from tests.review.matrix import ROLES

UNKNOWN = "A" * 43
NAMES = [str(pattern.name) for pattern in urls.urlpatterns]
KNOWN = {
    "token": UNKNOWN,
    "other": UNKNOWN,
    "version": 1,
    "position": 0,
    "number": 1,
    "event": UUID(int=1),
    "code": "sample",
    "upload": UUID(int=2),
    "tab": UUID(int=3),
    "run": UUID(int=4),
    "pk": 1,
    "person": UUID(int=3),
    "act": "close",
    "theory": "BIPA_DEPICTED",
    "element": "face_shown",
    "photo": 1,
    "defendant": 0,
    "erasure": UUID(int=3),
    "hold": UUID(int=4),
    "entry": UUID(int=5),
    "of": UUID(int=5),
    "choice": "decline",
    "reason": "criteria",
}


def address(name: str, token: str) -> str:
    pattern = next(one for one in urls.urlpatterns if one.name == name)
    wanted = {key: KNOWN[key] for key in pattern.pattern.converters}
    return reverse(name, kwargs=wanted | ({"token": token} if "token" in wanted else {}))


@pytest.fixture
def file(db: None) -> Submission:
    return factories.make_file()


@pytest.mark.parametrize(
    "name", [name for name in NAMES if "token" in address(name, "token-of-the-right-length-0")]
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_an_unknown_file_is_not_found(db: None, name: str, method: str) -> None:
    client = signing_in.at_once(factories.make_staff(roles=ROLES))
    assert client.generic(method, address(name, UNKNOWN)).status_code in (404, 405)


@pytest.mark.parametrize("tail", ["%00", "../../etc/passwd", "%ED%A0%80", "1", "A" * 2_000, "' or 1=1"])
def test_what_is_no_token_is_not_found(desk: Client, tail: str) -> None:
    assert desk.get(f"/desk/files/{tail}/").status_code == 404


@pytest.mark.parametrize("position", ["9", "00000", "99999999999999999999", "-1", "x"])
def test_a_claim_that_is_not_in_the_file_is_not_found(desk: Client, file: Submission, position: str) -> None:
    assert desk.post(f"/desk/files/{file.token}/claims/{position}/decide").status_code == 404


def test_a_file_opens_only_for_an_active_member_of_the_firm(file: Submission, attorney: StaffMember) -> None:
    assert access.open_file(attorney, file.token) == file
    attorney.is_active = False
    with pytest.raises(Http404):
        access.open_file(attorney, file.token)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("signed_in", [True, False])
def test_every_page_carries_the_headers(
    file: Submission, desk: Client, client: Client, name: str, *, signed_in: bool
) -> None:
    answer = (desk if signed_in else client).get(address(name, file.token))
    assert answer["Cache-Control"].startswith(("no-store", "max-age=0, no-cache, no-store"))
    assert "'unsafe" not in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
