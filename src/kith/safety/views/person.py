"""HTTP for one person and safety."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kith.access.actor import StaffRequest
from kith.people import queries as people
from kith.safety.presenters import person as presenters


@login_required
@require_GET
def person(request: StaffRequest, connection_id: uuid.UUID) -> HttpResponse:
    """The four boxes of one person, the sides, what stands, and every answer that was given."""
    at = timezone.now()
    connection = people.open_connection(request.actor, connection_id, at)
    on = timezone.localdate(at)
    page = presenters.person_page(request.actor, connection, on)
    return render(request, "safety/person.html", {"page": page, "on": on})
