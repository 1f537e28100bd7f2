"""A claim at a glance: links to Illinois, a minor now or then, proof, lists."""

from datetime import date

import pytest

from matters import glance
from matters.flickr_megaface import facts, glances

TODAY = date(2026, 11, 22)


def of(text: str, *, files: int = 0) -> glance.Glance:
    return glances.of(facts.from_text(text).claim, files=files, today=TODAY)


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("res=IL:1990/present;upload_place=IL", "strong"),
        ("res=IL:1990/present;upload_place=CA;taken_place=CA", "one"),
        ("res=CA:1990/present;il_in_window=yes;upload_place=CA;taken_place=CA", "one"),
        ("res=CA:1990/present;il_in_window=no;upload_place=CA;taken_place=IL", "one"),
        ("res=CA:1990/present;il_in_window=no;upload_place=CA;taken_place=CA", "none"),
        ("res=CA:1990/present;il_in_window=no;upload_place=CA", "unknown"),
        ("res=CA:1990/present;upload_place=CA;taken_place=CA", "none"),
        ("role=self", "unknown"),
    ],
)
def test_links_to_illinois_are_counted(text: str, link: str) -> None:
    assert of(text).illinois == link


@pytest.mark.parametrize(
    ("text", "minor", "until"),
    [
        ("role=parent;subject_dob=2008-11-23", "now", date(2026, 11, 23)),
        ("role=parent;subject_dob=2008-11-22", "then", None),
        ("role=parent;subject_dob=2008", "now", date(2026, 12, 31)),
        ("role=parent", "now", None),
        ("role=self", "unknown", None),
        ("role=self;subject_dob=1997-01-01", "no", None),
        ("role=self;subject_dob=1997-01-02", "then", None),
        ("role=self;subject_dob=1997", "unknown", None),
    ],
)
def test_a_minor_today_or_when_faces_were_collected(text: str, minor: str, until: date | None) -> None:
    found = of(text)
    assert (found.minor, found.changes_on) == (minor, until)


@pytest.mark.parametrize(
    ("text", "files", "proof"),
    [
        ("dataset_hit=exact", 0, "verified"),
        ("dataset_hit=claimed", 0, "said"),
        ("photo_id=2331659999", 0, "link"),
        ("photo_id=2331659999", 2, "file"),
    ],
)
def test_the_best_proof_counts(text: str, files: int, proof: str) -> None:
    assert of(text, files=files).proof == proof


def test_of_several_claims_the_strongest_of_each_is_shown() -> None:
    grown = of("role=self;subject_dob=1984;res=IL:1990/present;upload_place=IL")
    child = of("role=parent;subject_dob=2012;res=CA:2012/present;dataset_hit=claimed")
    found = glance.together((grown, child))
    assert found and (found.illinois, found.minor, found.dataset) == ("strong", "now", "claimed")
    assert glance.together(()) is None
