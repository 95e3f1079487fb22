from django.db import migrations, models


class Migration(migrations.Migration):
    """From when on somebody's sessions count, and when they last signed in on a device for the first time."""

    dependencies = [("access", "0001_tables")]

    operations = [
        migrations.AddField(
            model_name="user", name="signed_out_at", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(
            model_name="user", name="new_device_at", field=models.DateTimeField(blank=True, null=True)
        ),
    ]
