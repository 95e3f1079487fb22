"""What somebody with full access to the database could do to the audit record."""

import uuid

from django.db import connection

from kith.access.models import Service
from kith.audit import record
from kith.audit.models import AuditEvent, AuditHead
from tests.personas import NOW

FORGER = record.Who("user", "forger", "manager", None)


def without_triggers(*statements: str) -> None:
    """Take away what keeps the events as they are, then do this."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER audit_no_update")
            cursor.execute("DROP TRIGGER audit_no_delete")
        else:
            cursor.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER USER")
        for statement in statements:
            cursor.execute(statement)


def insert(service: Service, place: int) -> None:
    """Put an event in at a place, linked to the one before it as a true one would be; the later ones move on by one."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditevent SET seq = seq + 1000 WHERE seq >= %s", [place])
        cursor.execute("UPDATE audit_auditevent SET seq = seq - 999 WHERE seq > 1000")
    _forge(service, place)


def write_anew_from(service: Service, place: int) -> None:
    """Cut the chain off before a place and write as many other events after it, the head with them."""
    events = AuditEvent.objects.filter(service_id=service.pk, seq__gte=place)
    count = events.count()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_auditevent WHERE seq >= %s", [place])
    AuditHead.objects.filter(service_id=service.pk).update(seq=place - 1, hash=_hash_before(service.pk, place))
    record.append([record.Event("test.forged", _who(service), NOW, codes={"n": number}) for number in range(count)])


def _forge(service: Service, place: int) -> None:
    head = AuditHead.objects.get(service_id=service.pk)
    AuditHead.objects.filter(pk=head.pk).update(seq=place - 1, hash=_hash_before(service.pk, place))
    record.append([record.Event("test.forged", _who(service), NOW)])
    head.seq += 1
    head.save()


def _hash_before(service_id: uuid.UUID, place: int) -> str:
    before = AuditEvent.objects.filter(service_id=service_id, seq=place - 1).first()
    return before.hash if before else record.GENESIS


def _who(service: Service) -> record.Who:
    return record.Who(FORGER.kind, FORGER.id, FORGER.role, service.pk)
