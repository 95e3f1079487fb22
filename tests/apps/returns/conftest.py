"""A service with a council, and the ways in which tests bring returns in."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from kith.children import actions as children_actions
from kith.domain import returns
from kith.domain.terms import Role
from kith.returns import actions
from kith.returns.models import Batch
from tests.personas import NOW, Cast


@pytest.fixture
def receive(in_service: Cast) -> Callable[..., Batch]:
    """Send a return to the first service."""
    in_service.service.switched_off_columns = ["CONVICTED", "SUBSTANCE_MISUSE"]
    in_service.service.save()

    def _receive(sources: Sequence[returns.Source], **options: Any) -> Batch:
        given = {"council": in_service.council, "at": NOW} | options
        return actions.receive_return(
            in_service.actor(Role.ANALYST), service=in_service.service, sources=sources, **given
        )

    return _receive


@pytest.fixture
def save(in_service: Cast) -> Callable[[Batch], Batch]:
    """Save an import."""
    return lambda batch: children_actions.commit_return(
        in_service.actor(Role.ANALYST), batch=batch, version=batch.version, at=NOW
    )


@pytest.fixture
def take_back(in_service: Cast) -> Callable[[Batch], Batch]:
    """Take a saved import back."""
    return lambda batch: children_actions.roll_back_return(
        in_service.actor(Role.ANALYST), batch=batch, version=batch.version, at=NOW
    )
