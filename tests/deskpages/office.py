"""A firm as it is told apart by the pages of its desk: its people, its files, and who is signed in where."""

import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.test import Client
from django.utils import timezone

from casefile.models import StaffMember, Submission
from tests import signing_in


@dataclass
class Firm:
    """The people by name, the files by what they show, and what else an address can name."""

    at: datetime = field(default_factory=timezone.now)
    people: dict[str, StaffMember] = field(default_factory=dict)
    files: dict[str, Submission] = field(default_factory=dict)
    named: dict[str, Any] = field(default_factory=dict)
    _signed_in: dict[str, Client] = field(default_factory=dict)

    def client(self, who: str) -> Client:
        """A browser of this person, signed in once; of a stranger, or of one who gave a password only."""
        if who not in self._signed_in:
            client = self._signed_in[who] = Client()
            if who == "half":
                signing_in.give_app(self.people[who])
                signing_in.password(client, self.people[who])
            elif who == "bare":
                signing_in.password(client, self.people[who])
            elif who == "keyed":
                self._signed_in[who] = client = _by_passkey(self.people[who])
            elif who:
                _sign_in(client, self.people[who])
        return self._signed_in[who]


def _sign_in(client: Client, person: StaffMember) -> None:
    """With the password and an app, beside what the person has already."""
    secret = signing_in.give_app(person)
    signing_in.password(client, person)
    assert client.post(signing_in.SECOND, {"code": signing_in.code(secret)}).status_code == 302


def _by_passkey(person: StaffMember) -> Client:
    """As after a passkey, which the test client has not: proved, and a moment ago."""
    client = signing_in.at_once(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "webauthn", "at": time.time()}]
    session.save()
    return client
