"""How often something was done, under a name that says neither what nor by whom."""

from django.db import models


class Tally(models.Model):
    """A count, or one thing that was counted; `key` is a keyed digest, `until` when the row is forgotten."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"Tally {self.key[:8]}"
