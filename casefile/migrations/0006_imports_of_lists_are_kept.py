"""What was imported of the published lists, and what was taken out again."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """New tables alone; nothing that is read waits for a lock."""

    dependencies = (("casefile", "0005_a_determination_drops_its_document"),)
    operations = (
        migrations.CreateModel(
            name="ListImport",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=120)),
                ("version", models.CharField(max_length=120)),
                ("collection", models.CharField(max_length=64)),
                ("layout", models.CharField(max_length=32)),
                ("source_name", models.CharField(max_length=255)),
                ("source_sha256", models.CharField(max_length=64)),
                ("source_bytes", models.BigIntegerField()),
                ("rows", models.BigIntegerField()),
                ("refused", models.BigIntegerField()),
                ("imported_at", models.DateTimeField()),
                ("index_digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=150)),
            ],
            options={
                "ordering": ("at", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name", "version", "source_sha256"), name="one_import_per_version_and_source"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ListRetirement",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("reason", models.TextField()),
                ("index_digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=150)),
                (
                    "imported",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="retirement",
                        to="casefile.listimport",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    )
