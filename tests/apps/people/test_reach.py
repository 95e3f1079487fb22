"""Ways to reach a person: safe to use, right on a day, and sealed ones that are not there for most."""

import re

import pytest
from django.test import Client

from kith.access import action, gate, scope
from kith.domain.terms import ReachKind, Role
from kith.people import actions, presenters, queries
from kith.people.models import Connection, Reach
from tests.apps.people import said
from tests.personas import NOW, Cast

NUMBER = "01632 960 456"
SEES_SEALED = [Role.COORDINATOR, Role.MANAGER, Role.SAFEGUARDING_LEAD]  # the coordinator wrote it
SEES_NOT = [Role.SOCIAL_WORKER, Role.REVIEWING_OFFICER]
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


def reach(cast: Cast, connection: Connection, *, role: Role = Role.COORDINATOR, **more: object) -> Reach:
    given = actions.ReachGiven(ReachKind.PHONE, NUMBER, **more)  # type: ignore[arg-type]
    row: Reach = actions.add_reach(cast.actor(role), connection=connection, given=given, says=said.CHILD_SAYS, at=NOW)
    return row


def test_add_reach_says_whether_it_is_safe_and_not_that_it_was_right(in_service: Cast) -> None:
    row = said.add(in_service, "Jean")
    reach(in_service, row, is_safe_to_use=False, how_to_use="Her son picks up.")
    (way,) = presenters.person_page(in_service.actor(Role.SOCIAL_WORKER), row).ways
    assert (way.value, way.safe, way.how, way.confirmed) == (
        NUMBER,
        "Not safe to use",
        "Her son picks up.",
        "",
    )
    with pytest.raises(gate.ActionBlocked):
        actions.add_reach(
            in_service.actor(Role.COORDINATOR),
            connection=row,
            given=actions.ReachGiven(ReachKind.PHONE, "  "),
            says=said.CHILD_SAYS,
            at=NOW,
        )


def test_confirm_reach_and_end_reach(in_service: Cast) -> None:
    actor = in_service.actor(Role.COORDINATOR)
    row = said.add(in_service, "Jean")
    one = reach(in_service, row)
    actions.confirm_reach(
        actor, reach=one, connection=row, is_safe_to_use=True, how_to_use="After six.", version=1, at=NOW
    )
    assert presenters.person_page(actor, row).ways[0].safe == "Safe to use"
    with pytest.raises(action.StaleVersion):
        actions.end_reach(actor, reach=one, connection=row, version=1, at=NOW)
    actions.end_reach(actor, reach=one, connection=row, version=2, at=NOW)
    assert presenters.person_page(actor, row).ways[0].safe == "No use since 15 June 2026"
    other = said.add(in_service, "Bev")
    with pytest.raises(scope.NotVisible):
        actions.end_reach(actor, reach=one, connection=other, version=3, at=NOW)


@pytest.mark.parametrize("role", [*SEES_SEALED, *SEES_NOT])
def test_a_sealed_way_is_not_there_for_most(in_service: Cast, role: Role) -> None:
    row = said.add(in_service, "Jean")
    sealed = reach(in_service, row, is_sealed=True)
    actor = in_service.actor(role)
    ways = presenters.person_page(actor, row).ways
    history = repr(presenters.history_page(actor, row))
    assert [way.value for way in ways] == ([NUMBER] if role in SEES_SEALED else [])
    assert (NUMBER in history) is (role in SEES_SEALED)
    if role in SEES_NOT:
        with pytest.raises(scope.NotVisible):
            queries.get_reach(actor, row, sealed.pk)


def test_whoever_guesses_a_sealed_value_gets_the_same_answer(in_service: Cast, sign_in: object) -> None:
    row = said.add(in_service, "Jean")
    reach(in_service, row, is_sealed=True)
    client: Client = sign_in(in_service.users[Role.SOCIAL_WORKER])  # type: ignore[operator]
    answers = set()
    for guess in (NUMBER, "+44 1632 960456", "01632 960 111"):
        sent = {"kind": "phone", "value": guess, "source": "child", "certainty": "certain"}
        response = client.post(f"/people-who-matter/{row.pk}/reach/add/", sent)
        page = TOKEN.sub(b"", client.get(f"/people-who-matter/{row.pk}/").content)
        answers.add((response.status_code, response["Location"], page.count(b"Check it")))
        Reach.objects.filter(recorded_by=in_service.users[Role.SOCIAL_WORKER]).delete()
    assert len(answers) == 1


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        (ReachKind.PHONE, "01632 960456", "+44 (0)1632-960456"),
        (ReachKind.PHONE, "01632 960456", "0044 1632 960456"),
        (ReachKind.EMAIL, "Jean@Example.org", " jean@example.org"),
        (ReachKind.ADDRESS, "1 High Street, Weald", "1  HIGH STREET,weald"),
    ],
)
def test_one_value_written_two_ways_is_found_again(kind: ReachKind, first: str, second: str) -> None:
    assert queries.plain(kind, first) == queries.plain(kind, second)


def test_the_value_is_found_again_by_its_digest(in_service: Cast) -> None:
    row = said.add(in_service, "Jean")
    one, two = reach(in_service, row), reach(in_service, row)
    assert one.digest == two.digest
    assert one.digest not in {"", NUMBER, queries.plain(ReachKind.PHONE, NUMBER)}


def test_who_writes_a_number_down_has_not_found_it_right(in_service: Cast) -> None:
    row = said.add(in_service, "Jean")
    one, actor = reach(in_service, row, is_safe_to_use=False), in_service.actor(Role.COORDINATOR)
    assert presenters.person_page(actor, row).ways[0].confirmed == ""
    actions.confirm_reach(actor, reach=one, connection=row, is_safe_to_use=True, how_to_use="", at=NOW)
    assert presenters.person_page(actor, row).ways[0].confirmed == "15 June 2026"
