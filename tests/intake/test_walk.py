"""The interview from the notice to the receipt, without a browser."""

from tests.intake.conftest import Claimant
from tests.intake.personas import ADULT, PARENT, PHOTOGRAPHER, TWICE


def test_an_adult_comes_from_the_notice_to_a_receipt(finished: Claimant) -> None:
    receipt = finished.client.get(finished.send())
    print(finished.at)
    assert receipt.status_code == 200


def test_parent(claimant: Claimant) -> None:
    claimant.pass_age()
    print("\n".join(claimant.walk(PARENT, lists=TWICE)))


def test_photographer(claimant: Claimant) -> None:
    claimant.pass_age()
    print("\n".join(claimant.walk(PHOTOGRAPHER, lists={"photos": 2})))
