"""Reading that is worth a second look, as a privacy officer sees it: rules over the real record (abuse case B8)."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access import action, gate, scope
from kith.access import actions as access
from kith.access.models import ReadingAnswer, User
from kith.audit import record
from kith.casework import actions
from kith.casework.queries import unusual
from kith.children.models import Child
from kith.domain.terms import ReadingOutcome, Role
from kith.domain.watching import Rule
from kith.finding.models import Search
from kith.people import queries as people
from kith.people.models import Connection, Name, Person, PersonFact
from tests.personas import NOW, Cast

SignIn = Callable[[User], Client]
NAME = "sharon thistlewood"
SAYS = {"source": "child", "certainty": "certain"}
LONDON = ZoneInfo("Europe/London")


def at(hour: int, minute: int = 0, days_ago: int = 1) -> dt.datetime:
    day = timezone.localdate() - dt.timedelta(days=days_ago)
    return dt.datetime.combine(day, dt.time(hour, minute), LONDON)


def did(user: User, kind: str, when: dt.datetime, child: Any = None, **more: Any) -> None:
    who = record.Who("user", str(user.pk), user.role, user.service_id)
    with record.unit_of_work():
        record.note(record.Event(kind, who, when, "children.Child", more.pop("subject", ""), child, **more))


def reads(user: User, number: int, hour: int, child: Any = None, **more: Any) -> None:
    for minute in range(number):
        did(user, "child.opened", at(hour, minute, **more), child or uuid.uuid4())


def listed(cast: Cast, role: Role = Role.PRIVACY_OFFICER) -> list[unusual.Found]:
    today = timezone.localdate()
    return unusual.open_unusual(cast.actor(role), today - dt.timedelta(days=27), today, timezone.now())


def rules(cast: Cast) -> list[Rule]:
    return [one.unusual.rule for one in listed(cast)]


def test_a_manager_who_reads_thirty_records_in_half_an_hour_is_listed(in_service: Cast) -> None:
    reads(in_service.users[Role.MANAGER], 25, 10)
    assert rules(in_service) == []
    reads(in_service.users[Role.MANAGER], 1, 10, in_service.child.pk)
    found = listed(in_service)
    assert [(one.reader.role, one.unusual.rule) for one in found] == [("manager", Rule.MANY_IN_AN_HOUR)]
    assert found[0].is_open


def test_the_children_of_ones_own_list_do_not_count(in_service: Cast) -> None:
    worker = in_service.users[Role.SOCIAL_WORKER]
    for hour in range(8, 18):
        did(worker, "child.opened", at(hour), in_service.child.pk)
    assert rules(in_service) == []
    for hour in range(8, 18):
        did(worker, "child.opened", at(hour), in_service.other_team_child.pk)
    assert rules(in_service) == [Rule.AGAIN_AND_AGAIN]


def test_night_is_local_time(in_service: Cast) -> None:
    reads(in_service.users[Role.SOCIAL_WORKER], 4, 23)
    reads(in_service.users[Role.REVIEWING_OFFICER], 4, 21)
    assert [one.reader.role for one in listed(in_service)] == ["social_worker"]


def test_only_refusals_for_want_of_permission_count(in_service: Cast) -> None:
    coordinator = in_service.users[Role.COORDINATOR]
    for minute in range(6):
        did(coordinator, "action.refused", at(9, minute), codes={"code": "blocked", "action": "finding.start_search"})
    assert rules(in_service) == []
    for minute in range(6):
        did(coordinator, "action.refused", at(9, minute), codes={"code": "not_permitted", "action": "x.y"})
    assert rules(in_service) == [Rule.REFUSED]


def connected(child: Child, person: Person) -> Connection:
    day = NOW.date()
    found: Connection = Connection.objects.create(
        service=child.service, child=child, person=person, status="lost_touch", status_on=day, added_on=day
    )
    return found


def looks_for(cast: Cast, person: Person, child: Child) -> None:
    coordinator = cast.users[Role.COORDINATOR]
    connection = connected(child, person)
    search = Search.objects.create(
        connection=connection,
        service=cast.service,
        child=child,
        owner=coordinator,
        started_by=coordinator,
        started_at=NOW,
    )
    did(coordinator, "search.started", at(10), child.pk, subject=str(search.pk))


def test_one_adult_looked_for_from_two_records_that_share_nobody_else(in_service: Cast) -> None:
    person = Person.objects.create(service=in_service.service)
    looks_for(in_service, person, in_service.child)
    looks_for(in_service, person, in_service.other_team_child)
    assert rules(in_service) == [Rule.SAME_PERSON]


def sharon(cast: Cast) -> Person:
    """One more row of a person of this name."""
    person = Person.objects.create(service=cast.service)
    Name.objects.create(person=person, full="Sharon Thistlewood", folded=NAME, **SAYS, service=cast.service)
    return person


def test_one_adult_whom_two_records_hold_as_two_people_is_one_by_name(in_service: Cast) -> None:
    for child in (in_service.child, in_service.other_team_child):
        looks_for(in_service, sharon(in_service), child)
    assert rules(in_service) == [Rule.SAME_PERSON]


def test_two_of_one_name_and_other_birth_dates_are_two(in_service: Cast) -> None:
    for child, year in ((in_service.child, 1961), (in_service.other_team_child, 1984)):
        person = sharon(in_service)
        PersonFact.objects.create(person=person, kind="born", year=year, **SAYS, service=in_service.service)
        looks_for(in_service, person, child)
    assert rules(in_service) == []


def types(cast: Cast, child: Child, text: str, *, by: Role = Role.MANAGER) -> None:
    people.open_people_like(cast.actor(by), child, text, timezone.now())


def test_one_name_looked_for_beside_two_children(in_service: Cast) -> None:
    for text in ("Sharon", "Sharon Thistlewood"):
        types(in_service, in_service.child, text)
    assert rules(in_service) == []
    types(in_service, in_service.other_team_child, "Sharon")
    types(in_service, in_service.other_team_child, "Sharon Thwaite")
    assert rules(in_service) == []
    types(in_service, in_service.other_team_child, "thistlewood,  SHARON")
    assert rules(in_service) == [Rule.SAME_NAME]


def test_one_name_looked_for_beside_brothers_is_ordinary(in_service: Cast) -> None:
    for person in (Person.objects.create(service=in_service.service) for _ in range(2)):
        for child in (in_service.child, in_service.other_team_child):
            connected(child, person)
    for child in (in_service.child, in_service.other_team_child):
        types(in_service, child, "Sharon Thistlewood")
    assert rules(in_service) == []


def test_brothers_and_sisters_share_more_than_the_one_looked_for(in_service: Cast) -> None:
    person, nan = (Person.objects.create(service=in_service.service) for _ in range(2))
    for child in (in_service.child, in_service.other_team_child):
        looks_for(in_service, person, child)
        connected(child, nan)
    assert rules(in_service) == []


def test_notice_of_leaving_is_noted_and_counts_from_its_day(in_service: Cast) -> None:
    worker = in_service.users[Role.SOCIAL_WORKER]
    for minute in range(2):
        did(worker, "map.copy_taken", at(11, minute), in_service.child.pk)
    assert rules(in_service) == []
    admin = in_service.actor(Role.SERVICE_ADMIN)
    day = timezone.localdate() - dt.timedelta(days=3)
    access.note_notice(admin, user=worker, on=day, version=worker.version, at=NOW)
    assert rules(in_service) == [Rule.COPIES_AFTER_NOTICE]
    with pytest.raises(action.StaleVersion):
        access.note_notice(admin, user=worker, on=None, version=1, at=NOW)
    with pytest.raises(gate.NotPermitted):
        access.note_notice(in_service.actor(Role.MANAGER), user=worker, on=None, at=NOW)


def answer(cast: Cast, found: unusual.Found, role: Role = Role.PRIVACY_OFFICER) -> ReadingAnswer:
    return actions.answer_unusual(
        cast.actor(role),
        user=found.reader,
        unusual=found.unusual,
        outcome=ReadingOutcome.EXPLAINED,
        words="The weekly meeting was moved.",
        at=timezone.now(),
    )


def test_an_answer_closes_it_until_more_comes(in_service: Cast) -> None:
    manager = in_service.users[Role.MANAGER]
    reads(manager, 27, 10)
    answer(in_service, listed(in_service)[0])
    assert [one.is_open for one in listed(in_service)] == [False]
    did(manager, "child.opened", at(10, 40), uuid.uuid4())
    assert [one.is_open for one in listed(in_service)] == [True]


def test_nobody_answers_for_themselves_nor_for_another_service(in_service: Cast) -> None:
    officer = in_service.users[Role.PRIVACY_OFFICER]
    for minute in range(11):
        did(officer, "audit.words_opened", at(9, minute))
    found = listed(in_service)[0]
    with pytest.raises(gate.ActionBlocked, match="their own reading"):
        answer(in_service, found)
    with pytest.raises(scope.NotVisible):
        actions.answer_unusual(
            in_service.stranger(Role.PRIVACY_OFFICER),
            user=officer,
            unusual=found.unusual,
            outcome=ReadingOutcome.EXPLAINED,
            words="x",
            at=NOW,
        )
    assert (
        unusual.open_unusual(in_service.stranger(Role.PRIVACY_OFFICER), timezone.localdate(), timezone.localdate(), NOW)
        == []
    )


@pytest.mark.parametrize("role", [Role.MANAGER, Role.COORDINATOR, Role.SERVICE_ADMIN, Role.SAFEGUARDING_LEAD])
def test_it_is_for_privacy_officers(in_service: Cast, role: Role) -> None:
    with pytest.raises(gate.NotPermitted):
        listed(in_service, role)


def test_the_page_names_no_child_and_takes_an_answer(in_service: Cast, sign_in: SignIn) -> None:
    reads(in_service.users[Role.MANAGER], 26, 10)
    for minute in range(4):
        did(in_service.users[Role.MANAGER], "child.opened", at(23, minute), in_service.child.pk)
    client = sign_in(in_service.users[Role.PRIVACY_OFFICER])
    body = client.get(reverse("unusual")).content.decode()
    assert "Opened 26 children’s records within an hour" in body
    assert "Robin" not in body
    assert str(in_service.child.pk) not in body
    row = client.get(reverse("unusual")).context["page"].open[0]
    assert "Choose what you found" in client.post(row.address, {"words": ""}).content.decode()
    given = {"outcome": "asked", "words": "I asked Morgan's manager."}
    after = client.post(row.address, given, follow=True).content.decode()
    assert "Somebody was asked about it" in after
    assert "I asked Morgan" not in after
    assert "I asked Morgan" in client.get(row.address).content.decode()


def test_an_address_of_no_alert_is_not_there(in_service: Cast, sign_in: SignIn) -> None:
    client = sign_in(in_service.users[Role.PRIVACY_OFFICER])
    place = [in_service.users[Role.MANAGER].pk, "at_night", 1]
    assert client.get(reverse("unusual_answer", args=place)).status_code == 404


def test_a_weeks_page_that_cannot_be_read_is_today(in_service: Cast, sign_in: SignIn) -> None:
    client = sign_in(in_service.users[Role.PRIVACY_OFFICER])
    for wrong in ("x", "2999-01-01", ""):
        assert client.get(reverse("unusual"), {"until": wrong}).context["page"].until == timezone.localdate()


def test_the_number_of_queries_does_not_grow(
    in_service: Cast, sign_in: SignIn, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client = sign_in(in_service.users[Role.PRIVACY_OFFICER])
    reads(in_service.users[Role.MANAGER], 26, 10)
    with django_assert_max_num_queries(40) as few:
        client.get(reverse("unusual"))
    for role in (Role.SOCIAL_WORKER, Role.COORDINATOR, Role.SAFEGUARDING_LEAD):
        reads(in_service.users[role], 40, 11)
        reads(in_service.users[role], 9, 23, days_ago=5)
    with django_assert_max_num_queries(len(few)):
        assert len(client.get(reverse("unusual")).context["page"].open) > 5
