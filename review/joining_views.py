"""How an invited person comes in: the link of the letter, behind which they choose a password."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casefile import joining
from review import people_forms


@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Let an invited person choose a password, once; opening the link changes nothing."""
    at = timezone.now()
    person = joining.invited(token, at=at)
    if person is None:
        return render(request, "review/invitation_void.html", status=404)
    form = people_forms.Choose(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        if joining.accept(person=person, password=form.cleaned_data["password"], at=at):
            messages.success(request, "Your password is set. Sign in with it.")
            return redirect("account_login")
        return render(request, "review/invitation_void.html", status=404)
    status = 422 if form.errors else 200
    return render(request, "review/invited.html", {"person": person, "form": form}, status=status)
