"""HTTP for a family file: taken in, looked through, finished."""

import datetime as dt
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
from kith.network import actions, forms, presenters, queries
from kith.people import queries as people


@login_required
@require_http_methods(["GET", "POST"])
def family_files(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """A child's family files; one more is taken in."""
    gate.check(request.actor, Permission.RECORD_PEOPLE)
    at = timezone.now()
    child = people.open_child(request.actor, child_id, at)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = forms.TakeInFamilyFile(*sent)
    if form.is_bound and form.is_valid():
        try:
            name = form.cleaned_data["file"].name
            row = actions.take_in_family_file(request.actor, child=child, data=form.data_sent(), name=name, at=at)
        except gate.ActionBlocked as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("network:family_file", row.pk)
    lines = presenters.file_lines(queries.list_family_files(request.actor, child))
    context = {"child": child, "form": form, "lines": lines, "on": timezone.localdate(at)}
    return render(request, "network/family_files.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def family_file(request: StaffRequest, file_id: uuid.UUID) -> HttpResponse:
    """Look through a file: who is taken over, who is not wanted."""
    at = timezone.now()
    row = queries.open_family_file(request.actor, file_id, at)
    form = forms.LookThrough(request.POST or None)
    crowded = _answer(request, row, form, at)
    if form.is_bound and form.is_valid() and not crowded:
        return redirect("network:family_file", row.pk)
    return _to_look_through(request, row, form, crowded)


def _answer(request: StaffRequest, row: Any, form: forms.LookThrough, at: dt.datetime) -> tuple[queries.Crowded, ...]:
    """Keep the answers, if there are any. What stands against them is an error of the form, or who is crowded."""
    if not form.is_bound or not form.is_valid():
        return ()
    given = form.given()
    if not (given.yes or given.same or given.no):
        return ()
    try:
        done = actions.answer_family_file(request.actor, family_file=row, given=given, at=at)
    except actions.TooManyParents as refused:
        return refused.crowded
    except (actions.TwoForOne, actions.TieNotAllowed) as refused:
        form.add_error(None, str(refused))
    else:
        counts = (len(given.yes), len(given.same), len(given.no))
        messages.success(request, presenters.taken_over(*counts, done.ties_left_out))
    return ()


def _to_look_through(
    request: StaffRequest, row: Any, form: forms.LookThrough, crowded: tuple[queries.Crowded, ...]
) -> HttpResponse:
    through = queries.get_looked_through(request.actor, row)
    page = presenters.file_page(
        request.actor,
        row,
        through,
        page=request.GET.get("page"),
        who=request.GET.get("who", ""),
        sent=presenters.sent(request.POST, form.said_of_alike(), crowded),
    )
    return render(request, "network/family_file.html", {"page": page, "form": form})


@login_required
@require_POST
def name_child(request: StaffRequest, file_id: uuid.UUID) -> HttpResponse:
    """Say who in the file is the child."""
    row = queries.get_family_file(request.actor, file_id)
    form = forms.NameChildInFile(request.POST)
    key = form.cleaned_data["key"] if form.is_valid() else ""
    actions.name_child_in_file(request.actor, family_file=row, key=key, at=timezone.now())
    return redirect("network:family_file", row.pk)


@login_required
@require_POST
def finish_family_file(request: StaffRequest, file_id: uuid.UUID) -> HttpResponse:
    """Keep what is ticked, then destroy the file."""
    at = timezone.now()
    row = queries.open_family_file(request.actor, file_id, at)
    form = forms.LookThrough(request.POST, is_finishing=True)
    crowded = _answer(request, row, form, at)
    if crowded or not form.is_valid():
        return _to_look_through(request, row, form, crowded)
    actions.finish_family_file(request.actor, family_file=row, at=at)
    messages.success(request, "The file is destroyed. Whoever you took over stays.")
    return redirect("network:family_files", row.child_id)
