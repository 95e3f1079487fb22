"""HTTP for the network on any date, what changed, versions, and a worker's own map."""

import datetime as dt
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
from kith.network import actions, forms, presenters, queries
from kith.people import queries as people

A_YEAR = dt.timedelta(days=365)


@login_required
@require_GET
def network_map(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """The circles and the table, on any day."""
    at = timezone.now()
    child = people.open_child(request.actor, child_id, at)
    today = timezone.localdate(at)
    form = forms.Circles(request.GET if "on_day" in request.GET else None)
    on = form.day(today) if form.is_bound else today
    page = presenters.map_page(request.actor, child, on, at, form.hidden())
    context = {"page": page, "form": form if form.is_bound else forms.Circles(initial={"on": today})}
    return render(request, "network/map.html", {**context, "concern_child": child.pk})


@login_required
@require_GET
def changes(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """What was kept, new and lost between two days."""
    at = timezone.now()
    child = people.open_child(request.actor, child_id, at)
    today = timezone.localdate(at)
    start = {"first": today - A_YEAR, "second": today}
    form = forms.Period(request.GET if "first_day" in request.GET else None, initial=start)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else start
    page = presenters.changes_page(request.actor, child, chosen["first"], chosen["second"])
    return render(request, "network/changes.html", {"page": page, "form": form})


@login_required
@require_GET
def version(request: StaffRequest, version_id: uuid.UUID) -> HttpResponse:
    """One version."""
    row = queries.open_version(request.actor, version_id, timezone.now())
    return render(request, "network/version.html", {"page": presenters.version_page(request.actor, row)})


@login_required
@require_GET
def side_by_side(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """The child's version beside the worker's, or any two."""
    child = people.open_child(request.actor, child_id, timezone.now())
    versions = list(queries.list_versions(request.actor, child))
    form = forms.SideBySide(request.GET or None, versions=presenters.version_choices(versions))
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    left, right = chosen.get("left", ""), chosen.get("right", "")
    page = presenters.side_page(request.actor, child, versions, left, right)
    shown = {name: one.version_id for name, one in (("left", page.left), ("right", page.right)) if one}
    if not form.errors:
        # What is looked at stands in the form, also where only one of the two was asked for.
        form = forms.SideBySide(initial=shown, versions=presenters.version_choices(versions))
    return render(request, "network/side_by_side.html", {"page": page, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def draw_map(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """A worker's own map, beside the child's."""
    gate.check(request.actor, Permission.RECORD_PEOPLE)
    at = timezone.now()
    child = people.open_child(request.actor, child_id, at)
    versions = list(queries.list_versions(request.actor, child))
    form = forms.DrawMap(request.POST or None, people=presenters.draw_rows(request.actor, child, versions))
    if form.is_bound and form.is_valid():
        places = [(people.get_connection(request.actor, key), placed) for key, placed in form.placed()]
        words = form.cleaned_data["words"]
        made = actions.draw_map(request.actor, child=child, places=places, words=words, at=at)
        messages.success(request, "Your map is kept. The child’s own map is not changed.")
        return redirect("network:version", made.pk)
    return render(request, "network/draw.html", {"child": child, "form": form})


@login_required
@require_GET
def paper(request: StaffRequest) -> HttpResponse:
    """A blank map to draw by hand, on one sheet."""
    gate.check(request.actor, Permission.VIEW_PEOPLE)
    return render(request, "network/paper.html", {"page": presenters.blank_page()})
