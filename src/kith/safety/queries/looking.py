"""Reads for the rules: which searches an order or the adoption route ends, many at once."""

import datetime as dt
import uuid
from collections.abc import Iterable

from kith.safety.models import AdoptionRoute, Restriction
from kith.safety.queries.sheet import as_restriction, root_of


def blocked(pairs: Iterable[tuple[uuid.UUID, uuid.UUID]], on: dt.date) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """Of children and people (by the row that is kept) those between whom nobody looks on a day; two questions.

    As ``blocking.why_not`` says of looking, for one: an order about every kind, or the adoption route.
    """
    wanted = set(pairs)
    children = {child for child, _ in wanted}
    routes = AdoptionRoute.objects.filter(child_id__in=children, closed_at__isnull=True)
    by_route = {(row.child_id, root_of(row.connection.person)) for row in routes.select_related("connection__person")}
    orders = Restriction.objects.filter(child_id__in=children, lifted_at__isnull=True).select_related("person")
    read = [(row.child_id, as_restriction(row)) for row in orders.defer("words", "court_reference", "lifted_words")]
    by_order = {
        (child, person)
        for child, person in wanted
        for of_child, row in read
        if of_child == child and row.stands(person, None, on) and not row.kinds and not row.location_only
    }
    return (by_route & wanted) | by_order
