"""The Flickr account that held the photo."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from exposure import identifiers
from exposure.identifiers import Identifier
from matters.answers import Answers
from matters.fields import NOT_PROVIDED, Choice, Heard, LongText, Text, YesNo
from matters.flickr_megaface import roles
from matters.pages import PageForm


def understood(text: str) -> str:
    """The text as typed, with what was read out of it."""
    found = dict.fromkeys(str(one) for one in identifiers.identify_lines(text) if one.kind != "unknown")
    return f"{text} (read as {', '.join(found)})" if found else text


def _read_back(text: str, advise: Callable[[Identifier], str]) -> tuple[Heard, ...]:
    """Each line with what was read out of it; `advise`: what is missing of what was asked for, or nothing."""
    read = zip(identifiers.lines(text), identifiers.identify_lines(text), strict=True)
    return tuple(
        Heard(line, "", one.reason) if one.kind == "unknown" else Heard(line, _sentence(one), advise(one))
        for line, one in read
    )


def _sentence(one: Identifier) -> str:
    words = str(one)
    return words[0].upper() + words[1:]


class Link(Text):
    """A web address, number or name of a Flickr photo, read back; the transcript says what was understood."""

    def heard(self, value: Any) -> tuple[Heard, ...]:
        return _read_back(str(value), self._missing)

    def shown(self, value: Any, *, answers: Answers, index: int | None, words: Mapping[str, str]) -> str:
        return understood(str(value)) if value else NOT_PROVIDED

    def _missing(self, one: Identifier) -> str:
        return (
            ""
            if one.photo_id
            else "This is not one photo. If you can, paste the address of the photo itself."
        )


class Links(LongText):
    """Web addresses, numbers or names of a Flickr account, one a line, read back as well."""

    def heard(self, value: Any) -> tuple[Heard, ...]:
        return _read_back(str(value), self._missing)

    def shown(self, value: Any, *, answers: Answers, index: int | None, words: Mapping[str, str]) -> str:
        return understood(str(value)) if value else NOT_PROVIDED

    def _missing(self, one: Identifier) -> str:
        return (
            "" if one.account else "This does not name an account. If you can, paste the account’s address."
        )


def owners(answers: Answers, index: int | None) -> Iterable[tuple[str, str]]:
    """Whose account it can be: the pictured person is not offered twice to somebody here for themselves."""
    several = roles.has_several(answers)
    theirs = "One of the other pictured people’s own" if several else "{Their} own"
    alone = roles.claimant(answers) == roles.MYSELF and not several
    if roles.is_photographer(answers):
        theirs = "The pictured person’s own"
    return [
        ("mine", "Mine"),
        *([] if alone else [("own", theirs)]),
        ("parent", "A parent’s or guardian’s of the person shown"),
        ("family", "Another family member’s"),
        ("friend", "A friend’s"),
        ("other", "A school’s, a club’s or somebody else’s"),
    ]


class AboutFirst(PageForm):
    """A page about the whole file, worded for the person the claimant is here for."""

    @classmethod
    def words(cls, answers: Answers, index: int | None) -> Mapping[str, str]:
        return roles.person_words(answers, 0)


class AccountForm(AboutFirst):
    title = "The Flickr account that held the photo"
    whose = Choice(
        "Whose account was it?",
        question="3.1",
        options=owners,
        hint="If you told us about several photos, answer for the first one.",
        why="the person who put the photo on Flickr and the person shown may have different rights.",
    )
    names = Links(
        "What is the address, number or name of the account? (optional)",
        question="3.2",
        most=2000,
        required=False,
        hint="Such as flickr.com/people/example-name, 12345678@N00, or a link to a photo in it. "
        "Put each on its own line.",
        why="lists of copied photos name the account they came from.",
    )
    exists = YesNo(
        "Does the account still exist?",
        question="3.5",
        why="an account that still exists can show dates and settings.",
    )
    login = YesNo(
        "Can you or someone you know log in to it?",
        question="3.5",
        why="Flickr gives the owner a file with all details.",
    )


class ToldAgeForm(AboutFirst):
    heading = "age"
    age = Choice(
        "What age was Flickr or Yahoo given when the account was opened?",
        question="3.4",
        options=(
            ("real", "The real age of a person under 18"),
            ("older", "An age older than the real one"),
            ("not_asked", "Nobody asked for an age"),
        ),
        why="Flickr and Yahoo asked some people for an age.",
    )
