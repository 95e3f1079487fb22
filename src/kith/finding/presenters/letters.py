"""What a letter starts from: our words for its layer, the writer, the neutral number, and the person's own name."""

from kith.access.actor import Actor
from kith.domain import approach
from kith.domain.terms import Layer
from kith.finding import queries
from kith.people import presenters as people
from kith.people.models import Connection


def names_of(connection: Connection) -> list[str]:
    """The child's names, which only the last layer may say."""
    return [connection.child.preferred_name, connection.child.reference]


def first_words(actor: Actor, connection: Connection, layer: Layer) -> dict[str, str]:
    """The letter as it stands before anybody changed a word."""
    head = queries.get_letter_head(actor)
    name = people.heading(actor, connection)
    words = {
        "name": name,
        "writer": actor.name,
        "phone": head.phone if head else "",
        "child": str(connection.child) if approach.templates()[layer].names_the_child else "",
    }
    return {"recipient": f"{name}\n", "body": approach.fill(layer, words)}
