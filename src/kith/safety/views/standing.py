"""HTTP for what stands around a child: orders and decisions, who must not meet, the adoption route."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.people import queries as people
from kith.safety import actions
from kith.safety.forms import standing as forms
from kith.safety.presenters import standing as presenters
from kith.safety.queries import around, standing
from kith.safety.queries.sheet import root_of


@login_required
@require_GET
def what_stands(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """Orders and decisions, who must not meet, and the adoption route of one child."""
    at = timezone.now()
    child = people.open_child(request.actor, child_id, at)
    page = presenters.standing_page(request.actor, child, timezone.localdate(at))
    return render(request, "safety/standing.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def restrict(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """Write down an order or decision; from then on it blocks, whatever was answered."""
    gate.check(request.actor, Permission.RESTRICT)
    at = timezone.now()
    child = people.open_child(request.actor, child_id, at)
    named = around.get_around(request.actor, child).named()
    may_add = people.can_add(request.actor, child.pk)
    form = forms.Restrict(request.POST or None, named=named, may_add=may_add, today=timezone.localdate(at))
    if form.is_bound and form.is_valid():
        actions.restrict(request.actor, child=child, order=form.order(), at=at)
        messages.success(request, "Written down. What had not left yet and it reaches is held.")
        return redirect("safety:standing", child.pk)
    context = {"child": child, "form": form, "may_add": may_add, "concern_child": child.pk}
    return render(request, "safety/restrict.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def lift_restriction(request: StaffRequest, restriction_id: uuid.UUID) -> HttpResponse:
    """Lift an order or decision: the manager or the safeguarding lead."""
    gate.check(request.actor, Permission.LIFT_RESTRICTION)
    at = timezone.now()
    row = standing.get_restriction(request.actor, restriction_id)
    child = people.open_child(request.actor, row.child_id, at)
    form = forms.LiftRestriction(request.POST or None, initial={"version": row.version})
    if form.is_bound and form.is_valid():
        actions.lift_restriction(request.actor, restriction=row, at=at, **form.cleaned_data)
        messages.success(request, "Lifted. What was held stays held until somebody lets each thing go.")
        return redirect("safety:standing", child.pk)
    everybody = around.get_around(request.actor, child)
    order = presenters.order_words(row, everybody, timezone.localdate(at), may_lift=False)
    return render(request, "safety/lift_restriction.html", {"child": child, "order": order, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def set_apart(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """Note that two people must not meet."""
    gate.check(request.actor, Permission.SET_APART)
    at = timezone.now()
    child = people.open_child(request.actor, child_id, at)
    named = around.get_around(request.actor, child).named()
    form = forms.SetApart(request.POST or None, named=named, today=timezone.localdate(at))
    if form.is_bound and form.is_valid():
        given = {"words": form.cleaned_data["words"], "on": form.cleaned_data["on"]}
        actions.set_apart(request.actor, child=child, pair=form.pair(), at=at, **given)
        messages.success(request, "Written down.")
        return redirect("safety:standing", child.pk)
    return render(request, "safety/set_apart.html", {"child": child, "form": form, "concern_child": child.pk})


@login_required
@require_http_methods(["GET", "POST"])
def end_apart(request: StaffRequest, apart_id: uuid.UUID) -> HttpResponse:
    """Note that two people may meet after all."""
    gate.check(request.actor, Permission.SET_APART)
    at = timezone.now()
    row = standing.get_apart(request.actor, apart_id)
    child = people.open_child(request.actor, row.child_id, at)
    form = forms.EndApart(request.POST or None, initial={"version": row.version})
    if form.is_bound and form.is_valid():
        actions.end_apart(request.actor, apart=row, at=at, **form.cleaned_data)
        messages.success(request, "Ended. What was written down stays.")
        return redirect("safety:standing", child.pk)
    pair = presenters.pair_words(row, around.get_around(request.actor, child))
    return render(request, "safety/end_apart.html", {"child": child, "pair": pair, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def open_route(request: StaffRequest, connection_id: uuid.UUID) -> HttpResponse:
    """Hand a person over to the adoption route."""
    gate.check(request.actor, Permission.OPEN_ADOPTION_ROUTE)
    at = timezone.now()
    connection = people.open_connection(request.actor, connection_id, at)
    form = forms.OpenRoute(request.POST or None)
    if form.is_bound and form.is_valid():
        actions.open_route(request.actor, connection=connection, at=at, **form.cleaned_data)
        messages.success(request, "From now on an agency looks and asks. What had not left yet is held.")
        return redirect("safety:person", connection.pk)
    return _about(request, connection, form, "safety/open_route.html")


@login_required
@require_http_methods(["GET", "POST"])
def close_route(request: StaffRequest, route_id: uuid.UUID) -> HttpResponse:
    """Write down what the agency answered."""
    gate.check(request.actor, Permission.OPEN_ADOPTION_ROUTE)
    at = timezone.now()
    row = standing.open_route(request.actor, route_id, at)
    connection = people.get_connection(request.actor, row.connection_id)
    form = forms.CloseRoute(request.POST or None, initial={"version": row.version})
    if form.is_bound and form.is_valid():
        actions.close_route(request.actor, route=row, at=at, **form.cleaned_data)
        messages.success(request, "Written down what the agency answered. Now say where this person stands.")
        return redirect("people:status", connection.pk)
    return _about(request, connection, form, "safety/close_route.html", row=row)


def _about(request: StaffRequest, connection: Any, form: Any, template: str, **more: Any) -> HttpResponse:
    everybody = around.get_around(request.actor, connection.child)
    name = everybody.name(root_of(connection.person))
    return render(request, template, {"connection": connection, "form": form, "name": name, **more})
