"""HTTP for the worker's answers: the sheet of one child, one person, another view, and the sides to think of first."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.children.queries import children
from kith.domain import safety as rules
from kith.domain.terms import ContactKind
from kith.people import queries as people
from kith.safety import actions
from kith.safety.forms import answering as forms
from kith.safety.presenters import answering, person
from kith.safety.queries import around, standing
from kith.safety.queries.sheet import root_of
from kith.safety.views import household

NOTHING_SAID = "Choose an answer for at least one person."


@login_required
@require_http_methods(["GET", "POST"])
def answer(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """Everybody around a child who needs an answer, on one page; what was answered is saved together."""
    gate.check(request.actor, Permission.ANSWER_CLEARANCE)
    at, child = timezone.now(), people.open_child(request.actor, child_id, timezone.now())
    page = _sheet(request, child, timezone.localdate(at))
    rows = _forms(request, child, page, timezone.localdate(at))
    said = [(row, form) for row, form in rows.values() if form.is_bound and form.has_changed()]
    if said and all(form.is_valid() for _, form in said):
        given = [(row.connection, form.given()) for row, form in said]
        number = actions.answer_several(request.actor, child=child, answers=given, at=at)
        messages.success(request, answering.saved(number, page.count_people(row for row, _ in said)))
        _say_what_was_answered_already(request, rows)
        return redirect("safety:answer", child.pk)
    problem = NOTHING_SAID if request.method == "POST" and not said else ""
    every = [form for _, form in rows.values()]
    context = {"page": page, "people": _with_forms(page, rows), "forms": every, "form": _wrong(every)}
    return render(request, "safety/answer.html", {**context, "problem": problem, "concern_child": child.pk})


def _wrong(every: list[Any]) -> Any:
    """The first form in which something is wrong: the page's title says so."""
    return next((form for form in every if form.errors), None)


def _sheet(request: StaffRequest, child: Any, on: dt.date) -> answering.AnswerPage:
    facts = person.known(request.actor, child.pk, around.get_around(request.actor, child), on)
    return answering.answer_page(request.actor, child, facts)


def _forms(request: StaffRequest, child: Any, page: answering.AnswerPage, on: dt.date) -> dict[str, tuple[Any, Any]]:
    """A form for each row, by the beginning of its fields' names."""
    until = rules.lasts_until(on, child.next_review_on)
    data = request.POST if request.method == "POST" else None
    return {
        row.prefix: (
            row,
            forms.AnswerRow(data, box=row.box, today=on, until=until, against=row.against, prefix=row.prefix),
        )
        for row in page.rows
    }


def _with_forms(page: answering.AnswerPage, rows: dict[str, tuple[Any, Any]]) -> list[tuple[Any, list[Any]]]:
    return [(one, [rows[row.prefix] for row in one.rows]) for one in page.people]


def _say_what_was_answered_already(request: StaffRequest, rows: dict[str, Any]) -> None:
    """Rows that were sent and wait no longer: somebody else answered them while this page stood open."""
    sent = {name.removesuffix("-answer") for name, value in request.POST.items() if name.endswith("-answer") and value}
    late = len(sent - set(rows))
    if late:
        which = "One of your answers was" if late == 1 else f"{late} of your answers were"
        messages.info(request, f"{which} not saved: somebody else had answered there by then.")


@login_required
@require_http_methods(["GET", "POST"])
def clear(request: StaffRequest, connection_id: uuid.UUID) -> HttpResponse:
    """Answer for one person, also where nobody asked, and also to change an answer."""
    gate.check(request.actor, Permission.ANSWER_CLEARANCE)
    at = timezone.now()
    connection, on = people.open_connection(request.actor, connection_id, at), timezone.localdate(at)
    facts = person.known(request.actor, connection.child_id, around.get_around(request.actor, connection.child), on)
    against = person.against(facts, root_of(connection.person), ContactKind)
    until = rules.lasts_until(on, connection.child.next_review_on)
    form = forms.Clear(request.POST or None, today=on, until=until, against=against)
    if form.is_bound and form.is_valid():
        actions.clear(request.actor, connection=connection, given=form.given(), at=at)
        messages.success(request, "Your answer is saved. The earlier ones stay in the history.")
        return redirect("safety:person", connection.pk)
    return _form(request, connection, form, "safety/clear.html")


