"""HTTP for who belongs to whom, who lives together, what people give, and a quiet check-in."""

import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.domain.terms import UnionStatus
from kith.network import actions, forms, presenters, queries
from kith.people import forms as people_forms
from kith.people import queries as people


@login_required
@require_GET
def belonging(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """Who belongs to whom."""
    at = timezone.now()
    child = people.open_child(request.actor, child_id, at)
    page = presenters.belonging_page(request.actor, child, timezone.localdate(at))
    return render(request, "network/belonging.html", {"page": page, "concern_child": child.pk})


@login_required
@require_http_methods(["GET", "POST"])
def add_parentage(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """A parent."""
    child = _child(request, child_id)
    form = forms.AddParent(request.POST or None, **_start(request, child))
    if form.is_bound and form.is_valid():
        said = {"child": child, "given": form.parentage(), "says": form.says(), "at": timezone.now()}
        if _is_saved(form, lambda: actions.add_parentage(request.actor, **said)):
            return _saved_one(request, child)
    return _form(request, child, form, "A parent", one_more=True)


@login_required
@require_http_methods(["GET", "POST"])
def add_union(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """Partners."""
    child = _child(request, child_id)
    form = forms.AddUnion(request.POST or None, **_start(request, child))
    if form.is_bound and form.is_valid():
        said = {"child": child, "given": form.union(), "says": form.says(), "at": timezone.now()}
        if _is_saved(form, lambda: actions.add_union(request.actor, **said)):
            return _saved_one(request, child)
    return _form(request, child, form, "Partners", one_more=True)


@login_required
@require_http_methods(["GET", "POST"])
def add_union_event(request: StaffRequest, child_id: uuid.UUID, union_id: uuid.UUID) -> HttpResponse:
    """What partners became."""
    child = _child(request, child_id)
    union = queries.get_row(request.actor, child, queries.Union, union_id)
    form = forms.AddUnionEvent(request.POST or None)
    if form.is_bound and form.is_valid():
        given, at = form.cleaned_data, timezone.now()
        status = UnionStatus(given["status"])
        dates = {"on": given["on"], "year": given["year"]}
        said = {"child": child, "union": union, "status": status, "at": at, **dates}
        if _is_saved(form, lambda: actions.add_union_event(request.actor, **said)):
            return _saved(request, child)
    return _form(request, child, form, "What they became")


@login_required
@require_http_methods(["GET", "POST"])
def add_tie(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """Brothers and sisters, chosen family, any other tie."""
    child = _child(request, child_id)
    form = forms.AddTie(request.POST or None, **_start(request, child))
    if form.is_bound and form.is_valid():
        said = {"child": child, "given": form.tie(), "says": form.says(), "at": timezone.now()}
        if _is_saved(form, lambda: actions.add_tie(request.actor, **said)):
            return _saved_one(request, child)
    return _form(request, child, form, "Brothers and sisters, chosen family, any tie", one_more=True)


@login_required
@require_http_methods(["GET", "POST"])
def add_household(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """People who live together; `?home=2` asks of one of the child's homes in the returns who was there."""
    child = _child(request, child_id)
    home = _home(request, child)
    start = presenters.who_was_there(home) if home else {}
    members = presenters.member_choices(request.actor, child)
    form = forms.AddHousehold(request.POST or None, initial=start, members=members, is_childs_home=home is not None)
    if form.is_bound and form.is_valid():
        given, says, at = form.household(), form.says(), timezone.now()
        # What was written down of this home before stands there already: it is one home.
        before = queries.get_household_of(request.actor, child, home) if home else None
        if before:
            actions.join_household(request.actor, child=child, household=before, given=given, at=at)
        else:
            actions.add_household(request.actor, child=child, given=given, says=says, at=at)
        return _saved(request, child, "network:mobility" if home else "network:belonging")
    return _form(request, child, form, "Who was there?" if home else "People who live together")


@login_required
@require_http_methods(["GET", "POST"])
def add_member(request: StaffRequest, child_id: uuid.UUID, household_id: uuid.UUID) -> HttpResponse:
    """One more person in a household."""
    child = _child(request, child_id)
    household = queries.get_row(request.actor, child, queries.Household, household_id)
    form = forms.AddMember(request.POST or None, members=presenters.member_choices(request.actor, child))
    if form.is_bound and form.is_valid():
        given = actions.StayGiven(**form.cleaned_data)
        actions.add_member(request.actor, child=child, household=household, given=given, at=timezone.now())
        return _saved(request, child)
    return _form(request, child, form, "Somebody else who lives there")


@login_required
@require_http_methods(["GET", "POST"])
def leave_household(request: StaffRequest, child_id: uuid.UUID, member_id: uuid.UUID) -> HttpResponse:
    """Somebody lives there no more."""
    child = _child(request, child_id)
    member = queries.get_member(request.actor, child, member_id)
    start = {"until_on": timezone.localdate(), "version": member.version}
    form = forms.LeaveHousehold(request.POST or None, initial=start)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        actions.leave_household(request.actor, member=member, child=child, at=timezone.now(), **given)
        return _saved(request, child)
    return _form(request, child, form, "They moved out")


@login_required
@require_http_methods(["GET", "POST"])
def end_parentage(request: StaffRequest, child_id: uuid.UUID, parentage_id: uuid.UUID) -> HttpResponse:
    """Being a parent in this way is over."""
    return _end(request, child_id, queries.Parentage, parentage_id)


@login_required
@require_http_methods(["GET", "POST"])
def end_tie(request: StaffRequest, child_id: uuid.UUID, tie_id: uuid.UUID) -> HttpResponse:
    """A tie is over."""
    return _end(request, child_id, queries.Tie, tie_id)


@login_required
@require_POST
def take_back_parentage(request: StaffRequest, child_id: uuid.UUID, parentage_id: uuid.UUID) -> HttpResponse:
    """A slip."""
    return _take_back(request, child_id, queries.Parentage, parentage_id)


@login_required
@require_POST
def take_back_union(request: StaffRequest, child_id: uuid.UUID, union_id: uuid.UUID) -> HttpResponse:
    """A slip."""
    return _take_back(request, child_id, queries.Union, union_id)


@login_required
@require_POST
def take_back_tie(request: StaffRequest, child_id: uuid.UUID, tie_id: uuid.UUID) -> HttpResponse:
    """A slip."""
    return _take_back(request, child_id, queries.Tie, tie_id)


@login_required
@require_POST
def take_back_household(request: StaffRequest, child_id: uuid.UUID, household_id: uuid.UUID) -> HttpResponse:
    """A slip."""
    return _take_back(request, child_id, queries.Household, household_id)


def _home(request: StaffRequest, child: Any) -> queries.Home | None:
    """The home that the address names by its number in the child's life, from 1."""
    number = request.GET.get("home", "")
    homes = queries.list_homes(request.actor, child) if number else []
    return homes[int(number) - 1] if number.isdecimal() and 0 < int(number) <= len(homes) else None


def _start(request: StaffRequest, child: Any) -> dict[str, Any]:
    """Whom a form about two people may name, and what the address chose in it already."""
    members = presenters.member_choices(request.actor, child)
    return {"members": members, "initial": people_forms.chosen(request.GET, "one", "other")}


def _child(request: StaffRequest, child_id: uuid.UUID) -> Any:
    gate.check(request.actor, Permission.RECORD_PEOPLE)
    return people.open_child(request.actor, child_id, timezone.now())


def _end(request: StaffRequest, child_id: uuid.UUID, model: Any, row_id: uuid.UUID) -> HttpResponse:
    child = _child(request, child_id)
    row = queries.get_row(request.actor, child, model, row_id)
    form = forms.EndRow(request.POST or None, today=timezone.localdate())
    if form.is_bound and form.is_valid():
        until_on = form.cleaned_data["until_on"]
        actions.end_row(request.actor, child=child, row=row, until_on=until_on, at=timezone.now())
        return _saved(request, child)
    return _form(request, child, form, "It is over")


def _take_back(request: StaffRequest, child_id: uuid.UUID, model: Any, row_id: uuid.UUID) -> HttpResponse:
    child = _child(request, child_id)
    row = queries.get_row(request.actor, child, model, row_id)
    actions.take_back_row(request.actor, child=child, row=row, at=timezone.now())
    messages.success(request, "Taken back.")
    return redirect("network:belonging", child.pk)


def _is_saved(form: Any, save: Callable[[], Any]) -> bool:
    """Whether it could be saved; if not, the form says why: it is there already, or it cannot be."""
    try:
        save()
    except actions.TieNotAllowed as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _saved(request: StaffRequest, child: Any, back: str = "network:belonging") -> HttpResponse:
    messages.success(request, "Saved, with who says so.")
    return redirect(back, child.pk)


def _saved_one(request: StaffRequest, child: Any) -> HttpResponse:
    """Back, or on to the next: of the same person, and said by the same."""
    if request.POST.get("then") != "another":
        return _saved(request, child)
    messages.success(request, "Saved. Who is next?")
    return redirect(f"{request.path}?{urlencode(people_forms.chosen(request.POST, 'one'))}")


def _form(request: StaffRequest, child: Any, form: Any, heading: str, *, one_more: bool = False) -> HttpResponse:
    context = {"child": child, "form": form, "heading": heading, "one_more": one_more}
    return render(request, "network/form.html", context)
