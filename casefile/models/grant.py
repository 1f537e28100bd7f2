"""Which role a member of the firm holds, and in which matter."""

import uuid

from django.conf import settings
from django.db import models


class Grant(models.Model):
    """One role of one person; a blank `matter` is every matter. Rows come and go, the record keeps both."""

    INTAKE, PARALEGAL, ATTORNEY = "intake", "paralegal", "attorney"
    CLEARER, AUDITOR, ADMINISTRATOR = "clearer", "auditor", "administrator"
    ROLES = (
        (INTAKE, "Intake staff"),
        (PARALEGAL, "Paralegal"),
        (ATTORNEY, "Attorney"),
        (CLEARER, "Conflicts clearer"),
        (AUDITOR, "Auditor"),
        (ADMINISTRATOR, "Administrator"),
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=16, choices=ROLES)
    matter = models.SlugField(max_length=64, blank=True)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ("role", "matter")
        constraints = (
            models.UniqueConstraint(fields=("staff", "role", "matter"), name="one_grant_per_role_and_matter"),
        )

    def __str__(self) -> str:
        return f"Grant {self.pk}"
