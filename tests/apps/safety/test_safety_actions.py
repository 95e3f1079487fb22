"""Who must not meet, the adoption route, protected people, and news to tell."""

import dataclasses
import datetime as dt
import importlib
from typing import Any

import pytest
from django.apps import apps
from django_tasks_db.models import DBTaskResult

from kith.access import gate, jobs
from kith.access.actor import Actor
from kith.domain.terms import Cleared, ContactKind, NewsKind, Role
from kith.people import actions as people
from kith.people.models import Connection
from kith.safety import actions, tasks
from kith.safety.models import LeadAlert, ProtectedPerson
from kith.safety.presenters import protecting
from kith.safety.queries import blocking, news, protected
from tests.apps.people import said
from tests.apps.safety.around import connect
from tests.personas import NOW, TODAY, Cast

MONDAY = dt.date(2026, 6, 22)


@pytest.fixture
def mum(in_service: Cast) -> Connection:
    return connect(in_service.child, "Mum", "Karen Anne Doyle")


def test_set_apart_and_end_apart(in_service: Cast, mum: Connection) -> None:
    dad = connect(in_service.child, "Dad", "Paul Doyle")
    worker = in_service.actor(Role.SOCIAL_WORKER)
    with pytest.raises(gate.ActionBlocked, match="two different"):
        actions.set_apart(worker, child=in_service.child, pair=(mum, mum), words="x", on=TODAY, at=NOW)
    row = actions.set_apart(worker, child=in_service.child, pair=(mum, dad), words="He hurt her.", on=TODAY, at=NOW)
    actions.end_apart(worker, apart=row, words="Both agreed, with the court.", at=NOW)
    with pytest.raises(gate.ActionBlocked, match="already"):
        actions.end_apart(worker, apart=row, words="Again.", at=NOW)


def test_open_route_ends_looking_and_close_route_ends_it(in_service: Cast, mum: Connection) -> None:
    coordinator = in_service.actor(Role.COORDINATOR)
    route = actions.open_route(coordinator, connection=mum, why="She was adopted.", agency="", at=NOW)
    assert blocking.why_not(mum.child_id, mum.person_id, None, TODAY) == blocking.ADOPTION
    with pytest.raises(gate.ActionBlocked, match="already"):
        actions.open_route(coordinator, connection=mum, why="She was adopted.", agency="", at=NOW)
    actions.close_route(coordinator, route=route, came_of_it="She said yes.", at=NOW)
    assert blocking.why_not(mum.child_id, mum.person_id, None, TODAY) is None


@pytest.mark.parametrize(
    ("kept", "matches"),
    [
        ("Karen Doyle", True),
        ("doyle, karen".replace(",", ""), True),
        ("Karen Anne Doyle", True),
        ("Karen Brown", False),
        ("Doyle", False),
        ("Karen-Anne Doyle", True),
    ],
)
def test_protect_tells_the_lead_and_nobody_else(in_service: Cast, mum: Connection, kept: str, matches: bool) -> None:
    lead = in_service.actor(Role.SAFEGUARDING_LEAD)
    actions.protect(lead, service=in_service.service, names=[kept], words="In a refuge.", review_on=MONDAY, at=NOW)
    tasks.look_at_person(in_service.service.pk, str(mum.pk))
    tasks.look_at_person(in_service.service.pk, str(mum.pk))
    assert LeadAlert.objects.count() == (1 if matches else 0)
    assert len(protected.list_alerts(lead)) == (1 if matches else 0)
    for role in (Role.MANAGER, Role.COORDINATOR, Role.SOCIAL_WORKER):
        assert len(protected.list_alerts(in_service.actor(role))) == 0


def test_settle_alert_and_end_protection(in_service: Cast, mum: Connection) -> None:
    lead = in_service.actor(Role.SAFEGUARDING_LEAD)
    kept = actions.protect(
        lead, service=in_service.service, names=["Karen Doyle"], words="In a refuge.", review_on=MONDAY, at=NOW
    )
    tasks.look_at_everybody(in_service.service.pk)
    alert = LeadAlert.objects.get()
    actions.settle_alert(lead, alert=alert, words="Spoke with the coordinator.", at=NOW)
    assert not list(protected.list_alerts(lead))
    actions.end_protection(lead, kept=kept, at=NOW)
    tasks.look_at_everybody(in_service.service.pk)
    assert LeadAlert.objects.count() == 1


def test_note_match_is_the_jobs_alone(in_service: Cast, mum: Connection) -> None:
    with pytest.raises(gate.NotPermitted):
        actions.note_match(
            in_service.actor(Role.MANAGER), service=in_service.service, person=mum.person, connection=mum, at=NOW
        )
    assert {"safety.look_at_person", "safety.look_at_everybody"} <= set(jobs.JOBS)


def test_what_a_child_calls_somebody_is_a_name_too(in_service: Cast) -> None:
    lead, cora = in_service.actor(Role.SAFEGUARDING_LEAD), in_service.actor(Role.COORDINATOR)
    later = TODAY + dt.timedelta(days=90)
    actions.protect(lead, service=in_service.service, names=["Sharon Hart"], words="Refuge.", review_on=later, at=NOW)
    run_looks(in_service)
    kelly = said.add(in_service, called="Kelly")
    run_looks(in_service)
    assert not LeadAlert.objects.exists()
    given = people.Described(called="Shaz Hart", how_related="Mum’s friend")
    people.describe_connection(cora, connection=kelly, given=given, at=NOW)
    run_looks(in_service)
    assert LeadAlert.objects.get().person == kelly.person
    again = said.add(in_service, called="Auntie Sharon Hart")
    run_looks(in_service)
    assert LeadAlert.objects.filter(person=again.person).count() == 1


