"""Nothing to a person without the person: what waits without one is cancelled, and must be written anew."""

from typing import Any

from django.db import migrations, models
from django.utils import timezone

TO_A_PERSON = ["letter", "message", "invitation"]


def cancel_what_names_nobody(apps: Any, schema_editor: Any) -> None:
    """Cancel what has not left; what was sent stays as it was sent."""
    table = apps.get_model("outbox", "OutboxItem")
    nameless = table.objects.filter(kind__in=TO_A_PERSON, person_id__isnull=True)
    nameless.exclude(state__in=["sent", "cancelled"]).update(state="cancelled", cancelled_at=timezone.now())


class Migration(migrations.Migration):
    """The person a letter goes to."""

    dependencies = [("outbox", "0002_written_to_a_person")]

    operations = [
        migrations.RunPython(cancel_what_names_nobody, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="outboxitem",
            constraint=models.CheckConstraint(
                condition=~models.Q(kind__in=TO_A_PERSON)
                | models.Q(state__in=["sent", "cancelled"])
                | models.Q(person_id__isnull=False),
                name="outbox_to_a_person_names_the_person",
            ),
        ),
    ]
