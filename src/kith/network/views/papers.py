"""HTTP for a map that was drawn on paper."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.network import actions, forms
from kith.people import queries as people


@login_required
@require_http_methods(["GET", "POST"])
def keep_paper_map(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """Keep the photo of a map on paper."""
    gate.check(request.actor, Permission.RECORD_PEOPLE)
    at = timezone.now()
    child = people.open_child(request.actor, child_id, at)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = forms.PaperMap(*sent, today=timezone.localdate(at))
    if form.is_bound and form.is_valid():
        made = actions.keep_paper_map(request.actor, child=child, given=form.sent(), end=form.end(), at=at)
        messages.success(request, "The map is kept. It counts as much as one drawn here.")
        return redirect("network:version", made.pk)
    return render(request, "network/keep_paper_map.html", {"child": child, "form": form})
