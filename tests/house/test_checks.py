"""What must be there before the site serves: each missing thing is one finding that says what to do."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.checks import CheckMessage, run_checks

import matters
from groundwork import check

ROOT = Path(__file__).resolve().parents[2]
NO_PANGO = "raise OSError(\"cannot load library 'libpango-1.0-0'\")\n"


def under_production(*words: str, **own: str) -> subprocess.CompletedProcess[str]:
    """Run Python with these words under production's environment; an empty value takes a name out."""
    # The browser tests of the same run set the second name for themselves.
    ours = {"DJANGO_SETTINGS_MODULE": "config.settings", "DJANGO_ALLOW_ASYNC_UNSAFE": ""}
    env = {**os.environ, **check.production(), **ours, **own}
    command = [sys.executable, "-W", "ignore", *words]
    given = {name: value for name, value in env.items() if value}
    return subprocess.run(
        command, cwd=ROOT, env=given, capture_output=True, text=True, check=False, timeout=60
    )


def deploy(**own: str) -> subprocess.CompletedProcess[str]:
    return under_production("manage.py", "check", "--deploy", "--fail-level", "WARNING", **own)


def finding(number: str) -> CheckMessage | None:
    return next((one for one in run_checks() if one.id == number), None)


def test_an_environment_with_everything_has_no_finding() -> None:
    done = deploy()
    assert done.returncode == 0, done.stderr


def test_a_missing_relay_is_a_finding() -> None:
    done = deploy(EMAIL_URL="")
    assert done.returncode == 1
    assert "portal.E003" in done.stderr and "EMAIL_URL" in done.stderr


def test_letters_never_lead_to_this_machine() -> None:
    done = deploy(SITE_URL="http://127.0.0.1:8000")
    assert "portal.E006" in done.stderr and "SITE_URL" in done.stderr


def test_a_desk_open_to_a_password_alone_is_a_finding_outside_a_demonstration() -> None:
    done = deploy(SECOND_FACTOR_REQUIRED="0")
    assert done.returncode == 1
    assert "portal.E007" in done.stderr and "SECOND_FACTOR_REQUIRED" in done.stderr
    assert "portal.E007" not in deploy(SECOND_FACTOR_REQUIRED="0", PORTAL_DEMO="1").stderr


def test_a_relay_given_as_nothing_counts_as_missing() -> None:
    words = "import config.settings as s; print(s.EMAIL_IS_SET, s.EMAIL_HOST)"
    done = subprocess.run(
        [sys.executable, "-c", words],
        cwd=ROOT, env={"EMAIL_URL": ""}, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.stdout == "False 127.0.0.1\n", done.stderr


def test_missing_libraries_are_a_finding_that_names_the_packages(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert finding("portal.E004") is None
    (tmp_path / "weasyprint.py").write_text(NO_PANGO)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    found = finding("portal.E004")
    assert found and "libpango-1.0-0" in found.msg and "apt-get install" in found.msg


def test_a_command_that_skips_checks_neither_loads_nor_needs_the_press(tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text(NO_PANGO)
    done = under_production("-v", "manage.py", "determine", "--facts", "role=self", PYTHONPATH=str(tmp_path))
    assert done.returncode == 0
    assert "import 'django" in done.stderr and "weasyprint" not in done.stderr


def test_the_sweeper_gets_to_its_rows_without_the_press(tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text(NO_PANGO)
    done = under_production("manage.py", "sweep", "--once", PYTHONPATH=str(tmp_path))
    assert "no such table" in done.stderr and "portal.E004" not in done.stderr


def test_texts_without_approval_are_a_finding_that_lists_them() -> None:
    done = deploy(DRAFT_TEXTS_ACCEPTED="")
    assert done.returncode == 1
    assert "portal.E005" in done.stderr
    for text in matters.load("flickr-megaface").drafts:
        assert f"{text.id}.{text.language}" in done.stderr


def gunicorn(**own: str) -> subprocess.CompletedProcess[str]:
    return under_production("-m", "gunicorn", "--check-config", "config.wsgi:application", **own)


def test_a_web_server_in_production_refuses_drafts_by_name() -> None:
    done = gunicorn(DRAFT_TEXTS_ACCEPTED="")
    assert done.returncode != 0
    assert "still marked DRAFT" in done.stderr and "notice.en" in done.stderr


@pytest.mark.parametrize(("accepted", "demo"), [("1", "0"), ("", "1")])
def test_a_trial_and_a_demonstration_may_serve_drafts(accepted: str, demo: str) -> None:
    done = gunicorn(DRAFT_TEXTS_ACCEPTED=accepted, PORTAL_DEMO=demo)
    assert done.returncode == 0, done.stderr


def test_an_approved_text_is_no_draft(tmp_path: Path) -> None:
    shipped = matters.load("flickr-megaface")
    shutil.copytree(shipped.folder / "texts", tmp_path / "texts")
    own = replace(shipped, folder=tmp_path)
    assert len(own.drafts) == len(shipped.drafts) > 1
    for path in (tmp_path / "texts").glob("*.md"):
        if not path.name.startswith("notice"):
            path.write_text(path.read_text().replace("status: DRAFT", "status: APPROVED"))
    assert [text.id for text in own.drafts] == ["notice", "notice"]
