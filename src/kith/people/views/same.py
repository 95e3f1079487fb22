"""HTTP for two who are one person, and for the same person beside another child."""

import uuid
from collections.abc import Callable
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
from kith.children.queries import children
from kith.people import actions, forms, presenters, queries

Way = tuple[Callable[..., object], str]
MERGED: Way = (actions.merge_people, "From now on they are shown as one person. It can be undone.")
# What else may be done with the two; either leads back to "Who stands here twice".
WAYS: dict[str, Way] = {
    "ask": (actions.ask_to_merge, "This is put before a manager. What becomes of it stands here."),
    "decline": (actions.decline_merge, "They stay as they are. Whoever asked reads why."),
}


@login_required
@require_GET
def choose_same(request: StaffRequest, connection_id: uuid.UUID) -> HttpResponse:
    """Who could be the same person as this one?"""
    gate.check(request.actor, Permission.MERGE_PEOPLE)
    connection = queries.open_connection(request.actor, connection_id, timezone.now())
    page = presenters.choose_page(request.actor, connection)
    return render(request, "people/choose_same.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def merge_people(request: StaffRequest, connection_id: uuid.UUID, other_id: uuid.UUID) -> HttpResponse:
    """Both side by side; then they are one, or a manager is asked, or a manager says not now."""
    gate.check(request.actor, Permission.MERGE_PEOPLE)
    at = timezone.now()
    connection = queries.open_connection(request.actor, connection_id, at)
    other = queries.open_connection(request.actor, other_id, at)
    form = forms.MergePeople(request.POST or None)
    if form.is_bound and form.is_valid():
        way = WAYS.get(request.POST.get("do", ""), MERGED)
        do, said = way
        do(request.actor, connection=connection, other=other, words=form.cleaned_data["words"], at=at)
        messages.success(request, said)
        return redirect("people:person", connection.pk) if way is MERGED else redirect("people:twice")
    page = presenters.merge_page(request.actor, connection, other)
    return render(request, "people/merge.html", {"page": page, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def undo_merge(request: StaffRequest, connection_id: uuid.UUID, merge_id: uuid.UUID) -> HttpResponse:
    """Take two people apart again."""
    gate.check(request.actor, Permission.MERGE_PEOPLE)
    connection = queries.open_connection(request.actor, connection_id, timezone.now())
    merge = queries.get_merge(request.actor, merge_id)
    form = forms.UndoMerge(request.POST or None)
    if form.is_bound and form.is_valid():
        words = form.cleaned_data["words"]
        actions.undo_merge(request.actor, merge=merge, connection=connection, words=words, at=timezone.now())
        messages.success(request, "They are two people again.")
        return redirect("people:person", connection.pk)
    title = presenters.heading(request.actor, connection)
    return render(request, "people/undo_merge.html", {"connection": connection, "form": form, "title": title})


@login_required
@require_http_methods(["GET", "POST"])
def share_person(request: StaffRequest, connection_id: uuid.UUID) -> HttpResponse:
    """Put the same person beside another child."""
    gate.check(request.actor, Permission.RECORD_PEOPLE)
    at = timezone.now()
    connection = queries.open_connection(request.actor, connection_id, at)
    form = _share_form(request, connection)
    if form.is_bound and form.is_valid():
        child = children.get_child(request.actor, uuid.UUID(form.cleaned_data["child"]))
        made = actions.share_person(request.actor, connection=connection, given=form.shared(child), at=at)
        messages.success(request, "The same person now stands beside both children.")
        return redirect("people:person", made.pk)
    title = presenters.heading(request.actor, connection)
    return render(request, "people/share.html", {"connection": connection, "form": form, "title": title})


def _share_form(request: StaffRequest, connection: Any) -> forms.ShareWith:
    mine = [(str(one.pk), str(one)) for one in children.list_mine(request.actor) if one.pk != connection.child_id]
    rows = presenters.tell_rows(request.actor, connection)
    return forms.ShareWith(request.POST or None, children=mine, rows=rows)
