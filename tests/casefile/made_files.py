"""Files as people and their enemies send them, each made here by script, with what is to be found of it."""

import io
import json
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pikepdf
from PIL import Image, PngImagePlugin

CAMERA = "Plainly Fictional Camera 9"
TAKEN = "2009:05:02 10:11:12"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@dataclass(frozen=True, slots=True)
class Made:
    """One file: its bytes, and what kind and reason must be found. `reasons`: any of these."""

    name: str
    make: Callable[[], bytes]
    kind: str
    reasons: tuple[str, ...] = ("",)
    noted: frozenset[str] = frozenset()
    preview: bool | None = None


def picture(width: int = 64, height: int = 48, mode: str = "RGB") -> Image.Image:
    """A gradient, so that a turned or cut picture is seen to be so."""
    plain = Image.linear_gradient("L").resize((width, height))
    return plain.convert(mode)


def exif(*, gps: bool = True, turned: int = 1) -> Image.Exif:
    notes = Image.Exif()
    notes[0x0110] = CAMERA
    notes[0x0112] = turned
    notes.get_ifd(0x8769)[0x9003] = TAKEN
    if gps:
        place = notes.get_ifd(0x8825)
        place[1], place[2] = "N", (41.0, 52.0, 55.0)
        place[3], place[4] = "W", (87.0, 37.0, 40.0)
    return notes


def image(form: str, *, mode: str = "RGB", size: tuple[int, int] = (64, 48), **more: Any) -> bytes:
    if form == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener()
    out = io.BytesIO()
    picture(*size, mode=mode).save(out, form, **more)
    return out.getvalue()


def located(form: str) -> bytes:
    return image(form, exif=exif().tobytes())


def png_of(width: int, height: int, *, rows: int = 1) -> bytes:
    """A PNG whose header promises a size that its few bytes of data may not hold."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    deflate = zlib.compressobj(9)
    data = b"".join(deflate.compress(bytes(width + 1)) for _ in range(rows)) + deflate.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def png_with(kind: bytes, body: bytes) -> bytes:
    plain = image("PNG")
    chunk = struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return plain[:33] + chunk + plain[33:]


def png_text(size: int) -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "x" * size, zip=True)
    return image("PNG", pnginfo=notes)


def animated(form: str, frames: int) -> bytes:
    out = io.BytesIO()
    shots = [Image.new("RGB", (8, 8), (n % 256, n // 256, 0)) for n in range(frames)]
    shots[0].save(out, form, save_all=True, append_images=shots[1:])
    return out.getvalue()


def pdf(change: Callable[[pikepdf.Pdf], None] = lambda paper: None, *, pages: int = 1, **more: Any) -> bytes:
    paper = pikepdf.new()
    for _ in range(pages):
        paper.add_blank_page()
    change(paper)
    out = io.BytesIO()
    paper.save(out, **more)
    return out.getvalue()


def _script(paper: pikepdf.Pdf) -> None:
    code = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    paper.Root.OpenAction = code


def _direct_script(paper: pikepdf.Pdf) -> None:
    """The script stands inside three dictionaries without a number of their own."""
    inner = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(2)")
    paper.pages[0].obj["/PieceInfo"] = pikepdf.Dictionary(A=pikepdf.Array([pikepdf.Dictionary(B=inner)]))


def _launch(paper: pikepdf.Pdf) -> None:
    paper.pages[0].obj["/AA"] = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe"))


def _link_launch(paper: pikepdf.Pdf) -> None:
    act = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=act)
    paper.pages[0].obj["/Annots"] = pikepdf.Array([link])


def _goto(paper: pikepdf.Pdf) -> None:
    paper.Root.OpenAction = pikepdf.Array([paper.pages[0].obj, pikepdf.Name.Fit])


def _attached(paper: pikepdf.Pdf) -> None:
    spec = pikepdf.AttachedFileSpec(paper, b"MZ not really", filename="run.exe")  # type: ignore[call-arg]
    paper.attachments["run.exe"] = spec


def _xfa(paper: pikepdf.Pdf) -> None:
    paper.Root.AcroForm = pikepdf.Dictionary(XFA=paper.make_stream(b"<xdp/>"), Fields=pikepdf.Array())


def _submits(paper: pikepdf.Pdf) -> None:
    act = pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F="https://example.com/")
    field = pikepdf.Dictionary(FT=pikepdf.Name.Btn, T="go", A=act)
    paper.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([paper.make_indirect(field)]))


def _names_script(paper: pikepdf.Pdf) -> None:
    code = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(3)")
    tree = pikepdf.Dictionary(Names=pikepdf.Array(["go", code]))
    paper.Root.Names = pikepdf.Dictionary(JavaScript=tree)


def _many_objects(paper: pikepdf.Pdf) -> None:
    many = pikepdf.Array([pikepdf.Dictionary(N=n) for n in range(350_000)])
    paper.Root["/Much"] = many


def raw_pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF written by hand, with a table of where its objects stand."""
    out, places = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, at)
    return bytes(out)


