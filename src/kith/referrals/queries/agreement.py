"""The checks the writing door asks: is the step agreed to, and is nothing stopped?"""

from kith.access.action import Asked


def agreement_is_given(asked: Asked) -> None:
    """Raise ActionBlocked unless the child has agreed to the scope the action needs."""


def nothing_is_stopped(asked: Asked) -> None:
    """Raise ActionBlocked where the child or an adult has stopped or paused outward steps."""
