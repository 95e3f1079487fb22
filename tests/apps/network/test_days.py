"""The days in a drawing: it is as it was on the day that is looked at, and no day tells of news."""

import datetime as dt

import pytest

from kith.domain.terms import (
    Drawing,
    FactSource,
    NewsKind,
    ParentageKind,
    PersonFactKind,
    PersonStatus,
    Role,
    TieKind,
    UnionStatus,
)
from kith.network import actions, queries
from kith.network.presenters import Asked, taking
from kith.network.queries import CHILD, Copy
from kith.people import actions as people
from kith.safety import actions as safety
from tests.apps.people import said
from tests.personas import NOW, TODAY, Cast

pytestmark = [pytest.mark.once]
EARLIER = dt.date(2023, 1, 1)
FORMS = ("svg", "csv", "gedcom", "json")


def everything(cast: Cast, copy: Copy, on: dt.date = TODAY) -> str:
    """Every drawing that a copy has, and the family itself, in words."""
    around = queries.get_around(cast.actor(Role.COORDINATOR), cast.child, on)
    taken = [(Drawing.GENOGRAM, form) for form in FORMS] + [(Drawing.ECOMAP, form) for form in FORMS[:2]]
    return "\n".join(taking.take(kind, around, Asked(copy), form).data.decode() for kind, form in taken)


def test_a_drawing_of_another_day_has_nothing_of_what_came_later(in_service: Cast) -> None:
    """Parted, remarried, a stepfather who died: none of it had happened in 2024."""
    actor, child = in_service.actor(Role.COORDINATOR), in_service.child
    tell = {"child": child, "says": said.CHILD_SAYS, "at": NOW}
    kin = {
        name: said.add(in_service, name, on=EARLIER, status=PersonStatus.IN_TOUCH, how_related="")
        for name in ("Sarah", "Lee", "Gary")
    }
    sarah, lee, gary = (str(one.person_id) for one in kin.values())
    for parent in (sarah, lee):
        born = actions.ParentageGiven(actions.Among(CHILD, parent), ParentageKind.BIRTH)
        actions.add_parentage(actor, given=born, **tell)
    married = actions.UnionGiven(actions.Among(sarah, lee), UnionStatus.MARRIED, year=2005)
    union = actions.add_union(actor, given=married, **tell)
    before = everything(in_service, Copy.TEAM, dt.date(2024, 1, 1))
    day = dt.date(2025, 6, 1)
    actions.add_union_event(actor, child=child, union=union, status=UnionStatus.DIVORCED, on=day, at=NOW)
    with_gary = actions.UnionGiven(actions.Among(sarah, gary), UnionStatus.TOGETHER, on=day)
    actions.add_union(actor, given=with_gary, **tell)
    step = actions.ParentageGiven(actions.Among(CHILD, gary), ParentageKind.STEP, from_on=day)
    actions.add_parentage(actor, given=step, **tell)
    friend = actions.TieGiven(actions.Among(CHILD, gary), TieKind.CHOSEN_FAMILY, from_on=day)
    actions.add_tie(actor, given=friend, **tell)
    died = people.FactGiven(PersonFactKind.DIED, on=dt.date(2025, 9, 1))
    people.add_fact(actor, connection=kin["Gary"], given=died, says=said.CHILD_SAYS, at=NOW)
    assert everything(in_service, Copy.TEAM, dt.date(2024, 1, 1)) == before
    today = everything(in_service, Copy.TEAM)
    assert "divorced 1 June 2025" in today
    assert "died 1 September 2025" in today


def test_a_tie_that_is_over_is_in_no_drawing_of_a_later_day(in_service: Cast) -> None:
    actor = in_service.actor(Role.COORDINATOR)
    whom = str(said.add(in_service, "Bea Cole", how_related="", side=None, on=EARLIER).person_id)
    given = actions.TieGiven(actions.Among(CHILD, whom), TieKind.CHOSEN_FAMILY, from_on=EARLIER)
    tie = actions.add_tie(actor, child=in_service.child, given=given, says=said.CHILD_SAYS, at=NOW)
    actions.end_row(actor, child=in_service.child, row=tie, until_on=dt.date(2025, 6, 1), at=NOW)
    assert "chosen family" in everything(in_service, Copy.TEAM, dt.date(2025, 5, 31)).casefold()
    assert "chosen family" not in everything(in_service, Copy.TEAM).casefold()


def test_no_day_tells_the_child_that_there_is_news(in_service: Cast) -> None:
    """Somebody said no: the child has not been told, so the day of it stands in no file either."""
    actor, later = in_service.actor(Role.COORDINATOR), NOW + dt.timedelta(days=3)
    aunt = said.add(in_service, "Bev Reed", how_related="Aunt")
    # The news came on the day on which she was written down: nothing older is known of her.
    safety.keep_news(actor, child=in_service.child, kind=NewsKind.SAID_NO, words="No.", connection=aunt, at=NOW)
    stands = people.Stands(PersonStatus.UNWILLING, later.date(), FactSource.RELATIVE)
    people.change_status(actor, connection=aunt, stands=stands, at=later)
    day = later.date() + dt.timedelta(days=4)
    canary = ("2026-06-18", "18 JUN 2026", "18 June 2026")
    assert [one for one in canary if one in everything(in_service, Copy.CHILD, day)] == []
    assert [one for one in canary if one in everything(in_service, Copy.TEAM, day)] == list(canary[:2])
