"""Who was found by a name that somebody types."""

from kith.people import queries
from kith.people.presenters import words
from kith.people.presenters.same import Row


def found_rows(found: list[queries.FoundSomebody]) -> tuple[Row, ...]:
    """Those who could be meant, best first; the year of birth, and a name that differs from the one they go by."""
    return tuple(_row(one) for one in found)


def _row(one: queries.FoundSomebody) -> Row:
    connection = one.connection
    also = f"Also: {one.by_name}." if one.by_name and one.by_name != one.name else ""
    who = (
        f"{connection.how_related}." if connection.how_related else "",
        f"Born {one.born}." if one.born else "",
        also,
    )
    return Row(
        connection_id=connection.pk,
        name=one.name,
        called=connection.called,
        how_related=" ".join(filter(None, who)),
        status=words.tag(connection.status),
        beside="" if one.is_same_child else str(connection.child),
        is_removed=False,
    )
