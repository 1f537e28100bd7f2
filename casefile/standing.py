"""What stands of a file's rows: newest findings, decisions nobody undid, what came after them."""

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from casefile.models import (
    Clearance,
    ConsentWithdrawal,
    ContactChange,
    Decision,
    Determination,
    LookUp,
    Packet,
    Proposal,
    Submission,
    Upload,
    Wish,
    WishTakenBack,
)


def clearance(submission: Submission) -> Clearance | None:
    """The row of the conflict check that holds now; None where nothing was searched yet."""
    return max(submission.clearances.all(), key=lambda row: row.number, default=None)


def newest() -> QuerySet[Determination]:
    """The newest determination of each claim."""
    found: QuerySet[Determination] = Determination.objects.newest()
    return found


def standing() -> QuerySet[Decision]:
    """Decisions that nobody undid."""
    return Decision.objects.exclude(choice=Decision.UNDO).filter(undone_by=None)


def waiting() -> QuerySet[Proposal]:
    """Proposals that wait for a second person: not ended, not confirmed, not overtaken by a decision."""
    later = Decision.objects.filter(claim=OuterRef("claim"), number__gt=OuterRef("seen"))
    return Proposal.objects.filter(~Exists(later), end=None, decision=None)


def new_match() -> Exists:
    """Whether a list brought the file a match, which it still has, after what was decided or printed last."""
    since = _settled_at()
    still = LookUp.objects.newest().filter(submission=OuterRef("submission"), matches__gt=0)
    return Exists(
        LookUp.objects.filter(submission=OuterRef("pk"), gained__gt=0, at__gt=since).filter(Exists(still))
    )


def acted() -> "ExpressionWrapper[Q]":
    """Whether the claimant did anything after what was decided or printed last."""
    since = _settled_at()
    rows = (
        ContactChange.objects.filter(submission=OuterRef("pk"), at__gt=since),
        ConsentWithdrawal.objects.filter(consent__submission=OuterRef("pk"), at__gt=since),
        Wish.objects.filter(submission=OuterRef("pk"), at__gt=since),
        WishTakenBack.objects.filter(wish__submission=OuterRef("pk"), at__gt=since),
        Upload.objects.filter(draft_sha256=OuterRef("draft_sha256"), received_at__gt=since),
    )
    some = Q()
    for one in rows:
        some |= Q(Exists(one))
    return ExpressionWrapper(some, output_field=BooleanField())


def wished(kind: str) -> Exists:
    """Whether the claimant's wish of this kind stands."""
    return Exists(Wish.objects.standing().filter(submission=OuterRef("pk"), kind=kind))


def _settled_at() -> Coalesce:
    """When a file was decided last, else printed, else sent; for a filter of rows of that file."""
    decided = standing().filter(claim__submission=OuterRef(OuterRef("pk"))).order_by("-at")
    printed = Packet.objects.filter(submission=OuterRef(OuterRef("pk"))).order_by("-made_at")
    sent = Submission.objects.filter(pk=OuterRef(OuterRef("pk")))
    return Coalesce(
        Subquery(decided.values("at")[:1]),
        Subquery(printed.values("made_at")[:1]),
        Subquery(sent.values("submitted_at")[:1]),
    )
