"""Saving a return: the database gives the timeline that the files give, whatever the order, and says what it did."""

import datetime as dt
import itertools
from collections.abc import Callable

import pytest

from kith.access import action, gate, scope
from kith.audit.models import AuditEvent
from kith.children import actions, queries
from kith.children.actions import eligibility, rebuild
from kith.children.models import CareEpisode, Child
from kith.domain import care, returns
from kith.domain.terms import Role
from kith.returns import actions as return_actions
from kith.returns import queries as return_queries
from kith.returns.models import Batch, FilePart, RawRow
from tests.apps.children.timelines import from_database, from_files
from tests.apps.returns import small_return
from tests.personas import NOW, Cast

Receive = Callable[..., Batch]
Save = Callable[[Batch], Batch]
LAST_DAY = dt.date(2025, 3, 31)


@pytest.mark.long
@pytest.mark.parametrize("order", list(itertools.permutations(("2017", "2018", "2019")))[::2])
def test_the_sample_years_in_any_order_give_the_timeline_of_the_files(
    in_service: Cast, receive: Receive, save: Save, order: tuple[str, ...]
) -> None:
    for year in order:
        batch = save(receive([returns.Source(year, small_return.SAMPLES / year)]))
        counts = batch.ledger
        assert counts["read"] == sum(counts[name] for name in ("new", "unchanged", "changed", "quarantined"))
    assert from_database(in_service) == from_files([returns.Source("all", small_return.SAMPLES)])
    on = dt.date(2020, 3, 31)
    expected = care.care(
        returns.timelines(
            returns.read([returns.Source("all", small_return.SAMPLES)], council="WEALD"), repairs="liia"
        ).values(),
        on,
    )
    known = queries.list_care_facts(in_service.actor(Role.ANALYST), on)
    assert [(one.child, one.in_care, one.start, one.age, one.certainty) for one in known] == [
        (one.child, one.in_care, one.start, one.age, one.certainty) for one in expected
    ]


def test_commit_return_makes_the_children_and_their_history(in_service: Cast, receive: Receive, save: Save) -> None:
    batch = save(receive(small_return.first_year()))
    assert batch.status == Batch.Status.COMMITTED
    child = Child.objects.get(reference="A1")
    assert (child.born_on, child.sex, child.last_seen_on) == (dt.date(2012, 3, 2), "M", dt.date(2024, 3, 31))
    episodes = CareEpisode.objects.filter(child=child)
    assert [(one.decom, one.dec, one.batch_number, one.line) for one in episodes] == [
        (dt.date(2023, 5, 1), dt.date(2023, 10, 10), 1, 2),
        (dt.date(2023, 10, 10), None, 1, 3),
    ]
    record = queries.get_records(in_service.actor(Role.ANALYST), [child.pk])["WEALD", "A1"]
    assert record.episodes[0].file == "Import 1, Episodes 2024"
    event = AuditEvent.objects.get(kind="return.committed")
    assert (event.batch_id, event.count, event.codes["children_new"]) == (batch.pk, 6, 2)


def test_the_same_files_twice_change_nothing_and_say_so(in_service: Cast, receive: Receive, save: Save) -> None:
    save(receive(small_return.first_year()))
    before = from_database(in_service)
    again = receive(small_return.first_year())
    assert again.ledger == {"read": 6, "new": 0, "unchanged": 6, "changed": 0, "quarantined": 0}
    assert (again.changes["all_known"], again.changes["known"]) == (True, [1])
    assert (again.changes["children_new"], again.changes["children_changed"]) == (0, 0)
    with pytest.raises(gate.ActionBlocked, match="saved before, as import 1"):
        save(again)
    assert from_database(in_service) == before
    assert FilePart.objects.count() == 3


