"""What is built once for an actor rests on no row, no day and no other thread, and opens no wall."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import ScopeError

from kith.access import built, scope
from kith.access.actor import Actor
from kith.children.models import CaseMember, Child, ClosedRecord
from kith.domain.terms import Role
from kith.people.models import Name
from tests.apps.safety.around import connect
from tests.personas import NATIONAL_ROLES, NOW, TODAY, Cast


def actor_of(cast: Cast, role: Role) -> Actor:
    """Somebody of the first service with this role; a job, where nobody signs in with it."""
    return Actor.system("a job", cast.service.pk) if role is Role.SYSTEM else cast.actor(role)


def in_words(actor: Actor) -> dict[str, str]:
    """What the database would be asked about each table of one service."""
    tables: list[Any] = [model for model in apps.get_models() if hasattr(model._default_manager, "visible_to")]
    assert len(tables) > 80
    return {table._meta.label: words(scope.visible(actor, table.objects)) for table in tables}


def words(rows: Any) -> str:
    """A query in the database's language; "nothing" where it need not be asked."""
    try:
        return str(rows.query)
    except EmptyResultSet:
        return "nothing"


def as_if_never_kept(build: built.Build, actor: Actor, rows: Any) -> Any:
    """Every part built anew, wherever it stands."""
    return build(actor, rows).all()


@pytest.mark.once
def test_it_is_built_without_a_question_and_the_same_on_any_day(cast: Cast) -> None:
    for actor in (actor_of(cast, role) for role in Role if role not in NATIONAL_ROLES):
        with scope.acting(actor), CaptureQueriesContext(connection) as asked:
            first = in_words(actor)
            built.forget()
            with time_machine.travel(NOW + dt.timedelta(days=4000)):
                assert in_words(actor) == first, actor.role
        assert len(asked) == 0, actor.role


@pytest.mark.once
@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MANAGER])
def test_what_is_kept_is_what_would_be_built(role: Role, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    actor = cast.actor(role)
    with scope.acting(actor):
        first, kept = in_words(actor), in_words(actor)
        monkeypatch.setattr(built, "once", as_if_never_kept)
        assert first == kept == in_words(actor)


def test_rows_are_read_anew_each_time(cast: Cast) -> None:
    worker = cast.actor(Role.SOCIAL_WORKER)
    with scope.acting(worker):
        assert list(scope.visible(worker, Child.objects)) == [cast.child]
        connect(cast.child, "Nan", "Jean Harker")
        assert [name.full for name in scope.visible(worker, Name.objects)] == ["Jean Harker"]
        connect(cast.child, "Grandad", "Len Harker")
        assert {name.full for name in scope.visible(worker, Name.objects)} == {"Jean Harker", "Len Harker"}

        CaseMember.objects.filter(child=cast.child, user_id=worker.user_id).update(until_on=TODAY)
        assert list(scope.visible(worker, Child.objects)) == []
        assert list(scope.visible(worker, Name.objects)) == []


def test_a_record_closed_to_somebody_is_gone_at_once_and_back_at_once(cast: Cast) -> None:
    manager = cast.actor(Role.MANAGER)
    with scope.acting(manager):
        assert scope.visible(manager, Child.objects).filter(pk=cast.child.pk).exists()
        closed = ClosedRecord.objects.create(
            service=cast.service, child=cast.child, user_id=manager.user_id, closed_at=NOW
        )
        assert not scope.visible(manager, Child.objects).filter(pk=cast.child.pk).exists()
        ClosedRecord.objects.filter(pk=closed.pk).update(opened_at=NOW)
        assert scope.visible(manager, Child.objects).filter(pk=cast.child.pk).exists()


def test_nothing_that_is_kept_opens_a_wall(cast: Cast) -> None:
    manager, stranger = cast.actor(Role.MANAGER), cast.stranger(Role.MANAGER)
    with scope.acting(manager):
        assert len(scope.visible(manager, Child.objects)) == 2
        assert len(scope.visible(stranger, Child.objects)) == 0, "another service is in force"
    with scope.acting(stranger):
        assert list(scope.visible(stranger, Child.objects)) == [cast.foreign_child]
        assert len(scope.visible(manager, Child.objects)) == 0, "another service is in force"
    with pytest.raises(ScopeError):
        scope.visible(manager, Child.objects)


def test_whoever_gets_a_copy_narrows_their_own_alone(in_service: Cast) -> None:
    manager = in_service.actor(Role.MANAGER)
    copy = scope.visible(manager, Child.objects)
    copy.query.set_empty()  # in its place, not in one more copy
    assert list(copy) == []
    assert len(scope.visible(manager, Child.objects)) == 2


def test_no_two_threads_share_what_is_kept(in_service: Cast) -> None:
    asked: list[Any] = []

    def build(_actor: Actor, _rows: Any) -> Any:
        asked.append(threading.get_ident())
        return Child.objects.none()

    def ask_twice() -> None:
        with scope.acting(in_service.actor(Role.MANAGER)):
            for _ in range(2):
                built.once(build, in_service.actor(Role.MANAGER), "rows")

    ask_twice()
    with ThreadPoolExecutor(1) as other:
        other.submit(ask_twice).result()
    assert len(asked) == 2, "once in each of the two threads"
    assert len(set(asked)) == 2
