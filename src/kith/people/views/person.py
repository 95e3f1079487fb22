"""HTTP for one person beside a child, and everybody as a plain list."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.people import actions, forms, presenters, queries


@login_required
@require_GET
def list_people(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """Everybody who matters to a child, those who were taken off included."""
    child = queries.open_child(request.actor, child_id, timezone.now())
    rows = presenters.list_rows(request.actor, child)
    may_write = queries.can_add(request.actor, child_id)
    context = {"child": child, "rows": rows, "on": timezone.localdate(), "may_write": may_write}
    return render(request, "people/list.html", {**context, "concern_child": child.pk})


@login_required
@require_GET
def person(request: StaffRequest, connection_id: uuid.UUID) -> HttpResponse:
    """One person."""
    connection = queries.open_connection(request.actor, connection_id, timezone.now())
    page = presenters.person_page(request.actor, connection)
    return render(request, "people/person.html", {"page": page, "on": timezone.localdate()})


@login_required
@require_GET
def history(request: StaffRequest, connection_id: uuid.UUID) -> HttpResponse:
    """Everything that was written down about a person."""
    connection = queries.open_connection(request.actor, connection_id, timezone.now())
    context = {"page": presenters.history_page(request.actor, connection), "on": timezone.localdate()}
    return render(request, "people/history.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def add_person(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """Add somebody; where somebody like them is known, look first."""
    gate.check(request.actor, Permission.RECORD_PEOPLE)
    at = timezone.now()
    child = queries.open_child(request.actor, child_id, at)
    form = forms.AddPerson(request.POST or None, initial=forms.chosen(request.GET))
    alike: tuple[presenters.Row, ...] = ()
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        alike = () if given["somebody_else"] else presenters.alike_rows(request.actor, child, given["full"])
        if not alike:
            says, person = form.says(), form.person(timezone.localdate(at))
            made = actions.add_person(request.actor, child=child, given=person, says=says, at=at)
            if request.POST.get("then") == "another":
                messages.success(request, "Added. Who is next?")
                return redirect(f"{request.path}?{urlencode(forms.chosen(request.POST))}")
            messages.success(request, "Added.")
            return redirect("people:person", made.pk)
    context = {"child": child, "form": form, "alike": alike}
    return render(request, "people/add.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def add_name(request: StaffRequest, connection_id: uuid.UUID) -> HttpResponse:
    """One more name."""
    gate.check(request.actor, Permission.RECORD_PEOPLE)
    connection = queries.open_connection(request.actor, connection_id, timezone.now())
    form = forms.AddName(request.POST or None)
    if form.is_bound and form.is_valid():
        says, at = form.says(), timezone.now()
        actions.add_name(request.actor, connection=connection, given=form.name(), says=says, at=at)
        messages.success(request, "The name is saved.")
        return redirect("people:person", connection.pk)
    return _form(request, connection, form, "Another name", "Save the name")


@login_required
@require_http_methods(["GET", "POST"])
def add_fact(request: StaffRequest, connection_id: uuid.UUID) -> HttpResponse:
    """Something that is known of a person."""
    gate.check(request.actor, Permission.RECORD_PEOPLE)
    connection = queries.open_connection(request.actor, connection_id, timezone.now())
    form = forms.AddFact(request.POST or None, today=timezone.localdate())
    if form.is_bound and form.is_valid():
        says, at = form.says(), timezone.now()
        actions.add_fact(request.actor, connection=connection, given=form.fact(), says=says, at=at)
        messages.success(request, "Saved, with who says so.")
        return redirect("people:person", connection.pk)
    return _form(request, connection, form, "Something you know", "Save it")


@login_required
@require_http_methods(["GET", "POST"])
def add_reach(request: StaffRequest, connection_id: uuid.UUID) -> HttpResponse:
    """A way to reach a person."""
    gate.check(request.actor, Permission.RECORD_PEOPLE)
    connection = queries.open_connection(request.actor, connection_id, timezone.now())
    form = forms.AddReach(request.POST or None)
    if form.is_bound and form.is_valid():
        says, at = form.says(), timezone.now()
        actions.add_reach(request.actor, connection=connection, given=form.reach(), says=says, at=at)
        messages.success(request, "Saved.")
        return redirect("people:person", connection.pk)
    return _form(request, connection, form, "A way to reach them", "Save it")


def _form(request: StaffRequest, connection: Any, form: Any, heading: str, button: str) -> HttpResponse:
    title = presenters.heading(request.actor, connection)
    context = {"connection": connection, "form": form, "heading": heading, "button": button, "title": title}
    return render(request, "people/form.html", context)
