"""What every template may say of the firm."""

from django.conf import settings
from django.http import HttpRequest


def firm(request: HttpRequest) -> dict[str, object]:
    """Return the firm's name, office address, mail and phone, and whether this is a demonstration."""
    return {
        "firm": {
            "name": settings.FIRM_NAME,
            "address": settings.FIRM_ADDRESS,
            "email": settings.FIRM_EMAIL,
            "phone": settings.FIRM_PHONE,
        },
        "demo": settings.DEMO,
    }
