"""HTTP for what a child asked for."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.domain.terms import AskCategory
from kith.referrals.actions import asks
from kith.referrals.forms import asks as forms
from kith.referrals.queries import asks as reads
from kith.referrals.queries import referrals


@login_required
@require_GET
def list_asks(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """Everything a child asked for, in the child's words."""
    child = referrals.open_child(request.actor, child_id, timezone.now())
    may_write = gate.may(request.actor, Permission.RECORD_ASK)
    context = {"child": child, "asks": reads.list_asks(request.actor, child), "may_write": may_write}
    return render(request, "referrals/asks/list.html", {**context, "on": timezone.localdate()})


@login_required
@require_http_methods(["GET", "POST"])
def add_ask(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """Write down an ask that was said outside a session together."""
    gate.check(request.actor, Permission.RECORD_ASK)
    child = referrals.open_child(request.actor, child_id, timezone.now())
    form = forms.AddAsk(request.POST or None, initial={"asked_on": timezone.localdate()})
    if form.is_bound and form.is_valid():
        asks.save_ask(request.actor, child=child, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "Saved in the child’s words.")
        return redirect("referrals:asks", child.pk)
    return render(request, "referrals/asks/add.html", {"child": child, "form": form})


@login_required
@require_GET
def ask(request: StaffRequest, ask_id: uuid.UUID) -> HttpResponse:
    """One ask: what kind of thing it is, and what came of it."""
    gate.check(request.actor, Permission.RECORD_ASK)
    row = reads.get_ask(request.actor, ask_id)
    sort = forms.SortAsk(initial={"category": row.category, "named": row.named or "", "version": row.version})
    came = forms.WhatCameOfIt(initial=_as_it_is(row))
    return render(request, "referrals/asks/one.html", {"ask": reads.seen(row), "row": row, "sort": sort, "came": came})


def _as_it_is(row: Any) -> dict[str, Any]:
    """What stands in the form: what came of it so far. What the child says is asked anew each time."""
    start = {"outcome": row.outcome, "on": timezone.localdate(), "version": row.version}
    return {**start, "why": row.why or "", "review_on": row.review_on}


@login_required
@require_POST
def sort_ask(request: StaffRequest, ask_id: uuid.UUID) -> HttpResponse:
    """Say what kind of thing was asked for, and whom it is about."""
    gate.check(request.actor, Permission.RECORD_ASK)
    row = reads.get_ask(request.actor, ask_id)
    form = forms.SortAsk(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        given["category"] = AskCategory(given["category"]) if given["category"] else None
        asks.sort_ask(request.actor, ask=row, at=timezone.now(), **given)
        messages.success(request, "Saved.")
        return redirect("referrals:asks", row.child_id)
    came = forms.WhatCameOfIt(initial=_as_it_is(row))
    context = {"ask": reads.seen(row), "row": row, "sort": form, "came": came, "form": form}
    return render(request, "referrals/asks/one.html", context)


@login_required
@require_POST
def record_ask_outcome(request: StaffRequest, ask_id: uuid.UUID) -> HttpResponse:
    """Say what came of an ask, and what the child says about that."""
    gate.check(request.actor, Permission.RECORD_ASK)
    row = reads.get_ask(request.actor, ask_id)
    form = forms.WhatCameOfIt(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        asks.record_ask_outcome(
            request.actor,
            ask=row,
            came=form.came(),
            on=given["on"],
            version=given["version"],
            at=timezone.now(),
        )
        messages.success(request, "Saved.")
        return redirect("referrals:asks", row.child_id)
    sort = forms.SortAsk(initial={"category": row.category, "named": row.named or "", "version": row.version})
    context = {"ask": reads.seen(row), "row": row, "sort": sort, "came": form, "form": form}
    return render(request, "referrals/asks/one.html", context)
