"""Who works at the desk."""

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models


class StaffMember(AbstractUser):
    """A person of the firm; `is_active` alone opens the desk until roles arrive with step 5."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    def __str__(self) -> str:
        return f"StaffMember {self.pk}"