@login_required
@require_http_methods(["GET", "POST"])
def ask_clearance(request: StaffRequest, connection_id: uuid.UUID) -> HttpResponse:
    """Ask the social worker whether a person is safe."""
    gate.check(request.actor, Permission.ASK_CLEARANCE)
    at = timezone.now()
    connection = people.open_connection(request.actor, connection_id, at)
    on = timezone.localdate(at)
    page = person.person_page(request.actor, connection, on)
    hints = {box.box.value: box.tag.text for box in page.boxes}
    form = forms.AskClearance(request.POST or None, boxes=person.boxes_to_ask(page.boxes), hints=hints)
    if form.is_bound and form.is_valid():
        actions.ask_clearance(request.actor, connection=connection, asking=form.asking(), at=at)
        messages.success(request, "Asked. It stands on the social worker’s first page until it is answered.")
        return redirect("safety:person", connection.pk)
    return render(request, "safety/ask_clearance.html", {"page": page, "form": form, "on": on})


@login_required
@require_POST
def ask_again(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """Nudge the child's worker about everybody who waits for an answer."""
    gate.check(request.actor, Permission.ASK_CLEARANCE)
    child = children.get_child(request.actor, child_id)
    actions.ask_again(request.actor, child=child, at=timezone.now())
    messages.success(request, "The social worker reads on their first page that you asked again.")
    return redirect("home")


@login_required
@require_http_methods(["GET", "POST"])
def add_dissent(request: StaffRequest, clearance_id: uuid.UUID) -> HttpResponse:
    """Write down that somebody sees it differently."""
    gate.check(request.actor, Permission.ASK_CLEARANCE)
    row = standing.get_clearance(request.actor, clearance_id)
    connection = people.open_connection(request.actor, row.connection_id, timezone.now())
    form = forms.AddDissent(request.POST or None)
    if form.is_bound and form.is_valid():
        actions.add_dissent(request.actor, clearance=row, words=form.cleaned_data["words"], at=timezone.now())
        messages.success(request, "Your view is written down beside the answer.")
        return redirect("safety:person", connection.pk)
    return _form(request, connection, form, "safety/add_dissent.html", row=row)


@login_required
@require_http_methods(["GET", "POST"])
def answer_side(request: StaffRequest, connection_id: uuid.UUID) -> HttpResponse:
    """Each person near this one who must not hear of it: does it go on, or wait?"""
    gate.check(request.actor, Permission.ANSWER_CLEARANCE)
    at = timezone.now()
    connection = people.open_connection(request.actor, connection_id, at)
    page = person.person_page(request.actor, connection, timezone.localdate(at))
    rows = [(side, _side_form(request, side)) for side in page.sides]
    said = [(side, form) for side, form in rows if form.is_bound and form.has_changed()]
    if said and all(form.is_valid() for _, form in said):
        actions.answer_sides(request.actor, connection=connection, sides=_sides(said), at=at)
        messages.success(request, "Saved.")
        return redirect(household.back_to(request, connection))
    every = [form for _, form in rows]
    context = {"page": page, "rows": rows, "forms": every, "form": _wrong(every)}
    context["back"] = household.back_to(request, connection)
    return render(request, "safety/answer_side.html", {**context, "problem": request.method == "POST" and not said})


def _side_form(request: StaffRequest, side: person.SideLine) -> forms.AnswerSide:
    data = request.POST if request.method == "POST" else None
    return forms.AnswerSide(data, who=side.name, prefix=f"side-{side.restricted_id}")


def _sides(said: list[tuple[person.SideLine, forms.AnswerSide]]) -> list[actions.SideGiven]:
    return [
        actions.SideGiven(side.restricted_id, form.cleaned_data["goes_on"] == "yes", form.cleaned_data["words"])
        for side, form in said
    ]


def _form(request: StaffRequest, connection: Any, form: Any, template: str, **more: Any) -> HttpResponse:
    people_around = around.get_around(request.actor, connection.child)
    name = people_around.name(root_of(connection.person))
    return render(request, template, {"connection": connection, "form": form, "name": name, **more})
