"""A child who let nobody know yet is not named to the worker. What was made before is kept quiet: nobody can tell."""

from django.db import migrations, models


def keep_quiet(apps, schema_editor):
    """What a child answered is sealed and not read here, so every referral that a child asked for is kept quiet."""
    apps.get_model("referrals", "Referral").objects.filter(by_the_child=True).update(asked_quietly=True)


class Migration(migrations.Migration):

    dependencies = [
        ('referrals', '0003_child_agreement_label'),
    ]

    operations = [
        migrations.AddField(
            model_name='referral',
            name='asked_quietly',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='referral',
            name='in_childs_words',
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(keep_quiet, migrations.RunPython.noop),
    ]
