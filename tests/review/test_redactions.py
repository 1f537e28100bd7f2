"""Words that the firm blacked out: nobody reads them, prints them or finds by them; the claimant does."""

import io
from typing import Any

import pypdf
import pytest
from django.test import Client

from casefile import printing, queue_rows, redacting, redactions, search_keys
from casefile.models import Answer, AuditEntry, Redaction, SearchKey, StaffMember, Submission
from casefile.redacting import Wish
from review import queue
from tests import factories, signing_in
from tests.review.test_contact_details import write

pytestmark = pytest.mark.django_db
SECRET = "Quillhaven"
AT = factories.SENT_AT


@pytest.fixture
def file(attorney: StaffMember) -> Submission:
    sent = factories.make_file(label=f"Pat {SECRET}")
    write(sent, "7.1", f"My lawyer said: {SECRET} did it. I asked {SECRET} twice.")
    write(sent, "7.2", "Nothing else, but my lawyer knows.")
    search_keys.write(sent)
    queue_rows.refresh(sent, at=AT)
    return sent


def line(file: Submission) -> Answer:
    found: Answer = file.lines.get(question="7.1")
    return found


def post(desk: Client, file: Submission, **typed: Any) -> Any:
    wish = {"seen": file.redactions.count(), "line": line(file).position, "words": SECRET, "scope": "file",
            "occurrence": "1", "reason": "privilege"}  # fmt: skip
    return desk.post(f"/desk/files/{file.token}/redactions/", {**wish, **typed})


def page(desk: Client, file: Submission) -> str:
    return desk.get(f"/desk/files/{file.token}/").content.decode()


def printed(file: Submission) -> str:
    content = printing.print_packet(file, version=2, at=AT)
    return " ".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(content)).pages)


def found(desk: Client, attorney: StaffMember) -> list[str]:
    return [str(row.pk) for row in queue.with_words(queue.waiting(attorney), SECRET)]


def test_a_preview_shows_before_and_after_and_records_nothing(desk: Client, file: Submission) -> None:
    text = post(desk, file).content.decode()
    assert "Before and after" in text and f"{SECRET} did it" in text
    assert "[redacted: lawyer and client] did it" in text and "2 places would be redacted" in text
    assert not Redaction.objects.exists()


def test_everybody_reads_prints_and_finds_the_reason_in_place_of_the_words(
    desk: Client, attorney: StaffMember, file: Submission
) -> None:
    assert found(desk, attorney) == [str(file.pk)] and SECRET in printed(file)
    before = line(file).content
    assert post(desk, file, record="1").status_code == 302
    for address in (
        f"/desk/files/{file.token}/",
        "/desk/",
        "/desk/calendar/",
        f"/desk/files/{file.token}/redactions/",
    ):
        assert SECRET not in desk.get(address).content.decode(), address
    assert "[redacted: lawyer and client]" in page(desk, file)
    assert SECRET not in printed(file) and "[redacted: lawyer and client]" in printed(file)
    assert found(desk, attorney) == []
    assert line(file).content == before, "what was sent is as it was"
    entry = AuditEntry.objects.get(event="redaction.made")
    assert (entry.actor, entry.subject) == (str(attorney.pk), str(file.pk))
    assert entry.detail == {"redaction": 1, "reason": "privilege"}


def test_the_claimants_own_copy_keeps_their_words(desk: Client, file: Submission) -> None:
    post(desk, file, record="1")
    copy = printing.print_copy(file, at=AT)
    assert SECRET in " ".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(copy)).pages)


def test_one_place_is_hidden_and_the_word_is_found_by_the_other(
    desk: Client, attorney: StaffMember, file: Submission
) -> None:
    post(desk, file, record="1", scope="one", occurrence="2")
    text = page(desk, file)
    assert f"{SECRET} did it. I asked [redacted: lawyer and client] twice." in text
    assert found(desk, attorney) == [str(file.pk)]
    post(desk, file, record="1", scope="one", occurrence="1")
    assert SECRET not in page(desk, file), "a place that is hidden is not counted"
    assert found(desk, attorney) == []


def test_taking_back_is_a_further_row_and_lets_the_words_be_read_again(
    desk: Client, attorney: StaffMember, file: Submission
) -> None:
    post(desk, file, record="1")
    address = f"/desk/files/{file.token}/redactions/1/take-back"
    assert desk.post(address, {"seen": 1}).status_code == 302
    assert desk.post(address, {"seen": 2}).status_code == 302, "twice does it once"
    assert [row.takes_back_id is not None for row in file.redactions.all()] == [False, True]
    assert SECRET in page(desk, file) and SECRET in printed(file)
    assert found(desk, attorney) == [str(file.pk)]


