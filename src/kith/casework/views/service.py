"""HTTP for the service's people and settings."""

import uuid
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kith.access import actions as access
from kith.access import gate
from kith.access import queries as access_queries
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.access.queries import rota
from kith.access.roles import BY_LIST
from kith.casework import actions
from kith.casework.forms import service as forms
from kith.casework.queries import people as reads
from kith.children import actions as children
from kith.referrals.presenters import words

A_PAGE = 50
ROLE_NAMES = [role.label for role in BY_LIST]


@login_required
@require_GET
def people(request: StaffRequest) -> HttpResponse:
    """Everybody who signs in."""
    rows = Paginator(reads.list_people(request.actor), A_PAGE).get_page(request.GET.get("page"))
    context = {"rows": rows, "pagination": words.pagination(rows), "on": timezone.localdate()}
    return render(request, "casework/people.html", {**context, **_ways_in()})


@login_required
@require_http_methods(["GET", "POST"])
def bring_in_people(request: StaffRequest) -> HttpResponse:
    """Bring in a list of people, whole or not at all."""
    gate.check(request.actor, Permission.MANAGE_USERS)
    if "email" in request.POST:
        return _add_person(request)
    form = forms.BringInPeople(request.POST or None, request.FILES or None)
    problems: list[str] = []
    if form.is_bound and form.is_valid():
        count, problems = _bring_in(request, form.cleaned_data["people"])
        if not problems:
            messages.success(request, f"The list is in: {count} {'person' if count == 1 else 'people'}.")
            return redirect("people")
    return render(request, "casework/bring_in_people.html", {**_ways_in(), "form": form, "problems": problems})


def _add_person(request: StaffRequest) -> HttpResponse:
    """One person, as a list of one; who is here already is changed by a list only, never by the way."""
    add = forms.AddPerson(request.POST, roles=ROLE_NAMES)
    problems: list[str] = []
    if add.is_valid() and reads.is_known(request.actor, add.cleaned_data["email"]):
        add.add_error("email", "Somebody here signs in with this address already")
    elif add.is_valid():
        _, found = _bring_in(request, add.as_list())
        problems = [problem.removeprefix("Line 2: ") for problem in found]
        if not problems:
            messages.success(request, f"{add.cleaned_data['name']} is in the list. Send them a link to set a password.")
            return redirect("people")
    return render(request, "casework/bring_in_people.html", {**_ways_in(), "add": add, "problems": problems})


def _bring_in(request: StaffRequest, text: str) -> tuple[int, list[str]]:
    """How many people a list holds that was saved, or what is wrong with it."""
    try:
        service = cast(Any, request.user).service
        return children.bring_in_people(request.actor, service=service, text=text, at=timezone.now()), []
    except access.ListRefused as refused:
        return 0, refused.problems


def _ways_in() -> dict[str, Any]:
    """The two blank forms by which people come in, and the names of the roles."""
    return {"form": forms.BringInPeople(), "add": forms.AddPerson(roles=ROLE_NAMES), "roles": ROLE_NAMES}


@login_required
@require_http_methods(["GET", "POST"])
def name_manager(request: StaffRequest, user_id: uuid.UUID) -> HttpResponse:
    """Say who manages a worker; the manager is in the team of each of the worker's children."""
    person = reads.get_person(request.actor, user_id)
    managers = {str(one.pk): one for one in access_queries.list_possible_managers(request.actor, person)}
    initial = {"manager": person.manager_id or "", "version": person.version}
    choices = [(key, f"{one.display_name} ({one.team or one.email})") for key, one in managers.items()]
    form = forms.NameManager(request.POST or None, people=choices, initial=initial)
    if form.is_bound and form.is_valid():
        given, at = form.cleaned_data, timezone.now()
        manager = managers.get(given["manager"])
        children.name_manager(request.actor, user=person, manager=manager, version=given["version"], at=at)
        messages.success(request, "The manager is changed, and with it who sees the children.")
        return redirect("people")
    return render(request, "casework/name_manager.html", {"form": form, "person": person})


@login_required
@require_http_methods(["GET", "POST"])
def settings(request: StaffRequest) -> HttpResponse:
    """The service's settings."""
    gate.check(request.actor, Permission.MANAGE_SERVICE)
    service = cast(Any, request.user).service
    names = ("reply_working_days", "emergency_number", "switched_off_columns", "version")
    initial = {name: getattr(service, name) for name in names}
    off = service.switched_off_columns
    form = forms.KeepSettings(request.POST or None, initial=initial, switched_off=off)
    if form.is_bound and form.is_valid():
        version = form.cleaned_data["version"]
        actions.keep_settings(request.actor, service=service, given=form.given(), version=version, at=timezone.now())
        messages.success(request, "The settings are kept.")
        return redirect("settings")
    readers = rota.get_readers(request.actor, timezone.now())
    context = {"form": form, "service": service, "readers": readers, "may_rules": _may_rules(request)}
    return render(request, "casework/settings.html", context)


def _may_rules(request: StaffRequest) -> bool:
    return gate.may(request.actor, Permission.RUN_ELIGIBILITY)
