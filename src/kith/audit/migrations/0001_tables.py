import kith.sealing.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('audit', '0001_initial')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='AuditHead',
            fields=[
                ('service_id', models.UUIDField(primary_key=True, serialize=False)),
                ('seq', models.PositiveBigIntegerField()),
                ('hash', models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='AuditEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('service_id', models.UUIDField()),
                ('seq', models.PositiveBigIntegerField()),
                ('at', models.DateTimeField()),
                ('kind', models.CharField(max_length=80)),
                ('actor_kind', models.CharField(max_length=12)),
                ('actor_id', models.CharField(max_length=80)),
                ('actor_role', models.CharField(max_length=24)),
                ('subject_type', models.CharField(blank=True, max_length=60)),
                ('subject_id', models.CharField(blank=True, max_length=40)),
                ('child_id', models.UUIDField(null=True)),
                ('batch_id', models.UUIDField(null=True)),
                ('count', models.PositiveIntegerField(null=True)),
                ('codes', models.JSONField(default=dict)),
                ('words', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('words_digest', models.CharField(blank=True, max_length=64)),
                ('previous_hash', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64)),
            ],
            options={
                'indexes': [models.Index(fields=['child_id', 'kind', 'at'], name='audit_by_child'), models.Index(fields=['service_id', 'at'], name='audit_by_service')],
                'constraints': [models.UniqueConstraint(fields=('service_id', 'seq'), name='audit_one_event_per_place')],
            },
        ),
        migrations.CreateModel(
            name='ReadMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('actor_id', models.CharField(max_length=80)),
                ('child_id', models.UUIDField()),
                ('hour', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('actor_id', 'child_id', 'hour'), name='audit_one_read_an_hour')],
            },
        ),
    ]
