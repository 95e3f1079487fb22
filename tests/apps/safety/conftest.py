"""A child's people, and somebody at a browser for each role."""

from collections.abc import Callable

import pytest
from django.test import Client

from kith.domain.terms import Role
from kith.people.models import Connection
from tests.apps.safety.around import connect
from tests.personas import Cast

Be = Callable[[Role], Client]


@pytest.fixture
def be(in_service: Cast, sign_in: Callable[..., Client]) -> Be:
    """``be(Role.COORDINATOR)``: a browser of that person."""
    return lambda role: sign_in(in_service.users[role])


@pytest.fixture
def nan(in_service: Cast) -> Connection:
    """Somebody the child asked for."""
    return connect(in_service.child, "Nan Jean", "Jean Whitcombe")


@pytest.fixture
def uncle(in_service: Cast) -> Connection:
    """Somebody else."""
    return connect(in_service.child, "Uncle Gaz", "Gary Whitcombe")
