"""The elements of a claim as tasks: what the rules found, who of the firm checked it, what is open."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from casefile import corrections, element_checks, rulesets
from casefile.elements import CLAIMED, DEFAULT, Task, TaskFact
from casefile.models import Determination, ElementCheck, Upload
from eligibility.facts import ClaimFacts
from packets import findings, lanes, reading, words
from review import rows, wording

VERDICTS = {
    ElementCheck.VERIFIED: ("met", "✓", "Verified"),
    ElementCheck.DISPUTED: ("not-known", "!", "Disputed"),
    ElementCheck.WITHDRAWN: ("quiet", "·", "Withdrew a check"),
}
FOUND = rows.Mark("quiet", "·", "Found by the rules")
OPEN = rows.Mark("not-known", "?", "Not known")
SOURCES = {**reading.SOURCES, "index": "published lists", "nobody": "not given"}


@dataclass(frozen=True, slots=True)
class PastCheck:
    """One row of the history of an element. `state` says what became of it, empty for a withdrawal."""

    number: int
    mark: rows.Mark
    who: str
    when: str
    on: str
    given: tuple[tuple[str, str], ...]
    reason: str
    files: tuple[str, ...]
    withdraws: int
    holds: bool
    may_withdraw: bool
    state: str


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact that an element rests on, as it stands; `settled` says why it is not given here."""

    name: str
    label: str
    value: str
    source: str
    settled: str
    may_verify: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One task. `photo_place` and `defendant_place` count from 1 and are 0 for all; they make its address."""

    theory: str
    element: str
    photo_place: int
    defendant_place: int
    mark: str
    title: str
    sentence: str
    about: str
    theories: tuple[str, ...]
    citations: tuple[str, ...]
    finding: findings.Finding
    state: rows.Mark
    facts: tuple[FactLine, ...]
    checks: tuple[PastCheck, ...]
    is_open: bool

    @property
    def is_done(self) -> bool:
        """Whether a check of it holds."""
        return any(one.holds for one in self.checks)


@dataclass(frozen=True, slots=True)
class TaskList:
    """The tasks of one claim, and how far they are."""

    lines: tuple[Line, ...]
    seen: str

    @property
    def progress(self) -> str:
        done = sum(line.is_done for line in self.lines)
        unknown = sum(not line.is_done and line.finding == findings.NOT_KNOWN for line in self.lines)
        return f"{done} of {len(self.lines)} checked by staff, {unknown} not known"


def of(
    found: Determination,
    document: Mapping[str, Any],
    checks: Sequence[ElementCheck],
    uploads: Iterable[Upload] = (),
) -> TaskList:
    """Lay out the tasks of a claim; `document` is its replay, `checks` all those of the claim."""
    known = ClaimFacts.from_json(found.revision.facts)
    names = {str(upload.pk): str(upload.name) for upload in uploads}
    rules = rulesets.parsed(found.ruleset)
    places = [photo.label for photo in known.photos]
    defendants = [one.name for one in rules.defendants]
    past = _past(known, {name: one.label for name, one in rules.facts.items()}, names)

    def line(task: Task) -> Line:
        mine = tuple(past(one) for one in checks if _is_of(one, task))
        finding = findings.BY_VALUE.get(task.value, findings.NOT_KNOWN)
        return Line(
            theory=task.theory,
            element=task.element,
            photo_place=places.index(task.photo) + 1 if task.photo in places else 0,
            defendant_place=defendants.index(task.defendant) + 1 if task.defendant in defendants else 0,
            mark=task.mark,
            title=task.title,
            sentence=words.sentence(task.sentence),
            about=", ".join(filter(None, (task.photo, task.defendant))),
            theories=(task.theory_title, *task.also),
            citations=task.citations,
            finding=finding,
            state=_state(mine, finding),
            facts=tuple(_fact(fact) for fact in task.facts),
            checks=mine,
            is_open=task.is_open,
        )

    return TaskList(tuple(line(task) for task in element_checks.tasks(found, document)), str(found.pk))


def _is_of(check: ElementCheck, task: Task) -> bool:
    theory = check.theory if task.by_theory else ""
    return (theory, check.element, check.photo, check.defendant) == task.key


def _state(checks: Sequence[PastCheck], finding: findings.Finding) -> rows.Mark:
    """What the newest check that holds says, else what the rules found."""
    last = next((one for one in reversed(checks) if one.holds), None)
    if last:
        return rows.Mark(last.mark.kind, last.mark.sign, f"{last.mark.words} by {last.who} on {last.on}")
    return OPEN if finding is findings.NOT_KNOWN else FOUND


def _past(
    known: ClaimFacts, labels: Mapping[str, str], names: Mapping[str, str]
) -> Callable[[ElementCheck], PastCheck]:
    def past(row: ElementCheck) -> PastCheck:
        withdrawn = hasattr(row, "withdrawn_by")
        is_check = row.verdict != ElementCheck.WITHDRAWN
        holds = is_check and not withdrawn and corrections.holds(row, known)
        return PastCheck(
            number=row.number,
            mark=rows.Mark(*VERDICTS[row.verdict]),
            who=wording.person(row.by),
            when=wording.moment(row.at),
            on=lanes.in_words(timezone.localtime(row.at).date()),
            given=tuple(
                (labels.get(one["name"], one["name"]), words.fact(one["name"], one["value"]))
                for one in row.facts["given"]
            ),
            reason=row.reason,
            files=tuple(names.get(one, "a file that is not kept any more") for one in row.uploads),
            withdraws=row.withdraws.number if row.withdraws else 0,
            holds=holds,
            may_withdraw=is_check and not withdrawn,
            state="" if not is_check else "withdrawn" if withdrawn else "stands" if holds else "overtaken",
        )

    return past


def _fact(fact: TaskFact) -> FactLine:
    kind = SOURCES.get(fact.source, fact.source)
    question = f"question {fact.detail}" if fact.source == CLAIMED and fact.detail else fact.detail
    return FactLine(
        name=fact.name,
        label=fact.declared.label,
        value=words.fact(fact.name, fact.value),
        source=words.dated(kind if fact.source == DEFAULT or not question else f"{kind}, {question}"),
        settled=fact.settled,
        may_verify=fact.is_verifiable,
    )
