import django.db.models.deletion
import django.utils.timezone
import kith.sealing.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('returns', '0001_initial'), ('returns', '0002_turn_of_a_file')]

    initial = True

    dependencies = [
        ('access', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('status', models.CharField(choices=[('checked', 'Checked, not yet saved'), ('committed', 'Saved'), ('rolled_back', 'Taken back'), ('discarded', 'Not saved')], default='checked', max_length=12)),
                ('years', models.JSONField(default=list)),
                ('ledger', models.JSONField(default=dict)),
                ('refused', kith.sealing.fields.SealedJSONField(default=list, editable=True)),
                ('masked', models.JSONField(default=dict)),
                ('changes', models.JSONField(default=dict)),
                ('findings_count', models.PositiveIntegerField(default=0)),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('checked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('committed_at', models.DateTimeField(null=True)),
                ('rolled_back_at', models.DateTimeField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('council', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.council')),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('service', 'number'), name='returns_batch_number_once')],
            },
        ),
        migrations.CreateModel(
            name='FilePart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(max_length=20)),
                ('council_code', models.CharField(max_length=12)),
                ('year', models.PositiveSmallIntegerField()),
                ('rows', models.PositiveIntegerField(default=0)),
                ('in_force', models.BooleanField(default=False)),
                ('turn_at', models.DateTimeField(null=True)),
                ('turn_number', models.PositiveIntegerField(null=True)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='returns.batch')),
                ('service', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('in_force', True)), fields=('service', 'council_code', 'table', 'year'), name='returns_one_part_in_force')],
            },
        ),
        migrations.CreateModel(
            name='RawRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField()),
                ('reference', models.CharField(blank=True, max_length=40)),
                ('values', models.TextField()),
                ('normal', models.TextField()),
                ('sealed', kith.sealing.fields.SealedJSONField(editable=True, null=True)),
                ('status', models.CharField(max_length=12)),
                ('reason', models.TextField(blank=True)),
                ('part', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='returns.filepart')),
                ('service', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'indexes': [models.Index(fields=['part'], name='returns_row_by_part')],
            },
        ),
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', kith.sealing.fields.SealedTextField(editable=True)),
                ('table', models.CharField(max_length=20)),
                ('year', models.PositiveSmallIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('encoding', models.CharField(max_length=12)),
                ('columns', models.JSONField(default=list)),
                ('rows', models.PositiveIntegerField(default=0)),
                ('masked', models.JSONField(default=dict)),
                ('stored_as', models.CharField(blank=True, max_length=64)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='returns.batch')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'indexes': [models.Index(fields=['service', 'sha256'], name='returns_file_known_again')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField(null=True)),
                ('column', models.CharField(blank=True, max_length=40)),
                ('reference', models.CharField(blank=True, max_length=40)),
                ('rule', models.CharField(max_length=20)),
                ('severity', models.CharField(max_length=8)),
                ('text', models.TextField()),
                ('batch', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='returns.batch')),
                ('service', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='returns.storedfile')),
            ],
            options={
                'indexes': [models.Index(fields=['batch', 'severity', 'rule'], name='returns_finding_by_batch')],
            },
        ),
        migrations.AddField(
            model_name='filepart',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='returns.storedfile'),
        ),
    ]
