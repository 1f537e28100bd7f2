"""The dated facts of a file in one line of time: the claimant's, those staff verified, the case's own."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from casefile import rulesets
from casefile.models import Claim, Determination, Submission
from eligibility.facts import Kind
from eligibility.law import Ruleset
from eligibility.residence import parse_stays
from eligibility.values import DateSpan
from packets import words
from review import masking, places, wording


@dataclass(frozen=True, slots=True)
class Moment:
    """One dated fact; `order` only sorts it, and is None where its day is hidden."""

    when: str
    what: str
    who: str
    source: str
    order: tuple[date, date] | None


def of(file: Submission, claims: Iterable[Claim], mask: masking.Mask) -> tuple[Moment, ...]:
    """Every dated fact of the claims, of the case and of the file, the earliest first; hidden days last."""
    found: dict[tuple[str, str, str], Moment] = {}
    for claim in claims:
        determinations: list[Determination] = list(claim.determinations.all())
        if not determinations:
            continue
        newest = determinations[-1]
        rules, who = rulesets.parsed(newest.ruleset), mask.name(claim.position, claim.who)
        for one in (*_case(rules), *_facts(rules, newest.revision.facts, who)):
            found.setdefault((one.when, one.what, one.who), one)
    sent = file.submitted_at
    moments = [_hidden(one, mask) for one in found.values()]
    moments.append(Moment(wording.moment(sent), "Answers sent", "", "the file", (sent.date(), sent.date())))
    return tuple(sorted(moments, key=lambda one: (one.order is None, one.order or (date.max, date.max))))


def _hidden(one: Moment, mask: masking.Mask) -> Moment:
    said = mask.dates(one.when)
    return one if said == one.when else Moment(said, one.what, one.who, one.source, None)


def _case(rules: Ruleset) -> Iterator[Moment]:
    """The periods that the rules count from, under the words of their own source."""
    for setting in rules.settings:
        if isinstance(setting.value, Mapping) and {"from", "to"} <= set(setting.value):
            first, last = (str(setting.value[end]) for end in ("from", "to"))
            span = DateSpan.parse(f"{first}..{last}")
            when = f"{words.dated(first)} to {words.dated(last)}"
            yield Moment(when, setting.citation, "", f"rules, {setting.key}", (span.lo, span.hi))


def _facts(rules: Ruleset, facts: Mapping[str, object], who: str) -> Iterator[Moment]:
    person = facts.get("person", {})
    photos = facts.get("photos", ())
    yield from _of_holder(rules, person, who)  # type: ignore[arg-type]  # JSON of ClaimFacts
    for photo in photos:  # type: ignore[attr-defined]
        yield from _of_holder(rules, photo["facts"], photo["label"])


def _of_holder(rules: Ruleset, holder: Mapping[str, Mapping[str, str]], who: str) -> Iterator[Moment]:
    for name, declared in rules.facts.items():
        fact = holder.get(name)
        if fact is None:
            continue
        try:
            if declared.kind is Kind.DAY:
                span = DateSpan.parse(fact["value"])
                when = words.dated(fact["value"]).replace("..", " to ")
                yield Moment(when, declared.label, who, places.source(fact), (span.lo, span.hi))
            elif declared.kind is Kind.PLACES:
                yield from _stays(fact, declared.label, who)
        except ValueError:  # not known, or none
            continue


def _stays(fact: Mapping[str, str], label: str, who: str) -> Iterator[Moment]:
    for stay in parse_stays(fact["value"]):
        said = words.fact("", str(stay)).replace("..", " to ")
        when, first = said.partition(", ")[2], (stay.start.lo, stay.start.hi)
        yield Moment(when, f"{label}: {stay.place}", who, places.source(fact), first)
