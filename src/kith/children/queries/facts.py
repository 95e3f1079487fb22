"""Reads: local facts, with who says so and since when; and what a list of them would do."""

import base64
import datetime as dt
import uuid
import zlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kith.access import scope
from kith.access.actor import Actor
from kith.access.models import User
from kith.children.models import Child, LocalFact
from kith.domain import eligibility
from kith.domain.terms import FactName
from kith.sealing import SealBroken, keys

KEPT = "children.facts.list"

_ASKED_BY_RULES = {name.value for name in FactName.of_the_rules()}


class ListNotKept(Exception):
    """A list of facts that was not kept by this person, or was changed on the way."""


def list_facts(actor: Actor, child: Child) -> Any:
    """Every fact recorded about a child, newest first; contradictions stand side by side."""
    rows = scope.visible(actor, LocalFact.objects).filter(child=child)
    return rows.select_related("recorded_by").order_by("fact", "-from_on", "-recorded_at")


def get_fact_book(
    actor: Actor, child_ids: Iterable[uuid.UUID] | None = None, *, until: dt.datetime | None = None
) -> eligibility.FactBook:
    """The facts that rules lean on, of all children the actor may see or of some, keyed by council code and CHILD.

    ``until`` leaves out what was recorded after that moment.
    """
    rows = scope.visible(actor, LocalFact.objects).filter(fact__in=_ASKED_BY_RULES)
    if child_ids is not None:
        rows = rows.filter(child_id__in=list(child_ids))
    if until is not None:
        rows = rows.filter(recorded_at__lte=until)
    columns = ("child__council__code", "child__reference", "fact", "value", "from_on", "source", "author")
    return eligibility.FactBook(
        eligibility.LocalFact(council, reference, FactName(fact), value, from_on, source, author)
        for council, reference, fact, value, from_on, source, author in rows.values_list(*columns)
    )


def list_people_for(actor: Actor, roles: Iterable[str]) -> list[tuple[str, str]]:
    """People of the service with one of these roles who sign in here, as choices: e-mail and name."""
    users = User.objects.filter(service_id=actor.service_id, is_active=True, role__in=list(roles))
    return list(users.order_by("display_name").values_list("email", "display_name"))


def get_name_of(actor: Actor, email: str) -> str | None:
    """The name of a person of the service, by e-mail."""
    users = User.objects.filter(service_id=actor.service_id, email=email.casefold())
    name: str | None = users.values_list("display_name", flat=True).first()
    return name


@dataclass(frozen=True)
class Plan:
    """What a list of facts would do: its usable rows = new + known + rows about children whom no return names.

    ``unknown_children``: council, CHILD and the lines that speak of them.
    """

    new: tuple[tuple[Child, eligibility.LocalFact], ...]
    known: int
    unknown_rows: int
    unknown_children: tuple[tuple[str, str, tuple[int, ...]], ...]


def get_upload_plan(actor: Actor, facts: Iterable[eligibility.LocalFact]) -> Plan:
    """Sort the rows of a list: new, there already (or twice in the list), about nobody we know. Nothing is saved."""
    facts = tuple(facts)
    children = _children_by_key(actor, facts)
    there = set(
        scope.visible(actor, LocalFact.objects).values_list("child_id", "fact", "value", "from_on", "source", "author")
    )
    new: list[tuple[Child, eligibility.LocalFact]] = []
    known, unknown = 0, defaultdict(list)
    for fact in facts:
        child = children.get(((fact.council or "").casefold(), fact.child))
        if child is None:
            unknown[fact.council or "", fact.child].append(fact.line)
            continue
        same = (child.pk, fact.fact.value, fact.value, fact.from_, fact.source, fact.author)
        if same in there:
            known += 1
        else:
            there.add(same)
            new.append((child, fact))
    nobody = tuple((*key, tuple(lines)) for key, lines in sorted(unknown.items()))
    return Plan(tuple(new), known, sum(map(len, unknown.values())), nobody)


def _children_by_key(actor: Actor, facts: tuple[eligibility.LocalFact, ...]) -> dict[tuple[str, str], Child]:
    """Children by council (code or name) and CHILD; without a council only where one council alone has that number."""
    found: dict[tuple[str, str], Child] = {}
    wanted = {fact.child for fact in facts}
    several: set[str] = set()
    for child in scope.visible(actor, Child.objects).select_related("council"):
        if child.reference in wanted:
            found[child.council.code.casefold(), child.reference] = child
            found[child.council.name.casefold(), child.reference] = child
            if ("", child.reference) in found:
                several.add(child.reference)
            found["", child.reference] = child
    for reference in several:
        del found["", reference]
    return found


def keep_list(actor: Actor, data: bytes) -> str:
    """A list that was looked at, sealed for the same person's next step: nobody can read or change it on the way."""
    sealed = keys.current().seal(zlib.compress(data), f"{KEPT}:{actor.id}")
    return base64.urlsafe_b64encode(sealed).decode()


def open_list(actor: Actor, kept: str) -> bytes:
    """A list kept by `keep_list`; raises ListNotKept for anything else."""
    try:
        return zlib.decompress(keys.current().open(base64.urlsafe_b64decode(kept), f"{KEPT}:{actor.id}"))
    except (SealBroken, ValueError) as broken:
        raise ListNotKept from broken
