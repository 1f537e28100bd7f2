"""The people of the firm: who is in, with which roles; inviting, signing out, closing."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casefile import joining, members
from casefile.models import StaffMember
from casefile.rights import Right
from review import people, people_forms
from review.access import StaffRequest, needs

HERE = {"here": "people"}
MOVED = (
    "Somebody changed these roles after you opened this page. They stand below; nothing of yours was kept."
)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.STAFF)
def every(request: StaffRequest) -> HttpResponse:
    """List the people of the firm, and invite one."""
    reach = members.reach(request.user)
    if request.method != "POST":
        return _every(request, people_forms.Invite(reach=reach))
    form = people_forms.Invite(request.POST, reach=reach)
    if not form.is_valid():
        return _every(request, form, status=422)
    given = form.cleaned_data
    names = {name: given[name] for name in ("email", "first_name", "last_name")}
    try:
        person = joining.invite(
            **names, roles=people_forms.read(given["roles"]), by=request.user, at=timezone.now()
        )
    except joining.Known:
        form.add_error("email", "Somebody with this address has an account already: see the list.")
        return _every(request, form, status=409)
    except members.NotAllowed as refused:
        form.add_error(None, str(refused))
        return _every(request, form, status=403)
    messages.success(request, f"The letter to {person.email} is on its way.")
    return redirect("desk_people")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.STAFF)
def one(request: StaffRequest, person: UUID) -> HttpResponse:
    """Show one person, and change the roles."""
    found = _find(person)
    if request.method != "POST":
        return _one(request, found)
    reach = members.reach(request.user)
    form = people_forms.Assign(request.POST, reach=reach)
    if not form.is_valid():
        return _one(request, found, wrong="Choose roles from the list.", status=422)
    seen = form.seen_roles
    wanted = form.wanted_roles
    try:
        members.assign(person=found, wanted=wanted, seen=seen, by=request.user, at=timezone.now())
    except members.Moved:
        return _one(request, found, wrong=MOVED, status=409)
    except members.NotAllowed as refused:
        return _one(request, found, wrong=str(refused), status=403)
    messages.success(request, "Recorded. It holds at that person’s next click.")
    return redirect("desk_person", found.pk)


@require_http_methods(["POST"])
@needs(Right.STAFF)
def act(request: StaffRequest, person: UUID, act: str) -> HttpResponse:
    """Sign a person out everywhere, close or open the account, invite anew, or say who is on duty."""
    if act not in ACTS:
        raise Http404
    found, (verb, done) = _find(person), ACTS[act]
    try:
        verb(person=found, by=request.user, at=timezone.now())
    except members.NotAllowed as refused:
        return _one(request, found, wrong=str(refused), status=403)
    messages.success(request, done)
    return redirect("desk_person", found.pk)


ACTS: dict[str, tuple[Callable[..., None], str]] = {
    "sign-out": (members.end_sign_ins, "Signed out everywhere."),
    "close": (members.close, "Closed. That person is out at the next click."),
    "reopen": (members.reopen, "Open again, with the roles of before."),
    "on-duty": (members.begin_duty, "On duty. Urgent letters go there from now on."),
    "off-duty": (members.end_duty, "Off duty."),
    "invite": (joining.invite_again, "A new letter is on its way; what opened the account before is void."),
}


def _find(person: UUID) -> StaffMember:
    return get_object_or_404(StaffMember, pk=person)


def _every(request: StaffRequest, form: people_forms.Invite, *, status: int = 200) -> HttpResponse:
    ticked = people_forms.read(form["roles"].value() or ())
    context = {
        "people": people.every(at=timezone.now()),
        "form": form,
        "scopes": people.scopes(members.reach(request.user), ticked),
        **HERE,
    }
    return render(request, "review/people.html", context, status=status)


def _one(request: StaffRequest, found: StaffMember, *, wrong: str = "", status: int = 200) -> HttpResponse:
    found.refresh_from_db()
    held, reach = members.roles(found), members.reach(request.user)
    context = {
        "person": people.person(found, at=timezone.now()),
        "seen": " ".join(sorted(people_forms.spell(role) for role in held)),
        "scopes": people.scopes(reach, held),
        "own": found.pk == request.user.pk,
        "over_accounts": members.EVERY_MATTER in reach,
        "wrong": wrong,
        **HERE,
    }
    return render(request, "review/person.html", context, status=status)
