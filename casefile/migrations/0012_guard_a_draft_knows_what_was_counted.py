"""What was counted of a draft is noted on it, so that nothing of it is counted twice."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casefile", "0011_the_claimants_door")]

    operations = [
        migrations.AddField(model_name="draft", name="measured", field=models.JSONField(default=dict)),
    ]
