"""What a page asks of the database does not grow with what it lists, and stays within its budget."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kith.domain.terms import Role
from kith.referrals.views import held
from tests.contracts.sweep import addresses, crowd, visits, world
from tests.personas import Cast

pytestmark = pytest.mark.long

# Every question of the request is counted: two to find out who asks (the session, the person with their service), three
# to write down that somebody looked, and the page's own. BEGIN, COMMIT and the like ask nothing.
MOST = 8
OPENED = "opens the child's record: the child, and the mark that they were read this hour, before the record is written"
# What some lists ask in all, exactly, and why it is more.
MORE = {
    "audit": (9, "what was done, who did it and who could have, by kind"),
    "children:facts": (10, f"{OPENED}; the sealed values that are covered in facts"),
    "children:why": (9, OPENED),
    "people:list": (
        14,
        f"{OPENED}; names, sealed values covered in them, who the coordinator is, whether all was stopped or is sealed",
    ),
    "people:twice": (
        12,
        "the look, the pairs, what is known of each, the service's own list of names, and who was put before a manager",
    ),
    "safety:letters": (10, "the letters, and which go to a protected person or to their home"),
    "records:concerns": (9, "those that wait and those that are settled, who has read them, who they are"),
    "records:papers": (9, OPENED),
    "referrals:asks": (12, f"{OPENED}; sealed words, who the coordinator is, and whether everything was stopped"),
    "referrals:decisions": (10, "five lists on one page"),
    "referrals:rota": (10, "two rotas, each with who may be put on it"),
    "returns:findings": (10, "the import, its files, the findings with their number, and sealed words"),
    "returns:waiting_rows": (9, "the import, its files, the rows, and sealed words"),
    "safety:news": (11, f"{OPENED}; names, and sealed words"),
    "unusual": (10, "what was read, by whom and beside which work, and the answers given"),
}
MANY = 30

# Lists, each as somebody who reads it.
LISTS = {
    "audit": Role.PRIVACY_OFFICER,
    "children:answers": Role.MANAGER,
    "children:list": Role.MANAGER,
    "children:reach": Role.MANAGER,
    "children:rules": Role.ANALYST,
    "outbox:list": Role.COORDINATOR,
    "people": Role.SERVICE_ADMIN,
    "people:list": Role.COORDINATOR,
    "people:names": Role.SERVICE_ADMIN,
    "people:twice": Role.COORDINATOR,
    "records:choose": Role.SOCIAL_WORKER,
    "records:concerns": Role.SAFEGUARDING_LEAD,
    "records:copies": Role.SOCIAL_WORKER,
    "records:papers": Role.COORDINATOR,
    "referrals:asks": Role.COORDINATOR,
    "referrals:coordinators": Role.MANAGER,
    "referrals:decisions": Role.MANAGER,
    "referrals:get_in_touch": Role.COORDINATOR,
    "referrals:not_offered": Role.SOCIAL_WORKER,
    "referrals:requests": Role.MANAGER,
    "referrals:rota": Role.SERVICE_ADMIN,
    "referrals:waiting": Role.MANAGER,
    "safety:letters": Role.SAFEGUARDING_LEAD,
    "safety:news": Role.COORDINATOR,
    "safety:related": Role.MANAGER,
    "returns:findings": Role.ANALYST,
    "returns:list": Role.ANALYST,
    "returns:waiting_rows": Role.ANALYST,
    "children:facts": Role.SOCIAL_WORKER,
    "children:why": Role.MANAGER,
    "unusual": Role.PRIVACY_OFFICER,
}
# Pages put together from several lists: more questions, but no more with more rows.
SEVERAL = {
    "home": [Role.MANAGER, Role.COORDINATOR, Role.SOCIAL_WORKER, Role.REVIEWING_OFFICER, Role.SAFEGUARDING_LEAD],
    "record": [Role.COORDINATOR, Role.SOCIAL_WORKER, Role.MANAGER],
    "finding:handover": [Role.COORDINATOR, Role.MANAGER],
    "finding:next": [Role.COORDINATOR],
    "map_drawn": [Role.COORDINATOR],
    "map_love": [Role.COORDINATOR],
    "map_people": [Role.COORDINATOR],
    "network:belonging": [Role.COORDINATOR],
    "network:changes": [Role.COORDINATOR],
    "network:connectedness": [Role.COORDINATOR],
    "network:draw": [Role.COORDINATOR],
    "network:ecomap": [Role.COORDINATOR],
    "network:genogram": [Role.COORDINATOR, Role.SOCIAL_WORKER],
    "network:growth": [Role.COORDINATOR],
    "network:map": [Role.COORDINATOR, Role.SOCIAL_WORKER],
    "network:mobility": [Role.COORDINATOR],
    "network:near": [Role.COORDINATOR],
    "network:poster": [Role.COORDINATOR],
    "network:side_by_side": [Role.COORDINATOR],
    "people_sheet": [Role.COORDINATOR, Role.SOCIAL_WORKER],
    "people:history": [Role.COORDINATOR],
    "people:person": [Role.COORDINATOR, Role.MANAGER],
    "people:same": [Role.COORDINATOR],
    "safety:answer": [Role.SOCIAL_WORKER],
    "safety:standing": [Role.COORDINATOR, Role.MANAGER],
    "safety:lives_with": [Role.COORDINATOR],
    "safety:person": [Role.COORDINATOR, Role.SOCIAL_WORKER],
    "safety:decide_related": [Role.MANAGER],
    "safety:protected": [Role.SAFEGUARDING_LEAD],
    "referrals:show": [Role.COORDINATOR, Role.MANAGER],
    "children:other_rules": [Role.MANAGER],
    "finding:family_time": [Role.COORDINATOR],
    "finding:hand_over": [Role.COORDINATOR],
    "finding:letter": [Role.COORDINATOR],
    "finding:notes": [Role.COORDINATOR],
    "finding:search": [Role.COORDINATOR],
    "finding:trail": [Role.COORDINATOR],
    "map_copy": [Role.COORDINATOR],
    "network:family_file": [Role.COORDINATOR],
    "network:family_files": [Role.COORDINATOR],
    "network:household_add": [Role.COORDINATOR],
    "network:member_add": [Role.COORDINATOR],
    "network:parent_add": [Role.COORDINATOR],
    "network:tie_add": [Role.COORDINATOR],
    "network:union_add": [Role.COORDINATOR],
    "network:version": [Role.COORDINATOR],
    "people:merge": [Role.COORDINATOR],
    "plans:list": [Role.COORDINATOR, Role.SOCIAL_WORKER],
    "plans:make": [Role.COORDINATOR],
    "plans:make_of": [Role.COORDINATOR],
    "people:share": [Role.COORDINATOR],
    "records:concern": [Role.SAFEGUARDING_LEAD],
    "referrals:allocate": [Role.MANAGER],
    "referrals:together": [Role.COORDINATOR],
    "referrals:together_asks": [Role.COORDINATOR],
    "referrals:together_copy": [Role.COORDINATOR],
    "referrals:together_end": [Role.COORDINATOR],
    "returns:download_findings": [Role.MANAGER],
    "returns:download_waiting_rows": [Role.MANAGER],
    "safety:keep_news": [Role.COORDINATOR],
    "safety:restrict": [Role.MANAGER],
    "safety:set_apart": [Role.COORDINATOR],
    "safety:take_care": [Role.MANAGER],
    "who_looked": [Role.COORDINATOR],
}
# Pages of one thing that a visit by itself does not open, each with why; all other pages with an id are counted.
NOT_OPENED = {
    "children:record_fact": "leads to the facts",
    "records:paper_file": "one picture",
    "safety:settle_said": "one thing that somebody said, once",
    "referrals:make_move": "leads to the list of moves",
    "referrals:refer": "leads to the referral that is there",
    "referrals:together_question": "opens after the page before it, and asks one thing",
    "referrals:together_yes": "opens after the page before it, and asks one thing",
    "finding:next_aside": "one lead",
    "finding:queue_task": "the searcher's own, see tests/apps/finding/test_queue.py",
    "finding:queue_try": "the searcher's own, see tests/apps/finding/test_queue.py",
    "finding:queue_back": "the searcher's own, see tests/apps/finding/test_queue.py",
    "map_place": "one person's place on the map",
    "map_say": "one person on the map",
    "unusual_answer": "one sign, see tests/apps/casework/test_unusual.py",
}
# Who tries to open them, in this order.
READERS = [
    Role.COORDINATOR,
    Role.MANAGER,
    Role.SOCIAL_WORKER,
    Role.SAFEGUARDING_LEAD,
    Role.ANALYST,
    Role.PRIVACY_OFFICER,
    Role.SERVICE_ADMIN,
]
# Pages without an id that list nothing that grows.
NO_LISTS = {
    "audit_child": "a form",
    "audit_words": "one event",
    "bring_in_people": "a form",
    "children:bring_in_facts": "a form",
    "children:publish_rules": "a form",
    "finding:queue": "the searcher's own, see tests/apps/finding/test_queue.py",
    "finding:places": "the places to look, as many as there are",
    "hand_back": "a form",
    "leave": "leads away",
    "network:paper": "blank",
    "people:names_add": "a form",
    "programme:projection": "no table",
    "records:raise": "a form",
    "records:sent": "says that it was sent",
    "referrals:paper": "blank",
    "referrals:paper_list": "blank",
    "returns:receive": "a form",
    "safety:protect": "a form",
    "safety:you": "two forms",
    "settings": "a form",
    "unsent": "what one person sent too late",
}
POSTED_ONLY = {
    "end_other_sessions",
    "it_was_me",
    "children:answer",
    "children:choose_rules",
    "children:find",
    "children:save_facts",
    "finding:letter_head",
    "finding:places_choose",
    "referrals:ask_page",
    "safety:give_home",
    "safety:say_somebody",
}
# These list what does not grow with children and their people (homes), or the newest few only.
# In the crowd orders hold every suggestion: tests/apps/finding/test_suggestions.py counts the page where they do not.
# Nothing in the crowd is unusual reading: tests/apps/casework/test_unusual.py counts that page where much is.
# Who looked is told by role and month, as long as these are: the crowd only looks more often.
# A service adds few names: tests/apps/people/test_names_page.py counts that page with many.
# Nobody in the crowd has asked for a look: of who stands here twice only those put before a manager grow here, and
# tests/apps/people/test_twice.py counts that page with pairs.
# Care first asks which kind is written down; whom to choose from comes on the page after.
SAME_LENGTH = {
    "children:rules",
    "children:why",
    "children:other_rules",
    "finding:next",
    "network:mobility",
    "safety:take_care",
    "unusual",
    "who_looked",
}
# Each visit begins with nothing counted yet: the sweep's own.
CLEARED = 'DELETE FROM "kith_shared"'
# Statements of a transaction ask nothing.
ASK_NOTHING = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")


@pytest.fixture
def pages() -> dict[tuple[str, Role], addresses.Address]:
    """The counted pages, by name and who reads them."""
    by_name = {one.name: one for one in addresses.walk()}
    several = [(name, role) for name, roles in SEVERAL.items() for role in roles]
    return {(name, role): by_name[name] for name, role in [*LISTS.items(), *several]}


@dataclass(frozen=True)
class Cost:
    """What a page asks in all, and how long it is."""

    in_all: int
    length: int


def costs(cast: Cast, ids: dict[str, Any], pages: dict[tuple[str, Role], addresses.Address]) -> dict[Any, Cost]:
    """What each page costs."""
    counted = {}
    for (name, role), address in pages.items():
        visitor = visits.Visitor(cast.users[role], ids if name in IN_A_CHILDS_HANDS else None)
        counted[name, role] = _cost(visitor, address, ids)
    return counted


IN_A_CHILDS_HANDS = held.OF_THE_MAP | held.OF_THE_REFERRAL


def opened(cast: Cast, ids: dict[str, Any]) -> dict[tuple[str, Role], addresses.Address]:
    """Every other page with an id, as the first who can open it; what answers only to forms is left out."""
    found: dict[tuple[str, Role], addresses.Address] = {}
    closed = set()
    for address in addresses.walk():
        if not address.ids or address.name in LISTS or address.name in SEVERAL:
            continue
        role, status = _first_who_may(cast, ids, address)
        if role is not None:
            found[address.name, role] = address
        elif status != ONLY_SENT:
            closed.add(address.name)
    assert closed == set(NOT_OPENED)
    return found


ONLY_SENT = 405


def _first_who_may(cast: Cast, ids: dict[str, Any], address: addresses.Address) -> tuple[Role | None, int]:
    status = 0
    for role in READERS:
        visitor = visits.Visitor(cast.users[role], ids if address.name in IN_A_CHILDS_HANDS else None)
        status = visitor.visit(address, world.OWN, ids).status
        if status in {200, ONLY_SENT}:
            return (role if status == 200 else None), status
    return None, status


def _cost(visitor: visits.Visitor, address: addresses.Address, ids: dict[str, Any]) -> Cost:
    connection.queries_log.clear()  # of all pages together it would keep the last 9,000 only
    with CaptureQueriesContext(connection) as captured:
        visit = visitor.visit(address, world.OWN, ids)
    assert visit.status == 200, visit.told
    # The visit's own look at the audit table is not the page's.
    ours = [one["sql"] for one in captured if not one["sql"].startswith((*ASK_NOTHING, *visits.LOOKS, CLEARED))]
    return Cost(len(ours), len(visit.body))


def in_budget(page: str, in_all: int) -> bool:
    """Whether a list asks no more than it may; one that is allowed more asks just that: no allowance outlives it."""
    return in_all == MORE[page][0] if page in MORE else in_all <= MOST


@pytest.mark.once
def test_no_list_asks_more_where_it_holds_more(cast: Cast, pages: Any) -> None:
    ids = crowd.grow(cast, 1, 1)
    others = opened(cast, ids)
    few = costs(cast, ids, pages | others)
    crowd.grow(cast, 2, MANY)
    many = costs(cast, ids, pages | others)
    assert {page for page in few if many[page].in_all > few[page].in_all} == set()
    in_lists = {page: many[page].in_all for page in pages if page[0] in LISTS}
    assert {page: asked for page, asked in in_lists.items() if not in_budget(page[0], asked)} == {}
    # Whatever turns out to hold more is a list, and is named as one.
    assert {page for page in others if many[page].length > few[page].length * 1.2} == set()
    # It proves something only where the page did hold more.
    assert {page[0] for page in pages if many[page].length <= few[page].length * 1.2} == SAME_LENGTH


def test_every_page_without_an_id_is_a_list_or_is_known_to_be_none() -> None:
    plain = {one.name for one in addresses.walk() if not one.ids} - set(addresses.PUBLIC)
    gives = {name for name in plain if not name.startswith(("account_", "mfa_"))}
    assert gives - set(LISTS) - set(SEVERAL) - set(NO_LISTS) == POSTED_ONLY
