"""The desk's funnel and what it says of how a form was filled in."""

from datetime import date, timedelta
from html import unescape

from django.test import Client
from django.utils import timezone

from casefile import conflicts, flags, measurement
from casefile.measurement import Count, Figures
from casefile.models import Draft, Submission
from review import funnel
from tests.intake.conftest import Claimant
from tests.personas import ADULT

MATTER = "flickr-megaface"
SEEN = [
    "box.filled", "page.quick", "stamp.missing", "stamp.forged", "interview.quick", "starts.network",
    "submits.network", "submits.email",
]  # fmt: skip


def counted(*counts: Count, days_ago: int = 0, language: str = "en") -> None:
    at = timezone.now() - timedelta(days=days_ago)
    measurement.write(counts, matter=MATTER, language=language, at=at)


def test_an_empty_funnel_says_so(desk: Client) -> None:
    assert "Nothing was counted in these days" in desk.get("/desk/funnel/").content.decode()


def test_a_walk_of_an_adult_stands_in_the_funnel(desk: Client) -> None:
    claimant = Claimant(Client())
    claimant.pass_age()
    claimant.walk(ADULT)
    page = desk.get("/desk/funnel/").content.decode()
    for name in ("The notice", "Date of birth", "First questions", "The photos", "Check answers"):
        assert f'<th scope="row">{name}</th>' in page
    assert "1 began and 0 sent" in page and "small numbers" in page
    claimant.send()
    assert "1 began and 1 sent" in desk.get("/desk/funnel/").content.decode()


def test_days_and_language_narrow_it(desk: Client) -> None:
    counted(Count("First questions", started=3, finished=2), days_ago=10)
    counted(Count("First questions", started=5, finished=5), language="es")
    found = {
        query: desk.get(f"/desk/funnel/?{query}").context["begun"]
        for query in ("days=30", "days=7", "language=es", "language=en&days=30", "days=x&language=%00")
    }
    assert list(found.values()) == [8, 5, 5, 3, 8]


def test_a_row_tells_who_stopped_and_how_long_the_others_took() -> None:
    (row,) = funnel.rows([Figures("First questions", 40, 30, 2, 75.0)])
    assert (row.left, row.median, row.bar, row.share) == ("10 (25%)", "75 s", 100, "100%")
    assert funnel.duration(None) == "not measured" and funnel.duration(600) == "10 min"


def test_a_file_with_every_signal_is_at_the_desk_and_says_why(desk: Client) -> None:
    claimant = Claimant(Client())
    claimant.pass_age()
    claimant.walk(ADULT)
    Draft.objects.update(signals=SEEN)
    claimant.send()
    sent = Submission.objects.get()
    conflicts.check(sent, at=timezone.now())
    assert sent.reference in desk.get("/desk/").content.decode()
    page = unescape(desk.get(f"/desk/files/{sent.token}/").content.decode())
    for code in SEEN:
        assert flags.sentence(code, {}) in page
    assert "Flags: 12 points" in page


def test_the_first_of_seven_days_is_six_days_ago(desk: Client) -> None:
    page = desk.get("/desk/funnel/?days=7")
    assert page.context["today"] - page.context["since"] == timedelta(days=6)
    assert isinstance(page.context["since"], date)
