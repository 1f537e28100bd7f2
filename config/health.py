"""Whether the site lives: no personal data, for a monitor to read."""

from datetime import timedelta

from casefile import jobs
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

SWEEPER_SILENT_AFTER = timedelta(seconds=30)


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when rows can be read and the sweeper beat in the last 30 seconds, else 503 with what is wrong."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    health = jobs.health(at=timezone.now())
    ready = health["sweeper_age_seconds"] is not None and health["sweeper_age_seconds"] <= SWEEPER_SILENT_AFTER.total_seconds()
    return JsonResponse({"live": True, "ready": ready, **health}, status=200 if ready else 503)
