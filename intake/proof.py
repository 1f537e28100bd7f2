"""The short check where very many came from one network in an hour: the browser's sum, or a mailed code.

It stands between an adult's answer and the row it makes, never before: nobody is asked for an e-mail address
whose age is not known. Nobody is refused here: whoever has no script has the code.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casefile import drafts, floods, tasks
from casefile.tallies import Spent
from intake import doorway, entering, guard, languages, network, sending, visit
from matters import texts
from matters.fields import Email


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and the id of the box to mend."""

    href: str
    message: str


@require_http_methods(["GET", "HEAD", "POST"])
@doorway.unless_stopped
def proof(request: HttpRequest) -> HttpResponse:
    """Ask for the sum or the code; once there is one, do what was put by."""
    held = guard.held(request)
    if not held:
        return redirect("intake:start")
    if request.method != "POST" or languages.is_switched(request):
        return _ask(request, held)
    if "send_code" in request.POST:
        return _mail(request, held)
    fault = _fault(request, held)
    return _ask(request, held, fault=fault) if fault else _go_on(request, held)


def _fault(request: HttpRequest, held: dict[str, Any]) -> Fault | None:
    """Say what is wrong with the sum or the code that came, or nothing."""
    browser = str(held["browser"])
    if "code" not in request.POST:
        solved = floods.is_proof(request.POST.get("proof", ""), browser=browser)
        again = _("The check did not work, or took too long. Press the button to try again.")
        return None if solved else Fault("go", again)
    email, typed = _email(request, held), request.POST.get("code", "")[:40]
    try:
        good = bool(email) and floods.is_code(typed, email, browser=browser, at=timezone.now())
    except Spent:
        return Fault("id_email", _("That was tried five times. Wait ten minutes, then ask for a new code."))
    return None if good else Fault("id_code", _("Enter the 8 numbers from our newest message to you."))


def _ask(request: HttpRequest, held: dict[str, Any], *, fault: Fault | None = None) -> HttpResponse:
    shown = {
        "challenge": json.dumps(floods.challenge(browser=str(held["browser"]), at=timezone.now())),
        "fault": fault,
        "knows_email": held["what"] == floods.SUBMIT,
        "mailed": "email" in held,
        "typed": request.POST.get("email", "")[:200],
        "typed_code": request.POST.get("code", "")[:40],
    }
    return render(request, "intake/proof.html", shown)


def _mail(request: HttpRequest, held: dict[str, Any]) -> HttpResponse:
    """Owe the code to the claimant's own address, or to the one just typed."""
    try:
        email = _email(request, held) if held["what"] == floods.SUBMIT else _typed_email(request)
        browser = str(held["browser"])
        owed = floods.mail_code(
            email,
            browser=browser,
            network=network.network(request),
            language=texts.language(),
            at=timezone.now(),
        )
    except ValidationError as error:
        return _ask(request, held, fault=Fault("id_email", str(error.messages[0])))
    except Spent:
        wait = _("Several codes were sent within the hour. Use the newest, or wait an hour.")
        return _ask(request, held, fault=Fault("id_email", wait))
    tasks.ring_soon(owed.subject)
    return guard.hold(request, **held | {"email": email})


def _typed_email(request: HttpRequest) -> str:
    asked = Email(_("E-mail"), question="0.4", most=200, missing=_("Enter your e-mail address"))
    return str(asked.clean(request.POST.get("email", "")))


def _email(request: HttpRequest, held: dict[str, Any]) -> str:
    if held["what"] == floods.START:
        return str(held.get("email", ""))
    draft = drafts.find(str(request.session.get(visit.TOKEN, "")), matter=settings.MATTER)
    return floods.email_of(draft, draft.answers) if draft else ""


def _go_on(request: HttpRequest, held: dict[str, Any]) -> HttpResponse:
    guard.let_go(request)
    odd = tuple(held["signals"])
    if held["what"] == floods.START:
        born, seconds = date.fromisoformat(str(held["born"])), held["seconds"]
        known = float(seconds) if isinstance(seconds, int | float) else None
        note, at = str(held["note"]), timezone.now()
        return entering.enter(request, note=note, born=born, seconds=known, signals=odd, at=at)
    opened = datetime.fromisoformat(str(held["opened"])) if held["opened"] else None
    return sending.send_held(
        request, signed=held["values"], kept=str(held["kept"]), opened=opened, signals=odd
    )
