"""`manage.py identify`, run as a person runs it: with nothing configured."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "manage.py", "identify"]
KEYS = ["input", "kind", "photo_id", "nsid", "alias", "album_id", "reason"]
BARE = {"PATH": os.environ["PATH"]}


def run(*arguments: str, fed: bytes = b"") -> list[dict[str, Any]]:
    done = subprocess.run(
        [*COMMAND, *arguments], input=fed, capture_output=True, cwd=ROOT, env=BARE, check=True, timeout=60
    )
    assert done.stderr == b""
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_each_argument_gives_one_object_with_its_keys_in_order() -> None:
    found = run("https://www.flickr.com/photos/12345678@N00/sets/72157623456789012/", "flic.kr/p/7K2E7d", "")
    assert [list(one) for one in found] == [KEYS] * 3
    assert [one["kind"] for one in found] == ["album", "photo", "unknown"]
    assert found[0] | {"input": ""} == {
        "input": "",
        "kind": "album",
        "photo_id": None,
        "nsid": "12345678@N00",
        "alias": None,
        "album_id": "72157623456789012",
        "reason": None,
    }
    assert (found[1]["photo_id"], found[1]["nsid"], found[1]["reason"]) == ("4425073240", None, None)
    assert found[2]["input"] == "" and "Paste" in found[2]["reason"]


def test_each_line_of_standard_input_gives_one_object_a_blank_one_too() -> None:
    found = run(fed=b"4571314348\r\n\n \xff\xfe\n\xef\xbb\xbf12345678@N00\nlast")
    assert [one["kind"] for one in found] == ["photo", "unknown", "unknown", "account", "unknown"]
    assert [one["input"] for one in found] == [
        "4571314348",
        "",
        " \ufffd\ufffd",
        "\ufeff12345678@N00",
        "last",
    ]
    assert run(fed=b"") == []


def test_a_text_with_a_dash_comes_after_two() -> None:
    assert [one["input"] for one in run("--", "-x", "--photos")] == ["-x", "--photos"]


def test_a_reader_that_stops_early_is_no_error() -> None:
    command = [*COMMAND, *["4571314348"] * 3000]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, cwd=ROOT, env=BARE
    ) as running:
        assert running.stdout and running.stderr
        running.stdout.readline()
        running.stdout.close()
        assert (running.stderr.read(), running.wait(timeout=60)) == (b"", 0)


@settings(deadline=None)  # how long a call takes is the machine's affair
@given(st.text(st.characters(), max_size=80))
def test_any_text_gives_one_line_of_ascii(text: str) -> None:
    out = StringIO()
    call_command("identify", "--", text, stdout=out)
    assert out.getvalue().isascii() and out.getvalue().count("\n") == 1
    assert list(json.loads(out.getvalue())) == KEYS
