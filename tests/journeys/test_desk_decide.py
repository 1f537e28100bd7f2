"""In Chromium: a decline with its letter, proposed by one attorney and confirmed by another; reasons edited."""

import os
from pathlib import Path

import pytest

from casefile.models import Decision, Delivery, StaffMember, Submission
from tests import factories
from tests.journeys.conftest import LOOKS
from tests.journeys.test_desk import press, sign_in
from tests.journeys.walking import Make, Walk

PICTURES = os.environ.get("DESK_PICTURES", "")
