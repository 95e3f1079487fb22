"""The days in a drawing: it is as it was on the day that is looked at, and no day tells of news."""

import csv
import datetime as dt
import io

import pytest

from kith.domain.terms import (
    Certainty,
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


def cared_for(cast: Cast, parent: str, *, says: people.Says = said.CHILD_SAYS, **time: dt.date | ParentageKind) -> None:
    kind = time.pop("kind", ParentageKind.FOSTER)
    given = actions.ParentageGiven(actions.Among(CHILD, parent), kind, **time)
    actions.add_parentage(cast.actor(Role.COORDINATOR), child=cast.child, given=given, says=says, at=NOW)


def in_the_family(cast: Cast, on: dt.date = TODAY) -> str:
    """What the table beside the family tree says of the child."""
    around = queries.get_around(cast.actor(Role.COORDINATOR), cast.child, on)
    table = taking.take(Drawing.GENOGRAM, around, Asked(Copy.TEAM), "csv").data.decode("utf-8-sig")
    (row,) = (row for row in csv.DictReader(io.StringIO(table)) if row["Name"] == str(cast.child))
    return row["In the family"]


def test_who_fostered_the_child_twice_did_so_twice(in_service: Cast) -> None:
    ann = str(said.add(in_service, "Ann Cole", how_related="", on=EARLIER).person_id)
    cared_for(in_service, ann, from_on=dt.date(2016, 2, 1), until_on=dt.date(2017, 3, 1))
    cared_for(in_service, ann, from_on=dt.date(2024, 4, 1))
    before = "ostered by Ann Cole (1 February 2016 to 1 March 2017)"
    assert in_the_family(in_service, dt.date(2024, 3, 31)) == f"F{before}"
    assert in_the_family(in_service) == f"Fostered by Ann Cole (since 1 April 2024); f{before}"


def test_two_accounts_of_one_father_that_differ_are_both_seen(in_service: Cast) -> None:
    """One says that he is, another that he is not: neither hides the other."""
    lee = str(said.add(in_service, "Lee Reed", how_related="").person_id)
    cared_for(in_service, lee, kind=ParentageKind.BIRTH)
    assert in_the_family(in_service) == "Child of Lee Reed"
    against = people.Says(FactSource.RELATIVE, "Aunt Bev", Certainty.CONTRADICTED)
    cared_for(in_service, lee, kind=ParentageKind.BIRTH, says=against)
    assert in_the_family(in_service) == "Child of Lee Reed (contradicted)"
