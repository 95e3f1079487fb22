"""Field classes: one table from which masking, export, logs and tests come.

P0 sealed: encrypted at rest, shown to the case team only. P1: about one child or adult, shown to those who may see the
child. P2: about the service's work. P3: no harm if known.
"""

from dataclasses import dataclass
from enum import StrEnum


class FieldClass(StrEnum):
    """How much harm a field can do."""

    P0 = "P0"
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"


@dataclass(frozen=True)
class FieldPolicy:
    """One field's class and, for P0, who may read it."""

    field: str
    field_class: FieldClass
    readers: str


FIELDS: dict[str, FieldPolicy] = {}


def declare(field: str, field_class: FieldClass, readers: str) -> None:
    """Add a field ("app.Model.field") to the table."""
    FIELDS[field] = FieldPolicy(field, field_class, readers)


declare("audit.AuditEvent.words", FieldClass.P0, "privacy officer, on a page that says so")
