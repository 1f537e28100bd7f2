"""What may be typed about one element of a claim; its fields come from the facts that the rules declare."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms

from casefile.elements import UNKNOWN, Task, TaskFact
from casefile.models import ElementCheck
from eligibility.facts import FactError, Kind
from packets import words
from review.check_forms import HOW_CHARS, Words

OTHER, CONFIRM = "is_", "saw_"
LEAVE = ("", "As it stands")
HOW = {
    Kind.DAY: "A day, month or year: 2009-05-02, 2009-05 or 2009; or not known",
    Kind.NUMBER: "A whole number, or not known",
    Kind.PLACES: "State:from/to, parted by |: IL:2004-06/2010|WI:2010/present; or not known",
    Kind.WORD: "A state in two letters, such as IL, or not known",
    Kind.TEXT: "As it is, or not known",
}
UNSAID = ("not known", "unknown", "?")


@dataclass(frozen=True, slots=True)
class Row:
    """One fact with the boxes that belong to it."""

    fact: TaskFact
    confirm: forms.BoundField | None
    other: forms.BoundField | None
    how: str


class Check(forms.Form):
    """Verify or dispute an element: which facts, why, and which files show it."""

    seen = forms.UUIDField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        choices=[
            (ElementCheck.VERIFIED, "Verify: what is ticked is as it stands"),
            (ElementCheck.DISPUTED, "Dispute: it is otherwise, as given above"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose verify or dispute."},
    )
    reason = Words(
        "The reason", most=HOW_CHARS, missing="Say in a sentence how you know.", widget=forms.Textarea
    )

    def __init__(self, *args: Any, task: Task, uploads: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.task = task
        for fact in task.facts:
            if fact.is_open:
                self.fields[f"{OTHER}{fact.name}"] = _other(fact)
            if fact.is_verifiable:
                self.fields[f"{CONFIRM}{fact.name}"] = forms.BooleanField(
                    required=False, initial=True, label=f"{fact.declared.label}: seen, it is so"
                )
        named = list(uploads)
        self.fields["uploads"] = forms.MultipleChoiceField(
            choices=named, required=False, widget=forms.CheckboxSelectMultiple
        )

    @property
    def rows(self) -> Iterator[Row]:
        """Each fact of the element with its boxes, in the order of the rules."""
        for fact in self.task.facts:
            confirm, other = f"{CONFIRM}{fact.name}", f"{OTHER}{fact.name}"
            yield Row(
                fact,
                self[confirm] if confirm in self.fields else None,
                self[other] if other in self.fields else None,
                "" if fact.declared.kind is Kind.TRUTH or fact.declared.values else HOW[fact.declared.kind],
            )

    def clean(self) -> dict[str, Any]:
        """Gather the facts that the verdict gives; a verdict and boxes that disagree are told apart."""
        wish: dict[str, Any] = super().clean() or {}
        others = self._others(wish)
        verdict = wish.get("verdict")
        if verdict == ElementCheck.VERIFIED and (others or self._wrong):
            self.add_error("verdict", "You gave another value above: choose dispute, or empty it.")
        given = others if verdict == ElementCheck.DISPUTED else self._confirmed(wish)
        if verdict and not given and not self.errors:
            self.add_error("verdict", NOTHING[verdict])
        return wish | {"given": given}

    @property
    def _wrong(self) -> bool:
        return any(name.startswith(OTHER) for name in self.errors)

    def _others(self, wish: dict[str, Any]) -> dict[str, str]:
        given: dict[str, str] = {}
        for fact in self.task.facts:
            typed = str(wish.get(f"{OTHER}{fact.name}") or "").strip()
            if typed:
                self._read(fact, UNKNOWN if typed.lower() in UNSAID else typed, given)
        return given

    def _read(self, fact: TaskFact, value: str, given: dict[str, str]) -> None:
        try:
            fact.declared.read(value)
        except FactError as error:
            problem = str(error).removeprefix(f"{fact.name}: ")
            self.add_error(f"{OTHER}{fact.name}", f"{fact.declared.label}: {problem}.")
        else:
            given[fact.name] = value

    def _confirmed(self, wish: dict[str, Any]) -> dict[str, str]:
        return {
            fact.name: fact.value
            for fact in self.task.facts
            if fact.is_verifiable and wish.get(f"{CONFIRM}{fact.name}")
        }

    @property
    def row(self) -> dict[str, Any]:
        """What is recorded, as `element_checks.record` takes it."""
        wish = self.cleaned_data
        return {
            **{name: wish[name] for name in ("verdict", "given", "reason", "seen")},
            "uploads": [UUID(one) for one in wish["uploads"]],
        }


NOTHING = {
    ElementCheck.VERIFIED: "Tick at least one fact that you verified. What is not known cannot be verified: "
    "give it as a dispute.",
    ElementCheck.DISPUTED: "Give at least one fact as it is, or as not known.",
}


def _other(fact: TaskFact) -> forms.Field:
    declared = fact.declared
    label = f"{declared.label}: it is otherwise"
    if declared.kind is Kind.TRUTH or declared.values:
        values = declared.values or ("yes", "no")
        none = [("none", "none")] if declared.may_be_none else []
        said = [(value, words.fact(declared.name, value)) for value in values]
        choices = [LEAVE, *said, *none, (UNKNOWN, "not known")]
        return forms.ChoiceField(choices=choices, required=False, label=label)
    return forms.CharField(required=False, max_length=1_000, label=label)


class Withdraw(forms.Form):
    """Why a check of an element is taken back."""

    reason = Words("The reason", most=HOW_CHARS, missing="Say in a sentence why this check is withdrawn.")
