"""Whether the site lives: no personal data, for a monitor to read."""

from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from casefile import jobs

SWEEPER_SILENT_SECONDS = 30


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when rows can be read and the sweeper beat in the last 30 seconds, else 503."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    health = jobs.health(at=timezone.now())
    age = health["sweeper_age_seconds"]
    ready = age is not None and age <= SWEEPER_SILENT_SECONDS
    return JsonResponse({"live": True, "ready": ready, **health}, status=200 if ready else 503)
