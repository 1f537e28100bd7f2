"""Accounts made before roles could open and decide everything: they become attorneys, editors administrators."""

import uuid

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

BY = "migration"


def give(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    people = apps.get_model("casefile", "StaffMember").objects.filter(is_active=True)
    editors = set(people.filter(user_permissions__codename="add_source").values_list("pk", flat=True))
    grant, at = apps.get_model("casefile", "Grant"), timezone.now()
    for person in people:
        roles = ("attorney", "administrator") if person.pk in editors else ("attorney",)
        for role in roles:
            grant.objects.create(id=uuid.uuid4(), staff=person, role=role, matter="", by=BY, at=at)


def take_back(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("casefile", "Grant").objects.filter(by=BY).delete()


class Migration(migrations.Migration):
    dependencies = [("casefile", "0012_roles_are_granted")]
    operations = [migrations.RunPython(give, take_back)]