def test_a_second_year_is_compared_with_the_first(in_service: Cast, receive: Receive, save: Save) -> None:
    save(receive(small_return.first_year()))
    batch = receive(small_return.second_year())
    # A1's header says M where it said 1: the same value. The open row of A1 has ended; A3 is new.
    assert batch.ledger == {"read": 4, "new": 2, "unchanged": 1, "changed": 1, "quarantined": 0}
    assert (batch.changes["children_new"], batch.changes["children_changed"]) == (1, 2), "A2 is left out"
    assert batch.changes["whose"] == ["A1 (WEALD)", "A2 (WEALD)"]
    save(batch)
    known = {one.child: one for one in queries.list_care_facts(in_service.actor(Role.ANALYST), LAST_DAY)}
    assert set(known) == {"A3"}
    # A2 was left open in the older return and is not in the newer one.
    record = queries.get_records(in_service.actor(Role.ANALYST))["WEALD", "A2"]
    assert (record.episodes[0].dec, record.episodes[0].repaired_by) == (dt.date(2024, 3, 31), "LIIA_2")


def test_a_corrected_return_takes_the_place_of_the_earlier_one_whole(
    in_service: Cast, receive: Receive, save: Save
) -> None:
    save(receive(small_return.first_year()))
    rows = [small_return.episode("A1", "01/05/2023"), small_return.episode("A9", "01/02/2024")]
    batch = receive([returns.Source("Episodes.csv", small_return.csv(small_return.EPISODES, rows))])
    assert batch.ledger == {"read": 2, "new": 1, "unchanged": 0, "changed": 1, "quarantined": 0}
    assert [(part["absent"], part["replaces"]) for part in batch.changes["parts"]] == [(2, 1)]
    save(batch)
    starts = {key[1]: [one.decom for one in record.episodes] for key, record in from_database(in_service).items()}
    assert starts == {"A1": [dt.date(2023, 5, 1)], "A2": [], "A9": [dt.date(2024, 2, 1)]}
    # The other tables of the first import still count, and both imports stand behind an answer.
    assert [one.number for one in return_queries.list_batches_in_force(in_service.actor(Role.ANALYST))] == [1, 2]
    # Sent again, the earlier file is known and does not come back by itself.
    again = receive(small_return.first_year()[1:2])
    assert (again.changes["all_known"], again.changes["known"]) == (True, [1])


def in_folders(**years: list[returns.Source]) -> list[returns.Source]:
    """The files of several years together, a folder a year."""
    return [returns.Source(f"{year}/{one.name}", one.data) for year, sources in years.items() for one in sources]


def corrected() -> list[returns.Source]:
    """The episodes of the first year once more: A1 has one, A2 none, A9 is new."""
    rows = [small_return.episode("A1", "01/05/2023"), small_return.episode("A9", "01/02/2024")]
    return [returns.Source("Episodes.csv", small_return.csv(small_return.EPISODES, rows))]


def test_a_file_that_was_corrected_since_does_not_come_back_beside_a_new_year(
    in_service: Cast, receive: Receive, save: Save, take_back: Save
) -> None:
    """An analyst sends all years so far once a year; what an old file says was replaced, and stays so."""
    first = save(receive(small_return.first_year()))
    save(receive(corrected()))
    before = from_database(in_service)
    both = receive(in_folders(old=small_return.first_year(), new=small_return.second_year()))
    # All six rows of the old year are known again; of the new one A1's header is as it was, and three rows are new:
    # the row of A1 from 10 October 2023 is not in the corrected return.
    assert both.ledger == {"read": 10, "new": 3, "unchanged": 7, "changed": 0, "quarantined": 0}
    assert {part["replaces"] for part in both.changes["parts"]} == {None}
    assert both.changes["known"] == [1]
    save(both)
    after = from_database(in_service)
    assert after["WEALD", "A9"].episodes[0].decom == dt.date(2024, 2, 1)
    assert after["WEALD", "A2"].episodes == before["WEALD", "A2"].episodes == ()
    assert [one.decom for one in after["WEALD", "A1"].episodes] == [dt.date(2023, 5, 1), dt.date(2023, 10, 10)]
    # The old files go on counting where the import that first brought them is taken back.
    take_back(first)
    assert from_database(in_service) == after


