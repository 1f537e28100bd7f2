"""How a published list and the file it was read from are named."""

from dataclasses import dataclass

from exposure.index import PublishedList

SHORT = 12


@dataclass(frozen=True, slots=True)
class Hash:
    """A SHA-256: its beginning for the eye, and the whole of it."""

    short: str
    whole: str

    @classmethod
    def of(cls, published: PublishedList) -> "Hash":
        return cls(published.source_sha256[:SHORT], published.source_sha256)


def title(published: PublishedList) -> str:
    """A list as people name it: "megaface 2016"."""
    return f"{published.name} {published.version}"
