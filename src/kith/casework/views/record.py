"""HTTP for a child's record."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.casework.presenters import record as presenters
from kith.children.queries import children


@login_required
@require_GET
def record(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """A child's record on one page; that it was opened is kept."""
    gate.check(request.actor, Permission.OPEN_CHILD)
    at = timezone.now()
    child = children.open_child(request.actor, child_id, at)
    page = presenters.record_page(request.actor, child, timezone.localdate(at), at)
    return render(request, "casework/record.html", {"page": page, "concern_child": child.pk})
