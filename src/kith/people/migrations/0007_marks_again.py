"""Numbers of other countries, and each of several in one line, are found again in free text too."""

from typing import Any, ClassVar

from django.db import migrations

from kith.domain.terms import ReachKind
from kith.people.queries import marks_of


def mark_again(apps: Any, _schema_editor: Any) -> None:
    """Give the ways that were written down before the marks that the rules of today make."""
    for row in apps.get_model("people", "Reach")._base_manager.iterator():
        marks = marks_of(ReachKind(row.kind), row.value)
        if marks != row.marks:
            row.marks = marks
            row.save(update_fields=["marks"])


class Migration(migrations.Migration):
    """No table changes."""

    dependencies: ClassVar = [("people", "0006_sealed_people")]

    operations: ClassVar = [migrations.RunPython(mark_again, migrations.RunPython.noop)]
