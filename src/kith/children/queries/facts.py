"""Reads: local facts, with who says so and since when."""

import uuid
from collections.abc import Iterable
from typing import Any

from kith.access import scope
from kith.access.actor import Actor
from kith.children.models import Child, LocalFact
from kith.domain import eligibility
from kith.domain.terms import FactName

_ASKED_BY_RULES = {name.value for name in FactName.of_the_file()}


def list_facts(actor: Actor, child: Child) -> Any:
    """Every fact recorded about a child, newest first; contradictions stand side by side."""
    rows = scope.visible(actor, LocalFact.objects).filter(child=child)
    return rows.select_related("recorded_by").order_by("fact", "-from_on", "-recorded_at")


def get_fact_book(actor: Actor, child_ids: Iterable[uuid.UUID] | None = None) -> eligibility.FactBook:
    """The facts that rules lean on, of all children the actor may see or of some, keyed by council code and CHILD."""
    rows = scope.visible(actor, LocalFact.objects).filter(fact__in=_ASKED_BY_RULES)
    if child_ids is not None:
        rows = rows.filter(child_id__in=list(child_ids))
    columns = ("child__council__code", "child__reference", "fact", "value", "from_on", "source", "author")
    return eligibility.FactBook(
        eligibility.LocalFact(council, reference, FactName(fact), value, from_on, source, author)
        for council, reference, fact, value, from_on, source, author in rows.values_list(*columns)
    )
