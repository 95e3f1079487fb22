"""People and safety: the child's asks on top, then one row a person, each with what is next and by whom."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kith.access import gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain import agreement, limits
from kith.domain import safety as rules
from kith.domain.terms import AgreementScope, ChildSays, PersonStatus, Ring, SearchState
from kith.finding import queries as finding
from kith.finding.models import Search
from kith.finding.queries import asked as about_asks
from kith.finding.queries import held, leads
from kith.network import presenters as network
from kith.network import queries as networks
from kith.network.models import ChildSaid
from kith.people import queries as people
from kith.people.presenters import words
from kith.referrals import queries as referrals
from kith.referrals.queries import agreement as answers
from kith.referrals.queries import asks
from kith.safety import presenters as safe_words
from kith.safety import queries as safety

SURE = limits.number("sources_to_be_sure")
KNOWN = {PersonStatus.IN_TOUCH, PersonStatus.LOST_TOUCH, PersonStatus.DIED}
SEALED = "What is known of them is sealed."
TELL = "News to tell: nobody has written down that the child was told face to face, or knows, that they died."
BLOCKED = "Nothing for now: an order or a decision stands against every way."
YES_TO = {
    AgreementScope.SEARCH: "looking",
    AgreementScope.APPROACH: "getting in touch",
    AgreementScope.MEET: "meeting",
}
Agreed = set[tuple[str, AgreementScope]]
ASK_TO_LOOK, LOOK = "Ask the child whether to look for them.", "Look for them: the child said yes."
NEXT = {
    PersonStatus.IN_TOUCH: "Ask the child whether anything should change.",
    PersonStatus.LOST_TOUCH: ASK_TO_LOOK,
    PersonStatus.NAMED_UNFOUND: ASK_TO_LOOK,
    PersonStatus.COULD_BE: "Find a second source before anybody is sure.",
    PersonStatus.FOUND: "Ask the child, and whether it is safe, before the first letter.",
    PersonStatus.WAITING: "Wait for an answer.",
    PersonStatus.WILLING: "Ask the child how and when to meet.",
    PersonStatus.WILLING_LATER: "Ask again when they said.",
    PersonStatus.UNWILLING: "Tell the child, face to face.",
    PersonStatus.DO_NOT_WRITE: "Nothing: they asked not to be written to.",
    PersonStatus.DIED: "Remember them together.",
    PersonStatus.UNSAFE_FOR_NOW: "Look again on the day that was set.",
    PersonStatus.ADOPTION_ROUTE: "The adoption agency looks and asks, not we.",
}


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One person. ``child_says`` is empty for all but the child's coordinator (SAFEGUARDING 5)."""

    connection_id: uuid.UUID
    name: str
    called: str
    how_related: str
    child_says: str
    found: str
    lives_with: str
    status: dict[str, str]
    since: str
    next: str
    by: str
    is_known_to_child: bool
    boxes: tuple[Any, ...]
    is_next_private: bool = False

    @property
    def all_boxes(self) -> str:
        """What all four boxes say, where they say the same; else empty."""
        said = {(box.tag.text, box.until) for box in self.boxes}
        text, until = next(iter(said), ("", None))
        return text if len(said) == 1 and until is None else ""


@dataclass(frozen=True, slots=True)
class SheetPage:
    """The people of a child on one day."""

    child_id: uuid.UUID
    child: str
    on: dt.date
    sentence: str
    asks: tuple[Any, ...]
    named: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    sees_child_says: bool
    may_write: bool
    may_look_for_next: bool
    may_hand_over: bool
    may_merge: bool


def people_sheet(actor: Actor, child: Child, on: dt.date) -> SheetPage:
    """The sheet; a number of questions that does not grow with the people."""
    found, histories = networks.get_histories(actor, child)
    standing = networks.standing_on(found, histories, on)
    untold = networks.untold_deaths(child, found, histories)
    members = networks.list_members(actor, child)
    ties = networks.list_ties(actor, child, {pk for one in members for pk in one.person_ids})
    near = networks.lives_with(members, ties, on)
    said = networks.get_says_now(actor, child)
    connections = [one.somebody.connection for one in standing]
    sources = finding.count_sources(finding.list_evidence(actor, connections))
    last_first = finding.list_searches(actor, connections)
    searches = {people.root_of(row.connection.person): row for row in reversed(last_first)}
    looked = {pk: _looked(actor, row) for pk, row in searches.items()}
    rings = networks.get_rings_now(actor, child)
    sees = gate.may(actor, Permission.DRAW_TOGETHER)
    stands = safety.get_sheet(actor, child.pk)
    names = {pk: one.somebody.shown for one in standing for pk in one.somebody.person_ids}
    agreed = _agreed(actor, child, on)
    rows = [
        dataclasses.replace(
            row,
            boxes=boxes,
            child_says=row.child_says or (_yes_to(agreed, one) if sees else ""),
            lives_with=safe_words.home_in_short(
                stands.lives_with, names, one.somebody.person_ids[0], near.get(one.key, [])
            ),
            next=_told_or_asked(row.next, one, untold, agreed, boxes),
        )
        for one in sorted(standing, key=lambda one: _nearness(one, rings))
        for row in (_row(one, said, sources, searches, looked),)
        for boxes in (_boxes(stands, one, on),)
    ]
    asked = asks.list_asks(actor, child)
    done = asks.list_done_about(actor, child.pk, on) if asked else {}
    sealed = people.is_sealed_to(actor, child.pk)
    may_write = gate.may(actor, Permission.RECORD_PEOPLE) and not sealed
    return SheetPage(
        child_id=child.pk,
        child=str(child),
        on=on,
        sentence=SEALED if sealed else network.sentence(standing),
        asks=tuple(about_asks.as_they_stand(asked, done)),
        named=named_only(asked, found) if may_write else (),
        rows=tuple(rows),
        sees_child_says=sees,
        may_write=may_write,
        may_look_for_next=leads.is_own_coordinator(actor, child.pk),
        may_hand_over=gate.may(actor, Permission.SEARCH),
        may_merge=gate.may(actor, Permission.MERGE_PEOPLE),
    )


