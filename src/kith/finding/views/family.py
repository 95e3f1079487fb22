"""HTTP for family time: planned, what came of it, how it felt for the child and how the carer saw it."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.finding import actions, forms, queries
from kith.finding.views import steps


@login_required
@require_http_methods(["GET", "POST"])
def plan_family_time(request: StaffRequest, connection_id: uuid.UUID) -> HttpResponse:
    """Plan a time together; this way must be safe on that day."""
    connection = steps.open_person(request, connection_id, Permission.PLAN_FAMILY_TIME)
    form = forms.PlanFamilyTime(
        request.POST or None,
        today=timezone.localdate(),
        asks=steps.ask_choices(request, connection.child),
        initial={"ask": steps.ask_served(request, connection)},
    )

    def act() -> None:
        given = form.cleaned_data
        ask = steps.chosen_ask(request, form)
        planned = actions.Planned(
            form.kind_of_it(),
            given["on"],
            given["where"],
            given["who_helps"],
            given["at_time"],
            ask,
            given["is_withheld"],
        )
        actions.plan_family_time(request.actor, connection=connection, planned=planned, at=timezone.now())

    words = (f"Family time with {connection}", "Plan it", "Planned.")
    return steps.step(request, connection, form, act, words, is_arranged=True)


@login_required
@require_http_methods(["GET", "POST"])
def record_family_time(request: StaffRequest, time_id: uuid.UUID) -> HttpResponse:
    """Did it happen?"""
    time, connection = _open(request, time_id, Permission.RECORD_FAMILY_TIME)
    form = forms.WhatCameOfIt(request.POST or None, initial={"version": time.version})

    def act() -> None:
        given = form.cleaned_data
        given["happened"] = given["happened"] == "yes"
        actions.record_family_time(request.actor, family_time=time, at=timezone.now(), **given)

    return steps.step(request, connection, form, act, (f"Family time with {connection}", "Save", "Saved."))


@login_required
@require_http_methods(["GET", "POST"])
def call_off_family_time(request: StaffRequest, time_id: uuid.UUID) -> HttpResponse:
    """Call a planned family time off."""
    time, connection = _open(request, time_id, Permission.PLAN_FAMILY_TIME)
    form = forms.CallOff(request.POST or None, initial={"version": time.version})

    def act() -> None:
        actions.call_off_family_time(request.actor, family_time=time, at=timezone.now(), **form.cleaned_data)

    words = (f"Call off family time with {connection}", "Call it off", "Called off.")
    return steps.step(request, connection, form, act, words)


@login_required
@require_http_methods(["GET", "POST"])
def record_child_check_in(request: StaffRequest, time_id: uuid.UUID) -> HttpResponse:
    """How it felt for the child."""
    time, connection = _open(request, time_id, Permission.RECORD_FAMILY_TIME)
    form = forms.ChildCheckIn(request.POST or None)
    act = _how_it_went(request, actions.record_child_check_in, time, form)
    words = (f"How was it with {connection}, for {connection.child}?", "Save", "Saved.")
    return steps.step(request, connection, form, act, words)


@login_required
@require_http_methods(["GET", "POST"])
def record_carer_taps(request: StaffRequest, time_id: uuid.UUID) -> HttpResponse:
    """How the carer saw it: three taps and words."""
    time, connection = _open(request, time_id, Permission.RECORD_FAMILY_TIME)
    form = forms.CarerTaps(request.POST or None)
    act = _how_it_went(request, actions.record_carer_taps, time, form)
    words = (f"Family time with {connection}: what the carer says", "Save", "Saved.")
    return steps.step(request, connection, form, act, words)


def _open(request: StaffRequest, time_id: uuid.UUID, permission: Permission) -> tuple[Any, Any]:
    time = queries.get_family_time(request.actor, time_id)
    return time, steps.open_person(request, time.connection_id, permission)


def _how_it_went(request: StaffRequest, action: Callable[..., Any], time: Any, form: Any) -> Callable[[], None]:
    def act() -> None:
        action(request.actor, family_time=time, said=form.said(), at=timezone.now())

    return act
