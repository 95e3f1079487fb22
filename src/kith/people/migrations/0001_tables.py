import django.db.models.deletion
import django.utils.timezone
import kith.sealing.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('people', '0001_initial'), ('people', '0002_marks_of_ways'), ('people', '0003_namekey'), ('people', '0004_who_wrote_a_connection')]

    initial = True

    dependencies = [
        ('access', '0001_tables'),
        ('children', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('gender', models.CharField(choices=[('woman', 'Woman or girl'), ('man', 'Man or boy'), ('trans_woman', 'Trans woman'), ('trans_man', 'Trans man'), ('non_binary', 'Non-binary'), ('not_known', 'Not known')], default='not_known', max_length=12)),
                ('gender_words', models.CharField(blank=True, max_length=60)),
                ('is_professional', models.BooleanField(default=False)),
                ('is_under_18', models.BooleanField(null=True)),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='as_person', to='children.child')),
                ('same_as', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='others', to='people.person')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('same_as__isnull', True), models.Q(('same_as', models.F('id')), _negated=True), _connector='OR'), name='people_nobody_is_same_as_themselves')],
            },
        ),
        migrations.CreateModel(
            name='Name',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('source', models.CharField(choices=[('child', "The child's words"), ('file', 'The file'), ('relative', "A relative's account"), ('public_record', 'A public record'), ('carer', 'The carer'), ('school', 'The school'), ('professional', "A professional's memory")], max_length=16)),
                ('source_words', models.CharField(blank=True, max_length=120)),
                ('certainty', models.CharField(choices=[('certain', 'Certain'), ('likely', 'Likely'), ('possible', 'Possible'), ('contradicted', 'Contradicted')], default='certain', max_length=16)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('kind', models.CharField(choices=[('used', 'The name people use'), ('birth', 'Name at birth'), ('married', 'Married name'), ('alias', 'Also known as'), ('nickname', 'Nickname'), ('childs', 'What the child calls them'), ('religious', 'Religious name'), ('original_script', 'In the script of their language')], default='used', max_length=16)),
                ('full', models.CharField(max_length=200)),
                ('given', models.CharField(blank=True, max_length=120)),
                ('family', models.CharField(blank=True, max_length=120)),
                ('folded', models.CharField(blank=True, max_length=240)),
                ('from_on', models.DateField(null=True)),
                ('until_on', models.DateField(null=True)),
                ('for_child', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='children.child')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
                ('taken_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'kind'], name='people_name_by_person'), models.Index(fields=['service', 'folded'], name='people_name_folded')],
                'constraints': [models.CheckConstraint(condition=models.Q(('full', ''), _negated=True), name='people_a_name_is_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('words', kith.sealing.fields.SealedTextField(editable=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('undone_at', models.DateTimeField(null=True)),
                ('undone_words', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='people.person')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Connection',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('called', models.CharField(blank=True, max_length=80)),
                ('how_related', models.CharField(blank=True, max_length=120)),
                ('side', models.CharField(blank=True, choices=[('mum', 'Mum’s side'), ('dad', 'Dad’s side'), ('brothers_and_sisters', 'Brothers and sisters'), ('cared_for_me', 'People who cared for me'), ('friends', 'Friends'), ('school_and_clubs', 'School and clubs'), ('faith_and_community', 'Faith and community'), ('workers', 'Workers')], max_length=20)),
                ('status', models.CharField(choices=[('in_touch', 'In touch'), ('lost_touch', 'Known, lost touch'), ('named_unfound', 'The child named them, not found yet'), ('could_be', 'Could be this person'), ('found', 'Found and sure, not written to yet'), ('waiting', 'Written to, waiting for an answer'), ('willing', 'Said yes'), ('willing_later', 'Said yes, but later'), ('unwilling', 'Said no'), ('do_not_write', 'Asked not to be written to'), ('died', 'Has died'), ('unsafe_for_now', 'Not safe for now'), ('adoption_route', 'Goes by the adoption route')], max_length=16)),
                ('status_on', models.DateField()),
                ('last_in_touch_on', models.DateField(null=True)),
                ('added_on', models.DateField()),
                ('named_by_child', models.BooleanField(default=False)),
                ('child_knows', models.BooleanField(default=False)),
                ('removed_on', models.DateField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('called_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('related_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='connections', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'child'], name='people_connected_children')],
                'constraints': [models.UniqueConstraint(fields=('child', 'person'), name='people_connected_once')],
            },
        ),
        migrations.CreateModel(
            name='PersonFact',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('source', models.CharField(choices=[('child', "The child's words"), ('file', 'The file'), ('relative', "A relative's account"), ('public_record', 'A public record'), ('carer', 'The carer'), ('school', 'The school'), ('professional', "A professional's memory")], max_length=16)),
                ('source_words', models.CharField(blank=True, max_length=120)),
                ('certainty', models.CharField(choices=[('certain', 'Certain'), ('likely', 'Likely'), ('possible', 'Possible'), ('contradicted', 'Contradicted')], default='certain', max_length=16)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('kind', models.CharField(choices=[('born', 'Born'), ('died', 'Died'), ('work', 'Work'), ('lives', 'Lives near'), ('language', 'Language'), ('story', 'Something to remember'), ('other', 'Something else')], max_length=12)),
                ('words', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('on', models.DateField(null=True)),
                ('year', models.PositiveSmallIntegerField(null=True)),
                ('is_about', models.BooleanField(default=False)),
                ('for_child', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='children.child')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='people.person')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
                ('taken_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'kind'], name='people_fact_by_person')],
            },
        ),
        migrations.CreateModel(
            name='Reach',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('source', models.CharField(choices=[('child', "The child's words"), ('file', 'The file'), ('relative', "A relative's account"), ('public_record', 'A public record'), ('carer', 'The carer'), ('school', 'The school'), ('professional', "A professional's memory")], max_length=16)),
                ('source_words', models.CharField(blank=True, max_length=120)),
                ('certainty', models.CharField(choices=[('certain', 'Certain'), ('likely', 'Likely'), ('possible', 'Possible'), ('contradicted', 'Contradicted')], default='certain', max_length=16)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('kind', models.CharField(choices=[('phone', 'Phone'), ('email', 'E-mail'), ('address', 'Address'), ('online', 'Online name')], max_length=8)),
                ('value', kith.sealing.fields.SealedTextField(editable=True)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('marks', models.JSONField(default=list)),
                ('is_sealed', models.BooleanField(default=False)),
                ('is_safe_to_use', models.BooleanField(null=True)),
                ('how_to_use', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('confirmed_on', models.DateField(null=True)),
                ('ended_on', models.DateField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('for_child', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='children.child')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='people.person')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
                ('taken_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StatusChange',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('status', models.CharField(choices=[('in_touch', 'In touch'), ('lost_touch', 'Known, lost touch'), ('named_unfound', 'The child named them, not found yet'), ('could_be', 'Could be this person'), ('found', 'Found and sure, not written to yet'), ('waiting', 'Written to, waiting for an answer'), ('willing', 'Said yes'), ('willing_later', 'Said yes, but later'), ('unwilling', 'Said no'), ('do_not_write', 'Asked not to be written to'), ('died', 'Has died'), ('unsafe_for_now', 'Not safe for now'), ('adoption_route', 'Goes by the adoption route')], max_length=16)),
                ('on', models.DateField()),
                ('source', models.CharField(choices=[('child', "The child's words"), ('file', 'The file'), ('relative', "A relative's account"), ('public_record', 'A public record'), ('carer', 'The carer'), ('school', 'The school'), ('professional', "A professional's memory")], max_length=16)),
                ('words', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('connection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='people.connection')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'indexes': [models.Index(fields=['connection', 'on', 'at'], name='people_status_history')],
            },
        ),
        migrations.CreateModel(
            name='NameKey',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=80)),
                ('name', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='people.name')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'indexes': [models.Index(fields=['service', 'key'], name='people_name_key')],
            },
        ),
    ]