def test_whoever_is_protected_is_looked_for_among_everybody_and_every_new_name_is_looked_at(
    in_service: Cast, mum: Connection
) -> None:
    lead, later = in_service.actor(Role.SAFEGUARDING_LEAD), TODAY + dt.timedelta(days=90)
    actions.protect(lead, service=in_service.service, names=["Anna Bell"], words="Refuge.", review_on=later, at=NOW)
    assert DBTaskResult.objects.filter(args_kwargs__args__0="safety.look_at_everybody").count() == 1
    run_looks(in_service)
    cora, name = in_service.actor(Role.COORDINATOR), people.NameGiven("Annie Bell")
    people.add_name(cora, connection=mum, given=name, says=said.FILE_SAYS, at=NOW)
    run_looks(in_service)
    assert LeadAlert.objects.get().person == mum.person


def run_looks(cast: Cast) -> None:
    """Do every look at one person that waits."""
    jobs_waiting = DBTaskResult.objects.filter(args_kwargs__args__0="safety.look_at_person")
    for job in list(jobs_waiting):
        tasks.look_at_person(cast.service.pk, **job.args_kwargs["args"][2])
    jobs_waiting.delete()


def test_note_typed_tells_the_lead_once_of_a_name_that_was_looked_for(in_service: Cast) -> None:
    lead, worker = in_service.actor(Role.SAFEGUARDING_LEAD), in_service.users[Role.SOCIAL_WORKER]
    later = TODAY + dt.timedelta(days=90)
    actions.protect(lead, service=in_service.service, names=["Anna Bell"], words="Refuge.", review_on=later, at=NOW)
    given: dict[str, Any] = {
        "service": in_service.service,
        "child_id": in_service.child.pk,
        "by_id": worker.pk,
        "at": NOW,
    }
    with pytest.raises(gate.NotPermitted):
        actions.note_typed(in_service.actor(Role.MANAGER), marks=[], **given)
    system = Actor.system("safety.look_at_typed", in_service.service.pk)
    for typed, found in (
        ("Anna", 0),
        ("bell ANNA", 1),
        ("Anna Bell of Leeds", 1),
        ("Anna Ball", 0),
        ("Bell, Annie", 1),
    ):
        assert actions.note_typed(system, marks=protected.digests([typed]), **given) == found, typed
    alert = LeadAlert.objects.get()
    assert (alert.child, alert.person, alert.by) == (in_service.child, None, worker)
    assert protecting.alert_row(alert).why.endswith(
        "looked for a name that fits: Anna Bell. Nobody was told that it does."
    )


def test_who_was_protected_before_is_known_again_as_today(in_service: Cast) -> None:
    lead = in_service.actor(Role.SAFEGUARDING_LEAD)
    later = TODAY + dt.timedelta(days=90)
    row = actions.protect(
        lead, service=in_service.service, names=["Sharon Hart"], words="Refuge.", review_on=later, at=NOW
    )
    for migration in ("0004_known_again", "0008_names_without_titles"):
        ProtectedPerson.objects.update(digests=[])
        importlib.import_module(f"kith.safety.migrations.{migration}").digest_again(apps, None)
        assert protected.find_marks(in_service.service.pk, protected.digests(["Shaz Hart"])) == [row]


def test_keep_news_is_told_face_to_face_and_looked_in_on(in_service: Cast, mum: Connection) -> None:
    worker, coordinator = in_service.actor(Role.SOCIAL_WORKER), in_service.actor(Role.COORDINATOR)
    row = actions.keep_news(
        coordinator, child=in_service.child, kind=NewsKind.HAS_DIED, words="In 2024.", connection=mum, at=NOW
    )
    assert list(news.untold_since(in_service.child.pk)) == [mum.pk]
    with pytest.raises(gate.ActionBlocked, match="First say who"):
        actions.mark_told(worker, news=row, words="Told.", at=NOW)
    telling = actions.Telling(in_service.users[Role.SOCIAL_WORKER], MONDAY, dt.time(16), "At home", "Her carer")
    friday = dataclasses.replace(telling, on=dt.date(2026, 6, 19))
    early = dataclasses.replace(telling, at_time=dt.time(8, 30))
    with pytest.raises(gate.ActionBlocked, match="Not before school"):
        actions.plan_telling(worker, news=row, telling=early, at=NOW)
    with pytest.raises(gate.ActionBlocked, match="weekend"):
        actions.plan_telling(worker, news=row, telling=friday, at=NOW)
    row = actions.plan_telling(worker, news=row, telling=telling, at=NOW)
    row = actions.mark_told(worker, news=row, words="She cried, then asked for a photo.", at=NOW)
    assert row.check_in_by == TODAY + dt.timedelta(days=3)
    assert news.untold_since(in_service.child.pk) == {}
    assert news.list_check_ins(coordinator, [in_service.child.pk]) == [row]
    actions.check_in(coordinator, news=row, words="Sad, but eating.", at=NOW)
    assert news.list_check_ins(coordinator, [in_service.child.pk]) == []


def test_nobody_says_yes_to_somebody_who_goes_by_the_adoption_route(in_service: Cast, mum: Connection) -> None:
    actions.open_route(
        in_service.actor(Role.COORDINATOR), connection=mum, why="She was adopted.", agency="The agency", at=NOW
    )
    given = actions.Given((ContactKind.LETTER,), Cleared.YES, TODAY + dt.timedelta(days=90))
    with pytest.raises(gate.ActionBlocked, match="adoption route"):
        actions.clear(in_service.actor(Role.SOCIAL_WORKER), connection=mum, given=given, at=NOW)
