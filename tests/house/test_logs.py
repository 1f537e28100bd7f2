"""What goes into a log names no file."""

import logging

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import resolve
from django.utils.log import log_response

TOKEN = "S" * 43


def test_a_failed_page_is_logged_by_its_route(caplog: pytest.LogCaptureFixture) -> None:
    request = RequestFactory().get(f"/sent/{TOKEN}/")
    request.resolver_match = resolve(request.path)
    with caplog.at_level(logging.ERROR, logger="django.request"):
        log_response(
            "%s: %s",
            "Internal Server Error",
            request.path,
            response=HttpResponse(status=500),
            request=request,
        )
    assert "sent/" in caplog.text
    assert TOKEN not in caplog.text


def test_an_address_nobody_has_is_logged_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    request = RequestFactory().get(f"/nowhere/{TOKEN}/")
    with caplog.at_level(logging.ERROR, logger="django.request"):
        log_response(
            "%s: %s",
            "Internal Server Error",
            request.path,
            response=HttpResponse(status=500),
            request=request,
        )
    assert TOKEN not in caplog.text