def stream_bomb() -> bytes:
    """A page whose drawing is a gigabyte once unpacked."""
    packed = zlib.compressobj(9)
    body = b"".join(packed.compress(bytes(1 << 20)) for _ in range(1024)) + packed.flush()
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(body), body)
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
        stream,
    )


def object_bomb() -> bytes:
    """A store of objects that is a gigabyte once unpacked, which every reader must unpack."""
    packed = zlib.compressobj(9)
    body = packed.compress(b"9 0 ") + b"".join(packed.compress(b" " * (1 << 20)) for _ in range(1024))
    body += packed.compress(b"<< /A 1 >>") + packed.flush()
    store = b"<< /Type /ObjStm /N 1 /First 4 /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream"
    head = b"%PDF-1.5\n"
    places, out = [], bytearray(head)
    for number, one in enumerate(
        (
            b"<< /Type /Catalog /Pages 2 0 R /X 9 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
            store % (len(body), body),
        ),
        1,
    ):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    at = len(out)
    rows = [(0, 0, 65535), *((1, place, 0) for place in places), *((0, 0, 0),) * 4, (2, 4, 0)]
    table = b"".join(struct.pack(">BIH", *row) for row in rows)
    out += (
        b"10 0 obj\n<< /Type /XRef /Size 10 /W [1 4 2] /Root 1 0 R /Length %d >>\nstream\n%s\nendstream\nendobj\n"
        % (len(table), table)
    )
    out += b"startxref\n%d\n%%%%EOF\n" % at
    return bytes(out)


def looped_pages() -> bytes:
    return raw_pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>")


def looped_table() -> bytes:
    plain = raw_pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>")  # fmt: skip
    at = plain.rindex(b"xref\n0")
    return plain.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % at)


def deep_pdf() -> bytes:
    return raw_pdf(b"<< /Type /Catalog /Pages 2 0 R /D " + b"[" * 60_000 + b"]" * 60_000 + b" >>",
                   b"<< /Type /Pages /Kids [] /Count 0 >>")  # fmt: skip


