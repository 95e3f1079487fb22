"""HTTP for withdrawing: proposed by a worker, decided by the manager, told by a person."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.referrals import actions, queries
from kith.referrals.forms import withdraw as forms
from kith.referrals.presenters import withdraw as presenters


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: StaffRequest, referral_id: uuid.UUID) -> HttpResponse:
    """Propose to withdraw; nothing changes before the manager's yes."""
    now = timezone.now()
    referral = queries.open_referral(request.actor, referral_id, now, Permission.PROPOSE_WITHDRAWAL)
    initial = {"version": referral.version}
    form = forms.ProposeWithdrawal(request.POST or None, initial=initial, today=timezone.localdate())
    if form.is_valid():
        version = form.cleaned_data["version"]
        actions.propose_withdrawal(request.actor, referral=referral, given=form.given(), at=now, version=version)
        messages.success(request, "The manager has your proposal. Until the answer nothing changes.")
        return redirect("referrals:show", referral.pk)
    page = presenters.withdraw_page(request.actor, referral)
    return render(request, "referrals/withdraw.html", {"page": page, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def decide(request: StaffRequest, withdrawal_id: uuid.UUID) -> HttpResponse:
    """The manager's yes or no."""
    now = timezone.now()
    withdrawal = queries.open_withdrawal(request.actor, withdrawal_id, now, Permission.DECIDE_WITHDRAWAL)
    form = forms.DecideWithdrawal(request.POST or None, initial={"version": withdrawal.version})
    if form.is_valid():
        actions.decide_withdrawal(request.actor, withdrawal=withdrawal, at=now, **form.decided())
        messages.success(request, "Your decision is saved.")
        return redirect("referrals:show", withdrawal.referral_id)
    page = presenters.withdraw_page(request.actor, withdrawal.referral, withdrawal)
    return render(request, "referrals/withdraw_decide.html", {"page": page, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def told(request: StaffRequest, withdrawal_id: uuid.UUID) -> HttpResponse:
    """Who told the child, when and in which words; the reviewing officer; the advocate."""
    now = timezone.now()
    withdrawal = queries.open_withdrawal(request.actor, withdrawal_id, now, Permission.WRITE_NOTE)
    initial = presenters.told_so_far(withdrawal)
    form = forms.RecordTold(request.POST or None, initial=initial, today=timezone.localdate())
    if form.is_valid():
        version = form.cleaned_data["version"]
        actions.record_told(request.actor, withdrawal=withdrawal, given=form.given(), at=now, version=version)
        messages.success(request, "Saved.")
        return redirect("referrals:show", withdrawal.referral_id)
    page = presenters.withdraw_page(request.actor, withdrawal.referral, withdrawal)
    return render(request, "referrals/withdraw_told.html", {"page": page, "form": form})
