from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casefile", "0026_a_round_says_how_far_it_is"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                condition=models.Q(("invited_by__isnull", False)),
                fields=["invited_by"],
                name="file_by_invitation",
            ),
        ),
    ]
