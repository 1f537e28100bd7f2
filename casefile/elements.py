"""The elements of one claim as things to check: one for each element, photo and defendant that differ."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casefile import corrections
from eligibility.casework import OF_DEFENDANT
from eligibility.facts import ClaimFacts, Declaration
from eligibility.law import NOT_APPLICABLE, Element, Ruleset, Theory

CLAIMED, DEFAULT, NOBODY = "claimed", "default", "nobody"
UNKNOWN = "unknown"
Values = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class TaskFact:
    """One fact that an element rests on, as it stands. `settled`: why nobody gives it here, "" = it may be.

    `photo` is the one the fact is about, empty for a fact about the person.
    """

    declared: Declaration
    photo: str
    value: str
    source: str
    detail: str
    settled: str

    @property
    def name(self) -> str:
        return self.declared.name

    @property
    def is_open(self) -> bool:
        """Whether a member of the firm may say what it is."""
        return not self.settled

    @property
    def is_verifiable(self) -> bool:
        """Whether the claimant says it, or the rules assume it, so that it can be found to be so."""
        return self.is_open and self.source in (CLAIMED, DEFAULT) and self.value != UNKNOWN


@dataclass(frozen=True, slots=True)
class Task:
    """One element to check. `photo` and `defendant` are empty where the finding is the same for all."""

    theory: str
    theory_title: str
    also: tuple[str, ...]
    mark: str
    element: str
    title: str
    sentence: str
    citations: tuple[str, ...]
    photo: str
    defendant: str
    value: str
    facts: tuple[TaskFact, ...]
    by_theory: bool

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes it this task: an element that asks for a deadline is another one in each theory."""
        return self.theory if self.by_theory else "", self.element, self.photo, self.defendant

    @property
    def is_open(self) -> bool:
        """Whether anything that it rests on may be given here."""
        return any(fact.is_open for fact in self.facts)


ENTERED = "entered for the case"
BY_PHOTO = "checked at the photo"
NO_PHOTO = "no photo is named"


def tasks(
    rules: Ruleset, document: Mapping[str, Any], known: ClaimFacts, *, by_photo: Iterable[str]
) -> tuple[Task, ...]:
    """List what there is to check in the theories that may apply, the main one first; each element once.

    `by_photo` are facts that a check of the photo gives.
    """
    main = document["main_theory"]
    found: dict[tuple[str, str, str, str], Task] = {}
    for theory in sorted(document["theories"], key=lambda one: one["id"] != main):
        law = rules.theories.get(theory["id"])
        if law is None or theory["outcome"] == NOT_APPLICABLE:
            continue
        for task in _of_theory(rules, law, theory, known, frozenset(by_photo)):
            first = found.get(task.key)
            found[task.key] = _also(first, task) if first else task
    return tuple(found.values())


def _also(first: Task, task: Task) -> Task:
    names = {name: getattr(first, name) for name in Task.__slots__}
    return Task(**names | {"also": (*first.also, task.theory_title)})


def _of_theory(
    rules: Ruleset, law: Theory, theory: Mapping[str, Any], known: ClaimFacts, by_photo: frozenset[str]
) -> Iterator[Task]:
    places = {photo.label: place for place, photo in enumerate(known.photos)}  # pairs come best first
    for label, element in law.requires.items():
        names = _facts_of(law, element)
        rests = any(_is_of_photo(rules, name) for name in names)
        values = {
            (pair["photo"] or "", pair["defendant"] or ""): pair["elements"].get(label, "U")
            for pair in sorted(theory["pairs"], key=lambda one: places.get(one["photo"] or "", 0))
        }
        for (photo, defendant), value in _apart(values, by_photo=rests and bool(known.photos)).items():
            yield Task(
                theory=law.name,
                theory_title=law.title,
                also=(),
                mark=label,
                element=element.name,
                title=element.title,
                sentence=element.sentence,
                citations=element.citations,
                photo=photo,
                defendant=defendant,
                value=value,
                facts=tuple(_fact(rules, name, photo, known, by_photo) for name in names),
                by_theory=element.reads_deadline,
            )


def _facts_of(law: Theory, element: Element) -> tuple[str, ...]:
    late = law.deadline.facts if element.reads_deadline and law.deadline else ()
    return tuple(dict.fromkeys((*element.facts, *late)))


def _is_of_photo(rules: Ruleset, name: str) -> bool:
    return rules.facts[name].of == "photo" and not _is_entered(rules, name)


def _is_entered(rules: Ruleset, name: str) -> bool:
    """Whether a fact is an attorney's entry for the case, by defendant or by what it covers."""
    return name in OF_DEFENDANT or rules.facts[name].question == "desk"


def _apart(values: Values, *, by_photo: bool) -> dict[tuple[str, str], str]:
    """Keep photos apart where the element rests on one or findings differ, defendants where they differ."""
    by_photo = by_photo or _differ(values, by=0)
    shown: dict[tuple[str, str], str] = {}
    for photo in dict.fromkeys(one for one, _ in values) if by_photo else ("",):
        mine = {pair: value for pair, value in values.items() if not photo or pair[0] == photo}
        if len(set(mine.values())) == 1:
            shown[photo, ""] = next(iter(mine.values()))
        else:
            shown.update({(photo, defendant): value for (_, defendant), value in mine.items()})
    return shown


def _differ(values: Values, *, by: int) -> bool:
    """Whether, with all else the same, photos give different findings."""
    groups: dict[str, set[str]] = {}
    for pair, value in values.items():
        groups.setdefault(pair[1 - by], set()).add(value)
    return any(len(group) > 1 for group in groups.values())


def _fact(rules: Ruleset, name: str, photo: str, known: ClaimFacts, by_photo: frozenset[str]) -> TaskFact:
    declared = rules.facts[name]
    about = photo if declared.of == "photo" else ""
    given = corrections.fact_in(known, photo=about, name=name) if about or declared.of != "photo" else None
    value = given.value if given else declared.default
    return TaskFact(
        declared=declared,
        photo=about,
        value=value or UNKNOWN,
        source=given.source.kind if given else DEFAULT if declared.default is not None else NOBODY,
        detail=given.source.detail if given else "",
        settled=_settled(rules, name, about, known, by_photo),
    )


def _settled(rules: Ruleset, name: str, photo: str, known: ClaimFacts, by_photo: frozenset[str]) -> str:
    if _is_entered(rules, name):
        return ENTERED
    if name in by_photo:
        return BY_PHOTO
    labels: Sequence[str] = [one.label for one in known.photos]
    return NO_PHOTO if rules.facts[name].of == "photo" and photo not in labels else ""
