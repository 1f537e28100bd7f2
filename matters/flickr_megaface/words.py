"""The words that fit each pictured person, in each language: what the placeholders of wordings stand for.

Every language has the same placeholders. A phrase whose grammar differs between them is one placeholder as a
whole: in English {have_they} is “has your child”, in Spanish, where the verb stands in the sentence, only
“su hijo o hija”.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from matters import texts

YOU, TAKER, SOMEONE, ANYONE = "myself", "photographer", "someone", "anyone"
Table = Mapping[str, str]


def of(who: str) -> Table:
    """The words for a role, or for SOMEONE or ANYONE, in the language of the moment."""
    table = TABLES.get(texts.language(), TABLES[texts.SOURCE])
    return table.get(who, table[YOU])


def _english(they: str, *, their: str, you: bool = False, photos: str = "") -> Table:
    were, have = ("were", "have") if you else ("was", "has")
    return MappingProxyType(
        {
            "they": they,
            "They": _capital(they),
            "them": they,
            "their": their,
            "Their_own": f"{_capital(their)} own",
            "their_face": f"{their} face",
            "their_birth_date": f"{their} date of birth",
            "were_they": f"{were} {they}",
            "Were_they": f"{_capital(were)} {they}",
            "have_they": f"{have} {they}",
            "Have_they": f"{_capital(have)} {they}",
            "owned": "your" if you else "their",
            "photos_of_them": photos or f"photos of {they}",
            "a_picture_of_them": "one of your photos" if photos else f"a picture of {they}",
        }
    )


def _spanish(they: str, *, you: bool = False, photos: str = "") -> Table:
    seen = f"en las que aparece {they}"
    return MappingProxyType(
        {
            "they": they,
            "They": _capital(they),
            "them": they,
            "their": "su" if you else f"de {they}",
            "Their_own": "Suya" if you else f"De {they}",
            "their_face": "su cara" if you else f"la cara de {they}",
            "their_birth_date": "su fecha de nacimiento" if you else f"la fecha de nacimiento de {they}",
            "were_they": they,
            "Were_they": they,
            "have_they": they,
            "Have_they": they,
            "owned": "sus",
            "photos_of_them": photos or f"fotos {seen}",
            "a_picture_of_them": "una de sus fotos" if photos else f"una imagen en la que aparece {they}",
        }
    )


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


TABLES: Mapping[str, Mapping[str, Table]] = {
    "en": {
        YOU: _english("you", their="your", you=True),
        TAKER: _english("you", their="your", you=True, photos="your photos"),
        "child": _english("your child", their="your child’s"),
        "ward": _english("the person you are guardian of", their="that person’s"),
        "died": _english("the person who died", their="that person’s"),
        ANYONE: _english("a person you are here for", their="a pictured person’s"),
        SOMEONE: _english("the person shown", their="someone’s"),
    },
    "es": {
        YOU: _spanish("usted", you=True),
        TAKER: _spanish("usted", you=True, photos="sus fotos"),
        "child": _spanish("su hijo o hija"),
        "ward": _spanish("la persona de quien usted es tutor"),
        "died": _spanish("la persona que falleció"),
        ANYONE: _spanish("alguna de las personas por quienes usted está aquí"),
        SOMEONE: _spanish("la persona que aparece"),
    },
}
