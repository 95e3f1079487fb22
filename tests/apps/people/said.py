"""People for tests: added through the ordinary actions, as the coordinator would."""

import datetime as dt

from kith.access import scope
from kith.children.models import CaseMember, Child
from kith.domain.terms import Certainty, FactSource, NameKind, PersonStatus, Role, Side
from kith.people import actions
from kith.people.models import Connection
from tests.personas import NOW, TODAY, Cast

CHILD_SAYS = actions.Says(FactSource.CHILD)
FILE_SAYS = actions.Says(FactSource.FILE, "page 14", Certainty.LIKELY)
SHARED = actions.Says(FactSource.RELATIVE, "Aunt Bev", for_every_child=True)


def given(
    *names: str,
    called: str = "",
    how_related: str = "Mum’s mum",
    status: PersonStatus = PersonStatus.LOST_TOUCH,
    on: dt.date = TODAY,
    child_knows: bool = True,
    side: Side | None = Side.MUM,
) -> actions.PersonGiven:
    """Somebody about to be added."""
    return actions.PersonGiven(
        described=actions.Described(called, how_related, side),
        stands=actions.Stands(status, on, FactSource.CHILD),
        names=tuple(actions.NameGiven(name, NameKind.USED) for name in names),
        child_knows=child_knows,
    )


def add(
    cast: Cast,
    *names: str,
    child: Child | None = None,
    says: actions.Says = CHILD_SAYS,
    role: Role = Role.COORDINATOR,
    at: dt.datetime = NOW,
    **more: object,
) -> Connection:
    """Somebody added beside the cast's child, or beside another."""
    person = given(*names, **more)  # type: ignore[arg-type]
    made: Connection = actions.add_person(cast.actor(role), child=child or cast.child, given=person, says=says, at=at)
    return made


def second_child(cast: Cast, name: str = "Alex") -> Child:
    """Another child of the same coordinator and worker."""
    child = Child.objects.create(
        service=cast.service, council=cast.council, reference=f"S-{name}", preferred_name=name, area="East"
    )
    for role, part in ((Role.COORDINATOR, "coordinator"), (Role.SOCIAL_WORKER, "worker")):
        CaseMember.objects.create(service=cast.service, child=child, user=cast.users[role], part=part, from_on=TODAY)
    return child


def beside_far_child(cast: Cast) -> Connection:
    """Somebody beside the other service's child."""
    manager = cast.stranger(Role.MANAGER)
    with scope.acting(manager):
        made: Connection = actions.add_person(
            manager, child=cast.foreign_child, given=given("Jean Hartley"), says=CHILD_SAYS, at=NOW
        )
    return made
