"""HTTP for stop and pause, for getting in touch afterwards, and for starting again."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.domain.terms import AgreementScope, Role
from kith.referrals.actions import stop
from kith.referrals.forms import stop as forms
from kith.referrals.presenters import stop as presenters
from kith.referrals.queries import referrals, stops
from kith.referrals.views import held


@login_required
@require_http_methods(["GET", "POST"])
def press_stop(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """Stop one person, one step or everything, or pause; whoever writes it down."""
    gate.check(request.actor, Permission.STOP)
    at = timezone.now()
    child = referrals.open_child(request.actor, child_id, at)
    together = held.find(request)
    form = (forms.PressStop if together else forms.PressStopForStaff)(request.POST or None)
    if form.is_bound and form.is_valid():
        _press(request, child, form, at)
        return redirect("referrals:stopped", child.pk)
    page = presenters.stop_page(request.actor, child, at)
    name = "press" if together else "press_staff"
    return render(request, f"referrals/stop/{name}.html", {"page": page, "form": form})


def _press(request: StaffRequest, child: Any, form: forms.PressStop, at: dt.datetime) -> None:
    given, reach = form.cleaned_data, form.reach()
    referral = stops.open_referral_of(request.actor, child.pk)
    if reach == "pause" and referral is not None:
        until = form.look_again_on(timezone.localdate(at))
        said_by = Role(given["pressed_by"] or request.actor.role)
        stop.pause_for_child(
            request.actor,
            referral=referral,
            look_again_on=until,
            words=given["words"],
            pressed_by=said_by,
            at=at,
        )
        return
    pressed = stop.Pressed(
        stop.Reach.EVERYTHING if reach == "pause" else stop.Reach(reach),
        Role(given["pressed_by"] or request.actor.role),
        AgreementScope(given["step"]) if reach == "step" else None,
        form.named() if reach == "person" else "",
        given["words"],
    )
    stop.stop_for_child(request.actor, child=child, pressed=pressed, at=at)


@login_required
@require_GET
def stopped(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """What is stopped now, what is not, and who gets in touch by when: to the child in a session, else to staff."""
    gate.check(request.actor, Permission.STOP)
    at = timezone.now()
    child = referrals.open_child(request.actor, child_id, at)
    name = "stopped" if held.find(request) else "stopped_staff"
    return render(request, f"referrals/stop/{name}.html", {"page": presenters.stop_page(request.actor, child, at)})


@login_required
@require_GET
def get_in_touch(request: StaffRequest) -> HttpResponse:
    """Children who pressed stop and whom nobody has spoken to yet."""
    gate.check(request.actor, Permission.RECORD_AGREEMENT)
    rows = stops.list_to_get_in_touch(request.actor)
    return render(request, "referrals/stop/get_in_touch.html", {"rows": rows, "on": timezone.localdate()})


@login_required
@require_http_methods(["GET", "POST"])
def start_again(request: StaffRequest, stop_id: uuid.UUID) -> HttpResponse:
    """Lift a stop, as agreed with the child in person."""
    gate.check(request.actor, Permission.RECORD_AGREEMENT)
    at = timezone.now()
    row = stops.get_stop(request.actor, stop_id)
    form = forms.StartAgain(request.POST or None, initial={"version": row.version})
    if form.is_bound and form.is_valid():
        stop.lift_stop(request.actor, stop=row, at=at, **form.cleaned_data)
        messages.success(request, "This may go on again. What was held stays held until somebody lets it go.")
        return redirect("referrals:stopped", row.child_id)
    page = stops.get_stop_seen(request.actor, row)
    return render(request, "referrals/stop/start_again.html", {"page": page, "form": form, "version": row.version})


@login_required
@require_POST
def got_in_touch(request: StaffRequest, stop_id: uuid.UUID) -> HttpResponse:
    """Note that somebody has spoken to the child."""
    row = stops.get_stop(request.actor, stop_id)
    stop.record_getting_in_touch(request.actor, stop=row, at=timezone.now())
    messages.success(request, "Noted that you have spoken with the child. The stop stands.")
    return redirect("referrals:get_in_touch")
