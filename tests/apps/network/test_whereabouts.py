"""Where the child lives must not reach somebody: no copy for the family or the court says it, or lets it be told.

A canary in each place of a network that could tell it: the copy is byte for byte as if it had never been written down,
in every drawing and every file, and whoever makes it is told what kind of thing is left out.
"""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from kith.access.models import User
from kith.domain.terms import (
    FactSource,
    ParentageKind,
    PersonStatus,
    ReachKind,
    RestrictionKind,
    Role,
    Side,
    SupportKind,
    TieKind,
)
from kith.network import actions, queries
from kith.network.presenters import Asked, drawings, taking
from kith.network.queries import CHILD, Copy
from kith.people import actions as people
from kith.people.models import Connection
from kith.safety import actions as safety
from tests.apps.network.test_drawings import everything_of, key, parent
from tests.apps.people import said
from tests.personas import NOW, TODAY, Cast

pytestmark = [pytest.mark.once, pytest.mark.long]

OUTSIDE = (Copy.FAMILY, Copy.COURT)
TOLD = "where the child lives, because it must not reach everybody"
Write = Callable[[Cast, dict[str, Connection]], object]


@pytest.fixture
def kin(in_service: Cast) -> dict[str, Connection]:
    """Mum, her mother and a brother, with whom the child lives or not; the child's whereabouts are kept from Mum."""
    found = {
        "mum": said.add(in_service, "Sarah Reed", called="Mum", how_related="Mum", status=PersonStatus.IN_TOUCH),
        "nan": said.add(in_service, "Jean Hartley", called="Nan Jean"),
        "brother": said.add(in_service, "Tom Reed", how_related="Brother", side=Side.BROTHERS_AND_SISTERS),
    }
    for one, of in ((CHILD, "mum"), ("mum", "nan"), ("brother", "mum")):
        parent(in_service, one if one == CHILD else key(found[one]), key(found[of]))
    return found


def kept_from(cast: Cast, person: Connection | None, until: dt.date | None = None) -> None:
    order = safety.Order(RestrictionKind.LOCATION, "The court said so.", TODAY, until_on=until, connection=person)
    safety.restrict(cast.actor(Role.MANAGER), child=cast.child, order=order, at=NOW)


def lives(cast: Cast, *who: Connection, called: str = "", carers: bool = False, until: dt.date | None = None) -> None:
    """The child lives with them."""
    stays = tuple(actions.StayGiven(one, None, until) for one in (CHILD, *map(key, who)))
    given = actions.HouseholdGiven(stays, called, is_carers_home=carers)
    actor = cast.actor(Role.COORDINATOR)
    actions.add_household(actor, child=cast.child, given=given, says=said.FILE_SAYS, at=NOW)


def tied(cast: Cast, one: str, other: str, kind: TieKind, words: str) -> None:
    given = actions.TieGiven(actions.Among(one, other), kind, words)
    actions.add_tie(cast.actor(Role.COORDINATOR), child=cast.child, given=given, says=said.FILE_SAYS, at=NOW)


def a_carer(cast: Cast, kin: dict[str, Connection]) -> None:
    carer = said.add(cast, "Linda Canary", how_related="Foster carer", side=Side.CARED_FOR_ME)
    parent(cast, CHILD, key(carer), ParentageKind.FOSTER)
    parent(cast, key(kin["brother"]), key(carer), ParentageKind.FOSTER)
    lives(cast, carer, called="Canary Lane", carers=True)


def a_carer_who_is_chosen_family(cast: Cast, kin: dict[str, Connection]) -> None:
    carer = said.add(cast, "Linda Canary", how_related="Foster carer", side=None)
    tied(cast, CHILD, key(carer), TieKind.CHOSEN_FAMILY, "a second mum")
    lives(cast, carer, called="Linda’s")


