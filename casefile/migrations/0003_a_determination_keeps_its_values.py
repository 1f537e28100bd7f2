"""Room for the trace, the line of a list and the rolled deadline; an engine's findings are its own row.

Columns that may be empty are added without a rewrite; the new unique index is built under a short lock.
"""

from django.db import migrations, models

import casefile.sealing


class Migration(migrations.Migration):
    """The document may be empty from here on, so that going back can put documents in again."""

    dependencies = (("casefile", "0002_audit_rows_are_insert_only"),)
    operations = (
        migrations.AlterModelOptions(name="determination", options={"ordering": ("as_of", "at", "pk")}),
        migrations.AlterField("determination", "document", casefile.sealing.SealedField(null=True)),
        migrations.AddField("determination", "trace", casefile.sealing.SealedBytesField(null=True)),
        migrations.AddField("determination", "brief", casefile.sealing.SealedField(null=True)),
        migrations.AddField("determination", "rolled_deadline", models.DateField(null=True)),
        migrations.RemoveConstraint("determination", "one_determination_per_day"),
        migrations.AddConstraint(
            "determination",
            models.UniqueConstraint(
                fields=("revision", "ruleset", "as_of", "engine"), name="one_determination_per_day_and_engine"
            ),
        ),
    )
