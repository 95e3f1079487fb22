"""That somebody whom the marks of a no fit may be written to all the same."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies: ClassVar = [("safety", "0005_hour_of_telling")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="leadalert", name="may_be_written_to", field=models.BooleanField(default=False)
        ),
    ]
