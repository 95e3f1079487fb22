"""Taking in a return: the ledger adds up, nothing is in an answer yet, and what must not be kept is not."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError, connection

from kith.access import gate, scope
from kith.audit.models import AuditEvent
from kith.children.models import Child
from kith.demo import build
from kith.domain import returns
from kith.domain.terms import Role
from kith.returns import actions, queries
from kith.returns.actions import receive as receiving
from kith.returns.models import Batch, FilePart, Finding, RawRow, StoredFile
from tests.apps.returns import small_return
from tests.personas import NOW, TODAY, Cast

Receive = Callable[..., Batch]
Save = Callable[[Batch], Batch]


def stored_bytes(batch: Batch) -> dict[str, bytes]:
    return {
        file.table: actions.open_kept(file.stored_as, file_id=file.pk)
        for file in StoredFile.objects.filter(batch=batch)
    }


def test_receive_return_counts_every_row_and_touches_no_answer(receive: Receive) -> None:
    batch = receive(small_return.first_year())
    assert (batch.number, batch.status, batch.years) == (1, Batch.Status.CHECKED, [2024])
    assert batch.ledger == {"read": 6, "new": 6, "unchanged": 0, "changed": 0, "quarantined": 0}
    assert batch.changes["children_new"] == 2
    assert not Child.objects.filter(reference__startswith="A").exists()
    assert not RawRow.objects.exists()
    event = AuditEvent.objects.get(kind="return.received")
    assert (event.batch_id, event.count) == (batch.pk, 6)


def test_values_of_switched_off_columns_are_kept_nowhere(receive: Receive, save: Save) -> None:
    batch = receive(small_return.first_year())
    assert batch.masked == {"CONVICTED": 1, "SUBSTANCE_MISUSE": 1}
    kept = stored_bytes(batch)["OC2"].decode()
    assert kept.splitlines()[1] == f"A1,02/03/2012,14,{returns.MASK},{returns.MASK}"
    save(batch)
    row = RawRow.objects.get(part__table="OC2")
    assert row.values == f'"A1","02/03/2012","14","{returns.MASK}","{returns.MASK}"'
    assert ",14,null,null," in row.normal


def test_a_stored_file_is_encrypted_and_otherwise_as_sent(receive: Receive) -> None:
    batch = receive(small_return.first_year())
    assert stored_bytes(batch)["Episodes"] == small_return.first_year()[1].data
    for file in StoredFile.objects.filter(batch=batch):
        path = Path(settings.KITH_STORE) / "returns" / file.stored_as
        assert b"CHILD" not in path.read_bytes()
        assert path.stat().st_mode & 0o077 == 0


def test_discard_return_leaves_numbers_only(
    receive: Receive, in_service: Cast, django_capture_on_commit_callbacks
) -> None:
    batch = receive([*small_return.first_year(), returns.Source("Robin.txt", b"no table")])
    names = [file.stored_as for file in StoredFile.objects.filter(batch=batch)]
    assert Finding.objects.filter(batch=batch).exists()
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard_return(in_service.actor(Role.ANALYST), batch=batch, version=1, at=NOW)
    batch.refresh_from_db()
    assert (batch.status, batch.ledger["read"], batch.refused) == (Batch.Status.DISCARDED, 6, [])
    assert not any((Path(settings.KITH_STORE) / "returns" / name).exists() for name in names)
    assert not StoredFile.objects.filter(batch=batch).exists()
    assert not Finding.objects.filter(batch=batch).exists()
    with pytest.raises(gate.ActionBlocked, match="does not wait any more"):
        actions.discard_return(in_service.actor(Role.ANALYST), batch=batch, version=2, at=NOW)


def test_a_discarding_that_cannot_be_committed_loses_no_file(
    receive: Receive, in_service: Cast, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks
) -> None:
    batch = receive(small_return.first_year())
    before, depth = stored_bytes(batch), len(connection.savepoint_ids)

    failed, whole = [], connection.savepoint_commit

    def fail(saved: str) -> None:
        # The door's own transaction is the outermost one here; all of its work is done when it is about to end.
        if len(connection.savepoint_ids) == depth and not failed:
            failed.append(saved)
            raise OperationalError("disk is full")
        whole(saved)

    with monkeypatch.context() as broken, django_capture_on_commit_callbacks(execute=True):
        broken.setattr(connection, "savepoint_commit", fail)
        with pytest.raises(OperationalError, match="disk is full"):
            actions.discard_return(in_service.actor(Role.ANALYST), batch=batch, version=1, at=NOW)
    batch.refresh_from_db()
    assert batch.status == Batch.Status.CHECKED
    assert stored_bytes(batch) == before


@pytest.mark.parametrize("step", ["_write_findings", "_masked"])
def test_a_bringing_in_that_is_stopped_leaves_no_row_and_no_file(
    receive: Receive, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    folder = Path(settings.KITH_STORE) / "returns"
    before = set(folder.iterdir()) if folder.is_dir() else set()
    whole = getattr(receiving, step)

    def stop(*given: object) -> None:
        whole(*given)
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(receiving, step, stop)
        with pytest.raises(KeyboardInterrupt):
            receive(small_return.first_year())
    assert not Batch.objects.exists()
    assert not StoredFile.objects.exists()
    assert not Finding.objects.exists()
    assert not AuditEvent.objects.filter(kind="return.received").exists()
    assert (set(folder.iterdir()) if folder.is_dir() else set()) == before
    assert receive(small_return.first_year()).number == 1


def test_a_council_that_the_service_does_not_act_for_is_refused(receive: Receive) -> None:
    data = small_return.csv(f"LA,{small_return.HEADER}", ["FARAWAY,Z1,1,02/03/2012,WBRI"])
    batch = receive([*small_return.first_year(), returns.Source("theirs/Header.csv", data)], year=2024)
    assert [refused["file"] for refused in batch.refused] == ["theirs/Header.csv"]
    assert "FARAWAY" in batch.refused[0]["reason"]
    assert batch.ledger["read"] == 6


def test_the_councils_name_does_as_well_as_its_code(receive: Receive, save: Save) -> None:
    rows = ["Wealdshire,A1,1,02/03/2012,WBRI", "weald,A2,1,02/03/2013,WBRI"]
    two_ways = receive([returns.Source("Header.csv", small_return.csv(f"LA,{small_return.HEADER}", rows))], year=2024)
    assert "two ways" in two_ways.refused[0]["reason"]
    batch = receive([returns.Source("Header.csv", small_return.csv(f"LA,{small_return.HEADER}", rows[:1]))], year=2024)
    save(batch)
    assert FilePart.objects.get().council_code == "WEALD"


def test_a_zip_of_years_is_read_folder_by_folder(receive: Receive) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for folder, sources in (("a", small_return.first_year()), ("b", small_return.second_year())):
            for source in sources:
                assert isinstance(source.data, bytes)
                archive.writestr(f"{folder}/{source.name}", source.data)
    batch = receive([returns.Source("years.zip", packed.getvalue())])
    assert batch.years == [2024, 2025]
    assert batch.ledger == {"read": 10, "new": 8, "unchanged": 1, "changed": 1, "quarantined": 0}


def test_nothing_readable_is_an_import_with_reasons_that_cannot_be_saved(receive: Receive, save: Save) -> None:
    batch = receive(
        [returns.Source("page.csv", b"<html></html>"), returns.Source("picture.csv", b"\x89PNG\r\n\x00\x01")]
    )
    assert len(batch.refused) == 2
    assert batch.ledger["read"] == 0
    with pytest.raises(gate.ActionBlocked, match="no row to save"):
        save(batch)


def test_rows_that_wait_are_counted_and_wholly_sealed(receive: Receive, save: Save) -> None:
    rows = [
        small_return.episode("A1", "01/05/2023"),
        small_return.episode("", "01/05/2023"),
        small_return.episode("A2", "31/02/2023"),
        small_return.episode("A\0", "01/05/2023"),
        small_return.episode("A3", "01/05/2023") + ",one too many",
    ]
    batch = save(receive([returns.Source("e.csv", small_return.csv(small_return.EPISODES, rows))]))
    assert batch.ledger == {"read": 5, "new": 1, "unchanged": 0, "changed": 0, "quarantined": 4}
    waiting = RawRow.objects.filter(status="quarantined")
    assert waiting.count() == 4
    assert {(row.reference, row.values, row.normal) for row in waiting} == {("", "", "")}
    assert all(row.reason for row in waiting)
    assert waiting.get(reason__contains="NUL").sealed[0][0] == "A\0"


def test_postcodes_and_unknown_columns_stand_in_the_table_sealed_only(receive: Receive, save: Save) -> None:
    header = f"{small_return.EPISODES},NAME"
    rows = [f"{small_return.episode('A1', '01/05/2023')},Robin Weald"]
    save(receive([returns.Source("e.csv", small_return.csv(header, rows))]))
    row = RawRow.objects.get()
    for secret in (*small_return.NEVER_SHOWN, "Robin"):
        assert secret not in row.values + row.normal + row.reference
    assert row.sealed == [[small_return.HOME, small_return.AWAY, "Robin Weald"], [small_return.HOME, small_return.AWAY]]
    cipher = RawRow.objects.values_list(queries.stored.CIPHER, flat=True).get()
    assert small_return.HOME.encode() not in bytes(cipher)


def test_two_files_of_one_name_are_told_apart(receive: Receive) -> None:
    first = small_return.first_year()[0]
    batch = receive([first, returns.Source(first.name, small_return.csv(small_return.HEADER, ["A9,1,,"]))], year=2024)
    assert {file.name for file in StoredFile.objects.filter(batch=batch)} == {"Header.csv", "Header (2).csv"}


@pytest.mark.parametrize("role", [Role.MANAGER, Role.COORDINATOR, Role.SOCIAL_WORKER, Role.SERVICE_ADMIN])
def test_receive_return_is_for_those_who_bring_returns_in(in_service: Cast, role: Role) -> None:
    with pytest.raises(gate.NotPermitted):
        actions.receive_return(
            in_service.actor(role), service=in_service.service, sources=[], council=in_service.council, at=NOW
        )


def test_another_services_import_is_not_there(receive: Receive, in_service: Cast) -> None:
    batch = receive(small_return.first_year())
    stranger = in_service.stranger(Role.ANALYST)
    with pytest.raises(scope.NotVisible):
        actions.discard_return(stranger, batch=batch, version=1, at=NOW)
    with pytest.raises(scope.NotVisible):
        actions.receive_return(stranger, service=in_service.service, sources=[], council=in_service.council, at=NOW)


def test_imports_are_for_those_who_may_look_at_them(receive: Receive, in_service: Cast) -> None:
    receive(small_return.first_year())
    assert scope.visible(in_service.actor(Role.MANAGER), Batch.objects).exists()
    for role in (Role.COORDINATOR, Role.SOCIAL_WORKER, Role.SERVICE_ADMIN, Role.PANEL):
        assert not scope.visible(in_service.actor(role), Batch.objects).exists()
        assert not scope.visible(in_service.actor(role), StoredFile.objects).exists()


PUPILS = ("A399123415001", "H399123416002")


def with_pupils(year: int, *upns: str) -> list[returns.Source]:
    """One year in which A1 and A2 have these pupil numbers."""
    rows = [f"A{place},1,02/03/2012,WBRI,{upn}" for place, upn in enumerate(upns, start=1)]
    episodes = [small_return.episode(f"A{place}", f"01/05/{year - 1}") for place, _ in enumerate(upns, start=1)]
    return [
        returns.Source("Header.csv", small_return.csv(f"{small_return.HEADER},UPN", rows)),
        returns.Source("Episodes.csv", small_return.csv(small_return.EPISODES, episodes)),
    ]


def test_pupil_numbers_swapped_in_a_later_import_are_found_and_move_nobody(
    receive: Receive, save: Save, in_service: Cast
) -> None:
    save(receive(with_pupils(2024, *PUPILS)))
    before = {child.reference: child.pk for child in Child.objects.filter(reference__startswith="A")}
    later = receive(with_pupils(2025, *reversed(PUPILS)))
    found = Finding.objects.filter(batch=later, rule="upn.two-children").order_by("line")
    assert [(one.reference, one.file.name, one.line, one.column) for one in found] == [
        ("A1", "Header.csv", 2, "UPN"),
        ("A2", "Header.csv", 3, "UPN"),
    ]
    assert found[0].text == (
        "This pupil number stands at another child too: “A2” (in a return saved before). A person must say whose it is."
    )
    assert not any(upn in one.text for one in found for upn in PUPILS)
    save(later)
    after = {child.reference: child.pk for child in Child.objects.filter(reference__startswith="A")}
    assert after == before


def test_a_corrected_return_of_the_same_year_finds_no_swap_with_the_one_it_replaces(
    receive: Receive, save: Save
) -> None:
    save(receive(with_pupils(2024, *reversed(PUPILS))))
    corrected = receive(with_pupils(2024, *PUPILS))
    assert not Finding.objects.filter(batch=corrected, rule="upn.two-children").exists()


def test_what_is_found_against_saved_returns_is_found_anew_when_an_import_is_checked_again(
    receive: Receive, save: Save, take_back: Save, in_service: Cast
) -> None:
    """Another import was saved meanwhile: its pupil numbers count now. Then it is taken back: they do not."""
    waiting = receive(with_pupils(2025, *reversed(PUPILS)))
    rest = set(Finding.objects.filter(batch=waiting).values_list("pk", flat=True))
    found = Finding.objects.filter(batch=waiting, rule="upn.two-children")
    assert not found.exists()
    earlier = save(receive(with_pupils(2024, *PUPILS)))
    analyst = in_service.actor(Role.ANALYST)
    for times in range(2):
        waiting = actions.check_return_again(analyst, batch=waiting, at=NOW)
        assert [(one.reference, one.line) for one in found.order_by("line")] == [("A1", 2), ("A2", 3)], times
        assert waiting.findings_count == len(rest) + 2
    take_back(earlier)
    waiting = actions.check_return_again(analyst, batch=waiting, at=NOW)
    assert set(Finding.objects.filter(batch=waiting).values_list("pk", flat=True)) == rest
    assert waiting.findings_count == len(rest)


def test_the_day_of_the_made_up_county_is_that_of_its_first_import(
    in_service: Cast, receive: Callable[..., Batch]
) -> None:
    assert build.built_on() is None
    type(in_service.service).objects.filter(pk=in_service.service.pk).update(slug=build.PLACES[0][1])
    receive(small_return.first_year(), at=NOW - dt.timedelta(days=9))
    receive(small_return.first_year())
    assert build.built_on() == TODAY - dt.timedelta(days=9)
