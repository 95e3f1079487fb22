"""HTTP for whom to look for next: the child's own coordinator's page, and what is decided on it."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.domain.terms import LeadReason
from kith.finding import actions, forms
from kith.finding.presenters import suggesting as presenters
from kith.finding.queries import leads


@login_required
@require_GET
def look_for_next(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """The suggestions for one child."""
    at = timezone.now()
    child, on = leads.open_child(request.actor, child_id, at), timezone.localdate(at)
    page = presenters.next_page(leads.list_suggestions(request.actor, child, on), on)
    return render(request, "finding/next.html", {"page": page, "concern_child": child.pk})


@login_required
@require_http_methods(["GET", "POST"])
def put_aside(request: StaffRequest, child_id: uuid.UUID, lead: str) -> HttpResponse:
    """Put one suggestion aside, with the reason."""
    at = timezone.now()
    child = leads.open_child(request.actor, child_id, at)
    one = leads.list_suggestions(request.actor, child, timezone.localdate(at)).get(lead)
    form = forms.PutAside(request.POST or None)
    if form.is_valid():
        reason, words = LeadReason(form.cleaned_data["reason"]), form.cleaned_data["words"]
        actions.put_aside(request.actor, child=child, ref=lead, reason=reason, words=words, at=at)
        messages.success(request, "Put aside. It comes back only when something about it changes.")
        return redirect("finding:next", child.pk)
    context = {"child": child, "line": presenters.line(one, child), "form": form, "concern_child": child.pk}
    return render(request, "finding/next_aside.html", context)


@login_required
@require_POST
def ask_child_first(request: StaffRequest, child_id: uuid.UUID, lead: str) -> HttpResponse:
    """Note that the child is asked about a suggestion."""
    at = timezone.now()
    child = leads.open_child(request.actor, child_id, at)
    actions.ask_child_first(request.actor, child=child, ref=lead, at=at)
    messages.success(request, "Noted. Ask when you see them next; nothing else happens.")
    return redirect("finding:next", child.pk)


@login_required
@require_POST
def bring_back(request: StaffRequest, decision_id: uuid.UUID) -> HttpResponse:
    """Take a decision about a suggestion back."""
    decision = leads.get_decision(request.actor, decision_id)
    try:
        actions.bring_back(request.actor, decision=decision, at=timezone.now())
    except gate.ActionBlocked as refused:
        messages.success(request, refused.text)
    else:
        messages.success(request, "It stands among the suggestions again.")
    return redirect("finding:next", decision.child_id)
