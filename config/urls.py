"""Every address of the site."""

from django.urls import include, path

urlpatterns = [
    path("desk/", include("review.urls")),
    path("", include("intake.urls")),
]
