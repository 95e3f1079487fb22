"""HTTP for the answers of people with parental responsibility."""

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
from kith.referrals.forms import parents as forms
from kith.referrals.presenters import parents as presenters


@login_required
@require_http_methods(["GET", "POST"])
def parents(request: StaffRequest, referral_id: uuid.UUID) -> HttpResponse:
    """What everybody with parental responsibility answered, and one more answer."""
    today = timezone.localdate()
    referral = queries.open_referral(request.actor, referral_id, timezone.now(), Permission.RECORD_PR_ANSWER)
    page = presenters.parents_page(request.actor, referral, today)
    form = forms.RecordParentalAnswer(request.POST or None, today=today, legal_status=page.legal_status_code)
    if form.is_valid():
        actions.record_parental_answer(request.actor, referral=referral, given=form.given(), at=timezone.now())
        messages.success(request, "The answer is saved.")
        return redirect("referrals:parents", referral.pk)
    return render(request, "referrals/parents.html", {"page": page, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def settle(request: StaffRequest, answer_id: uuid.UUID) -> HttpResponse:
    """Legal advice on a refusal, or a manager's reasons for going on."""
    refusal = queries.open_answer(request.actor, answer_id, timezone.now())
    today = timezone.localdate()
    page = presenters.settle_page(refusal, today)
    form = forms.SettleRefusal(request.POST or None, legal_status=page.legal_status, today=today)
    if form.is_valid():
        actions.settle_refusal(request.actor, refusal=refusal, given=form.given(), at=timezone.now())
        messages.success(request, "This is saved beside the refusal, which stays as it was given.")
        return redirect("referrals:parents", refusal.referral_id)
    return render(request, "referrals/settle.html", {"page": page, "form": form})
