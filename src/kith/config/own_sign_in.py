"""One's own sign-in: codes, password, where one signed in lately, and ending every other session."""

import datetime as dt

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kith.access import actions, queries
from kith.access.actor import StaffRequest
from kith.audit import queries as audit
from kith.config import devices
from kith.domain import limits

SHOWN = 10
# From when on this session counts, where its owner has ended all others.
KEPT = "kept_at"


@login_required
@require_GET
def page(request: StaffRequest) -> HttpResponse:
    """How this person signs in, and the last times they did."""
    user = queries.get_account(request.actor)
    since = timezone.now() - dt.timedelta(days=limits.number("dormant_days"))
    times = audit.list_sign_ins(request.actor.service_id, request.actor.id, since, SHOWN)
    context = {"times": times, "has_password": user.has_usable_password(), "has_app": is_mfa_enabled(user)}
    return render(request, "mfa/index.html", context)


@login_required
@require_POST
def end_others(request: StaffRequest) -> HttpResponse:
    """Sign this person out everywhere but here."""
    at = timezone.now()
    actions.sign_out_everywhere(request.actor, user=queries.get_account(request.actor), at=at)
    request.session[KEPT] = at.timestamp()
    messages.success(request, "You are signed out everywhere else.")
    return redirect("mfa_index")


@login_required
@require_POST
def it_was_me(request: StaffRequest) -> HttpResponse:
    """Take the notice of a new device away; only a device that was known before can."""
    if devices.unanswered(request):
        actions.know_device(request.actor, user=queries.get_account(request.actor), at=timezone.now())
        messages.success(request, "Thank you. The notice is taken away.")
    return redirect("mfa_index")
