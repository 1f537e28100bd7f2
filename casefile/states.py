"""Which state of a claim may follow which: nothing is skipped, and what is ended is left only by an undo."""

from casefile.models import Claim, Decision

NEW = ""
_REVIEW, _ASKED, _WATCH = Decision.UNDER_REVIEW, Decision.NEED_INFORMATION, Decision.WATCH
_DECLINE, _WITHDRAWN, _DUPLICATE = Decision.DECLINE, Decision.WITHDRAWN, Decision.DUPLICATE
# Product section 3.3. Taking a claim on, handing it on and keeping it in sight need somebody's review first;
# nobody is unreachable who was not asked for something.
FOLLOWS: dict[str, tuple[str, ...]] = {
    NEW: (_REVIEW, _ASKED, _DECLINE, _WITHDRAWN, _DUPLICATE),
    _ASKED: (_REVIEW, _ASKED, _DECLINE, _WITHDRAWN, Decision.UNREACHABLE, _DUPLICATE),
    _REVIEW: (_ASKED, Decision.ACCEPT, _WATCH, Decision.REFER, _DECLINE, _WITHDRAWN, _DUPLICATE),
    _WATCH: (_REVIEW, _WATCH, _DECLINE, _WITHDRAWN, _DUPLICATE),
    **dict.fromkeys(Decision.ENDED, ()),
}
DATED = frozenset({_WATCH, _ASKED})  # these may say when the claim is looked at again
NEEDS_DATE = frozenset({_WATCH})
# Findings that an attorney goes against by accepting.
AGAINST = frozenset({"likely_not_eligible", "not_applicable", "refer"})
OVERRIDE = "against_findings"  # the reason that such an acceptance needs


def standing(claim: Claim) -> Decision | None:
    """Return the decision that holds now: the newest that nobody undid."""
    return claim.decisions.exclude(choice=Decision.UNDO).filter(undone_by=None).order_by("-number").first()


def of(decision: Decision | None) -> str:
    """The state that a standing decision gives; NEW where there is none."""
    return decision.choice if decision else NEW
