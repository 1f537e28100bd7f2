"""The limitation calendar: what it lists, and what people say of a deadline."""

from datetime import date

import pytest

from casefile.models import Claim, Deadline
from tests import factories

pytestmark = pytest.mark.django_db
AT = factories.SENT_AT
BORN = "2006-12-04"  # two years after 18 are over on December 4, 2026: 12 days after the findings


def urgent(**more: str) -> Claim:
    return factories.make_claim(factories.make_submission(), known=factories.SURE, born=BORN, **more)


def address(claim: Claim, theory: str = "BIPA_MINOR") -> str:
    return f"/desk/files/{claim.submission.token}/claims/{claim.position}/deadlines/{theory}/"


def seen(claim: Claim, **more: str) -> dict[str, str]:
    row = Deadline.objects.get(claim=claim, theory="BIPA_MINOR")
    return {"safe": str(row.safe_on), "rolled": str(row.rolled_on), "kind": "acknowledged", **more}


def test_every_open_theory_of_a_claim_has_its_own_deadline(db: None) -> None:
    claim = urgent()
    row = Deadline.objects.get(claim=claim, theory="BIPA_MINOR")
    assert (row.safe_on, row.rolled_on, row.title) == (
        date(2026, 12, 4), date(2026, 12, 4), "BIPA: a minor during collection",
    )  # fmt: skip
    found = claim.determinations.get()
    assert set(found.deadlines) >= {row.theory for row in Deadline.objects.all()}
