"""A concern that nobody takes goes to the next named person, leads before managers (SAFEGUARDING 1 and 15)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from kith.access import action, gate, jobs, scope
from kith.access.models import User
from kith.access.queries import rota as line
from kith.audit import queries as audit
from kith.domain.terms import Role
from kith.records import actions, queries, tasks
from kith.records.models import Concern, ConcernReader
from kith.referrals.actions import rota
from tests.personas import NOW, Cast

SignIn = Callable[[User], Client]
WEEKDAYS = (0, 1, 2, 3, 4)
NINE_TO_FIVE = (dt.time(9), dt.time(17))
LEAD, MANAGER = "Safeguarding lead Weald", "Service manager Weald"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[dt.datetime]:
    """The time of every request and job: Monday 15 June 2026, 11 in London, until a test moves it."""
    moment = [NOW]
    monkeypatch.setattr(timezone, "now", lambda: moment[0])
    return moment


def at(minutes: int) -> dt.datetime:
    return NOW + dt.timedelta(minutes=minutes)


def raise_concern(cast: Cast, role: Role = Role.COORDINATOR, when: dt.datetime = NOW) -> Concern:
    words = "He says somebody follows him home."
    made = actions.raise_concern(cast.actor(role), service=cast.service, child=cast.child, words=words, at=when)
    return read(cast, made)


def read(cast: Cast, concern: Concern) -> Concern:
    return queries.get_concern(cast.actor(Role.MANAGER), concern.pk)


def has_it(concern: Concern) -> str:
    return concern.waiting_for.display_name if concern.waiting_for else ""


def run_job(cast: Cast, clock: list[dt.datetime], minutes: int) -> None:
    clock[0] = at(minutes)
    tasks.pass_on_concerns(cast.service.pk)


def stands_on_rota(cast: Cast, user: User, *, place: int = 1, hours: tuple[dt.time, dt.time] = NINE_TO_FIVE) -> None:
    given = rota.Hours(WEEKDAYS, *hours, place, line.CONCERNS)
    rota.add_to_rota(cast.actor(Role.SERVICE_ADMIN), service=cast.service, user=user, hours=given, at=NOW)


def a_lead(cast: Cast, name: str) -> User:
    return User.objects.create_user(
        f"{name}@weald.example", display_name=name.title(), role=Role.SAFEGUARDING_LEAD.value, service=cast.service
    )


def test_a_new_concern_is_with_a_lead_and_after_fifteen_working_minutes_with_a_manager(
    in_service: Cast, clock: list[dt.datetime]
) -> None:
    concern = raise_concern(in_service)
    assert (has_it(concern), concern.waiting_since) == (LEAD, NOW)
    run_job(in_service, clock, 14)
    assert has_it(read(in_service, concern)) == LEAD
    run_job(in_service, clock, 15)
    passed = read(in_service, concern)
    assert (has_it(passed), passed.waiting_since) == (MANAGER, at(15))
    # The manager finds it on their first page now.
    assert len(queries.list_unopened_concerns(in_service.actor(Role.MANAGER))) == 1
    # Round and round, until somebody takes it.
    run_job(in_service, clock, 30)
    assert has_it(read(in_service, concern)) == LEAD
    found = audit.list_events(in_service.service.pk, audit.Narrowed(kind="concern.passed_on"), first=0, most=5)
    assert [event.codes["user_id"] for event in found] == [
        str(in_service.users[role].pk) for role in (Role.SAFEGUARDING_LEAD, Role.MANAGER)
    ]


def test_working_minutes_do_not_count_at_night_or_at_weekends(in_service: Cast, clock: list[dt.datetime]) -> None:
    friday_evening = dt.datetime(2026, 6, 19, 15, 50, tzinfo=dt.UTC)  # ten to five in London
    concern = raise_concern(in_service, when=friday_evening)
    for moment, name in (
        (dt.datetime(2026, 6, 21, 12, 0, tzinfo=dt.UTC), LEAD),
        (dt.datetime(2026, 6, 22, 8, 4, tzinfo=dt.UTC), LEAD),
        (dt.datetime(2026, 6, 22, 8, 5, tzinfo=dt.UTC), MANAGER),
    ):
        clock[0] = moment
        tasks.pass_on_concerns(in_service.service.pk)
        assert has_it(read(in_service, concern)) == name, moment


@pytest.mark.parametrize("role", [Role.SAFEGUARDING_LEAD, Role.MANAGER])
def test_a_lead_or_manager_who_opens_it_has_it_from_then_on(
    in_service: Cast, clock: list[dt.datetime], role: Role
) -> None:
    concern = raise_concern(in_service)
    actions.open_concern(in_service.actor(role), concern=concern, at=at(5))
    run_job(in_service, clock, 60)
    taken = read(in_service, concern)
    assert (taken.waiting_for, taken.waiting_since) == (in_service.users[role], None)
    assert ConcernReader.objects.get(user=in_service.users[role]).opened_at == at(5)


def test_the_worker_who_opens_it_does_not_keep_it_from_those_whose_work_it_is(
    in_service: Cast, clock: list[dt.datetime]
) -> None:
    concern = raise_concern(in_service)
    actions.open_concern(in_service.actor(Role.SOCIAL_WORKER), concern=concern, at=at(2))
    run_job(in_service, clock, 15)
    passed = read(in_service, concern)
    assert (passed.opened_at, has_it(passed)) == (at(2), MANAGER)


def test_whoever_raised_it_is_not_the_one_who_takes_it(in_service: Cast, clock: list[dt.datetime]) -> None:
    concern = raise_concern(in_service, Role.SAFEGUARDING_LEAD)
    assert has_it(concern) == MANAGER
    actions.open_concern(in_service.actor(Role.SAFEGUARDING_LEAD), concern=concern, at=at(1))
    run_job(in_service, clock, 15)
    assert (has_it(read(in_service, concern)), read(in_service, concern).waiting_since) == (MANAGER, NOW)


def test_the_line_is_the_rota_leads_first_then_everybody_else_who_may(
    in_service: Cast, clock: list[dt.datetime]
) -> None:
    second, third = a_lead(in_service, "bea"), a_lead(in_service, "cy")
    stands_on_rota(in_service, in_service.users[Role.MANAGER])
    stands_on_rota(in_service, third, place=3)
    stands_on_rota(in_service, second, place=2)
    concern = raise_concern(in_service)
    names = [has_it(concern)]
    for turn in range(1, 5):
        run_job(in_service, clock, 15 * turn)
        names.append(has_it(read(in_service, concern)))
    assert names == ["Bea", "Cy", MANAGER, LEAD, "Bea"]


def test_somebody_who_is_there_now_has_it_first_and_the_rotas_hours_count(
    in_service: Cast, clock: list[dt.datetime]
) -> None:
    evening = a_lead(in_service, "eve")
    stands_on_rota(in_service, in_service.users[Role.SAFEGUARDING_LEAD], hours=(dt.time(18), dt.time(20)))
    stands_on_rota(in_service, evening, place=2, hours=(dt.time(20), dt.time(22)))
    late = dt.datetime(2026, 6, 15, 19, 30, tzinfo=dt.UTC)  # half past eight
    concern = raise_concern(in_service, when=late)
    assert has_it(concern) == "Eve"
    for minutes, name in ((14, "Eve"), (15, MANAGER), (30, LEAD)):
        clock[0] = late + dt.timedelta(minutes=minutes)
        tasks.pass_on_concerns(in_service.service.pk)
        assert has_it(read(in_service, concern)) == name


def test_with_nobody_else_in_the_line_it_stays(in_service: Cast, clock: list[dt.datetime]) -> None:
    User.objects.filter(pk=in_service.users[Role.MANAGER].pk).update(is_active=False)
    concern = raise_concern(in_service)
    run_job(in_service, clock, 40)
    assert (has_it(read(in_service, concern)), read(in_service, concern).waiting_since) == (LEAD, NOW)


def test_each_passing_waits_in_the_queue_for_the_next(
    in_service: Cast, clock: list[dt.datetime], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        raise_concern(in_service)
    (job,) = DBTaskResult.objects.filter(args_kwargs__args__0=actions.PASSING_ON)
    assert job.run_after == at(15)
    clock[0] = at(15)
    with django_capture_on_commit_callbacks(execute=True):
        jobs.run.func(*job.args_kwargs["args"])
    passing = DBTaskResult.objects.filter(args_kwargs__args__0=actions.PASSING_ON)
    assert sorted(passing.values_list("run_after", flat=True)) == [at(15), at(30)]


def test_settle_concern_ends_the_passing(in_service: Cast, clock: list[dt.datetime]) -> None:
    concern = raise_concern(in_service)
    lead = in_service.actor(Role.SAFEGUARDING_LEAD)
    actions.settle_concern(lead, concern=concern, what_was_done="Police told.", at=at(1))
    run_job(in_service, clock, 40)
    assert has_it(read(in_service, concern)) == LEAD


def test_pass_on_concern_is_the_jobs_and_no_persons(in_service: Cast) -> None:
    concern = raise_concern(in_service)
    for role in (Role.MANAGER, Role.SAFEGUARDING_LEAD):
        with pytest.raises(gate.NotPermitted):
            actions.pass_on_concern(in_service.actor(role), concern=concern, at=at(20))
    foreign = action.Actor.system(actions.PASSING_ON, in_service.other_service.pk)
    with pytest.raises(scope.NotVisible):
        actions.pass_on_concern(foreign, concern=concern, at=at(20))


# --- on pages


def words(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def test_the_pages_say_who_has_it_now(in_service: Cast, clock: list[dt.datetime], sign_in: SignIn) -> None:
    concern = raise_concern(in_service)
    address = reverse("records:concern", args=[concern.pk])
    worker, manager = sign_in(in_service.users[Role.SOCIAL_WORKER]), sign_in(in_service.users[Role.MANAGER])
    said = words(worker, address)
    assert f"<strong>{LEAD}</strong> since 15 June, 11:00, not opened yet." in said
    assert "On Monday 15 June at 11:15 it goes to the next person." in said
    assert f"Now with {LEAD}, who has not opened it yet." in words(manager, reverse("records:concerns"))
    run_job(in_service, clock, 15)
    assert "It is with you now: open it, or it goes to the next person." in words(manager, "/")
    assert f"<strong>{MANAGER}</strong> opened it and has it." in words(manager, address)
    assert f"Now with {MANAGER}.</p>" in words(manager, reverse("records:concerns"))


def test_who_raises_a_concern_is_told_who_reads_and_whether_they_are_there(
    in_service: Cast, clock: list[dt.datetime], sign_in: SignIn
) -> None:
    worker = sign_in(in_service.users[Role.SOCIAL_WORKER])
    assert "No hours are set in which somebody reads this." in words(worker, reverse("records:raise"))
    stands_on_rota(in_service, in_service.users[Role.SAFEGUARDING_LEAD])
    said = words(worker, reverse("records:raise"))
    assert "a safeguarding lead, on Monday to Friday, 9am to 5pm. <strong>Somebody is there now.</strong>" in said
    assert "Unopened for 15 working minutes, it goes to the next named person." in said


def test_the_rota_of_concerns_is_kept_on_its_page(in_service: Cast, clock: list[dt.datetime], sign_in: SignIn) -> None:
    admin, address = sign_in(in_service.users[Role.SERVICE_ADMIN]), reverse("referrals:rota")
    said = words(admin, address)
    assert "Nobody is on this rota. Until somebody is, the hours that count are Monday to Friday, 9am to 5pm." in said
    assert f"In this order: {LEAD}, {MANAGER}." in said
    lead = in_service.users[Role.SAFEGUARDING_LEAD]
    hours = {"user": lead.pk, "weekdays": [0, 1], "place_in_line": 1, "from_time": "09:00", "until_time": "12:00"}
    assert admin.post(address, {**hours, "reads": "concerns"}).status_code == 302
    said = words(admin, address)
    assert "Monday and Tuesday, 9am to 12pm" in said
    assert f"After them: {MANAGER}." in said
    assert "The public page is off." in said
    assert [entry.reads for entry in line.list_rota(in_service.actor(Role.MANAGER), line.CONCERNS)] == ["concerns"]
    assert line.list_rota(in_service.actor(Role.MANAGER)) == []


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SOCIAL_WORKER])
def test_only_those_who_read_every_concern_can_be_on_its_rota(in_service: Cast, role: Role) -> None:
    with pytest.raises(gate.ActionBlocked, match="may not read every concern"):
        stands_on_rota(in_service, in_service.users[role])
