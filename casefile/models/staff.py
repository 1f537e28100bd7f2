"""Who works at the desk."""

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models


class StaffMember(AbstractUser):
    """A person of the firm; what one may do there is in the person's grants (`casefile.rights`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    def __str__(self) -> str:
        return f"StaffMember {self.pk}"
