"""A concern always passes: to the worker and the safeguarding lead, whatever was agreed (SAFEGUARDING 15)."""

import pytest

from kith.access import action, gate, scope
from kith.domain.terms import Role
from kith.records import actions, queries
from kith.records.models import CaseCopy, Concern, ConcernReader
from tests.personas import NOW, Cast

WORDS = "He says somebody follows him home."


def raise_concern(cast: Cast, role: Role = Role.COORDINATOR, **given: object) -> Concern:
    values = {"child": cast.child, "words": WORDS} | given
    return actions.raise_concern(cast.actor(role), service=cast.service, at=NOW, **values)


def test_raise_concern_goes_to_the_worker_and_the_lead(in_service: Cast) -> None:
    concern = raise_concern(in_service)
    people = {reader.user_id for reader in ConcernReader.objects.filter(concern=concern)}
    assert people == {in_service.users[Role.SOCIAL_WORKER].pk, in_service.users[Role.SAFEGUARDING_LEAD].pk}


def test_raise_concern_about_nobody_goes_to_the_lead(in_service: Cast) -> None:
    raise_concern(in_service, child=None)
    assert [reader.user.role for reader in ConcernReader.objects.all()] == [Role.SAFEGUARDING_LEAD.value]


def test_raise_concern_goes_to_the_manager_where_there_is_no_lead(in_service: Cast) -> None:
    in_service.users[Role.SAFEGUARDING_LEAD].is_active = False
    in_service.users[Role.SAFEGUARDING_LEAD].save()
    raise_concern(in_service, child=None)
    assert [reader.user.role for reader in ConcernReader.objects.all()] == [Role.MANAGER.value]


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.SOCIAL_WORKER, 1),
        (Role.SAFEGUARDING_LEAD, 1),
        (Role.COORDINATOR, 0),
        (Role.REVIEWING_OFFICER, 0),
        (Role.PERSONAL_ADVISER, 0),
        (Role.ANALYST, 0),
    ],
)
def test_a_concern_is_read_by_its_readers_only(in_service: Cast, role: Role, sees: int) -> None:
    raise_concern(in_service)
    assert queries.list_concerns(in_service.actor(role)).count() == sees
    assert len(queries.list_unopened_concerns(in_service.actor(role))) == sees


def test_open_concern_is_kept_for_each_reader_and_stands_once_on_the_concern(in_service: Cast) -> None:
    concern = raise_concern(in_service)
    worker, lead = in_service.actor(Role.SOCIAL_WORKER), in_service.actor(Role.SAFEGUARDING_LEAD)
    assert queries.is_to_open(worker, queries.get_concern(worker, concern.pk))
    actions.open_concern(worker, concern=concern, at=NOW)
    concern = queries.get_concern(lead, concern.pk)
    assert (concern.opened_by_id, queries.is_to_open(lead, concern)) == (worker.user_id, True)
    assert list(queries.list_unopened_concerns(worker)) == []
    actions.open_concern(lead, concern=concern, at=NOW)
    assert Concern.objects.get().opened_by_id == worker.user_id


def test_settle_concern_is_the_leads_and_needs_words(in_service: Cast) -> None:
    concern = raise_concern(in_service)
    lead = in_service.actor(Role.SAFEGUARDING_LEAD)
    with pytest.raises(gate.NotPermitted):
        actions.settle_concern(in_service.actor(Role.SOCIAL_WORKER), concern=concern, what_was_done="x", at=NOW)
    with pytest.raises(gate.ActionBlocked, match="what was done"):
        actions.settle_concern(lead, concern=concern, what_was_done=" ", at=NOW)
    settled = actions.settle_concern(lead, concern=concern, what_was_done="Police told.", at=NOW, version=1)
    assert (settled.what_was_done, settled.settled_by_id) == ("Police told.", lead.user_id)
    with pytest.raises(gate.ActionBlocked, match="already"):
        actions.settle_concern(lead, concern=concern, what_was_done="Again.", at=NOW)


def test_settle_concern_keeps_no_copy_that_more_people_could_read(in_service: Cast) -> None:
    lead = in_service.actor(Role.SAFEGUARDING_LEAD)
    actions.settle_concern(lead, concern=raise_concern(in_service), what_was_done="Police told.", at=NOW)
    assert CaseCopy.objects.count() == 0


def test_settle_concern_on_a_stale_page_changes_nothing(in_service: Cast) -> None:
    lead, concern = in_service.actor(Role.SAFEGUARDING_LEAD), raise_concern(in_service)
    actions.open_concern(lead, concern=concern, at=NOW)
    with pytest.raises(action.StaleVersion):
        actions.settle_concern(lead, concern=concern, what_was_done="x", at=NOW, version=1)
    assert Concern.objects.get().settled_at is None


def test_raise_concern_about_a_child_who_is_not_mine_is_not_there(in_service: Cast) -> None:
    with pytest.raises(scope.NotVisible):
        raise_concern(in_service, Role.SOCIAL_WORKER, child=in_service.other_team_child)
    with pytest.raises(scope.NotVisible):
        actions.raise_concern(
            in_service.stranger(Role.MANAGER), service=in_service.service, words=WORDS, child=None, at=NOW
        )
    assert Concern.objects.count() == 0


def test_raise_concern_without_words_says_nothing(in_service: Cast) -> None:
    with pytest.raises(gate.ActionBlocked, match="worries"):
        raise_concern(in_service, words=" ")
