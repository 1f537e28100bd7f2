"""What a file says it is by its first bytes: a kind that is taken, or the name of one that is not."""

JPEG, PNG, WEBP, HEIC, PDF, ZIP = "jpeg", "png", "webp", "heic", "pdf", "zip"
TAKEN = (JPEG, PNG, WEBP, HEIC, PDF, ZIP)
IMAGES = (JPEG, PNG, WEBP, HEIC)
HEAD_BYTES = 4096

_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"heif", b"mif1", b"msf1")
_STARTS = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF8", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"BM", "bmp"),
    (b"%!PS", "postscript"),
    (b"\xc5\xd0\xd3\xc6", "postscript"),
    (b"8BPS", "photoshop"),
    (b"\xd0\xcf\x11\xe0", "office"),
    (b"{\\rtf", "office"),
    (b"Rar!", "packed"),
    (b"7z\xbc\xaf", "packed"),
    (b"\x1f\x8b", "packed"),
    (b"BZh", "packed"),
    (b"\xfd7zXZ", "packed"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"#!", "program"),
    (b"ID3", "sound"),
    (b"OggS", "sound"),
    (b"\x1aE\xdf\xa3", "video"),
    (b"\0\0\x01\xba", "video"),
)
_OFFICE_ENTRIES = (b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis", b"word/", b"xl/", b"ppt/")


def of(head: bytes) -> str:
    """Return the kind of a file from its first HEAD_BYTES; "unknown" where they say nothing."""
    if not head.strip(b"\0"):
        return "empty" if not head else "unknown"
    if head[4:8] == b"ftyp":
        return _boxed(head[8:12])
    if head[:4] == b"RIFF":
        return {b"WEBP": WEBP, b"WAVE": "sound"}.get(head[8:12], "video")
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return "office" if any(head[30:120].startswith(entry) for entry in _OFFICE_ENTRIES) else ZIP
    found = next((kind for start, kind in _STARTS if head.startswith(start)), "")
    return found or _written(head)


def _boxed(brand: bytes) -> str:
    if brand in _HEIC_BRANDS:
        return HEIC
    return "avif" if brand in (b"avif", b"avis") else "video"


def _written(head: bytes) -> str:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n\f\0")
    if start.startswith(b"%PDF-"):
        return PDF
    low = start[:512].lower()
    if b"<svg" in low:
        return "svg"
    if low.startswith((b"<!doctype html", b"<html", b"<head", b"<script", b"<body")):
        return "web page"
    try:
        head.decode("utf-8", errors="strict" if len(head) < HEAD_BYTES else "ignore")
    except UnicodeDecodeError:
        return "unknown"
    printable = sum(byte >= 32 or byte in b"\t\r\n" for byte in head)
    return "text" if printable > len(head) * 0.95 else "unknown"
