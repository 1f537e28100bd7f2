"""What the published lists said of each file's photos."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import casefile.sealing


class Migration(migrations.Migration):
    """New tables alone; nothing that is read waits for a lock."""

    dependencies = (("casefile", "0006_imports_of_lists_are_kept"),)
    operations = (
        migrations.CreateModel(
            name="LookUp",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveIntegerField()),
                ("index_digest", models.CharField(db_index=True, max_length=64)),
                ("keys_digest", models.CharField(max_length=64)),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("sent", "answers were sent"),
                            ("list", "the lists changed"),
                            ("check", "staff checked a photo"),
                        ],
                        max_length=8,
                    ),
                ),
                ("found", casefile.sealing.SealedField()),
                ("matches", models.PositiveIntegerField()),
                ("gained", models.PositiveIntegerField()),
                ("lost", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lookups",
                        to="casefile.submission",
                    ),
                ),
            ],
            options={
                "ordering": ("number",),
                "constraints": [
                    models.UniqueConstraint(fields=("submission", "number"), name="one_look_up_per_number")
                ],
            },
        ),
    )
