# An import may bring a file again that an earlier one had brought: the file then keeps the earlier one's turn.

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("returns", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="filepart",
            name="turn_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="filepart",
            name="turn_number",
            field=models.PositiveIntegerField(null=True),
        ),
    ]
