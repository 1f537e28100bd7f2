"""Whoever stands at a claimant's address sees nobody else's answers, and changes nothing by looking."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import URLPattern, resolve, reverse
from django.utils import timezone

from casefile import afterwards, drafts, invitations, passes, reminders
from casefile.models import Draft, Pass, Submission, Upload
from intake import urls, visit
from matters.flickr_megaface.journey import JOURNEY
from tests import factories
from tests.casefile import made_files
from tests.intake.conftest import CHECK, EVIDENCE, Claimant
from tests.personas import ADULT, Persona
from tests.review.conftest import attorney, desk

__all__ = ["attorney", "desk"]
pytestmark = pytest.mark.django_db

CANARY = "quokka"
EMAIL = f"{CANARY}@example.com"
OWNER = Persona(
    {
        ("you", None): {"first": "Quokkina", "last": "Quokkasson", "email": EMAIL},
        ("person", 0): {"born": "1985-06-15"},
        ("contact", None): {"street": "7 Quokka Street", "city": "Quokkaville"},
        ("account", None): {"names": "quokka-account"},
        ("photo", 0): {"link": "https://www.flickr.com/photos/quokka/3517171717/"},
        ("learned", 0): {"how": "A quokka told me"},
        ("more", None): {"harm": "A quokka was hurt"},
    }
)
# What a letter's link does for whoever holds it, by design; it shows no answer all the same.
HELD_BY_LETTER = {"stop_reminders", "confirm"}
# A post from elsewhere can do no harm there: it chooses a language, or is a mail program's one-click.
WITHOUT_TOKEN = {"language", "stop_reminders"}
UNTOUCHED_BY_LOOKING = {"django_session", "casefile_auditentry"}


@dataclass(frozen=True)
class Owner:
    """Somebody with an interview under way and a file that was sent, and every secret that leads there."""

    draft: Draft
    file: Submission
    upload: Upload
    way_back: Pass
    args: dict[str, list[Any]]


def walked(client: Client, persona: Persona, *, until: str = CHECK) -> Claimant:
    one = Claimant(client)
    one.pass_age()
    one.walk(persona, until=until)
    return one


@pytest.fixture
def owner() -> Owner:
    one = walked(Client(), OWNER)
    photo = SimpleUploadedFile("quokka.jpg", made_files.image("JPEG"))
    assert one.client.post(EVIDENCE, {"files": [photo]}).status_code == 302
    assert one.client.post("/flickr-megaface/save/", {"email": EMAIL}).status_code == 302
    draft, at = Draft.objects.get(), timezone.now()
    file = factories.make_submission(answers=draft.answers)
    afterwards.correct(file, given={"email": f"new-{EMAIL}"}, at=at)
    way_back = passes.ask(browser="the owner's", draft=draft, at=at)
    upload = Upload.objects.get()
    return Owner(draft, file, upload, way_back, arguments(draft, file, upload, way_back))


def arguments(draft: Draft, file: Submission, upload: Upload, way_back: Pass) -> dict[str, list[Any]]:
    """What stands in the addresses that name something: of somebody else, as far as it is anybody's."""
    return {
        "arrive": [{"code": "nowhere"}],
        "link": [{"token": passes.link_secret(way_back)}],
        "go_on": [{"token": reminders.go_on_secret(draft)}],
        "stop_reminders": [{"token": reminders.stop_secret(draft)}],
        "evidence_remove": [{"upload": upload.pk}],
        "archive": [{"upload": upload.pk}],
        "sent": [{"token": file.token}],
        "invite": [{"token": file.token}],
        "asked": [{"invitation": invitations.make(file, at=timezone.now())}],
        "confirm": [{"secret": afterwards.secret(file.contact_changes.get().pk)}],
        "status_consent": [{"purpose": purpose} for purpose in ("esign", "privacy", "texts")],
        "status_wish": [{"kind": "withdraw"}, {"kind": "erase"}],
        "status_undo": [{"kind": "withdraw"}],
        "paste_together": [{"photos": range(0, 2)}],
        "paste_take_off": [{"photos": range(0, 2)}],
        "remove": [{"each": each, "number": 2} for each in ("people", "photos")],
        **pages("page", "typing", each=False),
        **pages("item_page", "item_typing", each=True),
    }


def pages(*names: str, each: bool) -> dict[str, list[Any]]:
    asked = [
        {"page": page.name, **({"each": page.each, "number": 1} if page.each else {})}
        for page in JOURNEY.pages
        if bool(page.each) == each
    ]
    return dict.fromkeys(names, asked)


def patterns() -> list[URLPattern]:
    return list(urls.urlpatterns)


def addresses(args: dict[str, list[Any]]) -> Iterator[tuple[str, str]]:
    """Every address of the claimant's door, by the name of its pattern."""
    for pattern in patterns():
        takes = pattern.pattern.converters
        assert pattern.name and (not takes or pattern.name in args), f"{pattern.name} is not walked"
        for kwargs in args.get(pattern.name, [{}]):
            yield pattern.name, reverse(f"intake:{pattern.name}", kwargs=kwargs)


# Who stands there


def anonymous(owner: Owner) -> Client:
    return Client()


def with_another_draft(owner: Owner) -> Client:
    return walked(Client(), ADULT, until="/flickr-megaface/you/").client


def with_another_file(owner: Owner) -> Client:
    return holding(**{visit.FILE: str(factories.make_submission().pk)})


def with_a_late_pass(owner: Owner) -> Client:
    row = passes.ask(browser="late", email=EMAIL, at=timezone.now() - timedelta(hours=2))
    return holding(**{visit.BROWSER: "late", visit.ASKED: str(row.pk)})


