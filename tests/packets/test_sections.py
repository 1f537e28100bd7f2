from datetime import UTC, datetime

from packets import pdf, values
from packets.contents import CLAIMS
from tests.packets import examples


def test_claims_beyond_the_cap_are_counted() -> None:
    claim = values.ClaimFile(label="Person", document=examples.child())
    contents = examples.packet(claims=[claim] * (CLAIMS + 2))
    assert len(contents.claims) == CLAIMS
    assert "2 more claims" in contents.left_out


def test_what_would_settle_a_claim_is_for_the_desk_and_never_printed() -> None:
    document = examples.unknown()
    for theory in document["theories"]:
        theory["settles"] = theory["elements"][0]["settles"] = ["canary_question"]
    printed = pdf.html(examples.packet(claims=[values.ClaimFile(label="Person 1", document=document)]))
    assert "canary question" not in printed
    assert "settle" not in printed.lower()
    assert "<strong>Not known.</strong> Face visible" in printed


def test_findings_that_are_not_reproduced_are_printed_with_their_caution() -> None:
    claim = values.ClaimFile(label="Person 1", document=examples.child(), caution="Only values are shown.")
    assert pdf.html(examples.packet(claims=[claim])).count("Only values are shown.") == 2


def test_the_timeline_is_in_the_order_of_time() -> None:
    assert [moment.when for moment in examples.packet().timeline] == [
        "2009", "2009", "May 2012", "May 2012", "October 11, 2019",
    ]  # fmt: skip


def test_times_are_given_in_both_clocks() -> None:
    signature = {row.label: row.value for row in examples.packet().signature}
    assert signature["Signed"] == "Sun, November 22, 2026, 2:03 p.m. CST (2026-11-22 20:03:09 UTC)"


def test_the_local_day_may_be_the_day_before() -> None:
    late = datetime(2026, 7, 1, 4, 30, tzinfo=UTC)
    assert examples.packet(submitted_at=late).received == "Tue, June 30, 2026, 11:30 p.m. CDT"


def test_the_nearest_deadline_is_marked_on_the_cover() -> None:
    assert examples.two_children().urgent == (
        "Person 2: BIPA, pictured as a minor, safe date Tue, December 1, 2026 (9 days left)",
    )
    assert examples.packet().urgent == ()


def test_a_text_the_firm_has_not_approved_is_marked() -> None:
    marks = {sheet.purpose: sheet.draft for sheet in examples.packet().consents}
    assert marks["Declaration that the answers are true"] is True
    assert marks["Signing and notices on screen"] is False


def test_a_theory_without_elements_prints_no_table_without_rows() -> None:
    """An empty table body is tagged outside its table, which PDF/UA refuses."""
    bare = examples.theory("COPPA_BY_CHILD", "COPPA", "no_flag", "")
    found = examples.document("no_flag", "COPPA_BY_CHILD", [bare])
    claim = values.ClaimFile(label="Person 1", document=found)
    printed = " ".join(pdf.html(examples.packet(claims=[claim])).split())
    assert "COPPA" in printed
    assert "<tbody> </tbody>" not in printed
