import django.db.models.deletion
import django.utils.timezone
import kith.sealing.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('finding', '0001_initial'), ('finding', '0002_lead_decisions'), ('finding', '0003_search_queue'), ('finding', '0004_notes_of_the_file'), ('finding', '0005_held_for_one_person'), ('finding', '0006_notice')]

    initial = True

    dependencies = [
        ('access', '0001_tables'),
        ('children', '0001_tables'),
        ('outbox', '0001_tables'),
        ('people', '0001_tables'),
        ('referrals', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='CaseNotes',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('stored_as', models.CharField(blank=True, max_length=64)),
                ('form', models.CharField(max_length=20)),
                ('counts', models.JSONField(default=dict)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('finished_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('finished_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'verbose_name_plural': 'case notes',
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('child', "The child's words"), ('file', 'The file'), ('relative', "A relative's account"), ('public_record', 'A public record'), ('carer', 'The carer'), ('school', 'The school'), ('professional', "A professional's memory")], max_length=16)),
                ('who', kith.sealing.fields.SealedTextField(editable=True)),
                ('words', kith.sealing.fields.SealedTextField(editable=True)),
                ('on', models.DateField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('taken_back_words', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('connection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='people.connection')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
                ('taken_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FamilyTime',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('contact_kind', models.CharField(choices=[('letter', 'Letter'), ('message', 'Message through the coordinator'), ('phone', 'Phone or video call'), ('supervised', 'Meet with a worker there'), ('community', 'Meet out and about, with someone near'), ('conference', 'Come to the conference'), ('conference_apart', 'Come to the conference at another time'), ('overnight', 'Stay overnight'), ('on_their_own', 'Be together on their own')], max_length=16)),
                ('is_first', models.BooleanField(default=False)),
                ('in_care_plan', models.BooleanField(default=False)),
                ('on', models.DateField()),
                ('at_time', models.TimeField(null=True)),
                ('where', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('who_helps', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('held', 'Held: stopped'), ('happened', 'It happened'), ('did_not_happen', 'It did not happen'), ('cancelled', 'Called off')], default='planned', max_length=16)),
                ('held_private', models.BooleanField(default=False)),
                ('planned_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('words', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('ask', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='family_times', to='referrals.ask')),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('connection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='people.connection')),
                ('held_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('planned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'indexes': [models.Index(fields=['child', 'state', 'on'], name='finding_family_time_by_day')],
            },
        ),
        migrations.CreateModel(
            name='HowItWent',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('said_by', models.CharField(choices=[('child', 'The child'), ('carer', 'The carer')], max_length=8)),
                ('feeling', models.CharField(blank=True, choices=[('great', 'Great'), ('good', 'Good'), ('mixed', 'Mixed'), ('sad', 'Sad'), ('bad', 'Not good'), ('not_said', 'Did not want to say')], max_length=10)),
                ('before', models.CharField(blank=True, choices=[('settled', 'Settled'), ('up_and_down', 'Up and down'), ('unsettled', 'Unsettled'), ('not_known', 'Not known')], max_length=12)),
                ('after', models.CharField(blank=True, choices=[('settled', 'Settled'), ('up_and_down', 'Up and down'), ('unsettled', 'Unsettled'), ('not_known', 'Not known')], max_length=12)),
                ('next_day', models.CharField(blank=True, choices=[('settled', 'Settled'), ('up_and_down', 'Up and down'), ('unsettled', 'Unsettled'), ('not_known', 'Not known')], max_length=12)),
                ('words', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('on', models.DateField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('family_time', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='how_it_went', to='finding.familytime')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LeadDecision',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('ref', models.CharField(max_length=24)),
                ('rests_on', models.CharField(max_length=64)),
                ('kind', models.CharField(choices=[('aside', 'Put aside'), ('ask', 'To ask the child first')], max_length=8)),
                ('sentence', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('reason', models.CharField(blank=True, choices=[('not_now', 'Not the right time'), ('child_would_rather_not', 'The child would rather not'), ('known_already', 'It is in hand already'), ('not_so', 'What it rests on is not so'), ('other', 'Another reason')], max_length=24)),
                ('words', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ended_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('connection', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lead_decisions', to='people.connection')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('child', 'ref'), name='finding_one_decision_a_lead')],
            },
        ),
        migrations.CreateModel(
            name='LetterHead',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('address', models.CharField(max_length=200)),
                ('phone', models.CharField(max_length=40)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NotesAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('mark', models.CharField(max_length=64)),
                ('answer', models.CharField(choices=[('new', 'Add as a new person'), ('same', 'The same as somebody here'), ('not', 'Not a person, or not relevant'), ('ask', 'Ask the child or a worker')], max_length=8)),
                ('rule', models.CharField(max_length=40)),
                ('sentence', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ended_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('connection', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notes_answers', to='people.connection')),
                ('notes', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='finding.casenotes')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('child', 'mark'), name='finding_one_answer_a_mark')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('told', 'They were told'), ('would_endanger', 'Not yet: telling them could put somebody in danger'), ('would_defeat', 'Not yet: it would give away what only the child may decide to tell'), ('cannot_reach', 'Not yet: there is no way to reach them')], max_length=16)),
                ('words', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('on', models.DateField()),
                ('until_on', models.DateField(null=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('connection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='people.connection')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'told'), ('until_on__isnull', True)), models.Q(models.Q(('kind', 'told'), _negated=True), ('until_on__isnull', False)), _connector='OR'), name='finding_not_told_until_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Search',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('looking', 'We are looking'), ('held', 'Held: stopped'), ('found', 'Found, and sure'), ('not_found', 'Not found; everything was tried'), ('ended', 'Ended for another reason')], default='looking', max_length=12)),
                ('next_try_on', models.DateField(null=True)),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('held_at', models.DateTimeField(null=True)),
                ('held_private', models.BooleanField(default=False)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_words', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('brief', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('handed_back', models.CharField(blank=True, choices=[('found', 'Found somebody who fits'), ('not_found', 'Not found'), ('unsure', 'Not sure')], max_length=12)),
                ('handed_back_at', models.DateTimeField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('ask', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='searches', to='referrals.ask')),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('connection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='people.connection')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('handed_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('held_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
                ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['owner', 'state', 'next_try_on'], name='finding_search_by_owner')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['looking', 'held'])), fields=('connection',), name='finding_one_open_search_a_person')],
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('source', models.CharField(max_length=30)),
                ('on', models.DateField()),
                ('words', kith.sealing.fields.SealedTextField(editable=True)),
                ('outcome', models.CharField(choices=[('dead_end', 'Dead end'), ('no_answer', 'No answer yet'), ('leads_on', 'Leads on to something else'), ('could_be', 'Could be them'), ('this_is_them', 'This is them')], max_length=12)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
                ('search', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='finding.search')),
            ],
            options={
                'indexes': [models.Index(fields=['search', 'on'], name='finding_tries_in_order')],
            },
        ),
        migrations.CreateModel(
            name='SourceChoice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('source', models.CharField(max_length=30)),
                ('is_open', models.BooleanField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Approach',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('layer', models.CharField(choices=[('first', 'First letter: who is writing, and may we talk?'), ('family', 'Second: that it is about family'), ('care', 'Third: that the child is in care')], max_length=8)),
                ('still_in_care', models.BooleanField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('answer', models.CharField(blank=True, choices=[('willing', 'Yes'), ('willing_later', 'Yes, but later'), ('unwilling', 'No'), ('do_not_write', 'Do not write again'), ('wrong_person', 'This is not them'), ('has_died', 'They have died'), ('no_reply', 'No reply')], max_length=16)),
                ('answered_on', models.DateField(null=True)),
                ('answer_words', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('offers', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('answer_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ask', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='approaches', to='referrals.ask')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('connection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='people.connection')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outbox.outboxitem')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('still_in_care', True)), name='finding_still_in_care_was_ticked')],
            },
        ),
    ]
