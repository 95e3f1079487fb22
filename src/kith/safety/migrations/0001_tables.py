import django.db.models.deletion
import django.utils.timezone
import kith.sealing.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('safety', '0001_initial'), ('safety', '0002_letters_kept_back'), ('safety', '0003_sealed_values_in_words'), ('safety', '0004_location_must_not_reach'), ('safety', '0005_care_before_reaching'), ('safety', '0006_who_said_no'), ('safety', '0007_asked_again')]

    initial = True

    dependencies = [
        ('access', '0001_tables'),
        ('children', '0001_tables'),
        ('outbox', '0001_tables'),
        ('people', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProtectedPerson',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('names', kith.sealing.fields.SealedJSONField(editable=True)),
                ('words', kith.sealing.fields.SealedTextField(editable=True)),
                ('digests', models.JSONField(default=list)),
                ('review_on', models.DateField()),
                ('kept_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ended_at', models.DateTimeField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SaidNo',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('marks', models.JSONField(default=list)),
                ('kept_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ended_at', models.DateTimeField(null=True)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AdoptionRoute',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('why', kith.sealing.fields.SealedTextField(editable=True)),
                ('agency', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('came_of_it', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('connection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adoption_routes', to='people.connection')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('connection',), name='safety_one_route_a_person')],
            },
        ),
        migrations.CreateModel(
            name='Apart',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('words', kith.sealing.fields.SealedTextField(editable=True)),
                ('on', models.DateField()),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_words', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('one', models.F('other')), _negated=True), name='safety_two_people_apart')],
            },
        ),
        migrations.CreateModel(
            name='CareTaken',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('through_adult', 'Under 18: reached through an adult responsible for them'), ('through_worker', 'Under 18 and in care: reached through their own worker, with their own yes'), ('trafficking', 'Checked for trafficking, and it is safe to go on'), ('presented', 'They presented themselves as family'), ('confirmed', 'Who they are is confirmed in another way'), ('abroad', 'They live abroad: only the tracing route'), ('interpreter', 'The young person refuses this interpreter'), ('elsewhere', 'In care of another authority: both sign before anybody is reached'), ('other_signed', 'The other authority has signed')], max_length=16)),
                ('named', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('words', kith.sealing.fields.SealedTextField(editable=True)),
                ('safe_for_both', models.BooleanField(default=False)),
                ('own_yes_on', models.DateField(null=True)),
                ('on', models.DateField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_words', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('connection', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='care_taken', to='people.connection')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
                ('through', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.connection')),
            ],
            options={
                'indexes': [models.Index(fields=['child', 'ended_at'], name='safety_care_by_child')],
            },
        ),
        migrations.CreateModel(
            name='Clearance',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('letter', 'Letter'), ('message', 'Message through the coordinator'), ('phone', 'Phone or video call'), ('supervised', 'Meet with a worker there'), ('community', 'Meet out and about, with someone near'), ('conference', 'Come to the conference'), ('conference_apart', 'Come to the conference at another time'), ('overnight', 'Stay overnight'), ('on_their_own', 'Be together on their own')], max_length=16)),
                ('answer', models.CharField(choices=[('yes', 'Yes'), ('yes_if', 'Yes, if ...'), ('not_now', 'Not now'), ('no', 'No')], max_length=8)),
                ('conditions', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('why', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('checks', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('childs_feeling', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('on', models.DateField()),
                ('until_on', models.DateField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('dissent', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('dissent_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('connection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clearances', to='people.connection')),
                ('dissent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'indexes': [models.Index(fields=['child', 'connection', 'kind', 'at'], name='safety_clearance_latest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on__gt', models.F('on'))), name='safety_clearance_runs_out')],
            },
        ),
        migrations.CreateModel(
            name='ClearanceAsked',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('box', models.CharField(choices=[('write_or_call', 'Write or call'), ('meet_with_worker', 'Meet with a worker'), ('conference', 'Come to the conference'), ('on_their_own', 'On their own')], max_length=20)),
                ('words', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('asked_again_at', models.DateTimeField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_again_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('connection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clearances_asked', to='people.connection')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at__isnull', True)), fields=('connection', 'box'), name='safety_asked_once_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='LetterKeptBack',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('words', kith.sealing.fields.SealedTextField(editable=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outbox.outboxitem')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('item',), name='safety_letter_kept_back_once')],
            },
        ),
        migrations.CreateModel(
            name='News',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('said_no', 'They said no'), ('has_died', 'They have died'), ('not_safe', 'Not safe to see'), ('contradiction', 'Something the child was told is not so'), ('surprise', 'Something the child does not know')], max_length=16)),
                ('words', kith.sealing.fields.SealedTextField(editable=True)),
                ('found_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('tell_on', models.DateField(null=True)),
                ('where', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('with_whom', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('told_at', models.DateTimeField(null=True)),
                ('told_words', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('check_in_by', models.DateField(null=True)),
                ('checked_in_at', models.DateTimeField(null=True)),
                ('checked_in_words', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('connection', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='news', to='people.connection')),
                ('found_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
                ('told_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('who_tells', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['child', 'told_at'], name='safety_news_by_child')],
            },
        ),
        migrations.CreateModel(
            name='Restriction',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('court_no_contact', 'Court order: no family time (s.34(4))'), ('refused_seven_days', 'Family time refused in an emergency (s.34(6))'), ('non_molestation', 'Non-molestation order or injunction'), ('prohibited_steps', 'Prohibited steps order'), ('bail_or_licence', 'Bail or licence condition'), ('managers_block', 'The manager’s own decision'), ('location', 'Where the child lives must not reach them'), ('other', 'Another order')], max_length=20)),
                ('court_reference', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('kinds', models.JSONField(default=list)),
                ('words', kith.sealing.fields.SealedTextField(editable=True)),
                ('on', models.DateField()),
                ('until_on', models.DateField(null=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('lifted_at', models.DateTimeField(null=True)),
                ('lifted_words', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('lifted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='restrictions', to='people.person')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'indexes': [models.Index(fields=['child', 'lifted_at'], name='safety_restriction_by_child')],
            },
        ),
        migrations.CreateModel(
            name='LeadAlert',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('seen_at', models.DateTimeField(null=True)),
                ('what_was_done', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='children.child')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('reach', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.reach')),
                ('seen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
                ('protected', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='alerts', to='safety.protectedperson')),
                ('said_no', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='safety.saidno')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('seen_at__isnull', True)), fields=('child', 'person', 'protected'), name='safety_one_open_alert'), models.UniqueConstraint(condition=models.Q(('said_no__isnull', False), ('seen_at__isnull', True)), fields=('child', 'person', 'said_no'), name='safety_one_open_alert_of_a_no'), models.UniqueConstraint(condition=models.Q(('reach__isnull', False), ('seen_at__isnull', True)), fields=('child', 'reach', 'by'), name='safety_one_open_alert_of_words')],
            },
        ),
        migrations.CreateModel(
            name='SideAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('goes_on', models.BooleanField()),
                ('words', kith.sealing.fields.SealedTextField(editable=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('connection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='side_answers', to='people.connection')),
                ('restricted', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'indexes': [models.Index(fields=['connection', 'restricted', 'at'], name='safety_side_latest')],
            },
        ),
    ]
