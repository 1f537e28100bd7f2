"""Signing in at the desk the way a person does: password, then the code of an app."""

import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django.utils import timezone

from casefile import staff
from casefile.models import StaffMember
from tests import factories

SIGN_IN, SECOND = "/desk/sign-in/", "/desk/sign-in/second/"
PERIOD = 30


def give_app(person: StaffMember) -> str:
    """Set up an app for a person; returns what its codes are made from."""
    secret: str = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret


def code(secret: str) -> str:
    """What the app shows now."""
    shown: str = format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD))
    return shown


def password(client: Client, person: StaffMember, typed: str = factories.PASSWORD, **more: Any) -> Any:
    """Type the password; `more` are arguments of the test client."""
    return client.post(SIGN_IN, {"login": person.username, "password": typed}, **more)


def at_once(person: StaffMember) -> Client:
    """A browser in which this person has signed in with a second factor, for tests of what comes after."""
    client = Client()
    client.force_login(person)
    session = client.session
    now = timezone.now().isoformat()
    session.update({staff.SIGNED_IN_AT: now, staff.SEEN_AT: now, staff.PROVED: True})
    session.save()
    return client


def sign_in(client: Client, person: StaffMember, **more: Any) -> Client:
    """Sign in with password and app, whatever the person had before."""
    Authenticator.objects.filter(user=person).delete()
    secret = give_app(person)
    assert password(client, person, **more)["Location"] == SECOND
    answer = client.post(SECOND, {"code": code(secret)}, **more)
    assert answer.status_code == 302, answer.content.decode()
    return client
