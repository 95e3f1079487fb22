"""HTTP for care before reaching out: somebody under 18, an unaccompanied young person."""

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
from kith.domain.terms import CareKind
from kith.people import queries as people
from kith.safety import actions
from kith.safety.forms import careful as forms
from kith.safety.presenters import careful as presenters
from kith.safety.queries import around, careful


@login_required
@require_GET
def care(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """What was written down before anybody is reached."""
    at = timezone.now()
    child = people.open_child(request.actor, child_id, at)
    page = presenters.care_page(request.actor, child, timezone.localdate(at))
    return render(request, "safety/care.html", {"page": page, "concern_child": child.pk})


@login_required
@require_http_methods(["GET", "POST"])
def take_care(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """First what is written down, then what that asks for."""
    gate.check(request.actor, Permission.ANSWER_CLEARANCE)
    at = timezone.now()
    child = people.open_child(request.actor, child_id, at)
    context = {"child": child, "concern_child": child.pk}
    chosen = forms.ChooseCare(request.POST or request.GET or None)
    if not chosen.is_valid():
        return render(request, "safety/choose_care.html", {**context, "form": chosen})
    kind = CareKind(chosen.cleaned_data["kind"])
    named = around.get_around(request.actor, child).named()
    form = forms.TakeCare(request.POST or None, kind=kind, named=named, today=timezone.localdate(at))
    if form.is_bound and form.is_valid():
        try:
            actions.take_care(request.actor, child=child, given=form.given(), at=at)
        except gate.ActionBlocked as refused:
            form.add_error(None, refused.text)
        else:
            messages.success(request, "Written down.")
            return redirect("safety:care", child.pk)
    return render(request, "safety/take_care.html", {**context, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def end_care(request: StaffRequest, taken_id: uuid.UUID) -> HttpResponse:
    """Note that something no longer stands."""
    gate.check(request.actor, Permission.ANSWER_CLEARANCE)
    at = timezone.now()
    row = careful.get_taken(request.actor, taken_id)
    child = people.open_child(request.actor, row.child_id, at)
    form = forms.EndCare(request.POST or None, initial={"version": row.version})
    if form.is_bound and form.is_valid():
        actions.end_care(request.actor, taken=row, at=at, **form.cleaned_data)
        messages.success(request, "Ended. It stays in the record.")
        return redirect("safety:care", child.pk)
    one = presenters.care_words(row, around.get_around(request.actor, child))
    return render(request, "safety/end_care.html", {"child": child, "one": one, "form": form})
