"""What waits at the desk, in what order, with which filters."""

from datetime import date, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce

from casefile import rights
from casefile.models import (
    Claim,
    Clearance,
    ConsentWithdrawal,
    ContactChange,
    Decision,
    Delivery,
    Determination,
    Job,
    LookUp,
    Packet,
    StaffMember,
    Submission,
    Upload,
    Wish,
    WishTakenBack,
)
from packets.lanes import URGENT_DAYS

URGENT = timedelta(days=URGENT_DAYS)
TROUBLE = (Delivery.FAILED, Delivery.UNCERTAIN, Delivery.BOUNCED)
CLOSING = (Decision.DECLINE, Decision.REFER)
UNDECIDED, DECIDED = "undecided", "decided"
# What the claimant did since, as the queue filters by it.
CLAIMANT: dict[str, dict[str, bool]] = {
    "going": {"withdrawn": False},
    "acted": {"acted": True},
    "withdrawn": {"withdrawn": True},
    "erasure": {"erasure": True},
}


def newest() -> QuerySet[Determination]:
    """The newest determination of each claim of a file that the conflict check cleared."""
    found: QuerySet[Determination] = Determination.objects.newest()
    return found.filter(Clearance.objects.cleared("claim__submission"))


def standing() -> QuerySet[Decision]:
    """Decisions that nobody undid."""
    return Decision.objects.exclude(choice=Decision.UNDO).filter(undone_by=None)


def waiting(staff: StaffMember, *, today: date) -> QuerySet[Any]:
    """Every file this person may open: deadlines within 30 days, then undecided ones, oldest first."""
    closed = standing().filter(claim=OuterRef("claim"), choice__in=CLOSING)
    live = _live(today).filter(~Exists(closed), claim__submission=OuterRef("pk")).order_by("live_on")
    return (
        rights.files(staff)
        .annotate(live_on=Subquery(live.values("live_on")[:1]), decided=_decided(), new_match=new_match())
        .annotate(withdrawn=_wished(Wish.WITHDRAW), erasure=_wished(Wish.ERASE), acted=acted())
        .annotate(urgent_on=Case(When(live_on__lte=today + URGENT, then=F("live_on"))))
        .order_by(F("urgent_on").asc(nulls_last=True), "decided", "submitted_at", "pk")
    )


def narrowed(
    files: QuerySet[Any],
    *,
    result: str = "",
    state: str = "",
    trouble: bool = False,
    matched: bool = False,
    claimant: str = "",
    reference: str = "",
) -> QuerySet[Any]:
    """Keep the files with a claim of this result, decided or not, in delivery trouble, newly matched, of this
    reference."""
    if result:
        files = files.filter(Exists(newest().filter(result=result, claim__submission=OuterRef("pk"))))
    if state in (UNDECIDED, DECIDED):
        files = files.filter(decided=state == DECIDED)
    if trouble:
        files = files.filter(_troubled())
    if matched:
        files = files.filter(new_match=True)
    files = files.filter(**CLAIMANT.get(claimant, {}))
    return files.filter(reference=reference) if reference else files


def with_claims(files: QuerySet[Submission]) -> QuerySet[Submission]:
    """Bring what a row of the queue shows, in a fixed number of queries."""
    return files.prefetch_related(
        "clearances",
        Prefetch("claims__determinations", queryset=newest().select_related("revision"), to_attr="newest"),
        Prefetch("claims__decisions", queryset=standing().order_by("-number"), to_attr="standing"),
        "deliveries",
    )


def _live(today: date) -> QuerySet[Any]:
    """Newest determinations with the next day that matters: the safe date, then the rolled one."""
    live_on = Case(
        When(safe_deadline__gte=today, then=F("safe_deadline")),
        When(rolled_deadline__gte=today, then=F("rolled_deadline")),
    )
    return newest().annotate(live_on=live_on).filter(live_on__isnull=False)


def _decided() -> "ExpressionWrapper[Q]":
    claims = Claim.objects.filter(submission=OuterRef("pk"))
    open_claims = claims.filter(~Exists(standing().filter(claim=OuterRef("pk"))))
    return ExpressionWrapper(Exists(claims) & ~Exists(open_claims), output_field=BooleanField())


def new_match() -> Exists:
    """Whether a list brought the file a match, which it still has, after what was decided or printed last.

    Never of a file that the conflict check holds: a filter would tell.
    """
    since = _settled_at()
    still = LookUp.objects.newest().filter(submission=OuterRef("submission"), matches__gt=0)
    return Exists(
        LookUp.objects.filter(submission=OuterRef("pk"), gained__gt=0, at__gt=since).filter(
            Exists(still), Clearance.objects.cleared("submission")
        )
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


def _wished(kind: str) -> Exists:
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


def _troubled() -> Q:
    mail = Delivery.objects.filter(submission=OuterRef("pk"))
    stopped = Job.objects.filter(state=Job.DEAD)
    return Q(
        Exists(mail.filter(state__in=TROUBLE))
        | Exists(stopped.filter(subject=OuterRef("pk")))
        | Exists(
            Claim.objects.filter(Exists(stopped.filter(subject=OuterRef("pk"))), submission=OuterRef("pk"))
        )
        | Exists(mail.filter(Exists(stopped.filter(subject=OuterRef("pk")))))
    )
