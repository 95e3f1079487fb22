# A date of birth that the returns lack, or contradict, may be said by a person.

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("children", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="child",
            name="born_said_on",
            field=models.DateField(null=True),
        ),
    ]
