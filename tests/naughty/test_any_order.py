"""An interview in any order, in two tabs, twice, without a session: no fault, nothing accepted lost."""

from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import hypothesis.strategies as st
import pytest
from django.conf import settings as settings_of_site
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

import matters
from casefile import drafts
from casefile.models import Draft, Submission
from intake import addresses, gate
from matters.answers import Answers
from matters.interview import Step
from tests.intake.conftest import CHECK, DECLARATION
from tests.matters.walking import typed

JOURNEY = matters.load("flickr-megaface").journey
MATTER, TODAY = "flickr-megaface", date(2026, 11, 22)
ROLES = ("myself", "child", "ward", "died", "photographer")
EVERY_DAY, AT_LENGTH, RULES = 200, 2_000, 6


def notice() -> dict[str, str]:
    """The notice as somebody accepted it."""
    at = datetime.now(UTC)
    accepted = gate.accepted(
        gate.accept(gate.notice(matters.load(MATTER)), at=at), matters.load(MATTER), at=at
    )
    assert accepted is not None
    return accepted


@cache
def stages_of(role: str) -> tuple[Answers, ...]:
    """The answers of somebody in this role after every page, from none to all but the signature."""
    answers, found = JOURNEY.prune({}), []
    while (step := JOURNEY.first_unanswered(answers)) and step.page.name != "declaration":
        found.append(answers)
        data = typed(JOURNEY.form(answers, step, today=TODAY), {"role": role})
        form = JOURNEY.form(answers, step, today=TODAY, data=data)
        assert form.is_valid(), (step, form.errors)
        answers = JOURNEY.record(answers, step, form.values())
    return (*found, answers)


