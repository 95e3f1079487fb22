import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('safety', '0006_who_said_no'),
    ]

    operations = [
        migrations.AddField(
            model_name='clearanceasked',
            name='asked_again_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='clearanceasked',
            name='asked_again_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
    ]