def test_the_rows_of_a_new_year_are_compared_with_the_known_year_beside_it(
    in_service: Cast, receive: Receive, save: Save
) -> None:
    save(receive(small_return.first_year()))
    both = receive(in_folders(old=small_return.first_year(), new=small_return.second_year()))
    assert both.ledger == {"read": 10, "new": 2, "unchanged": 7, "changed": 1, "quarantined": 0}
    save(both)
    sources = in_folders(old=small_return.first_year(), new=small_return.second_year())
    assert from_database(in_service) == from_files(sources)


def test_what_is_saved_is_what_was_shown(in_service: Cast, receive: Receive, save: Save) -> None:
    first, second = receive(small_return.first_year()), receive(small_return.second_year())
    save(first)
    with pytest.raises(gate.ActionBlocked, match="Check it again"):
        save(second)
    again = return_actions.check_return_again(in_service.actor(Role.ANALYST), batch=second, at=NOW)
    assert again.ledger["changed"] == 1
    save(again)
    assert Batch.objects.get(number=2).status == Batch.Status.COMMITTED


@pytest.mark.parametrize(("module", "step"), [(rebuild, "rebuild_council"), (eligibility, "refresh")])
def test_a_saving_that_fails_half_way_leaves_nothing_and_can_be_done_again(
    in_service: Cast, receive: Receive, save: Save, monkeypatch: pytest.MonkeyPatch, module: object, step: str
) -> None:
    batch = receive(small_return.first_year())
    before = from_database(in_service)

    def fail(*_: object, **__: object) -> None:
        assert RawRow.objects.count() == 6, "half of it is written"
        raise RuntimeError("half-way")

    with monkeypatch.context() as broken:
        broken.setattr(module, step, fail)
        with pytest.raises(RuntimeError, match="half-way"):
            save(batch)
    batch.refresh_from_db()
    assert (batch.status, batch.version, batch.committed_at) == (Batch.Status.CHECKED, 1, None)
    assert not FilePart.objects.exists()
    assert not RawRow.objects.exists()
    assert from_database(in_service) == before
    assert not AuditEvent.objects.filter(kind="return.committed").exists()
    assert save(batch).status == Batch.Status.COMMITTED
    assert RawRow.objects.count() == 6


def test_pupil_numbers_swapped_between_two_years_change_rows_and_merge_nobody(
    in_service: Cast, receive: Receive, save: Save
) -> None:
    def year(of: int, *upns: str) -> list[returns.Source]:
        born = ("02/03/2012", "05/06/2014")
        header = [f"A{at},1,{dob},WBRI,{upn}" for at, (dob, upn) in enumerate(zip(born, upns, strict=True), start=1)]
        episodes = [small_return.episode(f"A{at}", f"01/05/{of - 1}") for at in (1, 2)]
        return [
            returns.Source("Header.csv", small_return.csv(f"{small_return.HEADER},UPN", header)),
            returns.Source("Episodes.csv", small_return.csv(small_return.EPISODES, episodes)),
        ]

    first, second = "A399123415001", "H399123416002"
    save(receive(year(2024, first, second)))
    again = receive(year(2025, second, first))
    assert (again.ledger["changed"], again.changes["children_new"]) == (2, 0)
    save(again)
    children = Child.objects.filter(reference__startswith="A").order_by("reference")
    assert [(one.reference, one.born_on) for one in children] == [
        ("A1", dt.date(2012, 3, 2)),
        ("A2", dt.date(2014, 6, 5)),
    ]
    assert [CareEpisode.objects.filter(child=one).count() for one in children] == [2, 2]


def test_a_stale_page_saves_nothing(in_service: Cast, receive: Receive) -> None:
    batch = receive(small_return.first_year())
    with pytest.raises(action.StaleVersion):
        actions.commit_return(in_service.actor(Role.ANALYST), batch=batch, version=7, at=NOW)
    assert not FilePart.objects.exists()


def test_of_two_versions_in_one_import_the_order_of_files_does_not_decide(
    in_service: Cast, receive: Receive, save: Save
) -> None:
    one = returns.Source("x/e.csv", small_return.csv(small_return.EPISODES, [small_return.episode("A1", "01/05/2023")]))
    other = returns.Source(
        "y/e.csv", small_return.csv(small_return.EPISODES, [small_return.episode("A1", "02/05/2023")])
    )
    save(receive([one, other]))
    assert from_database(in_service) == from_files([other, one])
    assert CareEpisode.objects.count() == 1


