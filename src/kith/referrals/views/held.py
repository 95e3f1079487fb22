"""A device that is in a child's hands: which pages are open on it, and the page that asks to give it back."""

import datetime as dt
import uuid
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.urls import ResolverMatch, reverse
from django.utils import timezone

KEY = "together"
# Whose device it is, once a session together has been signed out for want of anybody doing anything.
HANDED_OVER_KEY = "handed_over"

# Open while a session together lasts, for its own referral and its own child.
OF_THE_REFERRAL = frozenset(
    f"referrals:together_{page}"
    for page in ("about", "asks", "not_everyone", "question", "yes", "what_i_said", "end", "copy", "draft")
)
# The child's map, drawn together (kith.casework.views.together_map).
OF_THE_MAP = frozenset(
    f"map_{page}" for page in ("who", "people", "place", "off", "say", "drawn", "love", "finish", "done", "copy")
)
OF_THE_CHILD = frozenset({"referrals:stop", "referrals:stopped", "records:raise", "who_looked"})
# After its end what was typed may still be kept; the answer is the page that asks to give the device back.
KEEPS_WHAT_WAS_TYPED = frozenset({"referrals:together_asks", "referrals:together_yes", "referrals:together_draft"})
KEEPS_WHAT_WAS_DRAWN = frozenset({"map_who", "map_people", "map_place", "map_love", "map_finish"})
# Where the child goes back to from a stop or a worry; not the pages that end the time together.
GOES_BACK_TO = (OF_THE_REFERRAL | OF_THE_MAP) - frozenset(
    (
        "referrals:together_draft",
        "referrals:together_end",
        "referrals:together_copy",
        "map_finish",
        "map_done",
        "map_copy",
    )
)
ALWAYS = frozenset({"leave", "hand_back"})
CLOSED = 403


@dataclass(frozen=True)
class Held:
    """A session together: for whom, until when, and where. Once it is over only its coordinator can go on.

    ``stood_at``: the address of the last page that the child stood at; empty before the first.
    """

    referral_id: uuid.UUID
    child_id: uuid.UUID
    until: float
    stood_at: str = ""

    @property
    def is_over(self) -> bool:
        """Whether the time is over or the child has said "We are done"."""
        return timezone.now().timestamp() >= self.until

    @property
    def back(self) -> str:
        """The address to go back to from a stop or a worry: where one was, or else the first of the child's pages."""
        return self.stood_at or reverse("referrals:together_about", args=[self.referral_id])


def begin(request: HttpRequest, referral: Any, at: dt.datetime) -> None:
    """Put the device into the child's hands. The session gets a new key, so that Back shows no page of before."""
    until = at + dt.timedelta(minutes=settings.SESSION_TOGETHER_MINUTES)
    _keep(request, Held(referral.pk, referral.child_id, until.timestamp()))
    request.session.cycle_key()


def close(request: HttpRequest, held: Held) -> None:
    """The child is done: from now on the device waits for its coordinator."""
    _keep(request, Held(held.referral_id, held.child_id, 0))


def give_back(request: HttpRequest) -> None:
    """The coordinator has shown that it is them."""
    request.session.pop(KEY, None)
    request.session.cycle_key()


def find(request: HttpRequest) -> Held | None:
    """The session together that this device is in, if it is in one."""
    kept = request.session.get(KEY)
    if not kept:
        return None
    return Held(uuid.UUID(kept["referral"]), uuid.UUID(kept["child"]), kept["until"], kept.get("at", ""))


def note_where(request: HttpRequest, held: Held, match: ResolverMatch | None, answer: HttpResponse) -> None:
    """Keep at which of the child's pages the device stands, so that a stop or a worry leads back to it."""
    opened = request.method == "GET" and answer.status_code == HTTPStatus.OK
    stands = opened and match is not None and match.view_name in GOES_BACK_TO
    if stands and request.path != held.stood_at and find(request) == held:
        _keep(request, replace(held, stood_at=request.path))


def _keep(request: HttpRequest, held: Held) -> None:
    request.session[KEY] = {
        "referral": str(held.referral_id),
        "child": str(held.child_id),
        "until": held.until,
        "at": held.stood_at,
    }


def is_open(held: Held, match: ResolverMatch | None, method: str) -> bool:
    """Whether a page is open on a device in a child's hands."""
    if match is None:
        return False
    name, of = match.view_name, match.kwargs
    if name in ALWAYS:
        return True
    if held.is_over:
        typed = name in KEEPS_WHAT_WAS_TYPED and of.get("referral_id") == held.referral_id
        drawn = name in KEEPS_WHAT_WAS_DRAWN and of.get("child_id") == held.child_id
        return method == "POST" and (typed or drawn)
    if name in OF_THE_REFERRAL:
        return of["referral_id"] == held.referral_id
    return name == "records:sent" or (name in OF_THE_CHILD | OF_THE_MAP and of.get("child_id") == held.child_id)


def waiting_page(request: HttpRequest, *, status: int = CLOSED, **more: Any) -> HttpResponse:
    """The calm page that stands wherever a page of the staff would: "Please give this back to ...".

    ``more``: a form that asks for the password, where it was sent and was wrong. The same page for every address.
    """
    held = find(request)
    who = request.user.display_name if held else request.session.get(HANDED_OVER_KEY, "")  # type: ignore[union-attr]
    context = {"who": who, "held": held, "sign_in_url": resolve_url(settings.LOGIN_URL), **more}
    return render(request, "referrals/together/hand_back.html", context, status=status)
