import django.db.models.deletion
import django.utils.timezone
import kith.sealing.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('access', '0001_initial'), ('access', '0002_a_workers_manager'), ('access', '0003_rota'), ('access', '0004_unusual_reading')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('reply_working_days', models.PositiveSmallIntegerField(default=5)),
                ('switched_off_columns', models.JSONField(default=list)),
                ('rules', models.CharField(default='kent-2018', max_length=60)),
                ('emergency_number', models.CharField(blank=True, max_length=40)),
                ('ask_page_is_on', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('display_name', models.CharField(max_length=120)),
                ('role', models.CharField(choices=[('coordinator', 'Coordinator'), ('manager', 'Service manager'), ('organiser', 'Conference organiser'), ('searcher', 'Searcher'), ('social_worker', 'Social worker'), ('personal_adviser', 'Personal adviser'), ('reviewing_officer', 'Reviewing officer'), ('analyst', 'Analyst'), ('panel', 'Panel member'), ('privacy_officer', 'Privacy officer'), ('safeguarding_lead', 'Safeguarding lead'), ('service_admin', 'Service administrator'), ('national', 'National programme'), ('evaluator', 'Evaluator'), ('child', 'Child or young person'), ('carer', 'Carer'), ('advocate', 'Advocate'), ('network_member', 'Network member'), ('system', 'System')], max_length=24)),
                ('languages', models.JSONField(default=list)),
                ('most_children', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('notice_on', models.DateField(blank=True, null=True)),
                ('is_active', models.BooleanField(default=True)),
                ('is_demo', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('manager', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='managed', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='users', to='access.service')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('service__isnull', False), ('role__in', ['national', 'evaluator']), _connector='OR'), name='access_only_national_people_lack_a_service'), models.CheckConstraint(condition=models.Q(('manager', models.F('id')), _negated=True), name='access_nobody_is_their_own_manager')],
            },
        ),
        migrations.CreateModel(
            name='RotaEntry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reads', models.CharField(choices=[('requests', 'What children send'), ('concerns', 'Safeguarding concerns')], default='requests', max_length=12)),
                ('weekdays', models.JSONField(default=list)),
                ('from_time', models.TimeField()),
                ('until_time', models.TimeField()),
                ('place_in_line', models.PositiveSmallIntegerField(default=1)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReadingAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('rule', models.CharField(max_length=24)),
                ('first_seq', models.PositiveBigIntegerField()),
                ('last_seq', models.PositiveBigIntegerField()),
                ('outcome', models.CharField(choices=[('explained', 'There was a good reason'), ('asked', 'Somebody was asked about it'), ('taken_further', 'It is taken further')], max_length=16)),
                ('words', kith.sealing.fields.SealedTextField(editable=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('area', models.CharField(blank=True, max_length=60)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('service', 'name'), name='access_team_name_once')],
            },
        ),
        migrations.AddField(
            model_name='user',
            name='team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='users', to='access.team'),
        ),
        migrations.CreateModel(
            name='Council',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('code', models.CharField(max_length=12)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('service', 'code'), name='access_council_code_once')],
            },
        ),
    ]