def test_an_original_opens_with_a_reason_on_record_to_whoever_may_redact(
    desk: Client, attorney: StaffMember, file: Submission
) -> None:
    post(desk, file, record="1")
    address, place = f"/desk/files/{file.token}/redactions/original", line(file).position
    refused = desk.post(address, {"line": place})
    assert refused.status_code == 422 and SECRET not in refused.content.decode()
    assert SECRET in desk.post(address, {"line": place, "reason": "papers"}).content.decode()
    entry = AuditEntry.objects.get(event="redaction.opened")
    assert entry.detail == {"line": place, "reason": "papers"}
    intake = signing_in.at_once(factories.make_staff(roles=("intake",)))
    assert intake.post(address, {"line": place, "reason": "papers"}).status_code == 403
    assert SECRET not in page(intake, file)


@pytest.mark.parametrize(
    ("typed", "status"),
    [({"words": "nowhere"}, 422), ({"reason": ""}, 422), ({"occurrence": "9", "scope": "one"}, 422),
     ({"line": "99", "scope": "line"}, 422), ({"seen": "7"}, 409), ({"words": " "}, 422)],
)  # fmt: skip
def test_a_mistake_keeps_what_was_typed_and_redacts_nothing(
    desk: Client, file: Submission, typed: dict[str, str], status: int
) -> None:
    answer = post(desk, file, record="1", **typed)
    assert answer.status_code == status and "<title>Error:" in answer.content.decode()
    assert not Redaction.objects.exists()


def test_a_packet_that_is_printed_is_listed_and_stays(desk: Client, file: Submission) -> None:
    text = desk.get(f"/desk/files/{file.token}/redactions/").content.decode()
    assert "Version 1, printed" in text and "stays as it was printed" in text


def test_the_reading_that_an_export_calls_hides_the_words_in_every_text(
    file: Submission, attorney: StaffMember
) -> None:
    redacting.redact(
        file, Wish(line(file).position, SECRET.lower(), "file", 1, "child"), seen=0, by=attorney, at=AT
    )
    file = Submission.objects.get(pk=file.pk)
    cover = redactions.of(file)
    read = redactions.applied(file.lines.all(), cover)
    assert SECRET not in str([one.content for one in read]) and "[redacted: about a child]" in str(
        read[-2].content
    )
    assert cover.everywhere({"name": [f"Pat {SECRET}", 3]}) == {"name": ["Pat [redacted: about a child]", 3]}


def test_a_name_too_long_for_paper_keeps_no_piece_of_the_words(attorney: StaffMember) -> None:
    words = " ".join([SECRET] * 30)
    file = factories.make_file(label=f"Pat {words}", packet=False)
    write(file, "7.1", f"Call me {words}.")
    before = printing.contents(file, version=2, at=AT).claims[0].name
    assert len(before) == 200 and before.endswith("…")
    redacting.redact(file, Wish(line(file).position, words, "file", 1, "child"), seen=0, by=attorney, at=AT)
    made = printing.contents(Submission.objects.get(pk=file.pk), version=2, at=AT)
    assert made.claims[0].name == "Pat [redacted: about a child]"
    assert SECRET not in str(redactions.mapped(made, str))


def test_the_packet_reads_who_and_how_to_reach_and_never_what_was_blacked_out(attorney: StaffMember) -> None:
    file = factories.make_submission()
    claim = factories.make_claim(file, label=f"Kit {SECRET}", role="parent", born="2012-03-15")
    write(file, "7.1", f"{SECRET} is what we call Kit.")
    redacting.redact(file, Wish(line(file).position, SECRET, "one", 1, "child"), seen=0, by=attorney, at=AT)
    text = printed(Submission.objects.get(pk=file.pk))
    assert SECRET not in text and "[redacted: about a child] is what we call Kit." in text
    assert "pat@example.com" in text and "Kit [redacted" in text and claim.who == f"Kit {SECRET}"


def test_keys_that_other_words_need_stay(file: Submission, attorney: StaffMember) -> None:
    before = SearchKey.objects.filter(submission=file).count()
    redacting.redact(file, Wish(line(file).position, "lawyer", "one", 1, "other"), seen=0, by=attorney, at=AT)
    assert SearchKey.objects.filter(submission=file).count() == before
