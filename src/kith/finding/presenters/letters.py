"""What a letter starts from: our words for its layer, the writer, the neutral number, and the person's own name."""

from kith.access.actor import Actor
from kith.domain import agreement, approach
from kith.domain.terms import Layer, ReachKind
from kith.finding import queries
from kith.people import presenters as people
from kith.people.models import Connection, Reach
from kith.people.queries import said
from kith.referrals.queries import asks


def first_words(actor: Actor, connection: Connection, layer: Layer) -> dict[str, str]:
    """The letter as it stands before anybody changed a word; the address only where one is known and safe to use.

    Where no name of the person is known, the blank stays for the writer: "Dear Dad" would tell who asks.
    """
    head = queries.get_letter_head(actor)
    name = people.own_name(actor, connection) or "{name}"
    words = {
        "name": name,
        "writer": actor.name,
        "address": head.address if head else "",
        "phone": head.phone if head else "",
        "child": str(connection.child) if approach.templates()[layer].names_the_child else "",
    }
    return {
        "recipient": f"{name}\n{_address(actor, connection)}",
        "body": approach.fill(layer, words),
        "ask": _ask(actor, connection),
    }


def _address(actor: Actor, connection: Connection) -> str:
    ways = said.list_rows_of(actor, Reach, connection)
    safe = [way.value for way in ways if way.kind == ReachKind.ADDRESS and way.is_safe_to_use and not way.ended_on]
    return safe[0] if len(safe) == 1 else ""


def _ask(actor: Actor, connection: Connection) -> str:
    """The ask that is about this person, by the child's name for them."""
    about = agreement.plain_name(connection.about_person)
    rows = asks.list_asks(actor, connection.child)
    return next((str(row.id) for row in rows if row.named and agreement.plain_name(row.named) == about), "")
