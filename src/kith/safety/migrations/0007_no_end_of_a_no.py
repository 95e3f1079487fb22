"""The marks of one who said no have no end: what the lead settles is settled for one person."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    """One column less, which nothing ever wrote."""

    dependencies: ClassVar = [("safety", "0006_may_be_written_to")]

    operations: ClassVar = [migrations.RemoveField(model_name="saidno", name="ended_at")]
