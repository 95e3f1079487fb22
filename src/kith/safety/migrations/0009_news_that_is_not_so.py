"""News of a death that turned out not to be so, before anybody told it, waits no more and stays on record."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies: ClassVar = [("safety", "0008_names_without_titles")]

    operations: ClassVar = [
        migrations.AddField(model_name="news", name="not_so_at", field=models.DateTimeField(null=True))
    ]
