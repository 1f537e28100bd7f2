"""Who works at the desk."""

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.crypto import salted_hmac


class StaffMember(AbstractUser):
    """A person of the firm; what one may do there is in the person's grants (`casefile.rights`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The invitation not taken up yet; the link in its letter is a keyed digest of it, and is stored nowhere.
    invitation = models.UUIDField(null=True, unique=True)
    invited_at = models.DateTimeField(null=True)
    # A part of what each session must agree with: one more, and every sign-in of this person has ended.
    sign_in_round = models.PositiveIntegerField(default=0)
    # Urgent letters go to whoever is on duty (`casefile.duty`).
    on_duty = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"StaffMember {self.pk}"

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """What Django compares at each request; its own is of the password alone."""
        bound = f"{self.password}\0{self.sign_in_round}"
        return salted_hmac(
            "casefile.StaffMember.session", bound, secret=secret, algorithm="sha256"
        ).hexdigest()
