"""HTTP for the manager: who waits, what waits for a decision, how soon, who takes whom."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.referrals import actions, queries
from kith.referrals.forms import deciding as forms
from kith.referrals.presenters import deciding as presenters
from kith.referrals.presenters import waiting as waiting_presenters


@login_required
@require_GET
def waiting(request: StaffRequest) -> HttpResponse:
    """Who waits for a coordinator, how soon and why."""
    page = waiting_presenters.open_waiting_page(
        request.actor, request.GET.get("page"), timezone.now(), timezone.localdate()
    )
    return render(request, "referrals/waiting.html", {"page": page})


@login_required
@require_GET
def decisions(request: StaffRequest) -> HttpResponse:
    """What waits for the manager's word."""
    page = waiting_presenters.open_decisions_page(request.actor, timezone.now(), timezone.localdate())
    return render(request, "referrals/decisions.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def how_soon(request: StaffRequest, referral_id: uuid.UUID) -> HttpResponse:
    """Decide how soon; "work it out again" shows what the reasons ticked would say."""
    actor, now, today = request.actor, timezone.now(), timezone.localdate()
    referral = queries.open_referral(actor, referral_id, now, Permission.DECIDE_TRIAGE)
    initial = {"noted": presenters.suggested(actor, referral, today), "version": referral.version}
    open_dates = presenters.without_a_date(actor, referral, today)
    hints = presenters.hints(actor, referral, today)
    form = forms.DecideHowSoon(request.POST or None, initial=initial, without_a_date=open_dates, hints=hints)
    is_complete, again = form.is_valid(), "again" in request.POST
    page = presenters.how_soon_page(actor, referral, form.reasons() if form.is_bound else None, today)
    if is_complete and not again and form.explains(page.proposed):
        version = form.cleaned_data["version"]
        actions.decide_how_soon(actor, referral=referral, given=form.decided(), at=now, version=version)
        messages.success(request, "How soon is decided, with its reasons.")
        return redirect("referrals:show", referral.pk)
    if again:
        form = form.asked_again()
    return render(request, "referrals/how_soon.html", {"page": page, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def allocate(request: StaffRequest, referral_id: uuid.UUID) -> HttpResponse:
    """Name the child's coordinator."""
    now = timezone.now()
    referral = queries.open_referral(request.actor, referral_id, now, Permission.ALLOCATE)
    page = presenters.allocate_page(request.actor, referral, timezone.localdate())
    initial = {"version": referral.version}
    form = forms.Allocate(request.POST or None, initial=initial, people=page.choices, explain=page.explain)
    if form.is_valid():
        given = form.cleaned_data
        given["coordinator"] = queries.get_coordinator(request.actor, given["coordinator"])
        actions.allocate_coordinator(request.actor, referral=referral, at=now, **given)
        messages.success(request, f"{given['coordinator'].display_name} is the child’s coordinator now.")
        return redirect("referrals:show", referral.pk)
    return render(request, "referrals/allocate.html", {"page": page, "form": form})


@login_required
@require_GET
def coordinators(request: StaffRequest) -> HttpResponse:
    """Each coordinator's load."""
    page = presenters.coordinators_page(request.actor, timezone.localdate())
    return render(request, "referrals/coordinators.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def load(request: StaffRequest, user_id: uuid.UUID) -> HttpResponse:
    """Set the most children one coordinator should have."""
    people = presenters.coordinators_page(request.actor, timezone.localdate()).people
    row = next((person for person in people if person.id == user_id), None)
    user = get_object_or_404(queries.list_coordinators(request.actor), pk=user_id)
    initial = {"most_children": user.most_children, "version": user.version}
    form = forms.SetLoad(request.POST or None, initial=initial)
    if form.is_valid():
        actions.set_load(request.actor, user=user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "The number is saved.")
        return redirect("referrals:coordinators")
    return render(request, "referrals/load.html", {"row": row, "form": form})
