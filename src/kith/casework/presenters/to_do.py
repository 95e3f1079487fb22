"""What somebody may do about a child, on the child's record: the next steps first, the rest by what it is about."""

from collections.abc import Iterator

from kith.access import gate
from kith.access.actor import Actor
from kith.access.permissions import Permission as P
from kith.casework.presenters import lines
from kith.children.models import Child
from kith.domain.pathway import SideState, Stage
from kith.referrals import queries
from kith.referrals.models import Referral
from kith.referrals.presenters import show

MOST_FIRST = 3
ASK = ("referrals:together", "referrals:asks")
LOOK = ("people_sheet", "referrals:together")
# What is most likely next at each place, for whoever may do it; a note is always near.
NEXT = {
    Stage.REFERRAL: ("referrals:how_soon", "referrals:safety"),
    Stage.TRIAGE: ("referrals:how_soon", "referrals:safety"),
    Stage.CHILD_AGREEMENT: ("referrals:allocate", *ASK),
    Stage.CONSENT_AND_SAFETY: ("referrals:parents", "referrals:safety"),
    Stage.ALLOCATION: ("referrals:allocate",),
    Stage.DISCOVERY: ASK,
    SideState.STOPPED_BY_CHILD: ("referrals:stopped",),
    SideState.REOPENED: ("referrals:how_soon", "referrals:move"),
    SideState.PAUSED: ("referrals:move",),
}
NOT_REFERRED = ("referrals:refer", "referrals:offered", "referrals:not_now")
NOTE = "write_note"
ABOUT = (
    ("With the child", ("referrals:together", "referrals:asks", "referrals:stop", "referrals:stopped")),
    (
        "People and safety",
        ("people_sheet", "plans:list", "safety:standing", "safety:news", "referrals:safety", "referrals:parents"),
    ),
    ("Write and keep", (NOTE, "records:papers", "outbox:write", "children:facts")),
)
THE_REST = "The referral"


def to_do(
    actor: Actor, child: Child, referral: Referral | None, stands: show.ShowPage | None, *, is_stopped: bool
) -> lines.ToDo:
    """What this person may do about the child; ``stands`` carries the steps of the referral's own page."""
    links = _links(actor, child, referral, is_stopped=is_stopped)
    if referral is not None and stands is not None:
        links += [lines.Link(step.text, step.url, referral.pk) for step in stands.steps]
        links.append(lines.Link("The referral, with its history", "referrals:show", referral.pk))
    by_url = {link.url: link for link in links}
    wanted = dict.fromkeys((*_wanted(referral), NOTE))
    first = tuple(by_url[url] for url in wanted if url in by_url)[:MOST_FIRST]
    return lines.ToDo(first, tuple(_grouped([link for link in links if link not in first])))


def _grouped(links: list[lines.Link]) -> Iterator[lines.Links]:
    """Links by what they are about; a heading without any is left out."""
    known = {url for _, urls in ABOUT for url in urls}
    groups = [(title, tuple(link for link in links if link.url in urls)) for title, urls in ABOUT]
    groups.append((THE_REST, tuple(link for link in links if link.url not in known)))
    return (lines.Links(title, found) for title, found in groups if found)


def _wanted(referral: Referral | None) -> tuple[str, ...]:
    if referral is None or not referral.is_open:
        return ("referrals:stopped", *NOT_REFERRED)
    place = queries.get_place(referral)
    if place is Stage.CHILD_AGREEMENT and referral.coordinator_id is not None:
        return ASK
    return NEXT.get(place, LOOK)


def _links(actor: Actor, child: Child, referral: Referral | None, *, is_stopped: bool) -> list[lines.Link]:
    """What this person may do apart from the steps of the referral itself."""
    is_open = referral is not None and referral.is_open
    goes_on = is_open and not is_stopped
    offered = (
        (gate.may(actor, P.WRITE_NOTE), "Write a note", "write_note", child.pk),
        (gate.may(actor, P.WRITE_NOTE), "Papers: photos and scans", "records:papers", child.pk),
        (not is_open and not is_stopped and gate.may(actor, P.REFER), "Refer", "referrals:refer", child.pk),
        (referral is None and gate.may(actor, P.RECORD_OFFER), "Offered: write down the answer", "referrals:offered",
         child.pk),
        (referral is None and gate.may(actor, P.RECORD_OFFER), "Not now, because ...", "referrals:not_now", child.pk),
        (goes_on and gate.may(actor, P.RECORD_AGREEMENT), "Saying yes, together", "referrals:together",
         referral.pk if referral else child.pk),
        (gate.may(actor, P.VIEW_PEOPLE), "People and safety", "people_sheet", child.pk),
        (gate.may(actor, P.RECORD_ASK), "What the child asked for", "referrals:asks", child.pk),
        (gate.may(actor, P.RECORD_LOCAL_FACT), "Facts recorded here", "children:facts", child.pk),
        (referral is not None and gate.may(actor, P.QUEUE_OUTBOX), "Write to a school, court or worker",
         "outbox:write", child.pk),
        (gate.may(actor, P.VIEW_PEOPLE), "Orders, who must not meet, the adoption route", "safety:standing", child.pk),
        (gate.may(actor, P.VIEW_PEOPLE), "News to tell", "safety:news", child.pk),
        (gate.may(actor, P.VIEW_PEOPLE), "Promises", "plans:list", child.pk),
        (is_stopped and gate.may(actor, P.STOP), "What has stopped, and starting again", "referrals:stopped", child.pk),
        (goes_on and gate.may(actor, P.STOP), "Stop or pause", "referrals:stop", child.pk),
    )  # fmt: skip
    return [lines.Link(text, url, subject_id) for may, text, url, subject_id in offered if may]
