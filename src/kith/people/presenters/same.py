"""Two people who could be one, side by side; who is like somebody about to be added; and the plain list."""

import uuid
from dataclasses import dataclass

from kith.access.actor import Actor
from kith.children.models import Child
from kith.domain.terms import PersonFactKind
from kith.people import queries
from kith.people.models import Connection, Name, PersonFact
from kith.people.presenters import asked, person, words


@dataclass(frozen=True, slots=True)
class Row:
    """One person in a list; ``why`` where somebody could be this person."""

    connection_id: uuid.UUID
    name: str
    called: str
    how_related: str
    status: dict[str, str]
    beside: str
    is_removed: bool
    why: queries.Why | None = None


@dataclass(frozen=True, slots=True)
class MergePage:
    """Two people side by side."""

    connection_id: uuid.UUID
    other_id: uuid.UUID
    child_id: uuid.UUID
    both: tuple[person.PersonPage, person.PersonPage]
    told_to_more: bool
    asked: asked.AskedRow | None
    why: queries.Why | None


@dataclass(frozen=True, slots=True)
class ChoosePage:
    """Who could be the same person: those with a like name first, then everybody else beside this child."""

    connection_id: uuid.UUID
    child: str
    title: str
    alike: tuple[Row, ...]
    rest: tuple[Row, ...]


def choose_page(actor: Actor, connection: Connection) -> ChoosePage:
    """Who could be the same person as this one."""
    names = [name.full for name in queries.list_names(actor, connection) if name.taken_back_at is None]
    alike = queries.list_alike(actor, connection.child, *names, connection.called)
    others = [one for one in alike if one.connection.pk != connection.pk]
    compared, root = _beside(actor, connection.child, others), queries.root_of(connection.person)
    found = {
        one.connection.pk: _alike(one, compared.of_two(root, queries.root_of(one.connection.person))) for one in others
    }
    everybody = list_rows(actor, connection.child, also_removed=False)
    rest = [row for row in everybody if row.connection_id not in found and row.connection_id != connection.pk]
    title = person.heading(actor, connection)
    return ChoosePage(connection.pk, str(connection.child), title, tuple(found.values()), tuple(rest))


def list_rows(actor: Actor, child: Child, *, also_removed: bool = True) -> tuple[Row, ...]:
    """Everybody who matters to a child; those who were taken off stand last."""
    found = queries.list_people(actor, child, also_removed=also_removed, with_dates=False)
    ordered = sorted(found, key=lambda one: (one.connection.removed_on is not None, one.shown.casefold()))
    return tuple(_row(one) for one in ordered)


def _row(one: queries.Somebody) -> Row:
    connection = one.connection
    return Row(
        connection_id=connection.pk,
        name=one.shown,
        called=one.called,
        how_related=connection.how_related,
        status=words.tag(connection.status),
        beside="",
        is_removed=connection.removed_on is not None,
    )


def alike_rows(actor: Actor, child: Child, full: str) -> tuple[Row, ...]:
    """Those who could be somebody about to be added, each with what speaks for and against it, and the rivals."""
    alike = queries.list_alike(actor, child, full)
    if not alike:
        return ()
    compared = _beside(actor, child, alike)
    return tuple(_alike(one, compared.of_a_name(full, queries.root_of(one.connection.person))) for one in alike)


def _beside(actor: Actor, child: Child, alike: list[queries.Alike]) -> queries.Beside:
    return queries.get_beside(actor, {child.pk, *(one.connection.child_id for one in alike)})


def _alike(one: queries.Alike, why: queries.Why | None) -> Row:
    return Row(
        connection_id=one.connection.pk,
        name=one.name,
        called=one.connection.called,
        how_related=one.connection.how_related,
        status=words.tag(one.connection.status),
        beside="" if one.is_same_child else str(one.connection.child),
        is_removed=False,
        why=why,
    )


def merge_page(actor: Actor, connection: Connection, other: Connection) -> MergePage:
    """Both side by side, what speaks for and against, who else it could be, and what would settle it.

    ``told_to_more``: more people could read what may be told for every child afterwards.
    """
    return MergePage(
        connection_id=connection.pk,
        other_id=other.pk,
        child_id=connection.child_id,
        both=(person.person_page(actor, connection), person.person_page(actor, other)),
        told_to_more=connection.child_id != other.child_id,
        asked=asked.row_of(actor, queries.get_merge_asked(actor, connection, other)),
        why=queries.get_comparison(actor, connection, other),
    )


def tell_rows(actor: Actor, connection: Connection) -> list[tuple[str, str]]:
    """What is told for this child alone, to be chosen for another: id and words."""
    return [
        (str(row.pk), f"{_what(row)} ({words.says(row).rstrip('.')})")
        for row in queries.list_rows_to_tell(actor, connection)
    ]


def _what(row: Name | PersonFact) -> str:
    if isinstance(row, Name):
        return f"{words.name_kind(row)}: {row.full}"
    return f"{PersonFactKind(row.kind).label}: {words.fact_in_words(row)}"
