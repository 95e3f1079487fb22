"""Taking a return back: hidden from every answer at once, and referrals stay."""

import datetime as dt
from collections.abc import Callable

import pytest

from kith.access import gate, scope
from kith.audit.models import AuditEvent
from kith.children import actions, queries
from kith.children.models import CareEpisode, Child
from kith.domain.terms import Role
from kith.referrals.models import Referral
from kith.returns import queries as return_queries
from kith.returns.models import Batch, RawRow
from tests.apps.children.timelines import from_database, from_files
from tests.apps.returns import small_return
from tests.personas import NOW, Cast

Receive = Callable[..., Batch]
Save = Callable[[Batch], Batch]


def refer(cast: Cast, child: Child) -> Referral:
    made_by = cast.users[Role.SOCIAL_WORKER]
    return Referral.objects.create(
        service=cast.service, child=child, arose_at="review", made_by=made_by, made_at=NOW, made_on=NOW.date()
    )


def test_roll_back_return_hides_every_row_from_every_answer(
    in_service: Cast, receive: Receive, save: Save, take_back: Save
) -> None:
    batch = take_back(save(receive(small_return.first_year())))
    actor = in_service.actor(Role.ANALYST)
    assert batch.status == Batch.Status.ROLLED_BACK
    assert queries.get_records(actor) == {}
    assert queries.list_care_facts(actor, dt.date(2025, 3, 31)) == []
    assert not return_queries.list_batches_in_force(actor).exists()
    assert not CareEpisode.objects.exists()
    # The rows are hidden, not gone: they are the record of what was sent.
    assert RawRow.objects.count() == 6
    event = AuditEvent.objects.get(kind="return.rolled_back")
    assert (event.codes["children_gone"], event.codes["children_removed"]) == (2, 2)


def test_a_child_with_a_referral_stays_and_one_without_is_removed(
    in_service: Cast, receive: Receive, save: Save, take_back: Save
) -> None:
    batch = save(receive(small_return.first_year()))
    child = Child.objects.get(reference="A1")
    referral = refer(in_service, child)
    take_back(batch)
    child.refresh_from_db()
    assert not child.in_any_return
    assert Referral.objects.get().pk == referral.pk
    assert not Child.objects.filter(reference="A2").exists()
    # The cast's own children came in by another way than a return.
    assert Child.objects.get(pk=in_service.child.pk).in_any_return
    # Sent again, the child is the same one.
    save(receive(small_return.first_year()))
    child.refresh_from_db()
    assert child.in_any_return


def test_taking_a_later_year_back_gives_the_timeline_of_before(
    in_service: Cast, receive: Receive, save: Save, take_back: Save
) -> None:
    save(receive(small_return.first_year()))
    before = from_database(in_service)
    take_back(save(receive(small_return.second_year())))
    assert from_database(in_service) == before == from_files(small_return.first_year())


def test_taking_an_earlier_import_back_leaves_the_later_one(
    in_service: Cast, receive: Receive, save: Save, take_back: Save
) -> None:
    first = save(receive(small_return.first_year()))
    second = receive(small_return.second_year())
    save(second)
    take_back(first)
    assert from_database(in_service) == from_files(small_return.second_year())


def test_what_a_corrected_return_had_replaced_counts_again(
    in_service: Cast, receive: Receive, save: Save, take_back: Save
) -> None:
    save(receive(small_return.second_year()))
    before = from_database(in_service)
    corrected = save(receive(small_return.second_year(ended=False)))
    assert from_database(in_service) != before
    take_back(corrected)
    assert from_database(in_service) == before


def test_an_import_taken_back_can_be_sent_again_as_new(
    in_service: Cast, receive: Receive, save: Save, take_back: Save
) -> None:
    take_back(save(receive(small_return.first_year())))
    again = receive(small_return.first_year())
    assert again.ledger["new"] == 6
    assert not again.changes["all_known"]
    save(again)
    assert from_database(in_service) == from_files(small_return.first_year())


def test_only_a_saved_import_can_be_taken_back(receive: Receive, save: Save, take_back: Save) -> None:
    batch = receive(small_return.first_year())
    with pytest.raises(gate.ActionBlocked, match="not saved"):
        take_back(batch)
    done = take_back(save(batch))
    with pytest.raises(gate.ActionBlocked, match="taken back"):
        take_back(done)


def test_another_services_import_is_not_there(in_service: Cast, receive: Receive, save: Save) -> None:
    batch = save(receive(small_return.first_year()))
    with pytest.raises(scope.NotVisible):
        actions.roll_back_return(in_service.stranger(Role.ANALYST), batch=batch, version=batch.version, at=NOW)
    batch.refresh_from_db()
    assert batch.status == Batch.Status.COMMITTED


def test_an_answer_made_from_it_is_shown_to_nobody(
    in_service: Cast, receive: Receive, save: Save, take_back: Save
) -> None:
    analyst = in_service.actor(Role.ANALYST)
    first = save(receive(small_return.first_year()))
    on = dt.date(2024, 3, 31)
    run = actions.run_eligibility(analyst, service=in_service.service, on=on, at=NOW, make_current=True)
    child = Child.objects.get(reference="A1")
    assert queries.eligibility.get_run(analyst, on, run.rules) == run
    assert queries.eligibility.get_result(analyst, run, child) is not None
    take_back(first)
    assert queries.eligibility.get_run(analyst, on, run.rules) is None
    now = queries.eligibility.get_current_run(analyst)
    assert now is not None
    assert (now.counts["population"], now.batches.count()) == (0, 0)
    assert queries.eligibility.list_answers(analyst, child, None, most=12) == []
