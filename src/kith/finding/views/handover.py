"""HTTP for the handover sheet."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.finding.presenters import handover as presenters
from kith.people import queries as people


@login_required
@require_GET
def handover(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """Where looking stands for one child, to print for a colleague who takes over."""
    gate.check(request.actor, Permission.SEARCH)
    at = timezone.now()
    child = people.open_child(request.actor, child_id, at)
    page = presenters.handover_page(request.actor, child, timezone.localdate(at))
    return render(request, "finding/handover.html", {"page": page, "concern_child": child.pk})
