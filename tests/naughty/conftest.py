"""The claimant at a keyboard, as in tests/intake, and the attorney of tests/review."""

from tests.intake.conftest import another, claimant, finished, journey
from tests.review.conftest import attorney, desk

__all__ = ["another", "attorney", "claimant", "desk", "finished", "journey"]
