"""Every address of the site."""

from django.conf import settings
from django.urls import include, path

from config import health, outbox
from intake import faults

handler500 = "intake.faults.server_error"
urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("too-large/", faults.too_large, name="too_large"),
    path("desk/", include("review.urls")),
    path("", include("intake.urls")),
]
if settings.DEMO:
    urlpatterns.insert(0, path("outbox/", include(outbox.urlpatterns)))
