"""What an administrator may type of a person: an invitation, and which roles are held in which matter."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.validators import validate_email

import matters
from casefile.members import EVERY_MATTER, Role, Roles
from casefile.models import Grant
from review.check_forms import Words

NAME_CHARS = 80
EVERYWHERE = "Every matter"
ROLE_NAMES = dict(Grant.ROLES)


def scopes(reach: frozenset[str]) -> dict[str, str]:
    """The matters in which roles may be given, "" for every matter first, each with its words."""
    every = {EVERY_MATTER: EVERYWHERE} | {slug: str(matters.load(slug).title) for slug in matters.SLUGS}
    return {slug: words for slug, words in every.items() if EVERY_MATTER in reach or slug in reach}


def spell(role: Role) -> str:
    """A role in a matter as a form sends it."""
    return f"{role.role}@{role.matter}"


def read(spelled: Iterable[str]) -> Roles:
    """The roles that a form sent; what is no role at all is left out."""
    parts = (one.partition("@") for one in spelled)
    return frozenset(Role(role, matter) for role, _, matter in parts if role in ROLE_NAMES)


class Invite(forms.Form):
    """A person's name and address, and the roles to begin with."""

    first_name = Words("The first name", most=NAME_CHARS, missing="Enter the first name.")
    last_name = Words("The last name", most=NAME_CHARS, missing="Enter the last name.")
    email = forms.CharField(
        max_length=150,
        validators=[validate_email],
        error_messages={
            "required": "Enter the e-mail address that the letter goes to.",
            "invalid": "Enter an e-mail address, such as robin@example.com.",
            "max_length": "At most 150 characters of an address are kept.",
        },
    )

    def __init__(self, *args: Any, reach: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"] = Given(reach, missing="Choose at least one role.")


class Given(forms.MultipleChoiceField):
    """Ticked roles, as far as this administrator gives them."""

    def __init__(self, reach: frozenset[str], *, missing: str = "") -> None:
        offered = [
            (spell(Role(role, matter)), name) for matter in scopes(reach) for role, name in Grant.ROLES
        ]
        wrong = {"required": missing, "invalid_choice": "Choose roles from the list."}
        super().__init__(choices=offered, required=bool(missing), error_messages=wrong)


class Assign(forms.Form):
    """The roles a person is to hold, and those that the page had shown."""

    seen = forms.CharField(required=False, max_length=4_000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, reach: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"] = Given(reach)
        self.reach = reach

    @property
    def wanted_roles(self) -> Roles:
        """What was ticked, and what the page could not offer: it stays as it is."""
        kept = frozenset(role for role in self.seen_roles if role.matter not in scopes(self.reach))
        return read(self.cleaned_data["roles"]) | kept

    @property
    def seen_roles(self) -> Roles:
        """What the page had shown."""
        return read(self.cleaned_data["seen"].split())


class Choose(forms.Form):
    """A first password, typed once: a browser's own eye shows it."""

    password = forms.CharField(
        max_length=200,
        strip=False,
        widget=forms.PasswordInput,
        error_messages={"required": "Choose a password.", "max_length": "At most 200 characters are kept."},
    )

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        typed = str(self.cleaned_data["password"])
        password_validation.validate_password(typed, self.person)
        return typed
