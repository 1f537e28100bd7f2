"""A pass may be of an e-mail address, whatever is kept under it."""

from django.db import migrations, models

import casefile.sealing


class Migration(migrations.Migration):
    dependencies = [("casefile", "0011_the_claimants_door")]

    operations = [
        migrations.AddField("pass", "email", casefile.sealing.SealedField(null=True)),
        migrations.AddField(
            "pass", "email_index", models.CharField(max_length=64, default=""), preserve_default=False
        ),
        migrations.AddField("pass", "language", models.CharField(default="en", max_length=8)),
        migrations.AddField("pass", "owed_at", models.DateTimeField(null=True)),
        migrations.RemoveConstraint("pass", "a_pass_opens_one_thing"),
        migrations.AddConstraint(
            "pass",
            models.CheckConstraint(
                condition=models.Q(draft__isnull=True) | models.Q(submission__isnull=True),
                name="a_pass_opens_one_thing_or_an_address",
            ),
        ),
    ]
