"""Where a claimant stands in the interview: the page asked for, the one before, and where to go next."""

from django.urls import reverse

from intake import addresses
from matters import stops
from matters.answers import MOST, Answers, Kind
from matters.interview import Journey, Step

DECLARATION = "declaration"


def exists(journey: Journey, *, page: str, each: Kind | None, index: int | None) -> bool:
    """Whether anybody could ever be asked this page."""
    if each is not None and (index is None or not 0 <= index < MOST[each]):
        return False
    return any(known.name == page and known.each == each for known in journey.pages)


def onward(
    journey: Journey,
    answers: Answers,
    step: Step,
    *,
    changing: bool,
    correcting: bool = False,
    filling: bool = False,
) -> str:
    """Return where to go after a page was answered: what a change opened, else on, else check answers.

    Whoever corrects an answer from the stop page had not come to check answers yet, and goes on from there.
    `filling`: a page about a photo was answered for the first time; pages settled for many photos at once
    are not asked again.
    """
    skips = changing or filling
    following = journey.first_unanswered(answers) if skips else journey.next_after(answers, step)
    if following is None or following.page.name == DECLARATION:
        return reverse("intake:check")
    comes_back = changing and not correcting and following.page.name != stops.PAGE
    return addresses.of_step(following, changing=comes_back)


def is_filling(journey: Journey, before: Answers, step: Step) -> bool:
    """Whether this page about a photo was still open before it was answered."""
    return step.page.each == "photos" and not journey.is_answered(before, step)


def is_reached(journey: Journey, answers: Answers, page: str, *, index: int | None = None) -> bool:
    """Whether everything before this page has been answered."""
    for step in journey.steps(answers):
        if (step.page.name, step.index) == (page, index):
            return True
        if not journey.is_answered(answers, step):
            return False
    return False


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
        stopped = open_step(journey, answers)
        is_stopped = stopped is not None and stopped.page.name == stops.PAGE
        return reverse("intake:stop") if is_stopped else reverse("intake:check")
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


def place(journey: Journey, answers: Answers, step: Step) -> tuple[int, int] | None:
    """Return which question of its stage a page is, of how many; None where the number is not reliable.

    It is not where a stage goes through people or photos one after another, or has only a page or two.
    """
    stage = [page for page in journey.pages if page.stage == step.page.stage]
    if any(page.lists or (page.each and page.items != "first") for page in stage):
        return None
    steps = [one for one in journey.steps(answers) if one.page.stage == step.page.stage]
    return (steps.index(step) + 1, len(steps)) if step in steps and len(steps) > 2 else None


def usual_length(journey: Journey) -> int:
    """Return how many pages are asked of somebody of whom nothing is known yet, to the nearest five."""
    return 5 * round(len(journey.steps(journey.prune({}))) / 5)


def last(journey: Journey, answers: Answers) -> str:
    """Return the last page before check answers."""
    steps = [step for step in journey.steps(answers) if step.page.name != DECLARATION]
    return addresses.of_step(steps[-1])
