"""Protected names are known again without the titles in front of them, as all names are compared now."""

from typing import Any, ClassVar

from django.db import migrations

from kith.safety.queries.protected import digests


def digest_again(apps: Any, _schema_editor: Any) -> None:
    """Give the people who were protected before the digests that the rules of today make."""
    for row in apps.get_model("safety", "ProtectedPerson")._base_manager.iterator():
        row.digests = digests(row.names)
        row.save(update_fields=["digests"])


class Migration(migrations.Migration):
    """No table changes."""

    dependencies: ClassVar = [("safety", "0007_no_end_of_a_no")]

    operations: ClassVar = [migrations.RunPython(digest_again, migrations.RunPython.noop)]
