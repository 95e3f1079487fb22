"""Reads: searches with every try, the evidence, and which places a service has open."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from kith.access import scope
from kith.access.actor import Actor
from kith.access.models import User
from kith.domain import pathway, sureness
from kith.domain.pathway import Stage
from kith.domain.terms import Role, SearchState
from kith.finding.models import Evidence, Search, SourceChoice
from kith.people import queries as people
from kith.people.models import Connection
from kith.referrals.models import Referral

# Who may be given a search: the coordinators, the searchers of business support, and the manager.
LOOK_FOR_PEOPLE = (Role.COORDINATOR.value, Role.SEARCHER.value, Role.MANAGER.value)
NOT_BEGUN = "First the parents’ answers and safety are settled, and a coordinator begins the work."
OPEN = (SearchState.LOOKING.value, SearchState.HELD.value)


def list_searches(actor: Actor, connections: Iterable[Connection]) -> list[Search]:
    """The searches for these people of one child with every try, the newest search first; two questions."""
    rows = scope.visible(actor, Search.objects).filter(about_them(connections))
    return list(
        rows.select_related("connection__person", "owner", "ask", "ended_by", "handed_back_by")
        .prefetch_related("attempts__by")
        .order_by("-started_at")
    )


def get_search(actor: Actor, search_id: uuid.UUID) -> Search:
    """One search; raises NotVisible."""
    row: Search = scope.fetch(actor, Search.objects.select_related("connection", "child", "owner"), search_id)
    return row


def about_them(connections: Iterable[Connection]) -> Q:
    """What is about these people of one child, also what stands at a row that was taken for the same person."""
    rows = list(connections)
    roots = {people.root_of(row.person) for row in rows}
    return Q(child_id__in={row.child_id for row in rows}, connection__person_id__in=people.rows_of_one(roots))


def list_evidence(actor: Actor, connections: Iterable[Connection]) -> list[Evidence]:
    """What says that these people of one child are who we take them for, the oldest first.

    What was taken back is left out.
    """
    rows = scope.visible(actor, Evidence.objects).filter(about_them(connections), taken_back_at__isnull=True)
    return list(rows.select_related("by", "connection__person").order_by("on", "at"))


def get_evidence(actor: Actor, evidence_id: uuid.UUID) -> Evidence:
    """One piece of evidence; raises NotVisible."""
    row: Evidence = scope.fetch(actor, Evidence.objects.select_related("connection", "child"), evidence_id)
    return row


def is_sure(connection: Connection) -> bool:
    """Whether two independent sources say that this is the person: for the rules themselves, whoever asks."""
    rows = Evidence.objects.filter(about_them([connection]), taken_back_at__isnull=True)
    return sureness.is_sure(_sources(rows.select_related("connection__person"))[people.root_of(connection.person)])


def list_not_sure_yet(child_id: uuid.UUID) -> list[str]:
    """The child's names for the people who are looked for and of whom two sources do not speak yet, whoever asks.

    Named in ``settings.KITH_LOOKED_FOR``: while it may be somebody else, getting in touch is not the child's next
    question. Four questions to the database.
    """
    going_on = Search.objects.filter(child_id=child_id, state__in=OPEN).select_related("connection__person")
    sought = [row.connection for row in going_on]
    rows = Evidence.objects.filter(about_them(sought), taken_back_at__isnull=True)
    sources = _sources(rows.select_related("connection__person"))
    return [one.about_person for one in sought if not sureness.is_sure(sources[people.root_of(one.person)])]


def why_not_begun(child_id: uuid.UUID) -> str | None:
    """Why nobody may be looked for yet; None from the stage at which a coordinator finds out who matters.

    Before that the parents' answers and the safety questions are not settled (domain/pathway.py). Whoever asks.
    """
    stood_at = Referral.objects.filter(child_id=child_id, is_open=True).values_list("stood_at", flat=True).first()
    if stood_at is not None and Stage(stood_at) in pathway.WITH_COORDINATOR:
        return None
    return NOT_BEGUN


def count_sources(evidence: Iterable[Evidence]) -> dict[uuid.UUID, int]:
    """How many independent sources each person has, by the row that is kept."""
    return {key: sureness.count_sources(sources) for key, sources in _sources(evidence).items()}


def _sources(evidence: Iterable[Evidence]) -> defaultdict[uuid.UUID, list[tuple[str, str]]]:
    """The sources of each person of one child as `sureness.is_sure` takes them, by the row that is kept."""
    found: defaultdict[uuid.UUID, list[tuple[str, str]]] = defaultdict(list)
    for row, who in told_by(evidence):
        found[people.root_of(row.connection.person)].append((row.kind, who))
    return found


def told_by(evidence: Iterable[Evidence]) -> list[tuple[Evidence, str]]:
    """Each with who told it, by all the names that the child's record has for them: for the rules, whoever asks."""
    rows = list(evidence)
    beside = people.list_names_beside({row.child_id for row in rows}) if rows else {}
    return [(row, sureness.as_known(row.who, beside.get(row.child_id, ()))) for row in rows]


def get_chosen_sources(actor: Actor) -> dict[str, bool]:
    """What the service decided itself about places to look, by their id."""
    rows = scope.visible(actor, SourceChoice.objects).order_by("at", "pk")
    return dict(rows.values_list("source", "is_open"))


def list_due_tries(actor: Actor, on: dt.date) -> Any:
    """This person's own searches whose next try has come."""
    rows = scope.visible(actor, Search.objects).filter(
        owner_id=actor.user_id, state=SearchState.LOOKING.value, next_try_on__lte=on
    )
    return rows.select_related("connection", "child").order_by("next_try_on")


def list_owners(actor: Actor) -> list[User]:
    """The people of the actor's service who may be given a search, by name."""
    rows = User.objects.filter(service_id=actor.service_id, is_active=True, role__in=LOOK_FOR_PEOPLE)
    return list(rows.order_by("display_name"))


def get_owner(actor: Actor, user_id: uuid.UUID) -> User:
    """One of them; raises NotVisible."""
    found = User.objects.filter(service_id=actor.service_id, pk=user_id).first()
    if found is None or not may_be_given(found, found.service_id):
        raise scope.NotVisible
    return found


def may_be_given(owner: User, service_id: uuid.UUID | None) -> bool:
    """Whether somebody may be given a search of a service."""
    return owner.is_active and owner.service_id == service_id and owner.role in LOOK_FOR_PEOPLE