def whoever_else_lives_there(cast: Cast, kin: dict[str, Connection]) -> None:
    """The carer's husband stands in another household of the same home, and is chosen family."""
    carer, husband = (said.add(cast, f"{name} Canary", side=None) for name in ("Linda", "Mark"))
    tied(cast, CHILD, key(husband), TieKind.CHOSEN_FAMILY, "")
    lives(cast, carer)
    stays = tuple(actions.StayGiven(key(one), None, None) for one in (carer, husband))
    actions.add_household(
        cast.actor(Role.COORDINATOR), child=cast.child, given=actions.HouseholdGiven(stays, "Canary’s"),
        says=said.FILE_SAYS, at=NOW,
    )  # fmt: skip


def whoever_is_of_its_days(cast: Cast, kin: dict[str, Connection]) -> None:
    for side in (Side.FRIENDS, Side.SCHOOL_AND_CLUBS, Side.FAITH_AND_COMMUNITY, Side.WORKERS):
        said.add(cast, f"Mo Canary {side.value}", how_related="At Canary Road Primary", side=side)


def whoever_will_adopt(cast: Cast, kin: dict[str, Connection]) -> None:
    adopter = said.add(cast, "Ann Canary", how_related="Adopter", side=None)
    parent(cast, CHILD, key(adopter), ParentageKind.ADOPTIVE)
    lives(cast, adopter)


def a_home_with_kin(cast: Cast, kin: dict[str, Connection]) -> None:
    """Nan stays in the tree, where a gap would tell of her; that the child is with her does not."""
    lives(cast, kin["nan"], kin["brother"], called="Canary Cottage")
    parent(cast, CHILD, key(kin["nan"]), ParentageKind.KIN_CARER)
    tied(cast, CHILD, key(kin["nan"]), TieKind.OTHER, "canary: she looks after him")
    actions.add_support(
        cast.actor(Role.COORDINATOR), connection=kin["nan"], kind=SupportKind.PLACE_TO_STAY, source=FactSource.CHILD,
        from_on=TODAY, at=NOW,
    )  # fmt: skip


PLACES: dict[str, Write] = {
    one.__name__: one
    for one in (
        a_carer, a_carer_who_is_chosen_family, whoever_else_lives_there, whoever_is_of_its_days, whoever_will_adopt,
        a_home_with_kin,
    )
}  # fmt: skip


@pytest.mark.parametrize("copy", OUTSIDE)
@pytest.mark.parametrize("place", PLACES)
def test_a_copy_that_leaves_is_as_if_it_had_never_been_written_down(
    in_service: Cast, kin: dict[str, Connection], place: str, copy: Copy
) -> None:
    kept_from(in_service, kin["mum"])
    before = everything_of(in_service, copy)
    PLACES[place](in_service, kin)
    after = everything_of(in_service, copy)
    assert "canary" not in after.casefold()
    assert after == before
    assert "canary" in everything_of(in_service, Copy.TEAM).casefold()
    assert "Jean Hartley" in after
    assert any(one.startswith(TOLD) for one in left_out(in_service, copy))


WORDS = "Mum’s mum, of 22 Canary St, Aylesham CT3 3XX"


@pytest.mark.parametrize("copy", OUTSIDE)
def test_words_for_who_somebody_is_say_kin_and_no_more(
    in_service: Cast, kin: dict[str, Connection], copy: Copy
) -> None:
    given = people.ReachGiven(ReachKind.ADDRESS, "22 Canary Street\nAylesham\nCT3 3XX")
    people.add_reach(
        in_service.actor(Role.SOCIAL_WORKER), connection=kin["nan"], given=given, says=said.CHILD_SAYS, at=NOW
    )
    lives(in_service, kin["nan"])
    kin["nan"].how_related, kin["nan"].called = WORDS, "Nan of CT3 3XX"
    kin["nan"].save()
    assert "CT3" in everything_of(in_service, copy)
    kept_from(in_service, kin["mum"])
    assert "CT3" not in everything_of(in_service, copy)
    assert "Canary" not in everything_of(in_service, copy)
    assert "mum’s mum" in everything_of(in_service, copy).casefold()


