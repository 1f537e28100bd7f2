"""Addresses of the attorney's desk."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
