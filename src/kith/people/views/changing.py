"""HTTP for what changes about a person: where they stand, who they are, slips, and ways to reach them."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.people import actions, forms, presenters, queries


@login_required
@require_http_methods(["GET", "POST"])
def change_status(request: StaffRequest, connection_id: uuid.UUID) -> HttpResponse:
    """Where a person stands, since a day."""
    connection, at = _open(request, connection_id), timezone.now()
    initial = {"status": connection.status, "on": timezone.localdate(at), "version": connection.version}
    form = forms.ChangeStatus(request.POST or None, today=timezone.localdate(at), initial=initial)
    if form.is_bound and form.is_valid():
        version = form.cleaned_data["version"]
        actions.change_status(request.actor, connection=connection, stands=form.stands(), version=version, at=at)
        messages.success(request, "Saved; what was said before stays in the history.")
        return redirect("people:person", connection.pk)
    return _form(request, connection, form, "Where it stands")


@login_required
@require_http_methods(["GET", "POST"])
def describe_connection(request: StaffRequest, connection_id: uuid.UUID) -> HttpResponse:
    """Who a person is to the child."""
    connection = _open(request, connection_id)
    form = forms.DescribeConnection(request.POST or None, initial=presenters.described(connection))
    if form.is_bound and form.is_valid():
        version, given = form.cleaned_data["version"], form.described()
        actions.describe_connection(
            request.actor, connection=connection, given=given, version=version, at=timezone.now()
        )
        messages.success(request, "Saved.")
        return redirect("people:person", connection.pk)
    return _form(request, connection, form, "Who they are to the child")


@login_required
@require_http_methods(["GET", "POST"])
def describe_person(request: StaffRequest, connection_id: uuid.UUID) -> HttpResponse:
    """What a person is, wherever they matter."""
    connection = _open(request, connection_id)
    form = forms.DescribePerson(request.POST or None, initial=presenters.traits_of(connection))
    if form.is_bound and form.is_valid():
        given, version, person = form.traits(), form.cleaned_data["version"], connection.person
        actions.describe_person(
            request.actor, person=person, given=given, connection=connection, version=version, at=timezone.now()
        )
        messages.success(request, "Saved.")
        return redirect("people:person", connection.pk)
    return _form(request, connection, form, "About this person")


@login_required
@require_http_methods(["GET", "POST"])
def remove_connection(request: StaffRequest, connection_id: uuid.UUID) -> HttpResponse:
    """Take somebody off; they can be brought back."""
    connection = _open(request, connection_id)
    form = forms.RemoveConnection(request.POST or None, initial={"version": connection.version})
    if form.is_bound and form.is_valid():
        version, was_wrong = form.cleaned_data["version"], form.cleaned_data["was_wrong"]
        actions.remove_connection(
            request.actor, connection=connection, version=version, was_wrong=was_wrong, at=timezone.now()
        )
        stays = "What was found of them is being deleted." if was_wrong else "Everything that was said stays."
        messages.success(request, f"Taken off, and they can be brought back. {stays}")
        return redirect("people:list", connection.child_id)
    title = presenters.heading(request.actor, connection)
    return render(request, "people/remove.html", {"connection": connection, "form": form, "title": title})


@login_required
@require_POST
def bring_back_connection(request: StaffRequest, connection_id: uuid.UUID) -> HttpResponse:
    """Bring somebody back."""
    connection = _open(request, connection_id)
    form = forms.BringBack(request.POST)
    if form.is_valid():
        version = form.cleaned_data["version"]
        actions.bring_back_connection(request.actor, connection=connection, version=version, at=timezone.now())
        messages.success(request, "Brought back.")
    return redirect("people:person", connection.pk)


@login_required
@require_http_methods(["GET", "POST"])
def note_child_knows(request: StaffRequest, connection_id: uuid.UUID) -> HttpResponse:
    """The child was told of this person."""
    connection = _open(request, connection_id)
    form = forms.ChildKnows(request.POST or None, initial={"version": connection.version})
    if form.is_bound and form.is_valid():
        version = form.cleaned_data["version"]
        actions.note_child_knows(request.actor, connection=connection, version=version, at=timezone.now())
        messages.success(request, "Saved. This person may now stand on pages that the child sees.")
        return redirect("people:person", connection.pk)
    title = presenters.heading(request.actor, connection)
    return render(request, "people/child_knows.html", {"connection": connection, "form": form, "title": title})


@login_required
@require_POST
def take_back_name(request: StaffRequest, connection_id: uuid.UUID, name_id: uuid.UUID) -> HttpResponse:
    """A name was a slip."""
    connection = _open(request, connection_id)
    row = queries.get_name(request.actor, connection, name_id)
    actions.take_back(request.actor, connection=connection, row=row, at=timezone.now())
    messages.success(request, "Taken back. It stays in the history.")
    return redirect("people:person", connection.pk)


@login_required
@require_POST
def take_back_fact(request: StaffRequest, connection_id: uuid.UUID, fact_id: uuid.UUID) -> HttpResponse:
    """A fact was a slip."""
    connection = _open(request, connection_id)
    row = queries.get_fact(request.actor, connection, fact_id)
    actions.take_back(request.actor, connection=connection, row=row, at=timezone.now())
    messages.success(request, "Taken back. It stays in the history.")
    return redirect("people:person", connection.pk)


@login_required
@require_http_methods(["GET", "POST"])
def confirm_reach(request: StaffRequest, connection_id: uuid.UUID, reach_id: uuid.UUID) -> HttpResponse:
    """A way to reach somebody is right today, or no use any more."""
    connection = _open(request, connection_id)
    reach = queries.get_reach(request.actor, connection, reach_id)
    form = forms.CheckReach(request.POST or None, initial=presenters.checked(reach))
    if form.is_bound and form.is_valid():
        given = {"is_safe_to_use": form.is_safe(), "how_to_use": form.cleaned_data["how_to_use"]}
        version, at = form.cleaned_data["version"], timezone.now()
        actions.confirm_reach(request.actor, reach=reach, connection=connection, version=version, at=at, **given)
        messages.success(request, "Saved: it is right today.")
        return redirect("people:person", connection.pk)
    return _reach(request, connection, reach, form)


@login_required
@require_POST
def end_reach(request: StaffRequest, connection_id: uuid.UUID, reach_id: uuid.UUID) -> HttpResponse:
    """A way to reach somebody is no use any more."""
    connection = _open(request, connection_id)
    reach = queries.get_reach(request.actor, connection, reach_id)
    form = forms.EndReach(request.POST)
    if not form.is_valid():
        return _reach(request, connection, reach, forms.CheckReach(initial=presenters.checked(reach)))
    version, at = form.cleaned_data["version"], timezone.now()
    actions.end_reach(request.actor, reach=reach, connection=connection, version=version, at=at)
    messages.success(request, "Saved: it is no use any more.")
    return redirect("people:person", connection.pk)


def _open(request: StaffRequest, connection_id: uuid.UUID) -> Any:
    gate.check(request.actor, Permission.RECORD_PEOPLE)
    return queries.open_connection(request.actor, connection_id, timezone.now())


def _form(request: StaffRequest, connection: Any, form: Any, heading: str) -> HttpResponse:
    title = presenters.heading(request.actor, connection)
    context = {"connection": connection, "form": form, "heading": heading, "button": "Save", "title": title}
    return render(request, "people/form.html", context)


def _reach(request: StaffRequest, connection: Any, reach: Any, form: Any) -> HttpResponse:
    title, way = presenters.heading(request.actor, connection), presenters.way(reach)
    context = {"connection": connection, "way": way, "form": form, "title": title, "version": reach.version}
    return render(request, "people/reach.html", context)
