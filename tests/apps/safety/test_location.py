"""Where the child lives must not reach somebody: nothing leaves that says it, whoever writes it."""

import pytest

from kith.access import gate
from kith.access.actor import Actor
from kith.domain.pathway import Stage
from kith.domain.terms import ContactKind, ReachKind, RestrictionKind, Role
from kith.outbox import actions as outbox
from kith.outbox.models import OutboxItem
from kith.people import actions as people
from kith.people.models import Connection, Person
from kith.safety import actions
from kith.safety.queries import blocking, location
from tests.apps.people import said
from tests.apps.safety.around import connect, together
from tests.personas import NOW, TODAY, Cast
from tests.standing import has_agreed

HOME = "22 Mill Street\nAylesham\nCT3 3XX"
TELLS = "He is well. Come to 22 mill st, Aylesham."


@pytest.fixture
def carer(in_service: Cast) -> Connection:
    """The carer, whose address is written down (sealed by the worker), and with whom the child lives."""
    row = connect(in_service.child, "Jo", "Jo Carver")
    given = people.ReachGiven(ReachKind.ADDRESS, HOME, is_sealed=True)
    people.add_reach(in_service.actor(Role.SOCIAL_WORKER), connection=row, given=given, says=said.CHILD_SAYS, at=NOW)
    own = Person.objects.create(service=in_service.service, child=in_service.child)
    together(in_service, own, row.person)
    return row


def letter(
    cast: Cast, to: Connection | None, body: str, kind: OutboxItem.Kind = OutboxItem.Kind.CANCELLATION
) -> OutboxItem:
    given = outbox.Letter(kind, "Somebody", body, person_id=to.person_id if to else None)
    item: OutboxItem = outbox.queue_item(cast.actor(Role.COORDINATOR), child=cast.child, letter=given, at=NOW)
    return item


def release(cast: Cast, item: OutboxItem) -> None:
    outbox.release_item(cast.actor(Role.SAFEGUARDING_LEAD), item=item, at=NOW)


def keep_from(cast: Cast, person: Connection | None) -> None:
    order = actions.Order(RestrictionKind.LOCATION, "The court said so.", TODAY, connection=person)
    actions.restrict(cast.actor(Role.MANAGER), child=cast.child, order=order, at=NOW)


def test_a_letter_that_says_it_is_written_and_does_not_leave(
    in_service: Cast, carer: Connection, nan: Connection, uncle: Connection
) -> None:
    keep_from(in_service, uncle)
    with pytest.raises(gate.ActionBlocked, match="says where the child lives"):
        release(in_service, letter(in_service, uncle, TELLS))
    release(in_service, letter(in_service, uncle, "He is well."))
    release(in_service, letter(in_service, nan, TELLS))


@pytest.mark.parametrize(
    "kind", [OutboxItem.Kind.CANCELLATION, OutboxItem.Kind.LEGAL_NOTICE, OutboxItem.Kind.SAFEGUARDING]
)
def test_what_goes_to_an_address_nobody_knows_may_reach_them(
    in_service: Cast, carer: Connection, uncle: Connection, kind: OutboxItem.Kind
) -> None:
    keep_from(in_service, uncle)
    with pytest.raises(gate.ActionBlocked):
        release(in_service, letter(in_service, None, "The school is near CT3 3XX.", kind))


def test_whoever_lives_with_them_would_pass_it_on(
    in_service: Cast, carer: Connection, nan: Connection, uncle: Connection
) -> None:
    together(in_service, nan.person, uncle.person)
    keep_from(in_service, uncle)
    with pytest.raises(gate.ActionBlocked):
        release(in_service, letter(in_service, nan, TELLS))


def test_a_decision_after_the_release_is_asked_again_when_it_is_sent(
    in_service: Cast, carer: Connection, uncle: Connection
) -> None:
    item = letter(in_service, uncle, TELLS)
    release(in_service, item)
    keep_from(in_service, uncle)
    with pytest.raises(gate.ActionBlocked):
        outbox.send_item(Actor.system("outbox.send", in_service.service.pk), item=item, at=NOW)


def test_a_child_whose_home_is_shown_to_nobody(in_service: Cast, carer: Connection, nan: Connection) -> None:
    in_service.child.location_restricted = True
    in_service.child.save()
    with pytest.raises(gate.ActionBlocked, match="nobody outside"):
        release(in_service, letter(in_service, nan, TELLS))


def test_it_blocks_no_kind_of_being_in_touch_and_still_marks_the_person(
    in_service: Cast, nan: Connection, uncle: Connection
) -> None:
    has_agreed(in_service, Stage.APPROACH, "Uncle Gaz")
    keep_from(in_service, uncle)
    assert blocking.why_not(in_service.child.pk, uncle.person_id, None, TODAY) is None
    why = blocking.why_not(in_service.child.pk, uncle.person_id, ContactKind.LETTER, TODAY)
    assert why != "An order or a decision stands against this."
    together(in_service, nan.person, uncle.person)
    assert [one.restricted for one in blocking.sides.list_sides(in_service.child.pk, nan.person_id, TODAY)] == [
        uncle.person
    ]
    assert location.kept_from(in_service.child.pk, TODAY).people == {uncle.person_id}
