import django.db.models.deletion
import django.utils.timezone
import kith.sealing.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0002_sessions_and_devices'),
        ('children', '0002_closed_records'),
        ('people', '0007_marks_again'),
        ('referrals', '0002_noes_outcomes_and_nudges'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Promise',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('given_by', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('words', kith.sealing.fields.SealedTextField(editable=True)),
                ('how_often', models.CharField(choices=[('once', 'Once, by a day'), ('weekly', 'Every week'), ('fortnightly', 'Every two weeks'), ('monthly', 'Every month'), ('three_monthly', 'Every three months'), ('yearly', 'Every year'), ('whenever', 'Whenever it is wanted')], max_length=16)),
                ('from_on', models.DateField()),
                ('due_on', models.DateField(null=True)),
                ('resumed_on', models.DateField(null=True)),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('held_at', models.DateTimeField(null=True)),
                ('held_private', models.BooleanField(default=False)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_words', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('ask', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='promises', to='referrals.ask')),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('connection', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='promises', to='people.connection')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('held_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='PromiseCheck',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('came', models.CharField(choices=[('kept', 'It happened'), ('changed', 'It was changed, as agreed'), ('not_kept', 'It did not happen')], max_length=12)),
                ('says', models.CharField(choices=[('child', 'The child'), ('promiser', 'Whoever promised it'), ('carer', 'The carer'), ('worker', 'Somebody who works with the child')], max_length=12)),
                ('on', models.DateField()),
                ('words', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('promise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='plans.promise')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='promise',
            index=models.Index(fields=['child', 'ended_at'], name='plans_promise_by_child'),
        ),
        migrations.AddConstraint(
            model_name='promise',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('how_often', 'once'), _negated=True), ('due_on__isnull', False), _connector='OR'), name='plans_once_has_its_day'),
        ),
    ]
