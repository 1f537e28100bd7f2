"""What is found of a hundred files, friendly and hostile, and what finding it costs at most."""

import io
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from casefile import inspection
from casefile.inspecting import MEMORY_BYTES, WALL_SECONDS, kinds
from tests.casefile import made_files
from tests.casefile.made_files import EVERY, Made

ROOT = Path(__file__).resolve().parents[2]


def pieces(content: bytes) -> list[bytes]:
    return [content[at : at + (1 << 20)] for at in range(0, len(content), 1 << 20)]


def test_there_are_more_than_sixty_files_and_no_two_of_one_name() -> None:
    assert len(EVERY) >= 60
    assert len({made.name for made in EVERY}) == len(EVERY)


@pytest.mark.parametrize("made", EVERY, ids=lambda made: made.name)
def test_a_file_is_what_it_is_whatever_it_is_called_and_at_a_bounded_price(made: Made) -> None:
    content = pieces(made.make())
    began = time.monotonic()
    found, spent = inspection.weighed(content)
    took = time.monotonic() - began
    assert (found.kind, found.reason in made.reasons) == (made.kind, True), found
    if made.preview is not None:
        assert bool(found.preview) is made.preview
    if made.noted:
        assert set(found.found["noted"]) == made.noted
    assert spent.rss_kb * 1024 <= MEMORY_BYTES
    assert spent.cpu <= 10
    assert took <= WALL_SECONDS + 1


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_preview_carries_no_place_no_camera_and_no_date(form: str) -> None:
    content = made_files.located(form)
    assert made_files.CAMERA.encode() in content
    found = inspection.inspect([content])
    assert found.found["gps"] is True
    assert found.found["taken"] == "2009-05-02T10:11:12"
    for trace in (b"Exif", b"GPS", made_files.CAMERA.encode(), b"2009", b"http", b"ICC", b"xmp"):
        assert trace not in found.preview
    plain = Image.open(io.BytesIO(found.preview))
    assert plain.format == "JPEG" and not plain.getexif() and "icc_profile" not in plain.info


@pytest.mark.parametrize(
    "name", ["xmp.jpg", "comment.jpg", "profile.jpg", "html-behind.jpg", "zip-behind.jpg"]
)
def test_nothing_beside_the_pixels_comes_into_a_preview(name: str) -> None:
    made = next(one for one in EVERY if one.name == name)
    preview = inspection.inspect([made.make()]).preview
    segments = {preview[at + 1] for at in range(len(preview) - 1) if preview[at] == 0xFF and at < 20}
    assert preview and 0xE1 not in segments
    for trace in (b"GPS", b"41.88", b"html", b"PK\x03\x04", b"script"):
        assert trace not in preview


def test_exiftool_finds_nothing_to_tell_in_a_preview(tmp_path: Path) -> None:
    for form in ("JPEG", "PNG", "WEBP", "HEIF"):
        (tmp_path / f"{form}.jpg").write_bytes(inspection.inspect([made_files.located(form)]).preview)
    try:
        told = subprocess.run(
            ["exiftool", "-G", "-s", str(tmp_path)], capture_output=True, text=True, check=True
        ).stdout
    except FileNotFoundError:
        pytest.skip("exiftool is not on this machine; the byte-wise test above holds without it")
    groups = {line[1 : line.index("]")] for line in told.splitlines() if line.startswith("[")}
    assert groups <= {"ExifTool", "File", "JFIF", "Composite"}


def test_a_turned_picture_stands_upright_in_its_preview() -> None:
    turned = made_files.image("JPEG", exif=made_files.exif(turned=6).tobytes())
    assert Image.open(io.BytesIO(inspection.inspect([turned]).preview)).size == (48, 64)


def test_a_picture_without_a_place_says_so() -> None:
    content = made_files.image("JPEG", exif=made_files.exif(gps=False).tobytes())
    assert inspection.inspect([content]).found["gps"] is False


def test_the_process_that_parses_holds_no_key_and_knows_no_django() -> None:
    told = "import casefile.inspecting.__main__, casefile.inspecting.images, casefile.inspecting.papers, "
    told += "casefile.inspecting.zips, sys; sys.exit('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, env=inspection.ENVIRONMENT, check=False)
    assert done.returncode == 0
    assert not any("KEY" in name for name in inspection.ENVIRONMENT)


def test_a_look_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspection, "WALL_SECONDS", 0.01)
    assert inspection.inspect([made_files.image("JPEG")]).reason == "too_much_work"


@pytest.mark.parametrize(
    ("head", "kind"),
    [(b"", "empty"), (b"\0" * 64, "unknown"), (b"GIF89a", "gif"), (b"\xef\xbb\xbf<html>", "web page")],
)
def test_first_bytes_name_what_is_not_taken(head: bytes, kind: str) -> None:
    assert kinds.of(head) == kind
