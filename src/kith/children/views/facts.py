"""HTTP for local facts: typed on a child's page, or brought in as a list."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.access.queries import get_own_service
from kith.children import actions
from kith.children.forms import facts as forms
from kith.children.presenters import facts as presenters
from kith.children.queries import children, facts
from kith.domain.terms import FactName


@login_required
@require_GET
def list_facts(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """Every fact about a child, and a choice of what to record."""
    child = children.open_child(request.actor, child_id, timezone.now())
    page = presenters.facts_page(child, facts.list_facts(request.actor, child))
    may_type = gate.may(request.actor, Permission.RECORD_LOCAL_FACT)
    return render(request, "children/facts.html", {"page": page, "choose": forms.Choose(), "may_type": may_type})


@login_required
@require_http_methods(["GET", "POST"])
def record_fact(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """Record one fact; the address names which kind, never its value."""
    gate.check(request.actor, Permission.RECORD_LOCAL_FACT)
    child = children.get_child(request.actor, child_id)
    name = next((fact for fact in FactName if fact.value == request.GET.get("fact")), FactName.PLAN)
    form = forms.Record(request.POST or None, name=name, initial={"from_on": timezone.localdate()})
    if form.is_bound and form.is_valid():
        actions.record_fact(request.actor, child=child, fact=form.fact(), at=timezone.now())
        messages.success(request, f"{name.label} is recorded.")
        return redirect("children:facts", child_id=child.pk)
    return render(request, "children/record_fact.html", {"child": child, "form": form, "name": name})


@login_required
@require_http_methods(["GET", "POST"])
def bring_in(request: StaffRequest) -> HttpResponse:
    """Bring in a list of facts: first what would happen, then, when told to, in one go."""
    gate.check(request.actor, Permission.UPLOAD_FACTS)
    form = forms.BringIn(request.POST or None, request.FILES or None)
    page = None
    if form.is_bound and form.is_valid():
        read, upload = form.cleaned_data["read"], None
        if form.cleaned_data["save_too"]:
            service = get_own_service(request.actor)
            upload = actions.bring_in_facts(request.actor, service=service, facts=read.facts, at=timezone.now())
            actions.run_eligibility(
                request.actor, service=service, on=timezone.localdate(), at=timezone.now(), make_current=True
            )
        page = presenters.upload_page(read, upload)
    return render(request, "children/bring_in_facts.html", {"form": form, "page": page})
