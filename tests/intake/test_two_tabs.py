"""Two tabs at one interview: no answer that was accepted is lost."""

import threading
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from casefile import drafts
from casefile.models import Draft
from tests.intake.conftest import Claimant
from tests.personas import ADULT

ROLE, LAWYER = "/flickr-megaface/role/", "/flickr-megaface/lawyer/"


def test_what_another_tab_kept_is_not_overwritten(claimant: Claimant) -> None:
    claimant.pass_age()
    first, second = Draft.objects.get(), Draft.objects.get()
    at = timezone.now() + timedelta(seconds=1)
    drafts.keep(draft=first, answers={"one": {"role": {"role": "myself"}}}, at=at)
    with pytest.raises(drafts.Overtaken):
        drafts.keep(draft=second, answers={"one": {"lawyer": {"represented": "no"}}}, at=at)
    with pytest.raises(drafts.Overtaken):
        drafts.remove(second)
    assert Draft.objects.get().answers["one"]["role"] == {"role": "myself"}


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="tests share one SQLite connection; two writers need PostgreSQL"
)
@pytest.mark.usefixtures("record_can_be_emptied")
def test_two_pages_sent_in_the_same_moment_are_both_kept() -> None:
    claimant = Claimant(Client())
    claimant.pass_age()
    claimant.answer(ADULT)
    key = claimant.client.cookies[settings.SESSION_COOKIE_NAME].value
    for round_ in range(5):
        person, asked = ("child", "yes") if round_ % 2 else ("myself", "no")
        together = threading.Barrier(2)

        def send(address: str, data: dict[str, str], together: threading.Barrier = together) -> None:
            browser = Client()
            browser.cookies[settings.SESSION_COOKIE_NAME] = key
            together.wait()
            browser.post(address, data)
            connection.close()

        tabs = [
            threading.Thread(target=send, args=(ROLE, {"role": person})),
            threading.Thread(target=send, args=(LAWYER, {"represented": asked})),
        ]
        for tab in tabs:
            tab.start()
        for tab in tabs:
            tab.join()
        answers = Draft.objects.get().answers["one"]
        assert (answers["role"]["role"], answers["lawyer"]["represented"]) == (person, asked)