def test_rows_that_differ_in_a_postcode_only_are_two_as_in_the_files(
    in_service: Cast, receive: Receive, save: Save
) -> None:
    row = small_return.episode("A1", "01/05/2023")
    rows = [row, row.replace(small_return.AWAY, "CT1 1AA"), small_return.episode("A2", "01/05/2023")]
    sources = [returns.Source("e.csv", small_return.csv(small_return.EPISODES, rows))]
    batch = save(receive(sources))
    assert batch.ledger["new"] == 3
    assert from_database(in_service) == from_files(sources)
    assert len(from_database(in_service)["WEALD", "A1"].episodes) == 2


def test_a_changed_postcode_alone_is_a_change(receive: Receive, save: Save) -> None:
    row = small_return.episode("A1", "01/05/2023")
    save(receive([returns.Source("e.csv", small_return.csv(small_return.EPISODES, [row]))]))
    moved = small_return.csv(small_return.EPISODES, [row.replace(small_return.AWAY, "CT1 1AA")])
    spaced = small_return.csv(small_return.EPISODES, [row.replace(small_return.AWAY, "ct12eh")])
    assert receive([returns.Source("e.csv", moved)]).ledger["changed"] == 1
    assert receive([returns.Source("e.csv", spaced)]).ledger["unchanged"] == 1


def test_a_code_too_long_to_be_one_is_cut_and_stays_none(in_service: Cast, receive: Receive, save: Save) -> None:
    row = small_return.episode("A1", "01/05/2023").replace(",C2,", f",{'C2' * 30},")
    save(receive([returns.Source("e.csv", small_return.csv(small_return.EPISODES, [row]))]))
    assert CareEpisode.objects.get().ls == f"{'C2' * 10}"[:19] + "\u2026"


def test_get_distance_is_worked_out_from_the_sealed_postcodes(in_service: Cast, receive: Receive, save: Save) -> None:
    save(receive(small_return.first_year()))
    actor = in_service.actor(Role.ANALYST)
    known = {one.child: one for one in queries.list_care_facts(actor, dt.date(2024, 3, 31))}
    child = Child.objects.get(reference="A1")
    # Maidstone to Canterbury, the check value of the distance rule: 24.3 miles.
    assert queries.get_distance(actor, child, known["A1"]) == 24.3
    assert queries.get_distance(actor, child, known["A1"]._replace(short_breaks=True)) is None
    assert queries.get_distance(actor, child, None) is None


def test_a_worker_loads_only_their_own_children(in_service: Cast, receive: Receive, save: Save) -> None:
    save(receive(small_return.first_year()))
    assert queries.get_records(in_service.actor(Role.SOCIAL_WORKER)) == {}
    assert set(queries.get_records(in_service.actor(Role.MANAGER))) == {("WEALD", "A1"), ("WEALD", "A2")}
    worker = in_service.users[Role.SOCIAL_WORKER]
    child = Child.objects.get(reference="A2")
    actions.join_case_team(in_service.actor(Role.MANAGER), child=child, user=worker, part="worker", at=NOW)
    records = queries.get_records(in_service.actor(Role.SOCIAL_WORKER))
    assert {key: len(record.episodes) for key, record in records.items()} == {("WEALD", "A2"): 1}


@pytest.mark.parametrize("role", [Role.MANAGER, Role.COORDINATOR, Role.SOCIAL_WORKER])
def test_commit_return_is_for_those_who_bring_returns_in(in_service: Cast, receive: Receive, role: Role) -> None:
    batch = receive(small_return.first_year())
    refused = gate.NotPermitted if role is Role.MANAGER else scope.NotVisible
    with pytest.raises(refused):
        actions.commit_return(in_service.actor(role), batch=batch, version=1, at=NOW)
    assert not FilePart.objects.exists()
