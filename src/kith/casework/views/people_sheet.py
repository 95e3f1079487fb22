"""HTTP for people and safety: the sheet of a child's people."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kith.access.actor import StaffRequest
from kith.casework.presenters import people_sheet as presenters
from kith.people import queries as people


@login_required
@require_GET
def people_sheet(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """The child's asks, then one row a person."""
    at = timezone.now()
    child = people.open_child(request.actor, child_id, at)
    page = presenters.people_sheet(request.actor, child, timezone.localdate(at))
    return render(request, "casework/people_sheet.html", {"page": page, "concern_child": child.pk})
