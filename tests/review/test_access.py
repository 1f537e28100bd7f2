"""Every address of the desk, walked from the resolver, so that a new one is covered or fails here."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.http import Http404
from django.test import Client
from django.urls import reverse

from casefile.models import StaffMember, Submission
from review import access, urls
from tests import factories

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
OPEN = {"account_login", "account_logout"}
UNKNOWN = "A" * 43
NAMES = [str(pattern.name) for pattern in urls.urlpatterns]
KNOWN = {
    "token": UNKNOWN,
    "version": 1,
    "position": 0,
    "number": 1,
    "event": UUID(int=1),
    "code": "sample",
    "upload": UUID(int=2),
    "erasure": UUID(int=3),
    "hold": UUID(int=4),
}


def address(name: str, token: str) -> str:
    pattern = next(one for one in urls.urlpatterns if one.name == name)
    wanted = {key: KNOWN[key] for key in pattern.pattern.converters}
    return reverse(name, kwargs=wanted | ({"token": token} if "token" in wanted else {}))


@pytest.fixture
def file(db: None) -> Submission:
    return factories.make_file()


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", [name for name in NAMES if name not in OPEN])
def test_a_stranger_is_sent_to_the_sign_in(file: Submission, client: Client, name: str, method: str) -> None:
    answer = client.generic(method, address(name, file.token))
    if answer.status_code == 405:
        assert answer.content == b""
        assert method not in answer["Allow"]
    else:
        assert (answer.status_code, answer["Location"]) == (302, reverse("account_login"))


@pytest.mark.parametrize(
    "name", [name for name in NAMES if "token" in address(name, "token-of-the-right-length-0")]
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_an_unknown_file_is_not_found(desk: Client, name: str, method: str) -> None:
    assert desk.generic(method, address(name, UNKNOWN)).status_code in (404, 405)


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


def counted() -> Iterator[tuple[str, int]]:
    for model in apps.get_models():
        if model.__name__ not in {"AuditEntry", "Session"}:
            yield model.__name__, model._default_manager.count()


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_reading_writes_nothing_but_the_record(file: Submission, desk: Client, method: str) -> None:
    before = dict(counted())
    for name in NAMES:
        desk.generic(method, address(name, file.token))
        desk.generic(
            method, address(name, file.token), QUERY_STRING="choice=accept&seen=0&reason_accept=findings_hold"
        )
    assert dict(counted()) == before
    assert desk.get(reverse("desk")).status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "account_login", "account_logout", "desk_decide", "desk_undo", "desk_links", "desk_check",
        "desk_withdraw", "desk_sources", "desk_source", "desk_source_retire",
    ],
)  # fmt: skip
def test_every_post_needs_its_token_against_forgery(file: Submission, desk: Client, name: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = desk.cookies
    body: dict[str, Any] = {"seen": 0, "choice": "accept", "reason_accept": "findings_hold"}
    assert strict.post(address(name, file.token), body).status_code == 403
    assert desk.get(reverse("desk")).status_code == 200
    assert not file.claims.get().decisions.exists()
