"""HTTP for a searcher's own queue."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kith.access.actor import StaffRequest
from kith.domain import searching
from kith.domain.terms import HandedBack
from kith.finding import actions, forms, queries
from kith.finding.presenters import queue as presenters
from kith.finding.queries import queue
from kith.finding.views import steps

# The same each time, whatever stands against it (SAFEGUARDING 2).
NO_LONGER = "Nothing was kept. This search may not be with you any more, or the place is closed."


@login_required
@require_GET
def list_queue(request: StaffRequest) -> HttpResponse:
    """My own searches."""
    at = timezone.now()
    on = timezone.localdate(at)
    lines = presenters.queue_lines(queue.open_queue(request.actor, on, at))
    return render(request, "finding/queue.html", {"lines": lines, "on": on})


@login_required
@require_GET
def show_task(request: StaffRequest, search_id: uuid.UUID) -> HttpResponse:
    """One of them."""
    at = timezone.now()
    on = timezone.localdate(at)
    task = queue.open_task(request.actor, search_id, on, at)
    page = presenters.task_page(task, _places(request), request.actor.user_id, on)
    return render(request, "finding/queue_task.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def record_queue_try(request: StaffRequest, search_id: uuid.UUID) -> HttpResponse:
    """Write down one try."""
    at = timezone.now()
    today = timezone.localdate(at)
    task = queue.open_task(request.actor, search_id, today, at)
    form = forms.WriteDownTry(
        request.POST or None,
        places=_places(request),
        today=today,
        initial={"on": today, "version": task.search.version},
    )

    def act() -> None:
        version = form.cleaned_data["version"]
        actions.record_queue_try(request.actor, search=task.search, tried=form.tried(), version=version, at=at)

    return _step(request, task, form, act, ("One try", "Save the try", "Saved."))


@login_required
@require_http_methods(["GET", "POST"])
def hand_back_search(request: StaffRequest, search_id: uuid.UUID) -> HttpResponse:
    """Hand one back to the coordinator."""
    at = timezone.now()
    task = queue.open_task(request.actor, search_id, timezone.localdate(at), at)
    form = forms.HandBack(request.POST or None, initial={"version": task.search.version})

    def act() -> None:
        found, version = HandedBack(form.cleaned_data["found"]), form.cleaned_data["version"]
        actions.hand_back_search(request.actor, search=task.search, found=found, version=version, at=at)

    return _step(request, task, form, act, ("Hand it back", "Hand it back", "Handed back."))


def _places(request: StaffRequest) -> list[tuple[str, str]]:
    """The places that are open to whoever looks from the queue."""
    chosen = queries.get_chosen_sources(request.actor)
    rows = [one for one in searching.sources() if one.by_searcher]
    return [(one.id, one.label) for one in rows if searching.why_closed(one.id, chosen) is None]


def _step(
    request: StaffRequest, task: Any, form: django_forms.Form, act: Callable[[], None], words: tuple[str, str, str]
) -> HttpResponse:
    heading, button, done = words
    if steps.take(request, form, act, done, refused=NO_LONGER):
        return redirect("finding:queue")
    context = {"search": task.search, "form": form, "heading": heading, "button": button}
    return render(request, "finding/queue_step.html", context)
