"""The firm as texts and papers name it."""

from django.conf import settings


def words() -> dict[str, str]:
    """Return what stands for the placeholders of a matter's texts and questions."""
    return {
        "[Firm]": settings.FIRM_NAME,
        "[Firm address]": settings.FIRM_ADDRESS,
        "[Firm email]": settings.FIRM_EMAIL,
        "[Years kept]": str(settings.FIRM_KEEPS_YEARS),
        "[Way back]": f"{settings.SITE_URL}/come-back/",
    }