def named_only(asked: Iterable[asks.AskSeen], found: Iterable[people.Somebody]) -> tuple[str, ...]:
    """Whom the child named and who never stood among the people; whoever was taken off is not offered again."""
    known = {
        agreement.plain_name(name)
        for one in found
        for name in (one.called, one.shown, one.connection.about_person)
        if name
    }
    names: dict[str, str] = {}
    for one in asked:
        if one.named:
            names.setdefault(agreement.plain_name(one.named), one.named)
    return tuple(named for plain, named in names.items() if plain not in known)


def _boxes(stands: Any, one: networks.Standing, on: dt.date) -> tuple[Any, ...]:
    """Whether somebody is safe: not told of whoever died, or wants nobody to come, whatever was answered before."""
    nobody_comes = one.status is PersonStatus.DIED or one.status in PersonStatus.said_no()
    return () if nobody_comes else safe_words.boxes(stands, one.somebody.person_ids[0], on)


def _told_or_asked(
    said: str, one: networks.Standing, untold: dict[uuid.UUID, Any], agreed: Agreed, boxes: tuple[Any, ...]
) -> str:
    """The next step once it is known whether the child was told of a death, what an order blocks, and whether the
    child said yes to looking."""
    connection = one.somebody.connection
    if one.somebody.died and connection.pk in untold:
        return TELL
    if not rules.ended_by(one.status) and said == NEXT[one.status] and all(box.is_blocked for box in boxes):
        return BLOCKED
    return LOOK if said == ASK_TO_LOOK and AgreementScope.SEARCH in _agreed_about(agreed, one) else said


def _agreed(actor: Actor, child: Child, on: dt.date) -> Agreed:
    """To what the child said yes about whom. A no is not told here (SAFEGUARDING 5)."""
    referral = referrals.get_latest_referral(actor, child.pk)
    running = answers.list_running(actor, referral, on) if referral and referral.is_open else []
    return {(agreement.plain_name(one.named), one.scope) for one in running if one.named}


def _agreed_about(agreed: Agreed, one: networks.Standing) -> list[AgreementScope]:
    name = agreement.plain_name(one.somebody.connection.about_person)
    return [scope for scope in YES_TO if (name, scope) in agreed]


def _yes_to(agreed: Agreed, one: networks.Standing) -> str:
    """What the child said yes to about somebody, where they have said nothing about seeing them: "Yes to looking"."""
    scopes = _agreed_about(agreed, one)
    return f"Yes to {', '.join(YES_TO[scope] for scope in scopes)}" if scopes else ""


def _nearness(one: networks.Standing, rings: dict[uuid.UUID, Ring]) -> int:
    order = list(Ring)
    ring = rings.get(one.somebody.connection.pk)
    return order.index(ring) if ring else len(order)


def _row(
    one: networks.Standing,
    said: dict[uuid.UUID, ChildSaid],
    sources: dict[uuid.UUID, int],
    searches: dict[uuid.UUID, Search],
    looked: dict[uuid.UUID, str],
) -> SheetRow:
    connection = one.somebody.connection
    root = people.root_of(connection.person)
    search = searches.get(root)
    says = said.get(connection.pk)
    return SheetRow(
        connection_id=connection.pk,
        name=one.somebody.shown,
        called=one.somebody.called,
        how_related=connection.how_related,
        child_says=_says(says),
        found=found_in_words(one.status, sources.get(root, 0), looked.get(root)),
        lives_with="",
        status=words.tag(one.status.value),
        since=words.day(one.said_since),
        next=_next(one, search, says),
        is_known_to_child=connection.child_knows,
        by=search.owner.display_name if search and search.state == SearchState.LOOKING.value else "",
        boxes=(),
        is_next_private=says is not None and says.says != ChildSays.YES.value,
    )


def _says(said: ChildSaid | None) -> str:
    if said is None:
        return ""
    again = f", ask again on {words.day(said.ask_again_on)}" if said.ask_again_on else ""
    return f"{ChildSays(said.says).label}{again}"


def _looked(actor: Actor, search: Search) -> str:
    return "Looking" if search.state == SearchState.LOOKING.value else held.get_search_in_words(actor, search)


def found_in_words(status: PersonStatus, sources: int, looked: str | None) -> str:
    """Whether the person is found, and how sure that is; ``looked``: where looking stands, None where nobody has."""
    if sources >= SURE:
        return f"Sure: {sources} sources"
    if status in KNOWN:
        return "Known"
    if sources:
        return "1 source so far"
    return looked or "Not looked for yet"


def _next(one: networks.Standing, search: Search | None, said: ChildSaid | None) -> str:
    """What comes next; what the child told the coordinator alone comes first, and only where the coordinator reads."""
    if not one.somebody.connection.child_knows:
        return "News to tell: the child does not know of them yet."
    if said and said.says == ChildSays.NEVER.value:
        return "Nothing, unless the child asks."
    if said and said.says == ChildSays.NOT_NOW.value:
        return f"Ask the child again from {words.day(said.ask_again_on)} on."
    if search and search.state == SearchState.LOOKING.value:
        return f"Try again on {words.day(search.next_try_on)}." if search.next_try_on else "Go on looking."
    return NEXT[one.status]
