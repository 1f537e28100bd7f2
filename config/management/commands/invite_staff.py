"""Invite a person of the firm from the command line: the first administrator, who then invites the others."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from casefile import joining
from casefile.members import EVERY_MATTER, Role
from casefile.models import Grant


class Command(BaseCommand):
    help = "Mail a person of the firm the link that opens an account, with roles in every matter."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--first-name", required=True)
        parser.add_argument("--last-name", required=True)
        parser.add_argument(
            "--role", action="append", choices=[role for role, _ in Grant.ROLES], dest="roles"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        roles = frozenset(Role(role, EVERY_MATTER) for role in options["roles"] or [Grant.ADMINISTRATOR])
        names = {"first_name": options["first_name"], "last_name": options["last_name"]}
        try:
            validate_email(options["email"])
            person = joining.invite(email=options["email"], **names, roles=roles, by=None, at=timezone.now())
        except ValidationError:
            raise CommandError("That is no e-mail address.") from None
        except joining.Known:
            raise CommandError("Somebody with this address has an account already.") from None
        hours = int(joining.HOLDS_FOR.total_seconds() // 3600)
        self.stdout.write(f"{person.email} gets a letter with a link that works once, for {hours} hours.")