def zipped(entries: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as folder:
        for name, body in entries.items():
            folder.writestr(name, body)
    return out.getvalue()


PROFILE = {
    "real_name": "Pat Example", "screen_name": "pat example", "nsid": "12345678@N00", "join_date": "2005-08-31 11:00:00",
    "profile_url": "https://www.flickr.com/people/pat-example/", "email": "pat@example.com",
}  # fmt: skip


def photo(number: int, **more: Any) -> bytes:
    record = {
        "id": str(number), "name": f"A picnic {number}", "date_taken": "2009-05-02 10:11:12",
        "date_imported": "2009-05-03 08:00:00", "license": "Attribution-NonCommercial License",
        "photopage": f"https://www.flickr.com/photos/pat-example/{number}/", "privacy": "public",
        "geo": {"latitude": "41882000", "longitude": "-87628000", "accuracy": "16"}, "tags": [], "rotation": 0,
    }  # fmt: skip
    return json.dumps({**record, **more}).encode()


def account(photos: int = 3, *, folder: str = "", **profile: Any) -> bytes:
    """The archive of an account, as Flickr gives it to its owner."""
    records = {f"{folder}photo_{3500000000 + n}.json": photo(3500000000 + n) for n in range(photos)}
    about = json.dumps({**PROFILE, **profile}).encode()
    return zipped({f"{folder}account_profile.json": about, f"{folder}albums.json": b"{}", **records})


def locked_zip() -> bytes:
    """The same archive, its entries marked as encrypted."""
    plain = bytearray(account())
    at = 0
    while (at := plain.find(b"PK\x03\x04", at)) >= 0:
        plain[at + 6] |= 1
        at += 4
    at = 0
    while (at := plain.find(b"PK\x01\x02", at)) >= 0:
        plain[at + 8] |= 1
        at += 4
    return bytes(plain)


@lru_cache(maxsize=1)
def _zeros() -> bytes:
    return bytes(300 << 20)


def zip_bomb() -> bytes:
    return zipped({"account_profile.json": _zeros()})


def lying_zip() -> bytes:
    """A record of 64 MB whose table says that it has a hundred bytes."""
    body = b'{"id": "1", "name": "' + b"a" * (64 << 20) + b'"}'
    plain = bytearray(zipped({"account_profile.json": json.dumps(PROFILE).encode(), "photo_1.json": body}))
    size = struct.pack("<I", len(body))
    return bytes(plain.replace(size, struct.pack("<I", 100)))


def nested_zip() -> bytes:
    inner = zipped({"a.txt": bytes(1 << 20)})
    for _ in range(8):
        inner = zipped({f"{n}.zip": inner for n in range(4)})
    return inner


def noise(size: int) -> bytes:
    return random.Random(size).randbytes(size)


JPEG_HTML = b"<html><script>alert(1)</script></html>"
BROKEN = ("unreadable",)
TOO_MUCH = ("too_much_work",)

EVERY = (
    Made("photo.jpg", lambda: image("JPEG"), "jpeg", preview=True),
    Made("photo.png", lambda: image("PNG"), "png", preview=True),
    Made("photo.webp", lambda: image("WEBP"), "webp", preview=True),
    Made("photo.heic", lambda: image("HEIF"), "heic", preview=True),
    Made("located.jpg", lambda: located("JPEG"), "jpeg", preview=True),
    Made("located.png", lambda: located("PNG"), "png", preview=True),
    Made("located.webp", lambda: located("WEBP"), "webp", preview=True),
    Made("located.heic", lambda: located("HEIF"), "heic", preview=True),
    Made("turned.jpg", lambda: image("JPEG", exif=exif(turned=6).tobytes()), "jpeg", preview=True),
    Made("xmp.jpg", lambda: image("JPEG", xmp=b"<x:xmpmeta exif:GPSLatitude='41,52.9N'/>"), "jpeg", preview=True),
    Made("comment.jpg", lambda: image("JPEG", comment=b"41.8820 -87.6280"), "jpeg", preview=True),
    Made("profile.jpg", lambda: image("JPEG", icc_profile=noise(200_000)), "jpeg", preview=True),
    Made("grey.jpg", lambda: image("JPEG", mode="L"), "jpeg", preview=True),
    Made("print.jpg", lambda: image("JPEG", mode="CMYK"), "jpeg", preview=True),
    Made("progressive.jpg", lambda: image("JPEG", progressive=True), "jpeg", preview=True),
    Made("glass.png", lambda: image("PNG", mode="RGBA"), "png", preview=True),
    Made("palette.png", lambda: image("PNG", mode="P"), "png", preview=True),
    Made("deep.png", lambda: image("PNG", mode="I;16"), "png", preview=True),
    Made("bits.png", lambda: image("PNG", mode="1"), "png", preview=True),
    Made("large.jpg", lambda: image("JPEG", size=(7300, 5470)), "jpeg", preview=True),
    Made("large.png", lambda: image("PNG", size=(7300, 5470), mode="RGBA"), "png", preview=True),
    Made("large.webp", lambda: image("WEBP", size=(6300, 4700)), "webp", preview=True),
    Made("larger.webp", lambda: image("WEBP", size=(7300, 5470)), "webp", ("too_many_pixels",)),
    Made("larger.jpg", lambda: image("JPEG", size=(7400, 5470)), "jpeg", ("too_many_pixels",)),
    Made("large.heic", lambda: image("HEIF", size=(7300, 5470), quality=5, enc_params={"preset": "ultrafast"}), "heic", preview=True),
    Made("moving.webp", lambda: animated("WEBP", 400), "webp", preview=True),
    Made("moving.png", lambda: animated("PNG", 400), "png", preview=True),
    Made("moving.gif", lambda: animated("GIF", 2_000), "gif", ("wrong_type",)),
    Made("html-behind.jpg", lambda: image("JPEG") + JPEG_HTML, "jpeg", preview=True),
    Made("script-inside.jpg", lambda: image("JPEG", comment=b"*/=alert(1);/*"), "jpeg", preview=True),
    Made("zip-behind.jpg", lambda: image("JPEG") + account(), "jpeg", preview=True),
    Made("zip-behind.pdf", lambda: pdf() + account(), "pdf", preview=False),
    Made("cut.jpg", lambda: image("JPEG", size=(640, 480))[:2000], "jpeg", BROKEN),
    Made("cut.png", lambda: image("PNG", size=(640, 480))[:600], "png", BROKEN),
    Made("cut.webp", lambda: image("WEBP", size=(640, 480))[:600], "webp", BROKEN),
    Made("cut.heic", lambda: image("HEIF", size=(640, 480))[:400], "heic", BROKEN),
    Made("cut.pdf", lambda: pdf()[:200], "pdf", BROKEN),
    Made("cut.zip", lambda: account()[:400], "zip", BROKEN),
    Made("head-only.jpg", lambda: b"\xff\xd8\xff\xe0", "jpeg", BROKEN),
    Made("noise.jpg", lambda: b"\xff\xd8\xff" + noise(5000), "jpeg", BROKEN),
    Made("noise.pdf", lambda: b"%PDF-1.7\n" + noise(5000), "pdf", BROKEN),
    Made("empty.jpg", lambda: b"", "empty", ("wrong_type",)),
    Made("zeros.jpg", lambda: bytes(4096), "unknown", ("wrong_type",)),
    Made("a-pdf.jpg", pdf, "pdf", preview=False),
    Made("a-jpeg.pdf", lambda: image("JPEG"), "jpeg", preview=True),
    Made("a-png.jpg", lambda: image("PNG"), "png", preview=True),
    Made("postscript.jpg", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n{} loop\n", "postscript", ("wrong_type",)),
    Made("page.pdf", lambda: b"<!DOCTYPE html><script>1</script>", "web page", ("wrong_type",)),
    Made("drawing.svg", lambda: b"<?xml version='1.0'?><svg onload='alert(1)'/>", "svg", ("wrong_type",)),
    Made("film.mp4", lambda: b"\0\0\0\x18ftypmp42" + bytes(50), "video", ("wrong_type",)),
    Made("film.mov", lambda: b"\0\0\0\x14ftypqt  " + bytes(50), "video", ("wrong_type",)),
    Made("letter.docx", lambda: zipped({"[Content_Types].xml": b"<x/>"}), "office", ("wrong_type",)),
    Made("letter.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "office", ("wrong_type",)),
    Made("notes.txt", lambda: b"What I remember of that day.", "text", ("wrong_type",)),
    Made("scan.tiff", lambda: image("TIFF"), "tiff", ("wrong_type",)),
    Made("paint.bmp", lambda: image("BMP"), "bmp", ("wrong_type",)),
    Made("program.jpg", lambda: b"MZ\x90\0" + bytes(600), "program", ("wrong_type",)),
    Made("packed.7z", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(60), "packed", ("wrong_type",)),
    Made("packed.gz", lambda: b"\x1f\x8b\x08" + bytes(60), "packed", ("wrong_type",)),
    Made("wide.png", lambda: png_of(12_000, 12_000), "png", ("too_many_pixels",)),
    Made("wider.png", lambda: png_of(60_000, 60_000), "png", ("too_many_pixels",)),
    Made("promise.png", lambda: png_of(6_000, 6_000), "png", ("", "unreadable")),
    Made("flat.png", lambda: png_of(6_300, 6_300, rows=6_300), "png", preview=True),
    Made("talk.png", lambda: png_text(100 << 20), "png", ("unreadable", "")),
    Made("profile.png", lambda: png_with(b"iCCP", b"p\0\0" + zlib.compress(bytes(100 << 20))), "png", ("unreadable", "")),
    Made("huge.jpg", lambda: image("JPEG").replace(b"\0\x30\0\x40", b"\xff\xff\xff\xff", 1), "jpeg", ("too_many_pixels",)),
    Made("paper.pdf", pdf, "pdf", preview=False),
    Made("long.pdf", lambda: pdf(pages=600), "pdf", preview=False),
    Made("late.pdf", lambda: b"\n\n  " + pdf(), "pdf", preview=False),
    Made("script.pdf", lambda: pdf(_script), "pdf", noted=frozenset({"JavaScript", "OpenAction"}), preview=True),
    Made("inner-script.pdf", lambda: pdf(_direct_script), "pdf", noted=frozenset({"JavaScript"}), preview=True),
    Made("packed-script.pdf", lambda: pdf(_script, object_stream_mode=pikepdf.ObjectStreamMode.generate), "pdf",
         noted=frozenset({"JavaScript", "OpenAction"}), preview=True),
    Made("names-script.pdf", lambda: pdf(_names_script), "pdf", noted=frozenset({"JavaScript"}), preview=True),
    Made("launch.pdf", lambda: pdf(_launch), "pdf", noted=frozenset({"Launch", "OpenAction"}), preview=True),
    Made("link-launch.pdf", lambda: pdf(_link_launch), "pdf", noted=frozenset({"Launch"}), preview=True),
    Made("opens-at.pdf", lambda: pdf(_goto), "pdf", noted=frozenset({"OpenAction"}), preview=True),
    Made("attached.pdf", lambda: pdf(_attached), "pdf", noted=frozenset({"EmbeddedFiles"}), preview=True),
    Made("xfa.pdf", lambda: pdf(_xfa), "pdf", noted=frozenset({"XFA"}), preview=True),
    Made("submits.pdf", lambda: pdf(_submits), "pdf", noted=frozenset({"SubmitForm"}), preview=True),
    Made("locked.pdf", lambda: pdf(encryption=pikepdf.Encryption(owner="o", user="secret")), "pdf", ("password",)),
    Made("restricted.pdf", lambda: pdf(encryption=pikepdf.Encryption(owner="o", user="")), "pdf", preview=True),
    Made("much.pdf", lambda: pdf(_many_objects), "pdf", TOO_MUCH),
    Made("drawing-bomb.pdf", stream_bomb, "pdf", preview=False),
    Made("object-bomb.pdf", object_bomb, "pdf", ("", "too_much_work", "unreadable")),
    Made("loop.pdf", looped_pages, "pdf", BROKEN),
    Made("table-loop.pdf", looped_table, "pdf", ("", "unreadable")),
    Made("deep.pdf", deep_pdf, "pdf", ("unreadable", "too_much_work")),
    Made("no-pages.pdf", lambda: raw_pdf(b"<< /Type /Catalog >>"), "pdf", BROKEN),
    Made("account.zip", account, "zip", preview=False),
    Made("account-in-folder.zip", lambda: account(folder="flickr_metadata/"), "zip", preview=False),
    Made("pictures.zip", lambda: zipped({"a_350_o.jpg": image("JPEG")}), "zip", ("not_archive",)),
    Made("locked.zip", locked_zip, "zip", ("password",)),
    Made("bomb.zip", zip_bomb, "zip", ("bomb",)),
    Made("lying.zip", lying_zip, "zip", preview=False),
    Made("nested.zip", nested_zip, "zip", ("not_archive",)),
    Made("crowded.zip", lambda: zipped({f"photo_{n}.json": b"" for n in range(101_000)}), "zip", ("bomb",)),
    Made("eicar.jpg", lambda: EICAR, "text", ("wrong_type",)),
)  # fmt: skip
