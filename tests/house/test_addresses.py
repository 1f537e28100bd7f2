"""Every address of the site: what it answers a stranger, and what a browser is told and given with it."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.utils import timezone

from casefile import jobs
from groundwork import check

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = {
    "token": "A" * 43, "other": "B" * 43, "version": "1", "position": "0", "page": "contact",
    "each": "people", "number": "1",
    "name": "letter.eml", "code": "sample", "event": "00000000-0000-0000-0000-000000000001",
    "upload": "00000000-0000-0000-0000-000000000001", "photos": "2-3", "invitation": "A" * 60,
    "secret": "A" * 43, "purpose": "texts", "kind": "withdraw", "pk": "1", "act": "close",
    "of": "00000000-0000-0000-0000-000000000001", "person": "00000000-0000-0000-0000-000000000001",
    "entry": "00000000-0000-0000-0000-000000000001",
    "theory": "BIPA_DEPICTED", "element": "face_shown", "photo": "1", "defendant": "0",
    **dict.fromkeys(("tab", "run", "erasure", "hold"), "00000000-0000-0000-0000-000000000001"),
    "choice": "decline", "reason": "criteria",
}  # fmt: skip
CLOSED = ("default-src", "frame-ancestors", "object-src", "base-uri")
HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
DEVICES = ("camera", "geolocation", "microphone", "payment", "usb")
A_YEAR = 365 * 24 * 60 * 60


def addresses(patterns: Sequence[URLPattern | URLResolver], before: str = "/") -> Iterator[str]:
    for one in patterns:
        path = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, path)
        else:
            yield re.sub(r"<(?:\w+:)?(\w+)>", lambda found: SAMPLES[found[1]], path)


EVERY = sorted(addresses(get_resolver().url_patterns))


def test_the_walk_finds_all_parts_of_the_site() -> None:
    assert {"/", "/healthz", "/desk/", "/outbox/", "/flickr-megaface/contact/"} <= set(EVERY)
    assert all(resolve(path) for path in EVERY)


@pytest.mark.django_db
@pytest.mark.parametrize("path", [*EVERY, "/nowhere/"])
def test_every_address_answers_a_stranger_with_every_header(client: Client, path: str) -> None:
    jobs.beat("sweeper", at=timezone.now())
    answer = client.get(path)
    assert answer.status_code < 500
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert {name: policy.get(name) for name in CLOSED} == dict.fromkeys(CLOSED, "'none'")
    assert not [words for words in policy.values() if "unsafe" in words or "*" in words or ":" in words]
    assert {name: answer.get(name) for name in HEADERS} == HEADERS
    assert "no-store" in answer["Cache-Control"]
    assert [name for name in DEVICES if f"{name}=()" not in answer["Permissions-Policy"]] == []


@pytest.fixture(scope="module")
def production() -> dict[str, Any]:
    """What tests/house/production.py saw under the environment of a firm's own server."""
    own = {"DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.house.production"],
        cwd=ROOT,
        env={**os.environ, **check.production(), **own},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


def test_in_production_every_cookie_is_bound_to_this_host_and_out_of_reach(
    production: dict[str, Any],
) -> None:
    assert production["seen"] == [200, 200, 200] and production["said"]
    assert set(production["cookies"]) == {"__Host-sid", "__Host-csrf"}
    for morsel in production["cookies"].values():
        assert morsel["secure"] is True and morsel["httponly"] is True
        assert morsel["samesite"] == "Lax" and morsel["path"] == "/" and "domain" not in morsel


def test_in_production_a_browser_may_only_come_back_encrypted(production: dict[str, Any]) -> None:
    said = production["headers"]["Strict-Transport-Security"]
    age = re.search(r"max-age=(\d+)", said)
    assert age and int(age[1]) >= A_YEAR
    assert "includeSubDomains" in said
    assert production["unencrypted"] == "https://intake.firm.example/"


def test_in_production_there_is_no_outbox(production: dict[str, Any]) -> None:
    assert production["outbox"] == [404, 404]
