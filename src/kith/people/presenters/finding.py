"""Who was found by a name that somebody types."""

from kith.people import queries
from kith.people.presenters import words
from kith.people.presenters.same import Row


def found_rows(found: list[queries.FoundSomebody]) -> tuple[Row, ...]:
    """Those who could be meant, best first; a name that differs from the one they go by is said beside it."""
    return tuple(_row(one) for one in found)


def _row(one: queries.FoundSomebody) -> Row:
    connection = one.connection
    also = f" Also: {one.by_name}." if one.by_name and one.by_name != one.name else ""
    return Row(
        connection_id=connection.pk,
        name=one.name,
        called=connection.called,
        how_related=f"{connection.how_related}{'.' if connection.how_related else ''}{also}",
        status=words.tag(connection.status),
        beside="" if one.is_same_child else str(connection.child),
        is_removed=False,
    )
