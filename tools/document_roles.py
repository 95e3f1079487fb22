"""docs/reference/roles.md and fields.md: who may do what, and who may read what."""

from document_rules import table
from kith.access import policy
from kith.access.permissions import Permission
from kith.access.roles import ROLES

HEAD = """\
# Roles

<!-- Made by tools/generate_docs.py from kith.access.roles. Run make fix; do not edit. -->

One role each. A permission says what may be done at all; on whose child is asked besides: people see the children whose
case team they are in, and every child of the service only with `see_every_child`.
"""
FIELDS = """\
# Fields

<!-- Made by tools/generate_docs.py from kith.access.policy. Run make fix; do not edit. -->

P0 is sealed: encrypted at rest, with keys that live outside the database, and shown to the readers named here only.
All else that is about one child or adult is P1, shown to those who may see the child; what is about the service's work
is P2.
"""


def page() -> str:
    """roles.md."""
    roles = [(spec.label, spec.work, len(spec.permissions)) for spec in ROLES.values()]
    permissions = [
        (f"`{one.value}`", ", ".join(spec.label for spec in ROLES.values() if one in spec.permissions) or "nobody")
        for one in Permission
    ]
    lines = [HEAD, *table(("Role", "Work", "Permissions"), roles)]
    lines += ["## Permissions", "", *table(("Permission", "Held by"), permissions)]
    return "\n".join(lines).rstrip() + "\n"


def fields_page() -> str:
    """fields.md."""
    rows = [
        (f"`{name}`", ", ".join(f"`{field}`" for field in fields), readers)
        for name, (fields, readers) in sorted(policy.SEALED.items())
    ]
    return "\n".join([FIELDS, *table(("Table", "Sealed fields", "Who may read them"), rows)]).rstrip() + "\n"