class Interview(RuleBasedStateMachine):
    """One claimant, two tabs; `sent` is where the receipt stands."""

    def __init__(self) -> None:
        super().__init__()
        self.before = transaction.savepoint()
        self.client = Client()
        self.sent = ""

    @initialize(role=st.sampled_from(ROLES), far=st.floats(0, 1))
    def comes_back(self, role: str, far: float) -> None:
        """Begin anywhere in the interview, from nothing answered to everything."""
        points = stages_of(role)
        draft, token = drafts.start(matter=MATTER, notice=notice(), at=timezone.now())
        drafts.keep(draft=draft, answers=points[round(far * (len(points) - 1))], at=timezone.now())
        session = self.client.session
        session["draft"] = token
        session.save()
        self.client.cookies[settings_of_site.SESSION_COOKIE_NAME] = str(session.session_key)

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.before)

    # What the site holds, read from its rows

    def held(self) -> Answers:
        return Draft.objects.get().answers  # type: ignore[no-any-return]

    def steps(self) -> list[Step]:
        return [step for step in JOURNEY.steps(self.held()) if step.page.name != "declaration"]

    def look(self, address: str) -> Any:
        page = self.client.get(address)
        assert page.status_code in (200, 302, 404), (address, page.status_code)
        return page

    def send_page(self, step: Step, given: dict[str, Any], *, changing: bool, times: int = 1) -> None:
        address = addresses.of_step(step, changing=changing)
        shown = self.look(address)
        if shown.status_code != 200 or "form" not in shown.context:
            return
        form = shown.context["form"]
        said = typed(form, given)
        data = dict(said.lists())
        expected = JOURNEY.form(self.held(), step, today=form.today, data=said)
        before = self.held()
        for _ in range(times):
            answer = self.client.post(address, data)
            if answer.status_code == 200 and answer.context["form"].is_unheard:
                answer = self.client.post(address, {**data, "heard": answer.context["form"].mark})
            assert answer.status_code in (200, 302, 404), (address, answer.status_code)
        if answer.status_code == 302 and expected.is_valid() and times == 1:
            assert self.held() == JOURNEY.record(before, step, expected.values()), address
        elif answer.status_code == 200:
            assert self.held() == before, address

    # What a claimant may do

    @precondition(lambda self: not self.sent)
    @rule(pages=st.integers(1, 4))
    def goes_on(self, pages: int) -> None:
        """Answer the next few pages in order."""
        for _ in range(pages):
            step = JOURNEY.first_unanswered(self.held())
            if step is None or step.page.name == "declaration" or step.page.ends:
                return
            self.send_page(step, {}, changing=False)

    @precondition(lambda self: not self.sent)
    @rule(pick=st.integers(0, 200), changing=st.booleans(), role=st.sampled_from(ROLES))
    def answers_any_page(self, pick: int, changing: bool, role: str) -> None:
        steps = self.steps()
        step = steps[pick % len(steps)]
        given = {"role": role} if step.page.name == "role" else {}
        self.send_page(step, given, changing=changing)

    @precondition(lambda self: not self.sent)
    @rule(pick=st.integers(0, 200))
    def sends_an_empty_page(self, pick: int) -> None:
        steps = self.steps()
        before = self.held()
        answer = self.client.post(addresses.of_step(steps[pick % len(steps)]), {})
        assert answer.status_code in (200, 302)
        if answer.status_code == 200:
            assert self.held() == before

    @precondition(lambda self: not self.sent)
    @rule(pick=st.integers(0, 200))
    def presses_twice(self, pick: int) -> None:
        steps = [step for step in self.steps() if step.page.lists is None]
        step = steps[pick % len(steps)]
        self.send_page(step, {}, changing=False)
        if step in JOURNEY.steps(self.held()):
            once = self.held()
            self.send_page(step, {}, changing=False, times=2)
            assert self.held() == once

    @precondition(lambda self: not self.sent)
    @rule(kind=st.sampled_from(["people", "photos"]))
    def adds_one(self, kind: str) -> None:
        for step in self.steps():
            if step.page.lists == kind and len(self.held()[kind]) < 4:
                self.send_page(step, {"another": "yes"}, changing=False)
                return

    @precondition(lambda self: not self.sent)
    @rule(kind=st.sampled_from(["people", "photos"]), number=st.integers(1, 4))
    def removes_one(self, kind: str, number: int) -> None:
        before = self.held()
        answer = self.client.post(f"/flickr-megaface/{kind}/{number}/remove/")
        assert answer.status_code == 302
        if number - 1 < len(before[kind]) and number > 1:
            assert len(self.held()[kind]) in (len(before[kind]) - 1, len(before[kind]))

    @rule(address=st.sampled_from([CHECK, DECLARATION, "/", "/flickr-megaface/people/9/person/", "/sent/x/"]))
    def wanders(self, address: str) -> None:
        self.look(address)

    @rule()
    def opens_another_tab(self) -> None:
        tab = Client()
        tab.cookies = self.client.cookies
        page = tab.get(CHECK)
        assert page.status_code in (200, 302)

    @rule()
    def loses_the_session(self) -> None:
        """Another browser, or a day later: nothing is shown, nothing is lost."""
        stranger = Client()
        assert stranger.get(CHECK).status_code == 404
        assert stranger.post(addresses.of_step(Step(JOURNEY.pages[0])), {"role": "child"}).status_code == 404

    @precondition(lambda self: not self.sent)
    @rule()
    def signs_twice(self) -> None:
        data = {"truth": "on", "esign": "on", "privacy": "on", "name": "Pat Example"}
        answers = [self.client.post(DECLARATION, data) for _ in range(2)]
        assert {answer.status_code for answer in answers} == {302}
        if Submission.objects.exists():
            assert len({urlsplit(answer["Location"]).path for answer in answers}) == 1
            self.sent = answers[0]["Location"]

    # What always holds

    @invariant()
    def one_draft_or_one_submission(self) -> None:
        assert Draft.objects.count() + Submission.objects.count() == 1
        assert bool(self.sent) == Submission.objects.exists()

    @invariant()
    def what_is_kept_is_what_is_asked(self) -> None:
        if not self.sent:
            assert self.held() == JOURNEY.prune(self.held())


def walked(examples: int) -> None:
    run_state_machine_as_test(
        Interview,
        settings=settings(
            max_examples=examples,
            stateful_step_count=RULES,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_an_interview_in_any_order_keeps_what_it_accepted(db: None) -> None:
    walked(EVERY_DAY)


@pytest.mark.all
def test_two_thousand_interviews_in_any_order(db: None) -> None:
    walked(AT_LENGTH)
