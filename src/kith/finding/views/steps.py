"""What the pages of one step do alike: open the person, show the form, act, and go back to the trail."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.finding.queries import asked
from kith.people import queries as people
from kith.referrals.queries import asks
from kith.safety.queries import standing

MOST_OF_AN_ASK = 90


def open_person(request: StaffRequest, connection_id: uuid.UUID, permission: Permission) -> Any:
    """The person for one of these pages: an audited read, for those who may take the step."""
    gate.check(request.actor, permission)
    return people.open_connection(request.actor, connection_id, timezone.now())


def step(
    request: StaffRequest,
    connection: Any,
    form: forms.Form,
    act: Callable[[], Any],
    words: tuple[str, str, str],
    *,
    is_outward: bool = False,
    is_arranged: bool = False,
) -> HttpResponse:
    """One step: ``words`` are the heading, the button, and what is said when it is done.

    A step that is outward is not offered where the child said stop (SAFEGUARDING 6).

    One that is arranged with somebody shows what each "yes, if" about them rests on.
    """
    heading, button, done = words
    if take(request, form, act, done):
        return redirect("finding:trail", connection.pk)
    on = timezone.localdate()
    rests_on = standing.list_conditions(request.actor, connection, on) if is_arranged else ()
    context = {"connection": connection, "form": form, "heading": heading, "button": button, "is_outward": is_outward}
    context |= {"rests_on": rests_on, "on": on}
    return render(request, "finding/step.html", context)


def take(request: StaffRequest, form: forms.Form, act: Callable[[], Any], done: str, *, refused: str = "") -> bool:
    """Whether a step was taken, and say so; not where the form was not sent or is wrong.

    What the writing door refuses is said above the form, or ``refused`` in its place, and nothing typed is lost.
    """
    if not form.is_bound or not form.is_valid():
        return False
    try:
        act()
    except gate.ActionBlocked as blocked:
        form.add_error(None, refused or blocked.text)
        return False
    messages.success(request, done)
    return True


def ask_choices(request: StaffRequest, child: Any) -> list[tuple[str, str]]:
    """What the child asked for, to choose the ask that a step answers."""
    rows = asks.list_asks(request.actor, child)
    return [(str(row.id), f"“{row.words[:MOST_OF_AN_ASK]}”") for row in rows]


def ask_served(request: StaffRequest, connection: Any) -> str:
    """The ask that this step serves as far as is known, chosen beforehand; empty for none."""
    served = asked.get_ask_served(request.actor, connection)
    return str(served.id) if served else ""


def chosen_ask(request: StaffRequest, form: forms.Form) -> Any:
    """The ask that was chosen, or None."""
    chosen = form.cleaned_data["ask"]
    return asks.get_ask(request.actor, uuid.UUID(chosen)) if chosen else None
