import django.db.models.deletion
import django.utils.timezone
import kith.sealing.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('records', '0001_initial'), ('records', '0002_who_has_a_concern'), ('records', '0003_papers'), ('records', '0004_answers_on_paper'), ('records', '0005_what_i_said_on_paper'), ('records', '0006_typed_in_a_childs_hands')]

    initial = True

    dependencies = [
        ('access', '0001_tables'),
        ('children', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Concern',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('words', kith.sealing.fields.SealedTextField(editable=True)),
                ('in_childs_hands', models.BooleanField(default=False)),
                ('raised_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('opened_at', models.DateTimeField(null=True)),
                ('waiting_since', models.DateTimeField(null=True)),
                ('what_was_done', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('child', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='concerns', to='children.child')),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('raised_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('waiting_for', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CaseCopy',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=60)),
                ('subject_id', models.UUIDField()),
                ('words', kith.sealing.fields.SealedTextField(editable=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('copied_at', models.DateTimeField(null=True)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('copied_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'indexes': [models.Index(fields=['service', 'copied_at'], name='records_not_copied_yet')],
            },
        ),
        migrations.CreateModel(
            name='ConcernReader',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('given_at', models.DateTimeField(null=True)),
                ('opened_at', models.DateTimeField(null=True)),
                ('concern', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readers', to='records.concern')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('concern', 'user'), name='records_one_reader_once')],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('words', kith.sealing.fields.SealedTextField(editable=True)),
                ('childs_words', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('keep_from', kith.sealing.fields.SealedJSONField(default=list, editable=True)),
                ('stays_in_service', models.BooleanField(default=False)),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('happened_on', models.DateField()),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('corrects', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.note')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['child', 'happened_on'], name='records_note_by_child')],
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('map', 'A map of people, drawn on paper'), ('agreement', 'Saying yes, filled in on paper'), ('answer', 'A question about one person, a stop, or “What I said”, on paper'), ('drawing', 'A drawing'), ('letter', 'A letter or card'), ('photo', 'A photo'), ('other', 'Something else')], max_length=12)),
                ('made_on', models.DateField()),
                ('words', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('keep_from', kith.sealing.fields.SealedJSONField(default=list, editable=True)),
                ('stays_in_service', models.BooleanField(default=False)),
                ('media_type', models.CharField(max_length=20)),
                ('pages', models.PositiveSmallIntegerField(default=1)),
                ('notices', models.JSONField(default=list)),
                ('stored_as', models.CharField(blank=True, max_length=64)),
                ('state', models.CharField(choices=[('held', 'Being looked through'), ('kept', 'Kept'), ('refused', 'Refused by the virus scanner'), ('taken_away', 'Taken away')], max_length=12)),
                ('kept_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('taken_away_at', models.DateTimeField(null=True)),
                ('taken_away_words', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('kept_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
                ('taken_away_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['child', 'made_on'], name='records_paper_by_child')],
            },
        ),
    ]