def with_a_used_pass(owner: Owner) -> Client:
    Pass.objects.filter(pk=owner.way_back.pk).update(used_at=timezone.now())
    return holding(**{visit.BROWSER: "another", visit.ASKED: str(owner.way_back.pk)})


def holding(**what: str) -> Client:
    client = Client()
    session = client.session
    session.update(what)
    session.save()
    return client


def visitors(owner: Owner, desk: Client) -> Iterator[tuple[str, Client]]:
    for make in (anonymous, with_another_draft, with_another_file, with_a_late_pass, with_a_used_pass):
        yield make.__name__, make(owner)
    yield "staff", desk


def rows() -> dict[str, list[Any]]:
    """Every row of every table, but sessions and the record of what was done."""
    found = {}
    with connection.cursor() as cursor:
        for table in set(connection.introspection.table_names(cursor)) - UNTOUCHED_BY_LOOKING:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def of_owner(owner: Owner) -> list[Any]:
    """What is kept of the owner, with everything that hangs on it."""
    kept = [list(Draft.objects.filter(pk=owner.draft.pk).values()), list(Upload.objects.values("pk"))]
    for relation in (*Submission._meta.related_objects, *Draft._meta.related_objects):
        if relation.related_model is Pass:
            continue
        whose = owner.file if relation.model is Submission else owner.draft
        kept.append(
            sorted(map(str, relation.related_model._default_manager.filter(**{relation.field.name: whose})))
        )
    return kept


def said(response: Any) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode(errors="replace").lower() + str(response.headers).lower()


def test_looking_shows_nobody_elses_answers_and_changes_no_row(owner: Owner, desk: Client) -> None:
    seen = set()
    for who, client in visitors(owner, desk):
        before = rows()
        for name, address in addresses(owner.args):
            for method in (client.get, client.head, client.options):
                answer = method(address)
                assert answer.status_code < 500, (who, address)
                assert CANARY not in said(answer), (who, address)
            seen.add(name)
            assert rows() == before, (who, address)
    assert seen == {pattern.name for pattern in patterns()}


def test_posting_shows_and_changes_nothing_of_anybody_else(owner: Owner, desk: Client) -> None:
    before = of_owner(owner)
    sent: dict[str, Any] = {
        "go_on": "yes",
        "yes": "1",
        "role": "myself",
        "thing": str(owner.draft.pk),
        "code": "12345678",
    }
    for who, client in visitors(owner, desk):
        for name, address in addresses(owner.args):
            if name in HELD_BY_LETTER:
                continue
            for data in ({}, sent):
                answer = client.post(address, data)
                assert answer.status_code < 500, (who, address)
                assert CANARY not in said(answer), (who, address)
            assert of_owner(owner) == before, (who, address)


def test_the_scan_sees_what_its_owner_sees(owner: Owner) -> None:
    client = Client()
    session = client.session
    session[visit.TOKEN] = drafts.another_key(owner.draft, at=timezone.now())
    session.save()
    assert CANARY in said(client.get(CHECK)) and CANARY in said(client.get(EVIDENCE))
    mine = holding(**{visit.FILE: str(owner.file.pk)})
    assert CANARY in said(mine.get("/status/contact/"))


def test_a_letters_link_shows_no_answer_when_it_is_pressed(owner: Owner) -> None:
    for name in HELD_BY_LETTER:
        address = reverse(f"intake:{name}", kwargs=owner.args[name][0])
        assert CANARY not in said(Client().post(address, follow=True)), name


@pytest.mark.parametrize(
    "make", [anonymous, with_another_draft, with_another_file], ids=lambda one: one.__name__
)
def test_what_is_anothers_answers_like_what_never_was(owner: Owner, make: Any) -> None:
    client = make(owner)
    for name in ("evidence_remove", "archive"):
        theirs, nobodys = (
            reverse(f"intake:{name}", kwargs={"upload": one}) for one in (owner.upload.pk, uuid.uuid4())
        )
        for method in (client.get, client.post):
            assert alike(method(theirs)) == alike(method(nobodys)), (name, method)
    assert Upload.objects.filter(pk=owner.upload.pk).exists()


def test_a_thing_that_is_anothers_cannot_be_chosen(owner: Owner) -> None:
    mine = passes.ask(browser="mine", email="nobody@example.com", at=timezone.now())
    Pass.objects.filter(pk=mine.pk).update(used_at=timezone.now())
    client = holding(**{visit.BROWSER: "mine", visit.CAME_BY: str(mine.pk)})
    answers = [
        alike(client.post("/come-back/choose/", {"thing": str(thing)}))
        for thing in (owner.draft.pk, owner.file.pk, uuid.uuid4(), "x")
    ]
    assert answers == answers[:1] * 4 and visit.TOKEN not in client.session


def alike(answer: Any) -> tuple[int, str, str]:
    """What two answers have in common if they say the same; a form's token differs each time."""
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    return answer.status_code, answer.headers.get("Location", ""), re.sub(r"[0-9a-f-]{36}", "", body)


def test_every_post_needs_its_token_but_the_two_that_say_why(owner: Owner) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = with_another_draft(owner).cookies
    free = set()
    for client in (strict, Client(enforce_csrf_checks=True)):
        for name, address in addresses(owner.args):
            if client.post(address, {"go_on": "yes"}).status_code != 403:
                free.add(name)
            is_exempt = getattr(resolve(address).func, "csrf_exempt", False)
            assert is_exempt == (name in WITHOUT_TOKEN), name
    assert free == WITHOUT_TOKEN
