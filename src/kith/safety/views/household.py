"""HTTP for who lives with a person: asked before anything reaches them."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.people import queries as people
from kith.safety import actions
from kith.safety.forms import household as forms
from kith.safety.presenters import household as presenters
from kith.safety.queries import around, household, sides
from kith.safety.queries.sheet import root_of


@login_required
@require_http_methods(["GET", "POST"])
def lives_with(request: StaffRequest, connection_id: uuid.UUID) -> HttpResponse:
    """Ask who lives with a person, or write down that nobody knows."""
    gate.check(request.actor, Permission.RECORD_PEOPLE)
    at = timezone.now()
    on = timezone.localdate(at)
    connection = people.open_connection(request.actor, connection_id, at)
    found = around.get_around(request.actor, connection.child)
    root = root_of(connection.person)
    named = [(one, name) for one, name in found.named() if root_of(one.person) != root]
    form = forms.SayWhoLivesWith(request.POST or None, named=named, written=_written(connection, named, on), today=on)
    if form.is_bound and form.is_valid():
        actions.say_who_lives_with(request.actor, connection=connection, home=form.home(), at=at)
        messages.success(request, "Written down, with the day.")
        return redirect(back_to(request, connection))
    home = presenters.home_words(household.list_answer(request.actor, connection), found, root, on)
    context = {"connection": connection, "form": form, "name": found.name(root), "home": home}
    context["back"] = back_to(request, connection)
    return render(request, "safety/lives_with.html", context)


def back_to(request: StaffRequest, connection: Any) -> str:
    """Where somebody came from: the worker's one page of answers, or the page of the person."""
    if "answers" in request.GET:
        return reverse("safety:answer", args=[connection.child_id])
    return reverse("safety:person", args=[connection.pk])


def _written(connection: Any, named: forms.Named, on: Any) -> set[uuid.UUID]:
    """Whoever is written down already as living there: ticked, so that a person only confirms it."""
    near = sides.get_near(connection.child_id, on).lives
    ids = sides.one_person(connection.person_id)
    there = set().union(*(near.get(one, set()) for one in ids))
    return {one.pk for one, _ in named if one.person_id in there or one.person.same_as_id in there}
