"""What goes into a log names no file and quotes nobody."""

import logging
import sys

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import resolve
from django.utils.log import log_response

from config.logs import Wordless

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


def test_a_fault_is_logged_by_place_and_kind_without_its_words() -> None:
    def stumble() -> None:
        raise ValueError("Pat Example, born 1985")

    record = logging.LogRecord("portal", logging.ERROR, __file__, 1, "job.failed id=%s", ("7",), None)
    try:
        stumble()
    except ValueError:
        record.exc_info = sys.exc_info()
    line = Wordless("%(levelname)s %(name)s %(message)s").format(record)
    assert "job.failed id=7" in line
    assert "stumble" in line
    assert line.endswith("ValueError")
    assert "Pat Example, born 1985" not in line.replace('raise ValueError("Pat Example, born 1985")', "")


def test_the_sites_own_lines_are_made_that_way() -> None:
    assert settings.LOGGING["formatters"]["line"]["()"] == "config.logs.Wordless"
    assert [handler["formatter"] for handler in settings.LOGGING["handlers"].values()] == ["line"]