@pytest.mark.parametrize("copy", OUTSIDE)
def test_it_holds_for_the_homes_of_today_in_a_copy_of_another_day(
    in_service: Cast, kin: dict[str, Connection], copy: Copy
) -> None:
    kept_from(in_service, kin["mum"])
    a_carer_who_is_chosen_family(in_service, kin)
    for day in (TODAY - dt.timedelta(days=400), TODAY + dt.timedelta(days=400)):
        around = queries.get_around(in_service.actor(Role.COORDINATOR), in_service.child, day, today=TODAY)
        names = {one.name for one in queries.make_copy(around, copy).family.people}
        assert "Linda Canary" not in names


def test_a_child_whose_home_is_shown_to_nobody_and_one_from_whom_nothing_is_kept(
    in_service: Cast, kin: dict[str, Connection]
) -> None:
    whoever_is_of_its_days(in_service, kin)
    assert "Canary" in everything_of(in_service, Copy.COURT)
    assert not any(one.startswith(TOLD) for one in left_out(in_service, Copy.COURT))
    in_service.child.location_restricted = True
    in_service.child.save()
    assert "Canary" not in everything_of(in_service, Copy.COURT)
    assert "Canary" in everything_of(in_service, Copy.TEAM)
    assert "Canary" in everything_of(in_service, Copy.CHILD)


def test_an_order_that_is_over_keeps_nothing_back(in_service: Cast, kin: dict[str, Connection]) -> None:
    whoever_is_of_its_days(in_service, kin)
    kept_from(in_service, kin["mum"], until=TODAY + dt.timedelta(days=1))
    later = TODAY + dt.timedelta(days=2)
    around = queries.get_around(in_service.actor(Role.COORDINATOR), in_service.child, later)
    assert around.kept_back is None
    assert queries.get_around(in_service.actor(Role.COORDINATOR), in_service.child, later, today=TODAY).kept_back


def left_out(cast: Cast, copy: Copy) -> tuple[str, ...]:
    """What whoever makes the copy is told of it."""
    around = queries.get_around(cast.actor(Role.COORDINATOR), cast.child, TODAY)
    page = taking.taking_page(taking.Drawing.GENOGRAM, around, Asked(copy))
    names = {Copy.FAMILY: "The family", Copy.COURT: "The court"}
    return next(one.kinds for one in page.left_out if one.reader == names[copy])


def test_the_page_says_so_to_whoever_makes_the_copy(
    in_service: Cast, kin: dict[str, Connection], sign_in: Callable[[User], Client]
) -> None:
    kept_from(in_service, kin["mum"])
    whoever_is_of_its_days(in_service, kin)
    cora = sign_in(in_service.users[Role.COORDINATOR])
    path = f"/network/children/{in_service.child.pk}/ecomap/?copy=court"
    shown = cora.get(path).content.decode()
    assert "4 people who could tell where the child lives" in shown
    assert TOLD in shown
    assert TOLD not in shown.partition('id="words"')[2]


@pytest.mark.parametrize("copy", Copy)
def test_whoever_makes_a_copy_that_says_where_the_child_lives_is_warned(
    in_service: Cast, kin: dict[str, Connection], sign_in: Callable[[User], Client], copy: Copy
) -> None:
    cora = sign_in(in_service.users[Role.COORDINATOR])
    pages = [f"/network/children/{in_service.child.pk}/{end}" for end in ("genogram/", "take/genogram/")]

    def warned() -> list[bool]:
        return [drawings.SAYS_WHERE in cora.get(f"{page}?copy={copy}").content.decode() for page in pages]

    assert warned() == [False, False], "where it is kept from nobody, no line says so"
    kept_from(in_service, kin["mum"])
    assert warned() == [copy in (Copy.TEAM, Copy.CHILD), True], "the page of a file is for every copy"
