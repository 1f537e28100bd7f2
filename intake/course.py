"""Where a claimant stands in the interview: the page asked for, the one before, and where to go next."""

from django.urls import reverse

from intake import addresses
from matters.answers import MOST, Answers, Kind
from matters.interview import Journey, Step

DECLARATION = "declaration"


def exists(journey: Journey, *, page: str, each: Kind | None, index: int | None) -> bool:
    """Whether anybody could ever be asked this page."""
    if each is not None and (index is None or not 0 <= index < MOST[each]):
        return False
    return any(known.name == page and known.each == each for known in journey.pages)


def onward(journey: Journey, answers: Answers, step: Step, *, changing: bool) -> str:
    """Return where to go after a page was answered: what a change opened, else on, else check answers."""
    following = journey.first_unanswered(answers) if changing else journey.next_after(answers, step)
    if following is None or following.page.name == DECLARATION:
        return reverse("intake:check" if changing else "intake:evidence")
    return addresses.of_step(following, changing=changing)


def resume(journey: Journey, answers: Answers, *, changing: bool = False) -> str:
    """Return where the interview goes on: the first open page, else check answers."""
    step = open_step(journey, answers)
    return addresses.of_step(step, changing=changing) if step else reverse("intake:check")


def open_step(journey: Journey, answers: Answers) -> Step | None:
    """Return the first page still to be answered before the declaration."""
    step = journey.first_unanswered(answers)
    return None if step is None or step.page.name == DECLARATION else step


def back(journey: Journey, answers: Answers, step: Step, *, changing: bool) -> str:
    """Return where the Back link leads."""
    if changing or step.page.name == DECLARATION:
        return reverse("intake:check")
    previous = journey.before(answers, step)
    return addresses.of_step(previous) if previous else reverse("intake:landing")


def look_up_step(journey: Journey, answers: Answers) -> Step | None:
    """Return the page that offers to look the photos up, once everything before it has been answered."""
    for step in journey.steps(answers):
        if step.page.form.offers_look_up:
            return step
        if not journey.is_answered(answers, step):
            return None
    return None


def last(journey: Journey, answers: Answers) -> str:
    """Return the last page before check answers."""
    steps = [step for step in journey.steps(answers) if step.page.name != DECLARATION]
    return addresses.of_step(steps[-1])
