"""The cast, signed-in clients and the service in force, for tests that need the database."""

from tests.database import *  # noqa: F403
