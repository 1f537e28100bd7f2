"""Sweeps nothing, for ever; can leave a child behind, which the launcher must end too."""

import os
import subprocess
import time
from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Runs until stopped."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Say one line, then wait."""
        if "STANDIN_CHILD" in os.environ:
            subprocess.Popen(["sleep", "600"])
        self.stdout.write("sweeping")
        time.sleep(600)
