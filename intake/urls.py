"""Addresses of the claimant's door."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
