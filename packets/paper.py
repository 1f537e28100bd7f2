"""Which characters, and how many of them, may reach paper."""

import re
import unicodedata

ANSWER_CHARS = 4_000
ANSWER_LINES = 80
TEXT_CHARS = 20_000
TEXT_LINES = 600
LABEL_CHARS = 200

_UNPRINTABLE = "\N{REPLACEMENT CHARACTER}"
_BLANKS = "\u115f\u1160\u2800\u3164\uffa0"  # letters by their class, white on paper
_JOINERS = "\u200c\u200d"  # Persian and Indic names are misspelt without them
# More marks than this on one letter climb over the lines above; no written language needs them.
_STACKED_MARKS = re.compile(
    "([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{8})"
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_DIGEST = re.compile(r"([0-9a-f]{16})(?=[0-9a-f]{16})")
_BLANK_LINES = re.compile(r"\n{3,}")


class _Ink(dict[int, str | int]):
    """A translation table that judges each character once, when it first meets it."""

    def __missing__(self, code: int) -> str | int:
        self[code] = printed = self._printed(code)
        return printed

    @staticmethod
    def _printed(code: int) -> str | int:
        char = chr(code)
        if char == "\n" or char in _JOINERS:
            return code
        if char in _BLANKS:
            return " "
        match unicodedata.category(char):
            case "Zs" | "Zl" | "Zp":
                return code if char in "\u00a0\u3000" else " "
            case "Cf":
                return ""  # invisible: direction overrides would let a name rearrange the line around it
            case "Cc" | "Cs" | "Co":
                return " " if char == "\t" else _UNPRINTABLE
        return _UNPRINTABLE if code & 0xFFFE == 0xFFFE else code


_INK = _Ink()


def _clean(value: object) -> str:
    text = str(value).replace("\r\n", "\n").replace("\r", "\n").translate(_INK)
    return _STACKED_MARKS.sub(r"\1", unicodedata.normalize("NFC", text)).strip()


def label(value: object, *, chars: int = LABEL_CHARS) -> str:
    """One line, cut with an ellipsis: for headings, names and table labels."""
    text = " ".join(_clean(value).split())
    return text if len(text) <= chars else f"{text[: chars - 1]}…"


def prose(value: object, *, chars: int = ANSWER_CHARS, lines: int = ANSWER_LINES) -> str:
    """A passage with its line breaks; what is left out is said in its place."""
    text = _BLANK_LINES.sub("\n\n", _clean(value))
    kept = "\n".join(text[:chars].split("\n")[:lines]).rstrip()
    missing = len(text) - len(kept)
    return f"{kept}\n{left_out(missing)}" if missing > 0 else text


def pieces(text: str) -> tuple[str, ...]:
    """A text in the pieces between which a hash may go over to the next line: after every 16 digits."""
    return tuple(_DIGEST.sub(r"\1\n", text).split("\n"))


def left_out(count: int) -> str:
    """The visible note that stands where text was cut."""
    return f"[Cut here: {count:,} more characters. The whole text is in the file at the desk.]"
