"""What stands in a form before anything is changed."""

from typing import Any

from kith.people.models import Connection, Reach

YES_NO = {True: "yes", False: "no", None: ""}


def described(connection: Connection) -> dict[str, Any]:
    """Who a person is to the child, as it is now."""
    names = ("called", "how_related", "side", "last_in_touch_on", "named_by_child", "version")
    return {name: getattr(connection, name) for name in names}


def traits_of(connection: Connection) -> dict[str, Any]:
    """What a person is, as it is now."""
    person = connection.person
    names = ("gender", "gender_words", "is_professional", "version")
    return {**{name: getattr(person, name) for name in names}, "is_under_18": YES_NO[person.is_under_18]}


def checked(reach: Reach) -> dict[str, Any]:
    """A way to reach somebody, as it is now."""
    safe = YES_NO[reach.is_safe_to_use]
    return {"is_safe_to_use": safe, "how_to_use": reach.how_to_use or "", "version": reach.version}
