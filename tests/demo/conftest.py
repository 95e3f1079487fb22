"""The keys, and the whole made-up county in the database: built once for each file of tests that asks for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction

from kith.access import scope
from kith.access.actor import Actor
from kith.access.models import Service, User
from kith.demo import build
from kith.domain.terms import Role
from tests.database import keys
from tests.demo import built

__all__ = ["county", "keys"]

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of this folder run in one process, which makes each county once."""
    for item in items:
        if item.path.parent == HERE:
            item.add_marker(pytest.mark.xdist_group("demo"))


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker: object, keys: None) -> Iterator[Service]:
    """The service of the whole county, as its manager sees it; taken back when the file's tests are over."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        build.build(built.ON, seed=built.SEED, places=build.PLACES[:1])
        service = Service.objects.get()
        with scope.acting(Actor.of_user(User.objects.get(service=service, role=Role.MANAGER.value))):
            yield service
        transaction.set_rollback(True)
