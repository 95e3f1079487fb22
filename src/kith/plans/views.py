"""HTTP for promises: the list, a new one, what came of it, its end, and going on after it was held."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.finding.views import steps
from kith.people import queries as people
from kith.plans import actions, forms, presenters, queries


@login_required
@require_GET
def list_promises(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """What was promised to a child, and what came of it."""
    child = people.open_child(request.actor, child_id, timezone.now())
    page = presenters.promises_page(request.actor, child, timezone.localdate())
    return render(request, "plans/list.html", {"page": page, "concern_child": child.pk})


@login_required
@require_http_methods(["GET", "POST"])
def make_promise(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """Write down what somebody promised a child."""
    gate.check(request.actor, Permission.MAKE_PROMISE)
    return _make(request, people.open_child(request.actor, child_id, timezone.now()), None)


@login_required
@require_http_methods(["GET", "POST"])
def make_promise_of(request: StaffRequest, connection_id: uuid.UUID) -> HttpResponse:
    """The same, from the trail of one of the child's people, with them and what the child asked for chosen."""
    gate.check(request.actor, Permission.MAKE_PROMISE)
    connection = people.open_connection(request.actor, connection_id, timezone.now())
    return _make(request, connection.child, connection)


@login_required
@require_http_methods(["GET", "POST"])
def check_promise(request: StaffRequest, promise_id: uuid.UUID) -> HttpResponse:
    """Say whether a promise was kept."""
    promise = _open(request, promise_id, Permission.RECORD_FAMILY_TIME)
    today = timezone.localdate()
    form = forms.CheckPromise(
        request.POST or None,
        today=today,
        since=promise.from_on,
        is_coordinator=gate.may(request.actor, Permission.MAKE_PROMISE),
        initial={"on": today, "version": promise.version},
    )

    def act() -> None:
        version = form.cleaned_data["version"]
        actions.check_promise(request.actor, promise=promise, came=form.said(), version=version, at=timezone.now())

    return _step(request, promise.child, form, act, ("What came of it?", "Save", "Saved."), promise)


@login_required
@require_http_methods(["GET", "POST"])
def put_promise_right(request: StaffRequest, promise_id: uuid.UUID) -> HttpResponse:
    """Put right what was written down wrongly of a promise."""
    promise = _open(request, promise_id, Permission.MAKE_PROMISE)
    form = forms.PutPromiseRight(
        request.POST or None,
        born_on=promise.child.birth,
        today=timezone.localdate(),
        initial=forms.as_written(promise),
    )

    def act() -> None:
        wording, version = form.wording(), form.cleaned_data["version"]
        actions.put_promise_right(request.actor, promise=promise, wording=wording, version=version, at=timezone.now())

    words = ("Put right what was written down", "Save", "Put right. How it stood first is kept.")
    return _step(request, promise.child, form, act, words, promise)


@login_required
@require_http_methods(["GET", "POST"])
def end_promise(request: StaffRequest, promise_id: uuid.UUID) -> HttpResponse:
    """Let a promise end."""
    promise = _open(request, promise_id, Permission.MAKE_PROMISE)
    form = forms.EndPromise(request.POST or None, initial={"version": promise.version})

    def act() -> None:
        actions.end_promise(request.actor, promise=promise, at=timezone.now(), **form.cleaned_data)

    return _step(request, promise.child, form, act, ("This promise ends", "End it", "It has ended."), promise)


@login_required
@require_POST
def resume_promise(request: StaffRequest, promise_id: uuid.UUID) -> HttpResponse:
    """Let a promise that was held go on."""
    promise = _open(request, promise_id, Permission.MAKE_PROMISE)
    form = forms.Resume(request.POST)
    if form.is_valid():
        actions.resume_promise(request.actor, promise=promise, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "It goes on.")
    return redirect("plans:list", promise.child_id)


def _make(request: StaffRequest, child: Any, connection: Any) -> HttpResponse:
    served = steps.ask_served(request, connection) if connection else ""
    today = timezone.localdate()
    choices, chosen = presenters.people_to_choose(request.actor, child, today, connection)
    form = forms.MakePromise(
        request.POST or None,
        people=choices,
        asks=steps.ask_choices(request, child),
        born_on=child.birth,
        today=today,
        initial={"who": chosen, "ask": served, "from_on": today},
    )

    def act() -> None:
        who = form.cleaned_data["who"]
        promiser = people.get_connection(request.actor, uuid.UUID(who)) if who else None
        promised = form.promised(promiser, steps.chosen_ask(request, form))
        actions.make_promise(request.actor, child=child, promised=promised, at=timezone.now())

    return _step(request, child, form, act, ("Write down a promise", "Save the promise", "Saved in their words."))


def _open(request: StaffRequest, promise_id: uuid.UUID, permission: Permission) -> Any:
    """A promise for one of these pages: an audited read of the child's record, for those who may take the step."""
    gate.check(request.actor, permission)
    promise = queries.get_promise(request.actor, promise_id)
    people.open_child(request.actor, promise.child_id, timezone.now())
    return promise


def _step(
    request: StaffRequest,
    child: Any,
    form: django_forms.Form,
    act: Callable[[], Any],
    words: tuple[str, str, str],
    promise: Any = None,
) -> HttpResponse:
    """One step: ``words`` are the heading, the button, and what is said when it is done."""
    heading, button, done = words
    if steps.take(request, form, act, done):
        return redirect("plans:list", child.pk)
    context = {"child": child, "form": form, "heading": heading, "button": button, "promise": promise}
    return render(request, "plans/step.html", context)
