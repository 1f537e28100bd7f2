"""Names of files as people send them, made fit to be shown and kept."""

import unicodedata

NAME_CHARS = 120


def cleaned(name: str) -> str:
    """A file's name fit to be shown and kept: no path, control, direction mark or odd length."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = unicodedata.normalize("NFC", "".join(" " if _is_odd(char) else char for char in last))
    text = " ".join(plain.split()).strip(". ")
    if len(text) <= NAME_CHARS:
        return text or "file"
    stem, dot, ending = text.rpartition(".")
    if not dot or len(ending) > 8:
        return text[:NAME_CHARS]
    return f"{stem[: NAME_CHARS - len(ending) - 1]}.{ending}"


def _is_odd(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") or char in '<>:"|?*'
