"""A name is found from the index of keys alone, and who was taken for another from an index of only those."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Two indexes in the place of two others."""

    dependencies: ClassVar = [("people", "0003_who_this_is")]

    operations: ClassVar = [
        migrations.RemoveIndex(model_name="namekey", name="people_name_key"),
        migrations.AddIndex(
            model_name="namekey", index=models.Index(fields=["service", "key", "name"], name="people_name_by_key")
        ),
        migrations.AlterField(
            model_name="person",
            name="same_as",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="others",
                to="people.person",
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("same_as__isnull", False)), fields=["same_as"], name="people_taken_for"
            ),
        ),
    ]
