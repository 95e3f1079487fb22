"""The keys, for the one test here that builds the county in the database."""

from tests.database import keys

__all__ = ["keys"]
