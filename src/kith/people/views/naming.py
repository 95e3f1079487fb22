"""HTTP for which names are one name in this service."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kith.access import gate
from kith.access import queries as access
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.people import actions, forms, presenters, queries


@login_required
@require_http_methods(["GET", "POST"])
def list_names(request: StaffRequest) -> HttpResponse:
    """The service's own families of names; one looked up goes by POST, so that no address holds a name."""
    gate.check(request.actor, Permission.MANAGE_SERVICE)
    form = forms.FindFamily(request.POST or None)
    looked_up = form.cleaned_data["name"] if form.is_bound and form.is_valid() else None
    page = presenters.names_page(request.actor, looked_up)
    return render(request, "people/names.html", {"page": page, "form": form, "on": timezone.localdate()})


@login_required
@require_http_methods(["GET", "POST"])
def add_family(request: StaffRequest) -> HttpResponse:
    """Add names that are one name."""
    gate.check(request.actor, Permission.MANAGE_SERVICE)
    form = forms.AddFamily(request.POST or None)
    if form.is_bound and form.is_valid():
        service, at = access.get_own_service(request.actor), timezone.now()
        try:
            actions.add_name_family(request.actor, service=service, given=form.family(), at=at)
        except gate.ActionBlocked as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, "Added. Finding and comparing use it from now on.")
            return redirect("people:names")
    return render(request, "people/names_add.html", {"form": form})


@login_required
@require_POST
def end_family(request: StaffRequest, family_id: uuid.UUID) -> HttpResponse:
    """Take away what the service has added."""
    gate.check(request.actor, Permission.MANAGE_SERVICE)
    family = queries.get_family(request.actor, family_id)
    actions.end_name_family(request.actor, family=family, at=timezone.now())
    messages.success(request, "Taken away. It stays on this page, with who did so.")
    return redirect("people:names")
