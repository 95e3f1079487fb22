"""People around the cast's child, for the tests of this app."""

from kith.access import scope
from kith.children.models import Child
from kith.domain.terms import FactSource, PersonStatus
from kith.people.models import Connection, Name, Person
from tests.personas import TODAY


def connect(child: Child, called: str, *names: str, status: PersonStatus = PersonStatus.NAMED_UNFOUND) -> Connection:
    """A person with names, connected to a child."""
    with scope.every_service("people of the tests"):
        person = Person.objects.create(service_id=child.service_id)
        for name in names or (called,):
            Name.objects.create(service_id=child.service_id, person=person, full=name, source=FactSource.CHILD.value)
        return Connection.objects.create(
            service_id=child.service_id,
            child=child,
            person=person,
            called=called,
            status=status.value,
            status_on=TODAY,
            added_on=TODAY,
        )
