"""HTTP for referring a child, the safety questions, and what was offered."""

import uuid
from urllib.parse import urlsplit, urlunsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.referrals import actions, queries
from kith.referrals.forms import refer as forms
from kith.referrals.presenters import offers
from kith.referrals.presenters import refer as presenters
from kith.referrals.queries import stops


@login_required
@require_GET
def not_offered(request: StaffRequest) -> HttpResponse:
    """My children who could be offered this and were not yet, by the next review."""
    page = offers.open_not_offered_page(request.actor, request.GET.get("page"), timezone.now(), timezone.localdate())
    return render(request, "referrals/not_offered.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def refer(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """Refer a child, in one short page."""
    child = queries.open_child(request.actor, child_id, timezone.now(), Permission.REFER)
    latest = queries.get_latest_referral(request.actor, child.pk)
    is_open, stopped = bool(latest and latest.is_open), stops.get_everything(request.actor, child.pk, latest)
    if request.method == "POST" and (is_open or stopped):
        raise gate.ActionBlocked(presenters.overtaken(request.actor, latest, stopped))
    if latest and is_open:
        return redirect("referrals:show", latest.pk)
    if stopped:
        return redirect("referrals:stopped", child.pk)
    form = forms.Refer(request.POST or None, initial=presenters.answered_last(request.actor, latest))
    if form.is_valid():
        why, arose_at = form.cleaned_data["why"], form.arose()
        made_now = actions.refer_child(
            request.actor, child=child, arose_at=arose_at, why=why, given=form.safety(), at=timezone.now()
        )
        return redirect("referrals:made", made_now.pk)
    page = presenters.refer_page(request.actor, child, timezone.localdate())
    return render(request, "referrals/refer.html", {"page": page, "form": form, "back_url": _came_from(request)})


def _came_from(request: StaffRequest) -> str:
    """The page of this service that somebody came from; the list of those not offered yet where none is said."""
    said = request.POST.get("back") or request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(said, {request.get_host()}, require_https=request.is_secure())
    address = urlsplit(said)
    path = urlunsplit(("", "", address.path, address.query, ""))
    return path if is_ours and path and address.path != request.path else reverse("referrals:not_offered")


@login_required
@require_GET
def made(request: StaffRequest, referral_id: uuid.UUID) -> HttpResponse:
    """What happens next, after a referral."""
    referral = queries.open_referral(request.actor, referral_id, timezone.now(), Permission.REFER)
    return render(request, "referrals/made.html", {"page": presenters.made_page(request.actor, referral)})


@login_required
@require_http_methods(["GET", "POST"])
def safety(request: StaffRequest, referral_id: uuid.UUID) -> HttpResponse:
    """Answer the safety questions again; earlier answers stay."""
    referral = queries.open_referral(request.actor, referral_id, timezone.now(), Permission.REFER)
    page = presenters.safety_page(request.actor, referral)
    form = forms.AnswerSafety(request.POST or None, initial=page.boxes)
    if form.is_valid():
        actions.answer_safety(request.actor, referral=referral, given=form.safety(), at=timezone.now())
        messages.success(request, "The answers are saved. Earlier answers stay.")
        return redirect("referrals:show", referral.pk)
    return render(request, "referrals/safety.html", {"page": page, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def not_now(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """Not now, because ..., and when to look again."""
    child = queries.open_child(request.actor, child_id, timezone.now(), Permission.RECORD_OFFER)
    form = forms.NotNow(request.POST or None, on=timezone.localdate())
    if form.is_valid():
        actions.record_offer(request.actor, child=child, given=form.offer(), at=timezone.now())
        messages.success(request, offers.STANDS_LATER)
        return redirect("referrals:not_offered")
    return render(request, "referrals/not_now.html", {"page": offers.offer_page(child), "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def offered(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """The child was offered it, and answered. A yes leads straight to the referral."""
    child = queries.open_child(request.actor, child_id, timezone.now(), Permission.RECORD_OFFER)
    form = forms.Offered(request.POST or None, today=timezone.localdate())
    if form.is_valid():
        actions.record_offer(request.actor, child=child, given=form.offer(), at=timezone.now())
        messages.success(request, offers.saved(form.offer(), timezone.localdate()))
        return redirect("referrals:refer", child.pk) if form.said_yes() else redirect("referrals:not_offered")
    return render(request, "referrals/offered.html", {"page": offers.offer_page(child), "form": form})
