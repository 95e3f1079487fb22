"""What the tests of signing in share."""

import pytest

from kith.access.models import User
from kith.domain.terms import Role
from tests.personas import Cast

PASSWORD = "three quiet otters"


@pytest.fixture
def worker(cast: Cast) -> User:
    """A social worker who signs in with a password."""
    user = cast.users[Role.SOCIAL_WORKER]
    user.set_password(PASSWORD)
    user.save()
    return user
