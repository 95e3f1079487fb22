"""The rota of those who read children's requests becomes one of the rotas that access keeps; its rows go along."""

from django.db import migrations

COLUMNS = ("id", "service_id", "user_id", "weekdays", "from_time", "until_time", "place_in_line")


def take_along(apps, schema_editor):
    """Copy every row, with its id."""
    new = apps.get_model("access", "RotaEntry")
    for row in apps.get_model("referrals", "RotaEntry").objects.values(*COLUMNS):
        new.objects.create(reads="requests", **row)


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0003_rota'),
        ('referrals', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(take_along, migrations.RunPython.noop),
        migrations.DeleteModel(
            name='RotaEntry',
        ),
    ]
