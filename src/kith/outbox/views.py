"""HTTP for everything that leaves: the list, one thing, and the decisions about it."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.domain.terms import AgreementScope
from kith.outbox import actions, forms, presenters, queries

A_PAGE = 25


@login_required
@require_GET
def list_items(request: StaffRequest) -> HttpResponse:
    """What waits to be released, what is held, what has left."""
    pages = Paginator(range(queries.count_items(request.actor)), A_PAGE)
    number = pages.get_page(request.GET.get("page"))
    items = queries.list_items(request.actor, first=max(number.start_index() - 1, 0), most=A_PAGE)
    rows = [presenters.row_of(request.actor, item) for item in items]
    return render(request, "outbox/list.html", {"rows": rows, "number": number, "on": timezone.localdate()})


@login_required
@require_GET
def show_item(request: StaffRequest, item_id: uuid.UUID) -> HttpResponse:
    """One thing: to whom, what it says, who let it go."""
    at = timezone.now()
    item = queries.open_item(request.actor, item_id, at)
    return render(request, "outbox/item.html", {"page": presenters.item_page(request.actor, item, at)})


@login_required
@require_http_methods(["GET", "POST"])
def write_item(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """Write something that goes to none of the child's people; it waits for another person to release it."""
    gate.check(request.actor, Permission.QUEUE_OUTBOX)
    child = queries.get_child(request.actor, child_id)
    form = forms.WriteItem(request.POST or None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        needs = AgreementScope(given["needs"]) if given["needs"] else None
        letter = actions.Letter(actions.Kind(given["kind"]), given["recipient"], given["body"], needs)
        item = actions.queue_item(request.actor, child=child, letter=letter, at=timezone.now())
        messages.success(request, "Written. It waits until somebody else releases it.")
        return redirect("outbox:item", item.pk)
    anyway = forms.WriteAnyway(request.POST or None)  # shown in its place where everything is stopped
    return render(request, "outbox/write.html", {"child": child, "form": form, "anyway": anyway})


@login_required
@require_POST
def release_item(request: StaffRequest, item_id: uuid.UUID) -> HttpResponse:
    """Let one thing go."""
    return _decide(request, item_id, actions.release_item, "Released. It leaves in a moment.")


@login_required
@require_POST
def unfreeze_item(request: StaffRequest, item_id: uuid.UUID) -> HttpResponse:
    """Put a held thing back in the queue."""
    return _decide(request, item_id, actions.unfreeze_item, "Back in the queue. It must be released again.")


@login_required
@require_POST
def cancel_item(request: StaffRequest, item_id: uuid.UUID) -> HttpResponse:
    """Decide that a thing will not leave."""
    return _decide(request, item_id, actions.cancel_item, "Cancelled. It will not leave.")


def _decide(request: StaffRequest, item_id: uuid.UUID, act: Callable[..., Any], said: str) -> HttpResponse:
    item = queries.get_item(request.actor, item_id)
    form = forms.Decide(request.POST)
    if not form.is_valid():
        return redirect("outbox:item", item.pk)
    act(request.actor, item=item, at=timezone.now(), version=form.cleaned_data["version"])
    messages.success(request, said)
    return redirect("outbox:item", item.pk)
