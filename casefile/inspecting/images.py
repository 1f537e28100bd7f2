"""Photos: decoded once to see that they are whole, and drawn again without anything but their pixels."""

import io
import warnings
from datetime import datetime
from typing import Any

from PIL import Image

from casefile.inspecting import PIXELS, TOO_MANY_PIXELS, WEBP_PIXELS, Verdict, kinds

PREVIEW_SIDE = 1600
PREVIEW_QUALITY = 82
_FORMATS = {kinds.JPEG: "JPEG", kinds.PNG: "PNG", kinds.WEBP: "WEBP", kinds.HEIC: "HEIF"}
_EXIF_IFD, _GPS_IFD, _TAKEN, _MADE, _ORIENTATION = 0x8769, 0x8825, 0x9003, 0x9004, 0x0112
_TURNS = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_270,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}


def inspect(content: bytes, kind: str) -> Verdict:
    """Parse an image of this kind. Raises whatever the parser does where it is not one."""
    if kind == kinds.HEIC:
        _know_heic()
    Image.MAX_IMAGE_PIXELS = PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        image = Image.open(io.BytesIO(content), formats=[_FORMATS[kind]])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return Verdict(kind, TOO_MANY_PIXELS)
    width, height = image.size
    if width * height > (WEBP_PIXELS if kind == kinds.WEBP else PIXELS):
        return Verdict(kind, TOO_MANY_PIXELS, {"width": width, "height": height})
    found: dict[str, Any] = {"width": width, "height": height, **_camera(image, content)}
    frames = getattr(image, "n_frames", 1)
    if frames > 1:
        found["frames"] = frames
    turn = _turn(image)
    image.load()
    return Verdict(kind, found=found, preview=_drawn(image, () if kind == kinds.HEIC else turn))


def _know_heic() -> None:
    import pillow_heif

    pillow_heif.options.DECODE_THREADS = 1
    pillow_heif.register_heif_opener(thumbnails=False)


def _camera(image: Image.Image, content: bytes) -> dict[str, Any]:
    """When the camera says the photo was taken, and whether, not where, the file names a place."""
    try:
        exif = image.getexif()
        inner, place = exif.get_ifd(_EXIF_IFD), exif.get_ifd(_GPS_IFD)
    except Exception:  # damaged camera notes do not spoil the picture
        inner, place = {}, {}
    named = bool(place) or b"GPSLatitude" in content or b"GPSLatitude" in _packet(image)
    found: dict[str, Any] = {"gps": named}
    taken = _moment(inner.get(_TAKEN) or inner.get(_MADE))
    return {**found, "taken": taken} if taken else found


def _packet(image: Image.Image) -> bytes:
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    return packet.encode(errors="replace") if isinstance(packet, str) else bytes(packet)


def _moment(text: object) -> str:
    try:
        return datetime.strptime(str(text)[:19], "%Y:%m:%d %H:%M:%S").isoformat()  # noqa: DTZ007  (camera local)
    except ValueError:
        return ""


def _turn(image: Image.Image) -> tuple[Image.Transpose, ...]:
    try:
        return _TURNS.get(int(image.getexif().get(_ORIENTATION, 1)), ())
    except Exception:
        return ()


def _drawn(image: Image.Image, turn: tuple[Image.Transpose, ...]) -> bytes:
    """The picture on a fresh canvas: what is not a pixel cannot come along."""
    if image.mode in ("P", "PA", "1"):
        image = image.convert("RGBA")
    if image.mode.startswith("I"):
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    image.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE), reducing_gap=2.0)
    for one in turn:
        image = image.transpose(one)
    canvas = Image.new("RGB", image.size, "white")
    if image.mode in ("RGBA", "LA"):
        canvas.paste(image.convert("RGB"), mask=image.getchannel("A"))
    else:
        canvas.paste(image.convert("RGB"))
    drawn = io.BytesIO()
    canvas.save(drawn, "JPEG", quality=PREVIEW_QUALITY)
    return drawn.getvalue()
