"""Counts of what may be done only so often."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A new table alone; nothing that is read waits for a lock."""

    dependencies = (("casefile", "0008_checks_of_photos_are_kept"),)
    operations = (
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("count", models.PositiveIntegerField(default=0)),
                ("until", models.DateTimeField(db_index=True)),
            ],
        ),
    )
