"""The words an expression may use beyond its names: each function with the kinds it takes and gives."""

from dataclasses import dataclass

from eligibility.facts import Kind


class Argument:
    """Markers for arguments that are of no one kind, or that must be plain to see when the rules are read."""

    ANY = "any value"
    FACT = "the name of a fact"
    STATE = 'a state in quotation marks, such as "IL"'
    FIXED_NUMBER = "a number as written or a setting"
    FIXED_DAY = "a day that settings or today give"


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the language; what it means stands in lowering.py, once for every reading."""

    takes: tuple[Kind | str, ...]
    gives: Kind
    means: str


FUNCTIONS: dict[str, Function] = {
    "certain": Function((Kind.TRUTH,), Kind.SURE, "yes only when it is yes"),
    "possible": Function((Kind.TRUTH,), Kind.SURE, "no only when it is no"),
    "known": Function((Argument.ANY,), Kind.SURE, "an answer was given"),
    "proven": Function((Argument.FACT,), Kind.SURE, "seen by staff or found in a list, not only said"),
    "given": Function((Kind.DAY,), Kind.TRUTH, "it happened; not known where not answered"),
    "turned": Function((Argument.FIXED_NUMBER, Kind.DAY, Kind.DAY), Kind.TRUTH, "has the age on the day"),
    "resident_on": Function((Argument.STATE, Kind.PLACES, Kind.DAY), Kind.TRUTH, "lived there on the day"),
    "resident_during": Function(
        (Argument.STATE, Kind.PLACES, Kind.PERIOD), Kind.TRUTH, "lived there on some day of the period"
    ),
    "between": Function((Kind.DAY, Kind.DAY), Kind.DAY, "some day from the one to the other"),
    "period": Function(
        (Argument.FIXED_DAY, Argument.FIXED_DAY), Kind.PERIOD, "every day from the one to the other"
    ),
    "start": Function((Kind.PERIOD,), Kind.DAY, "its first day"),
    "end": Function((Kind.PERIOD,), Kind.DAY, "its last day"),
    "day_before": Function((Kind.DAY,), Kind.DAY, "the day before"),
    "days_between": Function((Kind.DAY, Kind.DAY), Kind.NUMBER, "days from the one to the other"),
}
