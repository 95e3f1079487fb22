"""Who somebody is may be written down as a fact, with who says so: the list of kinds has one more."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """The words of the list; no table changes."""

    dependencies: ClassVar = [("people", "0002_looking_twice")]

    operations: ClassVar = [
        migrations.AlterField(
            model_name="personfact",
            name="kind",
            field=models.CharField(
                choices=[
                    ("who", "Who this is"),
                    ("born", "Born"),
                    ("died", "Died"),
                    ("work", "Work"),
                    ("lives", "Lives near"),
                    ("language", "Language"),
                    ("story", "Something to remember"),
                    ("other", "Something else"),
                ],
                max_length=12,
            ),
        ),
    ]
