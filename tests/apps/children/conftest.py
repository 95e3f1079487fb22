"""The ways in which tests bring returns in."""

from tests.apps.returns.conftest import receive, save, take_back

__all__ = ["receive", "save", "take_back"]
