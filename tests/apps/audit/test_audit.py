"""The audit record: chained, append-only, and every tampering found."""

import datetime as dt
import json
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from kith.access import scope
from kith.audit import record, verify
from kith.audit.models import AuditEvent, AuditHead
from kith.domain.terms import Role
from tests.apps.audit import tampering
from tests.personas import NOW, Cast


def _write(cast: Cast, count: int) -> None:
    who = cast.actor(Role.MANAGER).who()
    for number in range(count):
        with record.unit_of_work():
            record.note(record.Event("test.happened", who, NOW, codes={"n": number}, words=f"words {number}"))


def test_a_whole_chain_is_good(cast: Cast) -> None:
    _write(cast, 5)
    assert verify.verify().code == verify.GOOD


class NotHere(Exception):
    """An answer."""


def two_things_and_an_answer(who: record.Who) -> None:
    with record.unit_of_work():
        record.note(record.Event("test.happened", who, NOW))
        with record.unit_of_work():
            record.answer_after(NotHere())
        record.note(record.Event("test.ended", who, NOW))


def test_a_unit_of_work_may_end_in_an_answer_after_it_is_kept(cast: Cast) -> None:
    who = cast.actor(Role.MANAGER).who()
    with pytest.raises(NotHere):
        two_things_and_an_answer(who)
    kept = AuditEvent.objects.filter(kind__startswith="test.").values_list("kind", flat=True)
    assert sorted(kept) == ["test.ended", "test.happened"]
    with pytest.raises(RuntimeError, match="no unit of work"):
        record.answer_after(NotHere())


def test_note_outside_a_unit_of_work_raises(cast: Cast) -> None:
    with pytest.raises(RuntimeError, match="outside an action"):
        record.note(record.Event("test.happened", cast.actor(Role.MANAGER).who(), NOW))


def test_events_of_a_failed_nested_unit_are_dropped(cast: Cast) -> None:
    who = cast.actor(Role.MANAGER).who()
    with record.unit_of_work():
        record.note(record.Event("test.outer", who, NOW))
        try:
            with record.unit_of_work():
                record.note(record.Event("test.inner", who, NOW))
                raise ValueError
        except ValueError:
            pass
    assert list(AuditEvent.objects.values_list("kind", flat=True)) == ["test.outer"]


@pytest.mark.parametrize("statement", ["UPDATE audit_auditevent SET kind = 'x'", "DELETE FROM audit_auditevent"])
def test_the_database_refuses_to_change_or_remove_an_event(cast: Cast, statement: str) -> None:
    _write(cast, 1)
    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
        connection.cursor().execute(statement)


LINKS = 100
# What is done to a chain at one of its events; the last event of a chain has nothing after it to change places with.
TAMPERINGS = {
    "edit": ["UPDATE audit_auditevent SET kind = 'other' WHERE seq = {n}"],
    "edit codes": ["UPDATE audit_auditevent SET codes = '{{}}' WHERE seq = {n}"],
    "wipe words": ["UPDATE audit_auditevent SET words = NULL WHERE seq = {n}"],
    "swap words": [
        "UPDATE audit_auditevent SET words = (SELECT words FROM audit_auditevent WHERE seq = {n} + 1) WHERE seq = {n}"
    ],
    "delete": ["DELETE FROM audit_auditevent WHERE seq = {n}"],
    "truncate": ["DELETE FROM audit_auditevent WHERE seq > {n}"],
    "reorder": [
        "UPDATE audit_auditevent SET seq = 999 WHERE seq = {n}",
        "UPDATE audit_auditevent SET seq = {n} WHERE seq = {n} + 1",
        "UPDATE audit_auditevent SET seq = {n} + 1 WHERE seq = 999",
    ],
}


# What no single statement does.
FORGERIES = {"insert": tampering.insert}


def tamper(cast: Cast, name: str, place: int) -> None:
    """Do one of these to the chain at a place."""
    if name in FORGERIES:
        FORGERIES[name](cast.service, place)
        return
    with connection.cursor() as cursor:
        for statement in TAMPERINGS[name]:
            cursor.execute(statement.format(n=place))


@pytest.mark.long
@pytest.mark.parametrize("name", [*TAMPERINGS, *FORGERIES])
def test_verify_finds_each_tampering_wherever_it_is(cast: Cast, name: str) -> None:
    _write(cast, LINKS)
    tampering.without_triggers()
    assert verify.verify().code == verify.GOOD
    for place in range(1, LINKS):
        with transaction.atomic():
            tamper(cast, name, place)
            found = verify.verify()
            transaction.set_rollback(True)
        assert found.code in {verify.BROKEN, verify.SHORTER}, f"{name} at event {place}"
        assert found.seq in {place, place + 1}


@pytest.mark.long
def test_an_anchor_finds_a_chain_cut_off_and_written_anew_wherever_it_was(cast: Cast, tmp_path: Path) -> None:
    _write(cast, LINKS)
    tampering.without_triggers()
    anchor = tmp_path / "anchor.json"
    anchor.write_text(json.dumps(verify.anchors()))
    head = AuditHead.objects.get()
    for place in range(1, LINKS + 1):
        with transaction.atomic():
            tampering.write_anew_from(cast.service, place)
            assert verify.verify().code == verify.GOOD, "every link holds, and the head agrees"
            assert verify.verify(anchor).code == verify.ANCHOR_MISMATCH, f"from event {place}"
            # Whoever forgets the head is found without an anchor.
            AuditHead.objects.update(hash=head.hash)
            found = verify.verify()
            transaction.set_rollback(True)
        assert (found.code, found.seq) == (verify.BROKEN, LINKS), f"from event {place}"


def test_more_events_than_the_head_knows_are_broken_not_too_few(cast: Cast) -> None:
    _write(cast, 3)
    head = AuditHead.objects.get()
    with transaction.atomic():
        _write(cast, 1)
        AuditHead.objects.update(seq=head.seq, hash=head.hash)
        found = verify.verify()
    assert (found.code, found.seq) == (verify.BROKEN, 4)
    assert found.text == "Broken at event 4: the head knows 3 events, 4 are here."


def test_an_anchor_finds_a_full_rewrite_and_a_truncation(cast: Cast, tmp_path: Path) -> None:
    _write(cast, 3)
    anchor = tmp_path / "anchor.json"
    anchor.write_text(json.dumps(verify.anchors()))
    assert verify.verify(anchor).code == verify.GOOD
    tampering.without_triggers("DELETE FROM audit_auditevent")
    AuditHead.objects.all().delete()
    assert verify.verify(anchor).code == verify.SHORTER
    _write(cast, 4)
    assert verify.verify().code == verify.GOOD  # a bare chain cannot see a full rewrite
    changed = json.loads(anchor.read_text())
    changed[str(cast.service.pk)]["hash"] = "0" * 64
    anchor.write_text(json.dumps(changed))
    assert verify.verify(anchor).code == verify.ANCHOR_MISMATCH


def test_a_child_opened_twice_in_an_hour_is_one_event(cast: Cast) -> None:
    actor = cast.actor(Role.SOCIAL_WORKER)
    for minutes in (0, 20, 70):
        with scope.acting(actor), record.unit_of_work():
            scope.note_opened(actor, cast.child.pk, NOW + dt.timedelta(minutes=minutes))
    assert AuditEvent.objects.filter(kind="child.opened").count() == 2
