"""The stop page: what the answers say of the photos, and what the claimant chooses then."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy, ngettext

from matters import texts
from matters.answers import Answers, Values, stored
from matters.fields import Choice
from matters.flickr_megaface import TEXTS, stopping
from matters.pages import PageForm
from matters.stops import ANYWAY, PAGE, PERSON, StopFact


def said(answers: Answers) -> str:
    """The notice with the facts it rests on: those it was answered on, as long as they hold."""
    found = stopping.stops(answers)
    kept = stored(answers, page=PAGE, index=None, each=None) or {}
    if stopping.covers(answers, kept):
        found = tuple(fact for fact in found if fact.code in kept["facts"])
    return notice(found)


def notice(found: tuple[StopFact, ...]) -> str:
    text = texts.load(TEXTS, "stop_photos", texts.language())
    return text.filled({"[fact]": sentence(found)})


def sentence(found: tuple[StopFact, ...]) -> str:
    """Each fact with the photos that it is about."""
    photos: dict[str, list[str]] = {}
    for fact in found:
        photos.setdefault(fact.sentence, []).append(str(fact.photo + 1))
    return "; ".join(
        ngettext("photo {numbers}: {fact}", "photos {numbers}: {fact}", len(numbers)).format(
            numbers=", ".join(numbers), fact=fact
        )
        for fact, numbers in photos.items()
    )


class StopForm(PageForm):
    """Kept with the codes of the facts it was chosen on, so that it is not asked again for the same."""

    title = gettext_lazy("We have stopped asking questions")
    choice = Choice(
        "{notice}",
        question="4",
        use="desk",
        unsure=False,
        options=(
            (ANYWAY, gettext_lazy("Go on anyway")),
            (PERSON, gettext_lazy("Ask a person to look")),
        ),
        missing=gettext_lazy("Choose what you want to do"),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.heading_field = ""

    @classmethod
    def words(cls, answers: Answers, index: int | None) -> Mapping[str, str]:
        return {"notice": said(answers) if stopping.is_decided(answers) else ""}

    @classmethod
    def fitting(cls, answers: Answers, index: int | None, values: Values) -> Values:
        kept = super().fitting(answers, index, values)
        return {**kept, "facts": list(values["facts"])} if stopping.covers(answers, values) and kept else {}

    def values(self) -> Values:
        return {**super().values(), "facts": [fact.code for fact in stopping.stops(self.answers)]}
