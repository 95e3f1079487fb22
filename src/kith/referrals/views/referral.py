"""HTTP for one referral: where it stands, and moving it on."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.domain import pathway
from kith.referrals import actions, queries
from kith.referrals.forms.move import MoveOn
from kith.referrals.presenters import move as presenters
from kith.referrals.presenters import show as show_presenters
from kith.referrals.queries import asks


@login_required
@require_GET
def show(request: StaffRequest, referral_id: uuid.UUID) -> HttpResponse:
    """One referral: where it stands, what is next, all that happened."""
    referral = queries.open_referral(request.actor, referral_id, timezone.now())
    page = show_presenters.show_page(request.actor, referral, timezone.localdate())
    return render(request, "referrals/show.html", {"page": page})


@login_required
@require_GET
def move(request: StaffRequest, referral_id: uuid.UUID) -> HttpResponse:
    """Every move this person may make from here."""
    referral = queries.open_referral(request.actor, referral_id, timezone.now(), Permission.MOVE_STAGE)
    page = presenters.move_page(request.actor, referral, timezone.localdate())
    return render(request, "referrals/move.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def make_move(request: StaffRequest, referral_id: uuid.UUID, row: int) -> HttpResponse:
    """One move: only what its row of the pathway table asks for."""
    now, today = timezone.now(), timezone.localdate()
    referral = queries.open_referral(request.actor, referral_id, now, Permission.MOVE_STAGE)
    page = presenters.move_page(request.actor, referral, today, chosen=row)
    if page.chosen is None and request.method == "POST":
        raise gate.ActionBlocked(presenters.overtaken(request.actor, referral))
    if page.chosen is None:
        return redirect("referrals:move", referral.pk)
    chosen = pathway.MOVES[row]
    asked = asks.list_asks(request.actor, referral.child)
    is_closing = chosen.event in pathway.ASKS_WHAT_CAME
    done = asks.list_done_about(request.actor, referral.child_id, today) if is_closing else {}
    since, version = queries.get_earliest_day(request.actor, referral), referral.version
    form = MoveOn(request.POST or None, move=chosen, today=today, since=since, version=version, asks=asked, done=done)
    if form.is_valid():
        given, came = form.given(), form.came()
        actions.move_on(request.actor, referral=referral, event=chosen.event, came=came, at=now, **given)
        messages.success(request, "The move is saved.")
        return redirect("referrals:show", referral.pk)
    return render(request, "referrals/make_move.html", {"page": page, "form": form})
