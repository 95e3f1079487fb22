"""HTTP for who looked at a child's record, told to the child: together on the device, or on paper (SAFEGUARDING 11)."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.casework.presenters import record as presenters
from kith.children.queries import children
from kith.referrals.queries import referrals
from kith.referrals.views import held


@login_required
@require_GET
def who_looked(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """Which roles looked, by month: a page of the session together, and else a sheet to print for the child."""
    gate.check(request.actor, Permission.VIEW_WHO_LOOKED)
    at = timezone.now()
    child = children.open_child(request.actor, child_id, at)
    referral = referrals.get_latest_referral(request.actor, child.pk)
    coordinator = referral.coordinator if referral else None
    context = {
        "looked": presenters.looked_by_month(request.actor, child),
        "who": coordinator.display_name if coordinator else "somebody you trust",
        "on": timezone.localdate(at),
        "back_url": reverse("record", args=[child.pk]),
    }
    name = "who_looked" if held.find(request) else "who_looked_paper"
    return render(request, f"casework/together/{name}.html", context)
