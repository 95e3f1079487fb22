"""People around the cast's child, for the tests of this app."""

import datetime as dt

from django.utils import timezone

from kith.access import scope
from kith.access.models import User
from kith.children.models import Child
from kith.domain.terms import FactSource, LivesWithKind, PersonStatus, Role
from kith.network.models import Household, HouseholdMember
from kith.people.models import Connection, Name, Person
from kith.safety.models import LivesWith
from kith.safety.presenters import boxes
from kith.safety.queries import get_sheet
from tests.personas import NOW, TODAY, Cast


def connect(
    child: Child,
    called: str,
    *names: str,
    status: PersonStatus = PersonStatus.NAMED_UNFOUND,
    alone: bool = True,
) -> Connection:
    """A person with names, connected to a child; ``alone``: it was asked, and they live alone."""
    with scope.every_service("people of the tests"):
        person = Person.objects.create(service_id=child.service_id)
        for name in names or (called,):
            Name.objects.create(service_id=child.service_id, person=person, full=name, source=FactSource.CHILD.value)
        made = Connection.objects.create(
            service_id=child.service_id,
            child=child,
            person=person,
            called=called,
            status=status.value,
            status_on=TODAY,
            added_on=TODAY,
        )
        if alone:
            lives_alone(made)
        return made


def lives_alone(connection: Connection) -> LivesWith:
    """That it was asked who lives with somebody: nobody does."""
    return LivesWith.objects.create(
        service_id=connection.service_id,
        child_id=connection.child_id,
        connection=connection,
        answer=LivesWithKind.ALONE.value,
        words="She says so herself.",
        on=TODAY,
        by=User.objects.filter(service_id=connection.service_id).order_by("email")[0],
        at=NOW - dt.timedelta(days=1),
    )


def together(cast: Cast, *lived: Person) -> None:
    """These people live in one household."""
    home = Household.objects.create(service=cast.service, source=FactSource.FILE.value)
    for person in lived:
        HouseholdMember.objects.create(service=cast.service, household=home, person=person)


def sent_day(name: str, day: dt.date) -> dict[str, str]:
    """A date as its three boxes send it."""
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def boxes_in_words(cast: Cast, connection: Connection, on: dt.date | None = None) -> list[str]:
    """What stands in the four boxes of a person, as the coordinator sees them."""
    sheet = get_sheet(cast.actor(Role.COORDINATOR), connection.child_id)
    return [box.tag.text for box in boxes(sheet, connection.person_id, on or timezone.localdate())]
