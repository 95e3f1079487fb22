"""HTTP for local facts: typed on a child's page, or brought in as a list."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access import gate
from kith.access import queries as access_queries
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.children import actions
from kith.children.actions import follow
from kith.children.forms import facts as forms
from kith.children.presenters import facts as presenters
from kith.children.queries import children, facts
from kith.domain.terms import FactName


@login_required
@require_GET
def list_facts(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """Every fact about a child, and a choice of what to record."""
    gate.check(request.actor, Permission.LIST_CHILDREN)
    child = children.open_child(request.actor, child_id, timezone.now())
    page = presenters.facts_page(child, facts.list_facts(request.actor, child), timezone.localdate())
    may_type = gate.may(request.actor, Permission.RECORD_LOCAL_FACT)
    context = {"page": page, "choose": forms.Choose(), "may_type": may_type, "on": timezone.localdate()}
    return render(request, "children/facts.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def record_fact(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """Record one fact; the address names which kind, never its value."""
    gate.check(request.actor, Permission.RECORD_LOCAL_FACT)
    child = children.open_child(request.actor, child_id, timezone.now())
    choose = forms.Choose(request.GET)
    if not choose.is_valid():
        return redirect("children:facts", child_id=child.pk)
    name = FactName(choose.cleaned_data["fact"])
    came_from = "children:why" if request.GET.get("back") == "why" else "children:facts"
    back_url = reverse(came_from, args=[child.pk])
    people, on = facts.list_people_for(request.actor, follow.roles_for(name)), timezone.localdate()
    form = forms.Record(request.POST or None, name=name, on=on, people=people, initial={"from_on": on})
    if form.is_bound and form.is_valid():
        fact = form.fact()
        actions.record_fact(request.actor, child=child, fact=fact, at=timezone.now())
        said = presenters.fact_recorded(fact, on)
        if not children.has_child(request.actor, child.pk):  # handed over to somebody else
            messages.success(request, f"{said} You no longer see this child.")
            return redirect("home")
        messages.success(request, said)
        return redirect(back_url)
    return render(
        request, "children/record_fact.html", {"child": child, "form": form, "name": name, "back_url": back_url}
    )


@login_required
@require_http_methods(["GET", "POST"])
def bring_in(request: StaffRequest) -> HttpResponse:
    """Look at a list of facts: what saving it would do. Nothing is saved yet."""
    gate.check(request.actor, Permission.UPLOAD_FACTS)
    form = forms.BringIn(request.POST, request.FILES) if request.method == "POST" else forms.BringIn()
    page = None
    if form.is_bound and form.is_valid():
        read = form.cleaned_data["read"]
        kept = facts.keep_list(request.actor, form.cleaned_data["data"])
        page = presenters.looked_page(read, facts.get_upload_plan(request.actor, read.facts), kept)
    return render(request, "children/bring_in_facts.html", {"form": form, "page": page})


@login_required
@require_POST
def save_list(request: StaffRequest) -> HttpResponse:
    """Save the list that was looked at, in one go."""
    gate.check(request.actor, Permission.UPLOAD_FACTS)
    keep = forms.Keep(request.POST)
    try:
        read = forms.read_list(facts.open_list(request.actor, keep.cleaned_data["kept"] if keep.is_valid() else ""))
    except facts.ListNotKept:
        messages.error(request, "The list did not arrive whole. Choose the file again.")
        return redirect("children:bring_in_facts")
    service = access_queries.get_own_service(request.actor)
    upload = actions.bring_in_facts(request.actor, service=service, facts=read.facts, at=timezone.now())
    page = presenters.saved_page(read, upload)
    return render(request, "children/bring_in_facts.html", {"form": forms.BringIn(), "page": page})
