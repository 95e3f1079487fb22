"""Which pages stand in the menu for each role."""

from django.http import HttpRequest
from django.urls import reverse

from kith.access import gate
from kith.access.actor import Actor
from kith.access.permissions import Permission as P

# text, URL name, permission
MENU: list[tuple[str, str, P]] = [
    ("Home", "home", P.SIGN_IN),
    ("Who could be offered it", "children:list", P.LIST_CHILDREN),
    ("Not offered yet", "referrals:not_offered", P.RECORD_OFFER),
    ("Waiting", "referrals:waiting", P.VIEW_WAITING),
    ("Decisions", "referrals:decisions", P.DECIDE_TRIAGE),
    ("Children who asked", "referrals:requests", P.ANSWER_SELF_REFERRAL),
    ("After a stop", "referrals:get_in_touch", P.RECORD_AGREEMENT),
    ("Letters", "outbox:list", P.QUEUE_OUTBOX),
    ("Who reads, and when", "referrals:rota", P.MANAGE_ROTA),
    ("Returns", "returns:list", P.VIEW_RETURNS),
    ("How much is needed", "programme:projection", P.VIEW_PROJECTION),
    ("Concerns", "records:concerns", P.READ_CONCERNS),
    ("To copy", "records:copies", P.MARK_COPIED),
    ("Who looked at what", "audit", P.VIEW_AUDIT),
    ("People", "people", P.MANAGE_USERS),
    ("Settings", "settings", P.MANAGE_SERVICE),
]


def navigation(request: HttpRequest) -> dict[str, object]:
    """The ``nav`` of a page, only what this person may open; their service's name; whether they may raise a concern."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return {"nav": []}
    service = request.user.service  # type: ignore[union-attr]  # staff only from here on
    return {
        "service_name": service.name if service else "Lifelong Links",
        "may_raise_concern": service is not None and gate.may(actor, P.RAISE_CONCERN),
        "nav": [
            {"text": text, "href": address, "current": request.path == address}
            for text, name, permission in MENU
            if gate.may(actor, permission) and (address := reverse(name))
        ],
    }
