"""Nan, what Robin asked for, and the coordinator at the day of the tests."""

import pytest
from django.test import Client
from django.utils import timezone

from kith.domain.pathway import Stage
from kith.domain.terms import (
    PersonStatus,
)
from kith.people.models import Connection
from kith.referrals.actions import asks
from kith.referrals.models import Ask
from tests import standing
from tests.apps.plans.making import COORDINATOR, SignIn, known
from tests.apps.safety.around import connect
from tests.personas import NOW, TODAY, Cast


@pytest.fixture
def nan(in_service: Cast) -> Connection:
    """Nan, whom Robin asked for and sees again."""
    person = known(connect(in_service.child, "Nan Jean", "Jean Whitcombe", status=PersonStatus.IN_TOUCH))
    standing.has_agreed(in_service, Stage.RECONNECTION, named="Nan Jean")
    return person


@pytest.fixture
def ask(in_service: Cast, nan: Connection) -> Ask:
    return asks.save_ask(
        in_service.actor(COORDINATOR),
        child=in_service.child,
        words="I want to hear from my Nan.",
        asked_on=TODAY,
        named="Nan Jean",
        at=NOW,
    )


@pytest.fixture
def cora(in_service: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return sign_in(in_service.users[COORDINATOR])
