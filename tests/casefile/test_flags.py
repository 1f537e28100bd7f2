"""Points with a sentence each: what raises them, what never does, and that a second counting adds nothing."""

from typing import Any

import pytest
from django.db import models

from casefile import afterwards, flags, relations
from casefile.models import Clearance, Flag, QueueRow, Submission, Upload
from tests.casefile.related import AT, LATER, LINK, ROBIN, relate, send

pytestmark = pytest.mark.django_db
STORY = "I saw my own face in a newspaper picture of the list and have worried about it ever since then."


def raised(file: Submission) -> dict[str, dict[str, int]]:
    return {row.code: row.found for row in flags.standing(Flag.objects.filter(submission=file))}


def points(file: Submission) -> int:
    return QueueRow.objects.get(pk=file.pk).points


def upload(file: Submission, sha256: str) -> None:
    Upload.objects.create(
        draft_sha256=file.draft_sha256,
        name="a.png",
        stored_as=f"u/{file.pk}",
        sha256=sha256,
        size=1,
        received_at=AT,
    )


def hold(file: Submission) -> None:
    """Let the conflict check block a file."""
    Clearance.objects.create(
        submission=file, number=2, outcome=Clearance.BLOCKED, terms=[], lists_searched=1, at=AT, by="system"
    )


def test_an_ordinary_file_has_no_flag() -> None:
    file = send()
    relate(file)
    assert (raised(file), points(file)) == ({}, 0)


def test_the_signals_of_the_door_are_flags_with_points_and_sentences() -> None:
    file = send()
    models.QuerySet(Submission).filter(pk=file.pk).update(signals=["box.filled", "page.quick", "no.such"])
    relate(file)
    assert raised(file) == {"box.filled": {}, "page.quick": {}}
    assert points(file) == 3


@pytest.mark.parametrize(
    ("address", "disposable"),
    [
        ("pat@mailinator.com", True),
        ("pat@Mailinator.COM.", True),
        ("pat@anything.mailinator.com", True),
        ("pat@example.com", False),
        ("pat@gmail.com", False),
        ("pat@com", False),
        ("", False),
    ],
)
def test_addresses_to_throw_away_are_told_by_their_service(address: str, *, disposable: bool) -> None:
    assert flags.is_disposable(address) is disposable


def test_an_address_given_later_counts_too() -> None:
    file = send()
    relate(file)
    afterwards.correct(file, given={"email": "pat@mailinator.com"}, at=LATER)
    relate(file)
    assert (raised(file), points(file)) == ({"mail.disposable": {}}, 2)


def test_what_is_found_no_more_is_taken_back_by_a_further_row() -> None:
    first, second = send(harm=STORY), send(**ROBIN, harm=STORY)
    relate(second)
    hold(first)
    relate(first)
    rows = Flag.objects.filter(submission=second).values_list("code", "number", "points")
    assert list(rows) == [("text.same", 1, 2), ("text.same", 2, 0)]
    assert (raised(second), points(second)) == ({}, 0)


def test_the_same_long_text_in_two_files_flags_both_and_a_short_one_none() -> None:
    first, second = send(harm=STORY), send(**ROBIN, harm=f"  {STORY.upper()} ")
    short = send(**ROBIN, harm="Nothing more.")
    relate(second, short)
    assert raised(first) == raised(second) == {"text.same": {"others": 1}}
    assert "text.same" not in raised(short)


def test_dates_that_cannot_be_are_counted() -> None:
    before, fine = send(opened="2003"), send(**ROBIN, opened="2004")
    relate(before, fine)
    assert raised(before)["date.impossible"] == {"others": 1}
    assert "date.impossible" not in raised(fine)


def test_an_account_that_different_people_call_theirs_is_flagged_and_one_persons_two_files_are_not() -> None:
    own = {"link": LINK, "whose": "mine"}
    first, again = send(**own), send(**own)
    relate(again)
    assert "account.several" not in raised(first)
    other = send(**ROBIN, **own)
    relate(other)
    assert raised(other)["account.several"] == {"others": 2}
    assert raised(first)["account.several"] == {"others": 1}


def test_a_family_shares_a_telephone_and_a_house_and_a_crowd_is_flagged() -> None:
    files = [send(**{"you.email": f"person{n}@example.com"}) for n in range(5)]
    relate(files[-1])
    assert "phone.shared" not in raised(files[-1])
    last = send(**{"you.email": "person5@example.com"})
    relate(last)
    assert raised(last)["phone.shared"] == raised(last)["home.shared"] == {"others": 5}
    assert raised(files[0])["phone.shared"] == {"others": 5}


def test_many_files_by_one_parent_are_no_crowd() -> None:
    files = [send() for _ in range(8)]
    relate(files[-1])
    assert "phone.shared" not in raised(files[-1])


def test_an_upload_seen_before_is_flagged() -> None:
    first, second = send(), send(**ROBIN)
    upload(first, "a" * 64)
    upload(second, "a" * 64)
    relate(second)
    assert raised(first) == raised(second) == {"upload.seen": {"others": 1}}


def test_held_files_are_not_counted_and_show_no_points_in_the_queue() -> None:
    held, clear = send(harm=STORY), send(**ROBIN, harm=STORY)
    hold(held)
    relate(clear, held)
    assert raised(clear) == {}
    assert points(held) == 0


def test_a_second_counting_adds_nothing() -> None:
    file = send(**{"you.email": "pat@mailinator.com"}, opened="2003")
    relate(file)
    before = Flag.objects.count()
    relate(file)
    assert Flag.objects.count() == before == 2


@pytest.mark.parametrize(
    "said",
    [
        {"you.first": "Żółć", "you.last": "王小明"},
        {"contact.language": "es"},
        {"states": [{"state": "OR", "from": "2004", "to": "present"}]},
    ],
)
def test_no_flag_rests_on_name_language_or_where_somebody_lives(said: dict[str, Any]) -> None:
    file = send(**said)
    models.QuerySet(Submission).filter(pk=file.pk).update(language="es")
    relate(file)
    assert raised(file) == {}


def test_flags_keep_counts_and_no_content() -> None:
    send(harm=STORY)
    file = send(harm=STORY, **{"you.email": "pat@mailinator.com"})
    relate(file)
    kept = [value for row in Flag.objects.all() for value in row.found.values()]
    assert all(isinstance(value, int) for value in kept)
    assert {name.attname for name in Flag._meta.concrete_fields} == {
        "id", "submission_id", "code", "number", "points", "found", "at",
    }  # fmt: skip


@pytest.mark.parametrize("code", flags.KINDS)
def test_every_flag_has_points_and_a_sentence_of_its_own(code: str) -> None:
    said = flags.sentence(code, {"others": 2})
    assert 1 <= flags.KINDS[code].points <= 3
    assert said.endswith(".")
    assert "{" not in said


def test_no_sentence_rests_on_who_somebody_is() -> None:
    said = " ".join(kind.sentence for kind in flags.KINDS.values()).lower()
    for word in ("language", "spanish", "nationality", "vpn", "tor ", "chrome", "firefox", " name "):
        assert word not in said
    assert len({kind.sentence for kind in flags.KINDS.values()}) == len(flags.KINDS)


def test_one_is_said_in_the_singular() -> None:
    assert "in 1 other file." in flags.sentence("text.same", {"others": 1})
    assert flags.sentence("phone.shared", {"others": 5}).startswith(
        "The telephone number stands in files with 5 other e-mail addresses."
    )
    assert flags.sentence("no.such", {}) == "no.such"


def test_work_on_an_erased_file_ends_quietly() -> None:
    from uuid import uuid4

    relations.renew(uuid4(), at=LATER)
