"""What one person gives the child, and how the tie feels to those who say so."""

import uuid
from dataclasses import dataclass

from kith.access import gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain.terms import FactSource, Quality, SupportKind
from kith.network import queries
from kith.network.models import ChildSaid
from kith.network.presenters.belonging import period
from kith.people import presenters as people
from kith.people.models import Connection
from kith.people.presenters import words


@dataclass(frozen=True, slots=True)
class Given:
    """One thing somebody gives, or gave."""

    support_id: uuid.UUID
    kind: str
    when: str
    says: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class Feels:
    """How the tie feels, to whom, in which words."""

    quality: str
    says: str
    words: str
    on: str
    by: str


@dataclass(frozen=True, slots=True)
class NearPage:
    """One person's part in the child's life."""

    connection_id: uuid.UUID
    child_id: uuid.UUID
    child: str
    title: str
    given: tuple[Given, ...]
    feels: tuple[Feels, ...]
    may_write: bool


def near_page(actor: Actor, connection: Connection) -> NearPage:
    """What a person gives the child, and how it feels, as far as this actor may read it."""
    return NearPage(
        connection_id=connection.pk,
        child_id=connection.child_id,
        child=str(connection.child),
        title=people.heading(actor, connection),
        given=tuple(
            Given(
                row.pk,
                SupportKind(row.kind).label,
                period(row.from_on, row.until_on),
                f"{FactSource(row.source).label}.",
                row.until_on is not None,
            )
            for row in queries.list_support_of(actor, connection)
        ),
        feels=tuple(
            Feels(
                Quality(row.quality).label,
                FactSource(row.source).label,
                row.words or "",
                words.day(row.on),
                words.by(row.recorded_by),
            )
            for row in queries.list_qualities(actor, connection)
        ),
        may_write=gate.may(actor, Permission.RECORD_PEOPLE),
    )


def whom(actor: Actor, said: ChildSaid) -> str:
    """The name of the person that a child said something about."""
    return people.heading(actor, said.connection)
