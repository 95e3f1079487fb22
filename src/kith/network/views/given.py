"""HTTP for what somebody gives the child, how a tie feels, and a quiet check-in."""

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
from kith.domain.terms import FactSource, SupportKind
from kith.network import actions, forms, presenters, queries
from kith.people import queries as people


@login_required
@require_GET
def near(request: StaffRequest, connection_id: uuid.UUID) -> HttpResponse:
    """What a person gives the child, and how it feels."""
    connection = people.open_connection(request.actor, connection_id, timezone.now())
    context = {"page": presenters.near_page(request.actor, connection), "on": timezone.localdate()}
    return render(request, "network/near.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def add_support(request: StaffRequest, connection_id: uuid.UUID) -> HttpResponse:
    """What somebody gives."""
    gate.check(request.actor, Permission.RECORD_PEOPLE)
    connection = people.open_connection(request.actor, connection_id, timezone.now())
    form = forms.AddSupport(request.POST or None, today=timezone.localdate())
    if form.is_bound and form.is_valid():
        given, at = form.cleaned_data, timezone.now()
        what = {"kind": SupportKind(given["kind"]), "source": FactSource(given["source"]), "from_on": given["from_on"]}
        actions.add_support(request.actor, connection=connection, at=at, **what)
        messages.success(request, "Saved.")
        return redirect("network:near", connection.pk)
    context = {"child": connection.child, "form": form, "heading": "What they give", "connection": connection}
    return render(request, "network/form.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def end_support(request: StaffRequest, support_id: uuid.UUID) -> HttpResponse:
    """They give it no more."""
    gate.check(request.actor, Permission.RECORD_PEOPLE)
    support = queries.get_support(request.actor, support_id)
    connection = people.open_connection(request.actor, support.connection_id, timezone.now())
    form = forms.EndSupport(request.POST or None, today=timezone.localdate())
    if form.is_bound and form.is_valid():
        until_on = form.cleaned_data["until_on"]
        actions.end_support(request.actor, support=support, until_on=until_on, at=timezone.now())
        messages.success(request, "Saved.")
        return redirect("network:near", connection.pk)
    context = {"child": connection.child, "form": form, "heading": "They give it no more", "connection": connection}
    return render(request, "network/form.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def add_quality(request: StaffRequest, connection_id: uuid.UUID) -> HttpResponse:
    """How the tie feels; few people read it."""
    gate.check(request.actor, Permission.RECORD_PEOPLE)
    connection = people.open_connection(request.actor, connection_id, timezone.now())
    form = forms.AddQuality(request.POST or None)
    if form.is_bound and form.is_valid():
        at = timezone.now()
        given = form.quality_given(timezone.localdate(at))
        actions.add_quality(request.actor, connection=connection, given=given, at=at)
        messages.success(request, "Saved.")
        return redirect("network:near", connection.pk)
    context = {"child": connection.child, "form": form, "heading": "How it feels", "connection": connection}
    return render(request, "network/form.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def check_in(request: StaffRequest, said_id: uuid.UUID) -> HttpResponse:
    """After a "never": the coordinator spoke with the child, quietly."""
    at = timezone.now()
    said = queries.open_said(request.actor, said_id, at)
    form = forms.CheckIn(request.POST or None, initial={"version": said.version})
    if form.is_bound and form.is_valid():
        actions.check_in(request.actor, said=said, at=at, **form.cleaned_data)
        messages.success(request, "Saved. Only you can read it.")
        return redirect("home")
    context = {"said": said, "name": presenters.whom(request.actor, said), "form": form}
    return render(request, "network/check_in.html", context)
