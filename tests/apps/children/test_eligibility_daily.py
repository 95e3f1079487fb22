"""Every night the current answer is made true for the new day."""

import datetime as dt

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from kith.access import jobs, scope
from kith.access.actor import Actor
from kith.audit.models import AuditEvent
from kith.children import actions, tasks
from kith.children.models import CaseMember, EligibilityResult, EligibilityRun
from kith.domain.terms import FactName, Role
from tests.apps.children import asked
from tests.personas import NOW, TODAY, Cast

TOMORROW = NOW + dt.timedelta(days=1)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[dt.datetime]:
    """The time as the job reads it: the last one put in."""
    times = [NOW]
    monkeypatch.setattr(tasks.timezone, "now", lambda: times[-1])
    return times


def waiting() -> list[dt.datetime]:
    """When the answer of a day is to be worked out; other jobs that saving a return starts are not asked about."""
    rows = DBTaskResult.objects.filter(args_kwargs__args__0="children.answer_today")
    return [row.run_after for row in rows]


def test_a_saved_return_sees_to_it_that_tomorrow_is_answered(in_service: Cast) -> None:
    asked.bring_in(in_service, asked.files())
    assert waiting() == [timezone.make_aware(dt.datetime(2026, 6, 16, 3, 0))]
    # However often it is worked out: one night, one job.
    actions.refresh(asked.manager(in_service), service=in_service.service, at=NOW)
    assert len(waiting()) == 1
    assert "children.answer_today" in jobs.JOBS


def test_answer_today_moves_the_current_answer_to_the_new_day(in_service: Cast, clock: list[dt.datetime]) -> None:
    asked.bring_in(in_service, asked.files())
    first = asked.current()
    clock.append(NOW + dt.timedelta(days=35))
    tasks.answer_today(in_service.service.pk)
    run = asked.current()
    assert (run.on, run.daily) == (TODAY + dt.timedelta(days=35), True)
    # K2 turned 16.
    assert (asked.answers(first)["K2"], asked.answers(run)["K2"]) == ("cannot_tell", "no")
    assert AuditEvent.objects.filter(kind="eligibility.answered").latest("seq").actor_role == Role.SYSTEM.value
    # What an import gave stays; what a night gave makes way for the next.
    clock.append(NOW + dt.timedelta(days=36))
    tasks.answer_today(in_service.service.pk)
    assert set(EligibilityRun.objects.values_list("pk", flat=True)) == {first.pk, asked.current().pk}
    assert EligibilityResult.objects.filter(run=first).count() == 5


def test_answer_today_does_nothing_twice_in_a_day(in_service: Cast, clock: list[dt.datetime]) -> None:
    asked.bring_in(in_service, asked.files())
    before = asked.current()
    tasks.answer_today(in_service.service.pk)
    assert asked.current() == before
    assert EligibilityRun.objects.count() == 1


def test_a_service_without_a_return_has_no_nights(in_service: Cast, clock: list[dt.datetime]) -> None:
    tasks.answer_today(in_service.service.pk)
    assert (EligibilityRun.objects.count(), waiting()) == (0, [])


def test_facts_recorded_ahead_begin_to_count_on_their_day(in_service: Cast, clock: list[dt.datetime]) -> None:
    asked.bring_in(in_service, asked.files())
    worker = in_service.users[Role.SOCIAL_WORKER]
    since = TOMORROW.date()
    asked.say(
        in_service,
        asked.fact("K1", FactName.AREA, "West", since),
        asked.fact("K1", FactName.WORKER, worker.email, since),
        asked.fact("K1", FactName.PLAN, "return_home", since),
    )
    child = asked.child("K1")
    assert (child.area, CaseMember.objects.filter(child=child).exists()) == ("", False)
    assert asked.answers()["K1"] == "cannot_tell"
    clock.append(TOMORROW)
    tasks.answer_today(in_service.service.pk)
    child.refresh_from_db()
    assert child.area == "West"
    member = CaseMember.objects.get(child=child, until_on__isnull=True)
    assert (member.user, member.part, member.from_on) == (worker, "worker", since)
    assert asked.answers()["K1"] == "no"
    assert EligibilityResult.objects.get(run=asked.current(), child=child).area == "West"


def test_the_job_works_in_its_own_service_only(in_service: Cast, clock: list[dt.datetime]) -> None:
    asked.bring_in(in_service, asked.files())
    clock.append(TOMORROW)
    tasks.answer_today(in_service.other_service.pk)
    assert asked.current().on == TODAY
    with pytest.raises(scope.NotVisible):
        actions.answer_today(
            Actor.system("children.answer_today", in_service.other_service.pk), service=in_service.service, at=TOMORROW
        )
