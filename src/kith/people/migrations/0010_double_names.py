"""A title in front of a name is none of its words, and a double name is whole: names are found by keys made anew."""

import itertools
from typing import Any, ClassVar

from django.db import migrations

from kith.access import scope
from kith.people.models.naming import families_of, keys_of, variants_of

AT_ONCE = 500


def make_keys_again(apps: Any, _schema_editor: Any) -> None:
    """Give the names that were written down before the keys that the rules of today make."""
    names, keys = (apps.get_model("people", one)._base_manager for one in ("Name", "NameKey"))
    with scope.every_service("keys of names are made anew"):
        for service in names.order_by().values_list("service_id", flat=True).distinct():
            variants = variants_of(families_of(service))
            rows = names.filter(service_id=service).order_by("pk").iterator(chunk_size=AT_ONCE)
            while chunk := list(itertools.islice(rows, AT_ONCE)):
                keys.filter(name__in=chunk).delete()
                keys.bulk_create(
                    keys.model(service_id=service, name_id=name.pk, key=key)
                    for name in chunk
                    for key in keys_of(name, variants)
                )


class Migration(migrations.Migration):
    """No table changes."""

    dependencies: ClassVar = [("people", "0009_taken_for_one")]

    operations: ClassVar = [migrations.RunPython(make_keys_again, migrations.RunPython.noop)]
