"""The desk reads what the engine writes: real findings under the shipped rules, in queue and page."""

import html
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from casefile import replays, rights
from casefile.models import StaffMember
from review import queue, rows
from tests import factories

PHOTO = "depicted=yes;uploaded=2012-05;public_2014=yes;release=no"
KNOWN: dict[str, dict[str, Any]] = {
    "parent": {
        "role": "parent",
        "born": "2010-03-15",
        "known": f"res=IL:2004/present;learned=2019-10-11;{PHOTO}",
    },
    "self": {"role": "self", "born": "1984-02", "known": f"represented=unknown;{PHOTO}"},
    "silent": {"role": "", "born": "", "known": ""},
}


@pytest.mark.parametrize("who", list(KNOWN))
def test_real_findings_fill_queue_and_page(desk: Client, attorney: StaffMember, who: str) -> None:
    file = factories.make_file(**KNOWN[who])
    at = timezone.now()
    listed = queue.with_claims(rights.files(attorney)).get(pk=file.pk)
    claim = rows.row(listed, at=at).claims[0]
    assert claim.result.words and claim.reason
    found = replays.replay(file.claims.get().determinations.get())
    assert found.is_exact
    text = desk.get(f"/desk/files/{file.token}/").content.decode()
    for theory in found.document["theories"]:
        assert html.escape(theory["title"]) in text
    assert found.document["ruleset"] in text


def test_the_desk_says_which_answers_would_change_the_main_theory(desk: Client) -> None:
    file = factories.make_file(**KNOWN["parent"])
    text = desk.get(f"/desk/files/{file.token}/").content.decode()
    part = text[text.index("What would change this") :]
    part = part[: part.index("</details>")]
    assert "BIPA: a minor during collection" in part
    assert "Likely not eligible" in part
    assert "Photo or video: video" in part
    assert "ZZ" not in part


def test_findings_that_are_not_worked_out_again_name_no_change(desk: Client) -> None:
    file = factories.make_file(**KNOWN["parent"])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE casefile_determination SET sha256 = %s", ["0" * 64])
    assert "What would change this" not in desk.get(f"/desk/files/{file.token}/").content.decode()
