import django.db.models.deletion
import django.utils.timezone
import kith.sealing.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('outbox', '0001_initial'), ('outbox', '0002_written_to_a_person'), ('outbox', '0003_names_the_person'), ('outbox', '0004_how_it_was_carried'), ('outbox', '0005_held_for_one_person')]

    initial = True

    dependencies = [
        ('access', '0001_tables'),
        ('children', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='OutboxItem',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('referral_id', models.UUIDField(null=True)),
                ('kind', models.CharField(choices=[('letter', 'Letter'), ('message', 'Message'), ('invitation', 'Invitation'), ('export', 'Export'), ('cancellation', 'Neutral cancellation'), ('legal_notice', 'Legal notice'), ('safeguarding', 'Safeguarding')], max_length=16)),
                ('state', models.CharField(choices=[('queued', 'Waiting to be released'), ('released', 'Released'), ('on_the_way', 'Being handed over'), ('sent', 'Sent'), ('failed', 'Could not be sent'), ('frozen', 'Held: stopped'), ('cancelled', 'Cancelled')], default='queued', max_length=12)),
                ('needs', models.CharField(blank=True, choices=[('talk', 'Talk with me'), ('file', 'Read my file'), ('search', 'Look for someone'), ('approach', 'Get in touch with this person'), ('meet', 'Meet'), ('conference', 'Hold a conference'), ('share_plan', 'Share my plan')], max_length=16)),
                ('about_person', kith.sealing.fields.SealedTextField(editable=True, null=True)),
                ('person_id', models.UUIDField(null=True)),
                ('contact_kind', models.CharField(blank=True, choices=[('letter', 'Letter'), ('message', 'Message through the coordinator'), ('phone', 'Phone or video call'), ('supervised', 'Meet with a worker there'), ('community', 'Meet out and about, with someone near'), ('conference', 'Come to the conference'), ('conference_apart', 'Come to the conference at another time'), ('overnight', 'Stay overnight'), ('on_their_own', 'Be together on their own')], max_length=16)),
                ('recipient', kith.sealing.fields.SealedTextField(editable=True)),
                ('body', kith.sealing.fields.SealedTextField(editable=True)),
                ('queued_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('released_at', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('way', models.CharField(blank=True, max_length=8)),
                ('carrier_ref', models.CharField(blank=True, max_length=100)),
                ('came', models.CharField(blank=True, max_length=12)),
                ('code', models.CharField(blank=True, max_length=40)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('handed_at', models.DateTimeField(null=True)),
                ('try_again_at', models.DateTimeField(null=True)),
                ('frozen_at', models.DateTimeField(null=True)),
                ('held_private', models.BooleanField(default=False)),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('cancelled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child')),
                ('held_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('queued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('released_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.service')),
            ],
            options={
                'indexes': [models.Index(fields=['child', 'state'], name='outbox_by_child')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('needs', ''), _negated=True), ('kind__in', ['cancellation', 'legal_notice', 'safeguarding']), _connector='OR'), name='outbox_goes_under_an_agreement'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['letter', 'message', 'invitation']), _negated=True), ('state__in', ['sent', 'cancelled']), ('person_id__isnull', False), _connector='OR'), name='outbox_to_a_person_names_the_person'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['released', 'on_the_way', 'sent', 'failed']), _negated=True), ('released_by__isnull', False), _connector='OR'), name='outbox_released_by_a_person')],
            },
        ),
    ]
