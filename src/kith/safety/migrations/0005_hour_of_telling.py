"""At what time a child is told news."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies: ClassVar = [("safety", "0004_known_again")]

    operations: ClassVar = [
        migrations.AddField(model_name="news", name="tell_at_time", field=models.TimeField(null=True)),
    ]
