"""How far people come, counted without knowing whom."""

from django.db import models


class StageCount(models.Model):
    """Counts for one day, language and stage: how many began it, finished it, and were sent back.

    `seconds` counts those who finished by how long they took: one number for each bucket of
    `casefile/measurement.py`. Nothing here can be traced to a person or a session.
    """

    day = models.DateField()
    matter = models.SlugField(max_length=64)
    stage = models.CharField(max_length=64)
    language = models.CharField(max_length=8)
    started = models.PositiveIntegerField(default=0)
    finished = models.PositiveIntegerField(default=0)
    errors = models.PositiveIntegerField(default=0)
    seconds = models.JSONField(default=list)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("day", "matter", "stage", "language"), name="one_count_per_day_stage_and_language"
            ),
        )

    def __str__(self) -> str:
        return f"StageCount {self.day} {self.stage}"
