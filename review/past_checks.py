"""The checks that staff made of a file's photos, in the words of the page."""

from dataclasses import dataclass

from casefile.models import PhotoCheck, Submission
from packets import words
from review import rows, wording

OUTCOMES = {
    PhotoCheck.EXACT: ("met", "+", "Seen in the list"),
    PhotoCheck.NOTHING: ("not-known", "?", "Nothing found"),
    PhotoCheck.MISTAKEN: ("not-met", "−", "The match is mistaken"),
    PhotoCheck.WITHDRAWN: ("quiet", "·", "Withdrew a check"),
}


@dataclass(frozen=True, slots=True)
class PastCheck:
    """One row of the history; `state` says what became of it, "" for a withdrawal."""

    number: int
    photo: int
    outcome: str
    mark: rows.Mark
    when: str
    who: str
    where: str
    how: str
    page_date: str
    link: str
    conflicts: tuple[str, ...]
    stands: bool
    withdrawn: bool
    state: str
    withdraws: int


def of(file: Submission) -> tuple[PastCheck, ...]:
    """Every check of a file brought with them, in the order made."""
    made: list[PhotoCheck] = list(file.checks.all())
    holds = {row.photo: row.pk for row in made if _may_stand(row)}  # the newest of each photo
    return tuple(_past(row, stands=holds.get(row.photo) == row.pk) for row in made)


def _may_stand(row: PhotoCheck) -> bool:
    return row.outcome != PhotoCheck.WITHDRAWN and not hasattr(row, "withdrawn_by")


def _past(row: PhotoCheck, *, stands: bool) -> PastCheck:
    return PastCheck(
        number=row.number,
        photo=row.photo,
        outcome=row.outcome,
        mark=rows.Mark(*OUTCOMES[row.outcome]),
        when=wording.moment(row.at),
        who=wording.person(row.by),
        where=row.where,
        how=row.how,
        page_date=words.dated(row.page_date),
        link=row.link,
        conflicts=tuple(words.sentence(one) for one in row.conflicts),
        stands=stands,
        withdrawn=hasattr(row, "withdrawn_by"),
        state=_state(row, stands=stands),
        withdraws=row.withdraws.number if row.withdraws else 0,
    )


def _state(row: PhotoCheck, *, stands: bool) -> str:
    if row.outcome == PhotoCheck.WITHDRAWN:
        return ""
    if hasattr(row, "withdrawn_by"):
        return "withdrawn"
    return "stands" if stands else "overtaken by a later check"
