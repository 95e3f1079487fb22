"""Protected names are known again as people write them: by a nickname, another spelling, with the surname first."""

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

    dependencies: ClassVar = [("safety", "0003_who_lives_there")]

    operations: ClassVar = [migrations.RunPython(digest_again, migrations.RunPython.noop)]
