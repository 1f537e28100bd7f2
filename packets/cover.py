"""What the first page says of each claim: result, deadline, strongest points each way, what is not known."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, islice

from packets import findings, lanes

POINTS = 3
ALWAYS_WEIGHED = "The rules never find more for this theory; whether it is strong is not theirs to say."


@dataclass(frozen=True, slots=True)
class Point:
    """A reason for or against, with the word that says which kind it is."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Summary:
    """One claim in brief."""

    result: str
    theory: str
    lane: lanes.Lane | None
    others: tuple[lanes.Lane, ...]
    reasons_for: tuple[Point, ...]
    reasons_against: tuple[Point, ...]
    not_known: tuple[str, ...]
    side_findings: tuple[str, ...]
    next_change_on: str

    @property
    def urgent(self) -> tuple[lanes.Lane, ...]:
        return tuple(lane for lane in (self.lane, *self.others) if lane and lane.urgent)

    def line(self, *, favourable: bool) -> str:
        """The one point that a list has room for: the best of the side that the result took."""
        sides = (self.reasons_for, self.reasons_against)
        point = next(chain(*(sides if favourable else reversed(sides))), None)
        return f"{point.kind}: {point.text}" if point else ""


def summarise(determination: findings.Determination) -> Summary:
    """The main theory in brief, with every other live deadline beside its own."""
    main = determination.main
    others = [theory for theory in determination.theories if theory is not main]
    return Summary(
        result=determination.result,
        theory=main.title if main else "no theory leads",
        lane=main.lane if main else None,
        others=tuple(one.lane for one in others if one.lane and not one.closed),
        reasons_for=_first(_strengths(main)) if main else (),
        reasons_against=_first(_weaknesses(main)) if main else (),
        not_known=_not_known(determination),
        side_findings=tuple(f"{one.title}: {one.outcome.lower()}" for one in others if one.applicable),
        next_change_on=determination.next_change_on,
    )


def _first(points: Iterable[Point]) -> tuple[Point, ...]:
    return tuple(islice(points, POINTS))


def _strengths(theory: findings.Theory) -> Iterable[Point]:
    """Met elements, the best proved first: an index match outweighs a claim, a claim an assumption."""
    met = (element for element in theory.elements if element.finding is findings.MET)
    for element in sorted(met, key=lambda one: one.trust):
        yield Point(element.title, element.because)


def _weaknesses(theory: findings.Theory) -> Iterable[Point]:
    """What is not met, then contradictions and holds, then what is not known."""
    return chain(
        _unmet(theory, findings.NOT_MET),
        (Point("Contradiction", one.sentence) for one in theory.contradictions),
        (Point("Hold", one.sentence) for one in theory.holds),
        _unmet(theory, findings.NOT_KNOWN),
        (Point("For an attorney to weigh", ALWAYS_WEIGHED) for _ in range(theory.capped)),
    )


def _unmet(theory: findings.Theory, finding: findings.Finding) -> Iterable[Point]:
    for element in theory.elements:
        if element.finding is finding:
            yield Point(f"{element.title}, {finding.words.lower()}", element.because)


def _not_known(determination: findings.Determination) -> tuple[str, ...]:
    """Unanswered questions that an element not known rests on: the gaps, not what would close them."""
    main = determination.main
    theories = (main,) if main else determination.theories
    elements = (one for theory in theories for one in theory.elements)
    gaps = (one.answers for one in elements if one.finding is findings.NOT_KNOWN)
    return tuple(dict.fromkeys(answer.label for answers in gaps for answer in answers if answer.open))
