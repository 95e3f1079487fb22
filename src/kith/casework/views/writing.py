"""HTTP for a note that is written once, with what it brings for the rest of the record."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.casework import actions
from kith.casework.forms import writing as forms
from kith.children.queries import children
from kith.records import queries as records


@login_required
@require_http_methods(["GET", "POST"])
def write_note(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """Write a note about a child, once; a correction is a note and nothing else."""
    gate.check(request.actor, Permission.WRITE_NOTE)
    child = children.get_child(request.actor, child_id)
    corrects = _corrected(request)
    form = forms.WriteOnce(
        request.POST or None,
        today=timezone.localdate(),
        writes_session_notes=gate.may(request.actor, Permission.READ_SESSION_NOTES),
        keeps=_may_keep(request, corrects),
    )
    if form.is_bound and form.is_valid():
        given = form.at_once(corrects, author=f"{request.actor.name}, {request.actor.role.label.lower()}")
        actions.write_at_once(request.actor, child=child, given=given, at=timezone.now())
        messages.success(request, "The note is saved.")
        return redirect("record", child_id=child.pk)
    context = {"form": form, "child": child, "corrects": corrects, "concern_child": child.pk}
    return render(request, "casework/write_note.html", context)


def _may_keep(request: StaffRequest, corrects: Any) -> actions.MayKeep:
    def may(permission: Permission) -> bool:
        return corrects is None and gate.may(request.actor, permission)

    return actions.MayKeep(may(Permission.RECORD_ASK), may(Permission.RECORD_PEOPLE), may(Permission.RECORD_LOCAL_FACT))


def _corrected(request: StaffRequest) -> Any:
    """The note that this one corrects, if the address names one this person may read."""
    try:
        wanted = uuid.UUID(request.GET.get("corrects", ""))
    except ValueError:
        return None
    return records.get_note(request.actor, wanted)
