import django.db.models.deletion
import django.utils.timezone
import kith.sealing.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('network', '0001_initial'), ('network', '0002_paper_maps'), ('network', '0003_family_files'), ('network', '0004_map_version'), ('network', '0005_nudge')]

    initial = True

    dependencies = [
        ('access', '0001_tables'),
        ('children', '0001_tables'),
        ('people', '0001_tables'),
        ('records', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='FamilyFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('stored_as', models.CharField(blank=True, max_length=64)),
                ('form', models.CharField(blank=True, max_length=20)),
                ('counts', models.JSONField(default=dict)),
                ('focus', models.CharField(blank=True, max_length=80)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('finished_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('finished_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FamilyFileAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', kith.sealing.fields.SealedTextField(editable=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('connection', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.connection')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='network.familyfile')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Household',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('source', models.CharField(choices=[('child', "The child's words"), ('file', 'The file'), ('relative', "A relative's account"), ('public_record', 'A public record'), ('carer', 'The carer'), ('school', 'The school'), ('professional', "A professional's memory")], max_length=16)),
                ('source_words', models.CharField(blank=True, max_length=120)),
                ('certainty', models.CharField(choices=[('certain', 'Certain'), ('likely', 'Likely'), ('possible', 'Possible'), ('contradicted', 'Contradicted')], default='certain', max_length=16)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('called', models.CharField(blank=True, max_length=80)),
                ('is_carers_home', models.BooleanField(default=False)),
                ('for_child', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='children.child')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
                ('taken_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MapVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('circles', 'Circles map'), ('connectedness', 'Connectedness map'), ('eco', 'Ecomap'), ('mobility', 'Map of homes'), ('genogram', 'Family tree'), ('paper', 'Drawn by hand')], default='circles', max_length=16)),
                ('drawn_by', models.CharField(choices=[('child', 'The child'), ('worker', 'A worker')], max_length=8)),
                ('on', models.DateField()),
                ('who_was_there', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('words', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('is_shared', models.BooleanField(default=False)),
                ('love', models.CharField(blank=True, choices=[('named', 'Named somebody'), ('nobody', 'Nobody comes to mind today'), ('rather_not', 'Would rather not say')], max_length=12)),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('finished_at', models.DateTimeField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('paper', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='map_version', to='records.paper')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'indexes': [models.Index(fields=['child', 'kind', 'on', 'started_at'], name='network_map_history')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('finished_at__isnull', True)), fields=('child', 'kind', 'drawn_by'), name='network_one_map_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='MapPlace',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('ring', models.CharField(choices=[('closest', 'Closest to me'), ('close', 'Close to me'), ('known', 'I know them'), ('see_again', 'I’d like to know them, or see them again')], max_length=12)),
                ('side', models.CharField(choices=[('mum', 'Mum’s side'), ('dad', 'Dad’s side'), ('brothers_and_sisters', 'Brothers and sisters'), ('cared_for_me', 'People who cared for me'), ('friends', 'Friends'), ('school_and_clubs', 'School and clubs'), ('faith_and_community', 'Faith and community'), ('workers', 'Workers')], max_length=24)),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('sees_now', models.CharField(blank=True, choices=[('yes', 'Yes, we see each other or talk'), ('not_any_more', 'Not any more'), ('never_met', 'We never met')], max_length=16)),
                ('connection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='places', to='people.connection')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='places', to='network.mapversion')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('version', 'connection'), name='network_placed_once')],
            },
        ),
        migrations.CreateModel(
            name='LoveMark',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('question', models.CharField(choices=[('loves', 'Who loves you?'), ('will_be_there', 'Who will be there for you?')], max_length=16)),
                ('connection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='love_marks', to='people.connection')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='love_marks', to='network.mapversion')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('version', 'connection', 'question'), name='network_named_once')],
            },
        ),
        migrations.CreateModel(
            name='Nudge',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('aside', models.IntegerField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('connection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nudges', to='people.connection')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'indexes': [models.Index(fields=['child', 'at'], name='network_nudges')],
            },
        ),
        migrations.CreateModel(
            name='Parentage',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('source', models.CharField(choices=[('child', "The child's words"), ('file', 'The file'), ('relative', "A relative's account"), ('public_record', 'A public record'), ('carer', 'The carer'), ('school', 'The school'), ('professional', "A professional's memory")], max_length=16)),
                ('source_words', models.CharField(blank=True, max_length=120)),
                ('certainty', models.CharField(choices=[('certain', 'Certain'), ('likely', 'Likely'), ('possible', 'Possible'), ('contradicted', 'Contradicted')], default='certain', max_length=16)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('kind', models.CharField(choices=[('birth', 'Birth parent'), ('adoptive', 'Adoptive parent'), ('foster', 'Foster parent'), ('step', 'Step-parent'), ('kin_carer', 'Family member who cares for them')], max_length=12)),
                ('from_on', models.DateField(null=True)),
                ('until_on', models.DateField(null=True)),
                ('child_person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parents', to='people.person')),
                ('for_child', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='children.child')),
                ('parent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='children', to='people.person')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
                ('taken_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['child_person', 'parent'], name='network_parents_of')],
                'constraints': [models.CheckConstraint(condition=models.Q(('child_person', models.F('parent')), _negated=True), name='network_nobody_is_their_own_parent')],
            },
        ),
        migrations.CreateModel(
            name='Support',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('emotional', 'Someone to talk to'), ('practical', 'Practical help'), ('advice', 'Advice'), ('fun', 'Fun and belonging'), ('place_to_stay', 'A place to stay'), ('family_story', 'The family’s story')], max_length=16)),
                ('source', models.CharField(choices=[('child', "The child's words"), ('file', 'The file'), ('relative', "A relative's account"), ('public_record', 'A public record'), ('carer', 'The carer'), ('school', 'The school'), ('professional', "A professional's memory")], max_length=16)),
                ('from_on', models.DateField()),
                ('until_on', models.DateField(null=True)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('connection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supports', to='people.connection')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('until_on__isnull', True)), fields=('connection', 'kind'), name='network_one_support_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Tie',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('source', models.CharField(choices=[('child', "The child's words"), ('file', 'The file'), ('relative', "A relative's account"), ('public_record', 'A public record'), ('carer', 'The carer'), ('school', 'The school'), ('professional', "A professional's memory")], max_length=16)),
                ('source_words', models.CharField(blank=True, max_length=120)),
                ('certainty', models.CharField(choices=[('certain', 'Certain'), ('likely', 'Likely'), ('possible', 'Possible'), ('contradicted', 'Contradicted')], default='certain', max_length=16)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('kind', models.CharField(choices=[('brother_or_sister', 'Brother or sister'), ('half_brother_or_sister', 'Half-brother or half-sister'), ('step_brother_or_sister', 'Step-brother or step-sister'), ('adopted_brother_or_sister', 'Adopted brother or sister'), ('relative', 'Other relative'), ('chosen_family', 'Chosen family'), ('godparent', 'Godparent'), ('cared_for', 'Cared for them'), ('friend', 'Friend'), ('taught', 'Taught or coached them'), ('worked_with', 'Worked with them'), ('know_each_other', 'Know each other'), ('other', 'Another tie')], max_length=28)),
                ('words', models.CharField(blank=True, max_length=120)),
                ('from_on', models.DateField(null=True)),
                ('until_on', models.DateField(null=True)),
                ('a', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_as_a', to='people.person')),
                ('b', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_as_b', to='people.person')),
                ('for_child', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='children.child')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
                ('taken_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(fields=['a', 'b'], name='network_ties_of')],
                'constraints': [models.CheckConstraint(condition=models.Q(('a', models.F('b')), _negated=True), name='network_tie_of_two')],
            },
        ),
        migrations.CreateModel(
            name='TieQuality',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('quality', models.CharField(choices=[('close', 'Close'), ('very_close', 'Very close'), ('distant', 'Distant'), ('difficult', 'Difficult'), ('close_and_difficult', 'Close and difficult'), ('cut_off', 'Cut off'), ('mended', 'Cut off once, mended'), ('hurtful', 'Hurtful')], max_length=20)),
                ('source', models.CharField(choices=[('child', "The child's words"), ('file', 'The file'), ('relative', "A relative's account"), ('public_record', 'A public record'), ('carer', 'The carer'), ('school', 'The school'), ('professional', "A professional's memory")], max_length=16)),
                ('words', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('on', models.DateField()),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('connection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='qualities', to='people.connection')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Union',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('source', models.CharField(choices=[('child', "The child's words"), ('file', 'The file'), ('relative', "A relative's account"), ('public_record', 'A public record'), ('carer', 'The carer'), ('school', 'The school'), ('professional', "A professional's memory")], max_length=16)),
                ('source_words', models.CharField(blank=True, max_length=120)),
                ('certainty', models.CharField(choices=[('certain', 'Certain'), ('likely', 'Likely'), ('possible', 'Possible'), ('contradicted', 'Contradicted')], default='certain', max_length=16)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('a', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_as_a', to='people.person')),
                ('b', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_as_b', to='people.person')),
                ('for_child', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='children.child')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
                ('taken_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('a', models.F('b')), _negated=True), name='network_union_of_two')],
            },
        ),
        migrations.CreateModel(
            name='UnionEvent',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('status', models.CharField(choices=[('married', 'Married'), ('together', 'Living together'), ('short', 'Together for a short time'), ('separated', 'Separated'), ('divorced', 'Divorced'), ('back_together', 'Back together'), ('ended_by_death', 'One of them died')], max_length=16)),
                ('on', models.DateField(null=True)),
                ('year', models.PositiveSmallIntegerField(null=True)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
                ('union', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='network.union')),
            ],
            options={
                'indexes': [models.Index(fields=['union', 'year'], name='network_union_history')],
            },
        ),
        migrations.CreateModel(
            name='ChildSaid',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('says', models.CharField(choices=[('yes', 'Yes'), ('not_now', 'Not now'), ('never', 'Never')], max_length=8)),
                ('ask_again_on', models.DateField(null=True)),
                ('on', models.DateField()),
                ('who_was_there', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('checked_in_on', models.DateField(null=True)),
                ('checked_in_words', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('connection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='child_said', to='people.connection')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'indexes': [models.Index(fields=['child', 'connection', 'at'], name='network_child_said')],
            },
        ),
        migrations.CreateModel(
            name='HouseholdMember',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('from_on', models.DateField(null=True)),
                ('until_on', models.DateField(null=True)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='network.household')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='households', to='people.person')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'household'], name='network_lives_with')],
            },
        ),
    ]
