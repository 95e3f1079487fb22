"""Where the child lives must not reach somebody: nothing leaves that says it, whoever writes it."""

import datetime as dt

import pytest
from django.utils import timezone

from kith.access import gate, jobs
from kith.access.actor import Actor
from kith.domain.carrying import Way
from kith.domain.pathway import Stage
from kith.domain.terms import ContactKind, ReachKind, RestrictionKind, Role
from kith.finding import tasks
from kith.finding.models import FamilyTime
from kith.outbox import actions as outbox
from kith.outbox.models import OutboxItem
from kith.people import actions as people
from kith.people.models import Connection, Person
from kith.safety import actions
from kith.safety.models import LeadAlert, Restriction
from kith.safety.presenters import protecting as presenters
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


def test_it_is_asked_again_when_a_carrier_is_given_it_and_not_once_it_was_lifted(
    in_service: Cast, carer: Connection, uncle: Connection
) -> None:
    item, system = letter(in_service, uncle, TELLS), Actor.system("outbox.send", in_service.service.pk)
    release(in_service, item)
    keep_from(in_service, uncle)
    with pytest.raises(gate.ActionBlocked, match="says where the child lives"):
        outbox.hand_over_item(system, item=item, way=Way.LETTER, at=NOW)
    order = Restriction.objects.get()
    actions.lift_restriction(in_service.actor(Role.MANAGER), restriction=order, words="The court ended it.", at=NOW)
    assert outbox.hand_over_item(system, item=item, way=Way.LETTER, at=NOW).body == TELLS


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


# --- where they meet


def meet(cast: Cast, person: Connection, where: str, who_helps: str = "Jo") -> None:
    """A time together is planned, and its jobs run."""
    on = timezone.localdate() + dt.timedelta(days=3)
    FamilyTime.objects.create(
        service=cast.service,
        child=cast.child,
        connection=person,
        contact_kind=ContactKind.SUPERVISED.value,
        on=on,
        where=where,
        who_helps=who_helps,
        planned_by=cast.users[Role.COORDINATOR],
    )
    tasks.look_at_places(cast.service.pk, child=str(cast.child.pk))


@pytest.mark.parametrize("where", ["At home: 22 mill st., Aylesham", "Aylesham, CT33XX", "The park by ct3 3xx"])
def test_note_place_tells_the_lead_alone_of_a_place_to_meet_that_says_it(
    in_service: Cast, carer: Connection, nan: Connection, uncle: Connection, where: str
) -> None:
    keep_from(in_service, uncle)
    meet(in_service, nan, where)
    meet(in_service, uncle, "The café by the river")
    assert not LeadAlert.objects.exists()
    meet(in_service, uncle, where)
    meet(in_service, uncle, where)
    alert = LeadAlert.objects.get()
    assert (alert.child, alert.person) == (in_service.child, uncle.person)
    row = presenters.alert_row(alert)
    assert (row.names, "must not reach whoever comes" in row.why) == ("Where the child lives", True)


def test_who_helps_may_say_it_too_and_whoever_lives_with_them_would_hear(
    in_service: Cast, carer: Connection, nan: Connection, uncle: Connection
) -> None:
    keep_from(in_service, uncle)
    together(in_service, nan.person, uncle.person)
    meet(in_service, nan, "The park", who_helps="Jo, of 22 Mill Street, Aylesham")
    assert LeadAlert.objects.get().person == nan.person


def test_every_place_is_looked_at_by_the_same_job_when_it_is_planned_and_when_an_order_is_made(
    in_service: Cast, carer: Connection, uncle: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, object]] = []
    monkeypatch.setattr(jobs, "enqueue", lambda name, service, **more: asked.append((name, more.get("child"))))
    keep_from(in_service, uncle)
    assert asked.count(("finding.look_at_places", str(in_service.child.pk))) == 1
