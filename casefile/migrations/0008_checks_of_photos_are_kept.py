"""What staff found of a photo by looking."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import casefile.sealing


class Migration(migrations.Migration):
    """New tables alone; nothing that is read waits for a lock."""

    dependencies = (("casefile", "0007_look_ups_are_kept"),)
    operations = (
        migrations.CreateModel(
            name="PhotoCheck",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveIntegerField()),
                ("photo", models.PositiveIntegerField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("exact", "This photo was seen in the list"),
                            ("nothing", "Nothing was found"),
                            ("mistaken", "The match is mistaken"),
                            ("withdrawn", "An earlier check is withdrawn"),
                        ],
                        max_length=16,
                    ),
                ),
                ("where", casefile.sealing.SealedField()),
                ("how", casefile.sealing.SealedField()),
                ("page_date", casefile.sealing.SealedField()),
                ("link", casefile.sealing.SealedField()),
                ("conflicts", casefile.sealing.SealedField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="casefile.submission",
                    ),
                ),
                (
                    "withdraws",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawn_by",
                        to="casefile.photocheck",
                    ),
                ),
            ],
            options={
                "ordering": ("number",),
                "constraints": [
                    models.UniqueConstraint(fields=("submission", "number"), name="one_check_per_number")
                ],
            },
        ),
    )
