"""How many pages a claimant goes through, counted over the journey itself."""

from collections.abc import Callable

from tests.personas import ADULT, PARENT, Persona, posted
from tests.walker import FIRM, JOURNEY, TODAY

BESIDE = ("landing", "notice", "date of birth", "check answers", "receipt")
ADULT_PAGES, PARENT_PAGES = 25, 30


def measure(tell: Callable[..., None]) -> None:
    """Print the pages of questions, and all pages from the first to the receipt."""
    for who, persona, limit in (
        ("an adult, one photo", ADULT, ADULT_PAGES),
        ("a parent of one child, one photo", PARENT, PARENT_PAGES),
    ):
        asked = pages(persona)
        tell(f"pages of questions, {who}, with the signature", asked, "pages", limit)
        tell(f"all pages, {who}, with {', '.join(BESIDE)}", asked + len(BESIDE), "pages", limit)


def pages(persona: Persona) -> int:
    """Return how many pages of questions a persona answers, the signature included."""
    answers, asked = JOURNEY.prune({}), 0
    while step := JOURNEY.first_unanswered(answers):
        given = persona.answers(step.page.name, step.index)
        data = posted(JOURNEY.form(answers, step, today=TODAY, fill=FIRM), given)
        form = JOURNEY.form(answers, step, today=TODAY, fill=FIRM, data=data)
        assert form.is_valid(), (step, form.errors)
        answers, asked = JOURNEY.record(answers, step, form.values()), asked + 1
    return asked
