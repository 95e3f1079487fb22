"""Which pages stand in the menu for each role: one short row; where it would be long, parts with a row of their own."""

import functools
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest
from django.urls import ResolverMatch, get_script_prefix, reverse

from kith.access import gate
from kith.access.actor import Actor
from kith.access.permissions import Permission as P
from kith.config import devices

# So many entries are read at a glance; a longer menu is put into parts.
AT_A_GLANCE = 6


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the menu: its text, the name of its address, and who may open it."""

    text: str
    name: str
    permission: P


@dataclass(frozen=True, slots=True)
class Part:
    """Pages that belong together. ``inside``: names of addresses that stand in no menu, or a whole app ("people:")."""

    text: str
    pages: tuple[Page, ...]
    inside: tuple[str, ...] = field(default=())

    def holds(self, name: str) -> bool:
        """Whether an address that stands in no menu belongs here."""
        return name in self.inside or f"{name.partition(':')[0]}:" in self.inside


PARTS: tuple[Part, ...] = (
    Part("Home", (Page("Home", "home", P.SIGN_IN),)),
    Part(
        "Children",
        (
            Page("Who could be offered it", "children:list", P.LIST_CHILDREN),
            Page("Not offered yet", "referrals:not_offered", P.RECORD_OFFER),
            Page("To copy", "records:copies", P.MARK_COPIED),
        ),
        inside=("children:", "record", "records:copy", "write_note", "people:", "network:", "safety:"),
    ),
    Part(
        "Referrals",
        (
            Page("Waiting", "referrals:waiting", P.VIEW_WAITING),
            Page("Decisions", "referrals:decisions", P.DECIDE_TRIAGE),
            Page("Children who asked", "referrals:requests", P.ANSWER_SELF_REFERRAL),
            Page("After a stop", "referrals:get_in_touch", P.RECORD_AGREEMENT),
            Page("Letters", "outbox:list", P.QUEUE_OUTBOX),
            Page("Who to look for", "finding:queue", P.WORK_QUEUE),
        ),
        inside=("referrals:", "outbox:", "finding:", "plans:"),
    ),
    Part(
        "Concerns",
        (
            Page("Concerns", "records:concerns", P.READ_CONCERNS),
            Page("Protected people", "safety:protected", P.KEEP_PROTECTED),
            Page("Letters to check", "safety:letters", P.RELEASE_APPROACH),
        ),
        inside=(
            "records:concern",
            "records:settle",
            "safety:letter",
            "safety:keep_back_letter",
            "safety:protect",
            "safety:review_protection",
            "safety:settle_alert",
        ),
    ),
    Part(
        "Figures",
        (
            Page("Returns", "returns:list", P.VIEW_RETURNS),
            Page("How much is needed", "programme:projection", P.VIEW_PROJECTION),
        ),
        inside=("returns:", "programme:"),
    ),
    Part(
        "Service",
        (
            Page("Who reads, and when", "referrals:rota", P.MANAGE_ROTA),
            Page("Who looked at what", "audit", P.VIEW_AUDIT),
            Page("Unusual reading", "unusual", P.VIEW_AUDIT),
            Page("People", "people", P.MANAGE_USERS),
            Page("Where searches look", "finding:places", P.CHOOSE_SOURCES),
            Page("Staff who know a family", "safety:related", P.DECIDE_RELATED),
            Page("Names", "people:names", P.MANAGE_SERVICE),
            Page("Settings", "settings", P.MANAGE_SERVICE),
        ),
        inside=("safety:decide_related", "safety:settle_said", "people:names_add"),
    ),
)


def navigation(request: HttpRequest) -> dict[str, object]:
    """The menu of a page, only what this person may open; their service's name; whether they may raise a concern.

    ``nav``: the menu; ``nav_part``: the row of the part this page belongs to, where the menu is in parts.
    """
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return {"nav": []}
    service = request.user.service  # type: ignore[union-attr]  # staff only from here on
    return {
        "service_name": service.name if service else "Lifelong Links",
        "new_device_at": devices.unanswered(request),
        "may_raise_concern": service is not None and gate.may(actor, P.RAISE_CONCERN),
        **_menu(request, actor),
    }


def _menu(request: HttpRequest, actor: Actor) -> dict[str, object]:
    open_to_me = [(part, [page for page in part.pages if gate.may(actor, page.permission)]) for part in PARTS]
    parts = [(part, pages) for part, pages in open_to_me if pages]
    pages = [page for _, some in parts for page in some]
    if len(pages) <= AT_A_GLANCE:
        return {"nav": [_entry(page.text, page, request) for page in pages]}
    here = _part_of(request.resolver_match, parts)
    nav = []
    for part, some in parts:
        entry = _entry(part.text if len(some) > 1 else some[0].text, some[0], request)
        if part is here and (len(some) > 1 or not entry["current"]):
            entry["current"] = "true"
        nav.append(entry)
    row = next((some for part, some in parts if part is here and len(some) > 1), [])
    found: dict[str, object] = {"nav": nav}
    if here and row:
        found["nav_part"] = {"text": here.text, "items": [_entry(page.text, page, request) for page in row]}
    return found


def _entry(text: str, page: Page, request: HttpRequest) -> dict[str, str]:
    address = _address(page.name, get_script_prefix(), settings.ROOT_URLCONF)
    return {"text": text, "href": address, "current": "page" if request.path == address else ""}


@functools.cache
def _address(name: str, prefix: str, addresses: str) -> str:
    """The address of a page of the menu. ``prefix`` and ``addresses`` are what it depends on beside the name."""
    return reverse(name)


def _part_of(match: ResolverMatch | None, parts: list[tuple[Part, list[Page]]]) -> Part | None:
    """The part a page belongs to: the one whose menu names it, or else the one inside which it stands.

    A part that names the very page comes before one that names its whole app.
    """
    name = match.view_name if match else ""
    named = next((part for part, pages in parts if any(page.name == name for page in pages)), None)
    named = named or next((part for part, _ in parts if name in part.inside), None)
    return named or next((part for part, _ in parts if part.holds(name)), None)
