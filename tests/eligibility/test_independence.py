"""The engine runs where Django cannot be imported, and needs no clock, settings or network."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import sys

class NoDjango:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"django", "celery", "redis", "config", "casefile"}:
            raise ImportError(name + " must not be needed")

sys.meta_path.insert(0, NoDjango())
from matters.flickr_megaface import facts
from eligibility.evaluate import evaluate

case = facts.from_text("role=parent;subject_dob=2010-03-15")
print(evaluate(facts.shipped(), case.claim, as_of=case.as_of).result)
"""


def test_the_engine_runs_with_django_unimportable() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, env={}, capture_output=True, text=True, timeout=60
    )
    assert done.stderr == ""
    assert done.stdout.strip() == "needs_review"
