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

MOST = 8  # beyond finding out who asks
# What some pages ask beyond it, once, whatever they hold: which values in what people wrote are sealed for this reader;
# whether everything was stopped, and who the coordinator is (SAFEGUARDING 6).
MORE = {"safety:news": 1, "people:list": 2, "referrals:asks": 2}
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
    "safety:person": [Role.COORDINATOR, Role.SOCIAL_WORKER],
    "safety:protected": [Role.SAFEGUARDING_LEAD],
    "referrals:show": [Role.COORDINATOR, Role.MANAGER],
    "children:other_rules": [Role.MANAGER],
}
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
    "programme:projection": "no table",
    "records:raise": "a form",
    "records:sent": "says that it was sent",
    "referrals:paper": "blank",
    "referrals:paper_list": "blank",
    "returns:receive": "a form",
    "safety:protect": "a form",
    "settings": "a form",
    "unsent": "what one person sent too late",
}
POSTED_ONLY = {
    "children:answer",
    "children:choose_rules",
    "children:find",
    "children:save_facts",
    "finding:letter_head",
    "finding:places_choose",
    "referrals:ask_page",
}
# These list what does not grow with children and their people (homes), or the newest few only.
# In the crowd orders hold every suggestion: tests/apps/finding/test_suggestions.py counts the page where they do not.
# Nothing in the crowd is unusual reading: tests/apps/casework/test_unusual.py counts that page where much is.
SAME_LENGTH = {"children:rules", "children:why", "children:other_rules", "finding:next", "network:mobility", "unusual"}
BLANK = addresses.Address("account_signup", ())
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
    """What a page costs beyond the blank page of the same person, and how long it is."""

    questions: int
    length: int


def costs(cast: Cast, ids: dict[str, Any], pages: dict[tuple[str, Role], addresses.Address]) -> dict[Any, Cost]:
    """The cost of each page."""
    counted = {}
    for (name, role), address in pages.items():
        visitor = visits.Visitor(cast.users[role], ids if name in held.OF_THE_MAP else None)
        blank, page = (_cost(visitor, one, ids) for one in (BLANK, address))
        counted[name, role] = Cost(page.questions - blank.questions, page.length)
    return counted


def _cost(visitor: visits.Visitor, address: addresses.Address, ids: dict[str, Any]) -> Cost:
    with CaptureQueriesContext(connection) as captured:
        visit = visitor.visit(address, world.OWN, ids)
    assert visit.status == 200, visit.told
    # The visit's own look at the audit table is not the page's.
    ours = [one["sql"] for one in captured if not one["sql"].startswith((*ASK_NOTHING, *visits.LOOKS))]
    return Cost(len(ours), len(visit.body))


def most(page: str) -> int:
    """How many questions a list may ask."""
    return MOST + MORE.get(page, 0)


def test_no_list_asks_more_where_it_holds_more(cast: Cast, pages: Any) -> None:
    crowd.grow(cast, 1, 1)
    ids = crowd.ids_of_the_first(cast)
    few = costs(cast, ids, pages)
    crowd.grow(cast, 2, MANY)
    many = costs(cast, ids, pages)
    assert {page for page in pages if many[page].questions > few[page].questions} == set()
    assert {page: many[page] for page in pages if page[0] in LISTS and many[page].questions > most(page[0])} == {}
    # It proves something only where the page did hold more.
    assert {page[0] for page in pages if many[page].length <= few[page].length * 1.2} == SAME_LENGTH


def test_every_page_without_an_id_is_a_list_or_is_known_to_be_none() -> None:
    plain = {one.name for one in addresses.walk() if not one.ids} - set(addresses.PUBLIC)
    gives = {name for name in plain if not name.startswith(("account_", "mfa_"))}
    assert gives - set(LISTS) - set(SEVERAL) - set(NO_LISTS) == POSTED_ONLY
