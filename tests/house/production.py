"""Run by itself under production's environment: prints as JSON what browsers are told and given."""

import json
import sys
import tempfile
from typing import Any
from urllib.parse import parse_qs, urlsplit

import django
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings

HOST = "intake.firm.example"
# Whatever the names of static files, their manifest is another test's matter.
PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


class Visit:
    """One browser, and every cookie it was ever given."""

    def __init__(self) -> None:
        self.client = Client(SERVER_NAME=HOST)
        self.cookies: dict[str, dict[str, Any]] = {}

    def get(self, path: str, **more: Any) -> Any:
        return self._kept(self.client.get(path, **{"secure": True, **more}))

    def post(self, path: str, body: dict[str, object]) -> Any:
        return self._kept(self.client.post(path, body, secure=True))

    def _kept(self, answer: Any) -> Any:
        for name, morsel in answer.cookies.items():
            if morsel.value:  # an empty one takes a cookie away
                self.cookies[name] = {part: morsel[part] for part in morsel if morsel[part]}
        return answer


def walk() -> dict[str, Any]:
    """Begin an interview, then sign in, decide, and sign out."""
    from tests import factories, signing_in

    visit = Visit()
    begun = visit.post("/flickr-megaface/start/", {"go_on": "yes"})["Location"]
    note = parse_qs(urlsplit(begun).query)["notice"][0]
    born = {"born_year": "1985", "born_month": "6", "born_day": "15", "notice": note}
    asked = visit.get(visit.post("/flickr-megaface/age/", born)["Location"])
    person, file = factories.make_staff(), factories.make_file(packet=False)
    visit.get("/desk/sign-in/")
    secret = signing_in.give_app(person)
    visit.post("/desk/sign-in/", {"login": person.username, "password": factories.PASSWORD})
    visit.post("/desk/sign-in/second/", {"code": signing_in.code(secret)})
    body = {"seen": 0, "choice": "under_review", "reason_under_review": "first_look"}
    decided = visit.post(f"/desk/files/{file.token}/claims/0/decide", body)
    shown = visit.get(decided["Location"])
    visit.post("/desk/sign-out/", {})
    landing = visit.get("/")
    return {
        "seen": [asked.status_code, shown.status_code, landing.status_code],
        "said": "Recorded." in shown.content.decode(),
        "cookies": visit.cookies,
        "headers": dict(landing.items()),
        "outbox": [visit.get(path).status_code for path in ("/outbox/", "/outbox/a.eml/0")],
        "unencrypted": visit.get("/", secure=False)["Location"],
    }


def main() -> None:
    django.setup()
    with (
        tempfile.TemporaryDirectory() as files,
        override_settings(STORAGES={**settings.STORAGES, "staticfiles": PLAIN}, MEDIA_ROOT=files),
    ):
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        json.dump(walk(), sys.stdout)


if __name__ == "__main__":
    main()
