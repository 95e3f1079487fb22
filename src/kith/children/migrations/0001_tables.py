import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('children', '0001_initial'), ('children', '0002_birth_as_people_say')]

    initial = True

    dependencies = [
        ('access', '0001_tables'),
        ('returns', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Child',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(max_length=40)),
                ('preferred_name', models.CharField(blank=True, max_length=80)),
                ('born_on', models.DateField(null=True)),
                ('birth_date_conflict', models.BooleanField(default=False)),
                ('born_said_on', models.DateField(null=True)),
                ('sex', models.CharField(blank=True, max_length=1)),
                ('last_seen_on', models.DateField(null=True)),
                ('location_restricted', models.BooleanField(default=False)),
                ('in_any_return', models.BooleanField(default=True)),
                ('ever_asked', models.BooleanField(default=False)),
                ('ever_referred', models.BooleanField(default=False)),
                ('area', models.CharField(blank=True, max_length=60)),
                ('language', models.CharField(blank=True, max_length=60)),
                ('next_review_on', models.DateField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.council')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('service', 'council', 'reference'), name='children_one_key')],
            },
        ),
        migrations.CreateModel(
            name='CaseMember',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('part', models.CharField(choices=[('worker', 'Social worker or personal adviser'), ('reviewing_officer', 'Reviewing officer'), ('coordinator', 'Coordinator'), ('workers_manager', "The worker's manager")], max_length=20)),
                ('from_on', models.DateField()),
                ('until_on', models.DateField(null=True)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='case_members', to='children.child')),
            ],
            options={
                'indexes': [models.Index(fields=['user', 'until_on', 'child'], name='children_team_by_user')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until_on__isnull', True)), fields=('child', 'user', 'part'), name='children_once_in_a_team')],
            },
        ),
        migrations.CreateModel(
            name='CareRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(max_length=20)),
                ('year', models.PositiveSmallIntegerField()),
                ('batch_number', models.PositiveIntegerField()),
                ('line', models.PositiveIntegerField()),
                ('values', models.JSONField()),
                ('service', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
                ('child', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='care_rows', to='children.child')),
            ],
            options={
                'indexes': [models.Index(fields=['child', 'table'], name='children_row_by_child')],
            },
        ),
        migrations.CreateModel(
            name='CareEpisode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decom', models.DateField()),
                ('dec', models.DateField(null=True)),
                ('rne', models.CharField(blank=True, max_length=20)),
                ('ls', models.CharField(blank=True, max_length=20)),
                ('cin', models.CharField(blank=True, max_length=20)),
                ('place', models.CharField(blank=True, max_length=20)),
                ('provider', models.CharField(blank=True, max_length=20)),
                ('rec', models.CharField(blank=True, max_length=20)),
                ('reason_place_change', models.CharField(blank=True, max_length=20)),
                ('urn', models.CharField(blank=True, max_length=20)),
                ('year', models.PositiveSmallIntegerField()),
                ('batch_number', models.PositiveIntegerField()),
                ('line', models.PositiveIntegerField()),
                ('raw_row_id', models.BigIntegerField()),
                ('repaired_by', models.CharField(blank=True, max_length=20)),
                ('service', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
                ('child', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='episodes', to='children.child')),
            ],
            options={
                'indexes': [models.Index(fields=['child', 'decom'], name='children_episode_by_child')],
            },
        ),
        migrations.CreateModel(
            name='EligibilityRun',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField()),
                ('rules', models.CharField(max_length=60)),
                ('rules_version', models.CharField(max_length=64)),
                ('rules_text', models.TextField()),
                ('repairs', models.CharField(default='liia', max_length=8)),
                ('as_at', models.DateField(null=True)),
                ('counts', models.JSONField(default=dict)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('facts_until', models.DateTimeField(default=django.utils.timezone.now)),
                ('is_current', models.BooleanField(default=False)),
                ('daily', models.BooleanField(default=False)),
                ('taken_back', models.BooleanField(default=False)),
                ('batches', models.ManyToManyField(related_name='+', to='returns.batch')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'indexes': [models.Index(fields=['service', 'on', 'rules'], name='children_run_by_date')],
            },
        ),
        migrations.CreateModel(
            name='EligibilityResult',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('answer', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('cannot_tell', 'A person must check')], max_length=12)),
                ('criteria', models.JSONField(default=list)),
                ('missing', models.CharField(blank=True, max_length=200)),
                ('near_miss', models.JSONField(null=True)),
                ('near_miss_on', models.DateField(null=True)),
                ('stale', models.BooleanField(default=False)),
                ('age', models.PositiveSmallIntegerField(null=True)),
                ('care_start', models.DateField(null=True)),
                ('uasc', models.BooleanField(default=False)),
                ('disabled', models.BooleanField(null=True)),
                ('custody', models.BooleanField(default=False)),
                ('area', models.CharField(blank=True, max_length=60)),
                ('name_then', models.CharField(blank=True, max_length=80)),
                ('asked', models.BooleanField(default=False)),
                ('referred', models.BooleanField(default=False)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='children.eligibilityrun')),
            ],
            options={
                'indexes': [models.Index(fields=['run', 'name_then', 'id'], name='children_result_list'), models.Index(fields=['run', 'service', 'answer', 'asked', 'stale'], name='children_result_counts')],
                'constraints': [models.UniqueConstraint(fields=('run', 'child'), name='children_one_answer_a_run')],
            },
        ),
        migrations.CreateModel(
            name='LocalFact',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('fact', models.CharField(max_length=30)),
                ('value', models.CharField(max_length=400)),
                ('from_on', models.DateField()),
                ('source', models.CharField(max_length=120)),
                ('author', models.CharField(max_length=120)),
                ('certainty', models.CharField(choices=[('certain', 'Certain'), ('likely', 'Likely'), ('possible', 'Possible'), ('contradicted', 'Contradicted')], default='certain', max_length=16)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('upload_id', models.UUIDField(null=True)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'indexes': [models.Index(fields=['child', 'fact', 'from_on'], name='children_fact_latest')],
            },
        ),
        migrations.CreateModel(
            name='RuleVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=60)),
                ('number', models.PositiveIntegerField()),
                ('text', models.TextField()),
                ('published_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('service', 'name', 'number'), name='children_rules_number_once')],
            },
        ),
    ]
