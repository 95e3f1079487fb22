"""HTTP for saving a return and taking it back; the other pages about returns are in the returns' own app."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.children import actions
from kith.returns import forms as return_forms
from kith.returns import queries as return_queries


@login_required
@require_POST
def commit_return(request: StaffRequest, batch_id: uuid.UUID) -> HttpResponse:
    """Save an import and work out anew who could be offered this."""
    batch = return_queries.get_batch(request.actor, batch_id)
    form = return_forms.Confirm(request.POST)
    version, is_meant = form.seen_version(), form.says_it_is_meant()
    actions.commit_return(request.actor, batch=batch, version=version, at=timezone.now(), is_meant=is_meant)
    messages.success(request, f"{batch} is saved. Who could be offered this was worked out anew.")
    return redirect("returns:show", batch_id=batch.pk)


@login_required
@require_http_methods(["GET", "POST"])
def roll_back_return(request: StaffRequest, batch_id: uuid.UUID) -> HttpResponse:
    """Ask, then take a saved import back as a whole."""
    gate.check(request.actor, Permission.IMPORT_RETURN)
    batch = return_queries.get_batch(request.actor, batch_id)
    if request.method == "POST":
        version = return_forms.Confirm(request.POST).seen_version()
        actions.roll_back_return(request.actor, batch=batch, version=version, at=timezone.now())
        messages.success(request, f"{batch} was taken back. No answer rests on it any more.")
        return redirect("returns:show", batch_id=batch.pk)
    return render(request, "children/roll_back_return.html", {"batch": batch})
