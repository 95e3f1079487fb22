"""HTTP for the map that a child and a coordinator draw together: one thing at a time, nothing lost."""

import functools
import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.domain.terms import FactSource, LoveAnswer
from kith.network import actions, forms, presenters, queries
from kith.people import actions as people
from kith.people import queries as people_queries
from kith.referrals.actions import agreement
from kith.referrals.presenters import stop
from kith.referrals.queries import referrals
from kith.referrals.views import held

View = Callable[..., HttpResponse]
# Everything else asks for more; what was drawn or said before the stop can still be seen, copied and ended.
AFTER_A_STOP = frozenset({"finish", "done", "copy"})


def in_session(view: View) -> View:
    """A page that is only there during a session together, for whoever draws with the child.

    Once its time is over what was just sent is still saved, and the device asks to be given back. Once everything is
    stopped the device shows that instead of asking for more (SAFEGUARDING 6).
    """

    @functools.wraps(view)
    def page(request: StaffRequest, child_id: uuid.UUID, **more: Any) -> HttpResponse:
        gate.check(request.actor, Permission.DRAW_TOGETHER)
        child = people_queries.open_child(request.actor, child_id, timezone.now())
        now = held.find(request)
        version = queries.get_todays(request.actor, child, timezone.localdate()) if now else None
        if now is None or version is None:
            return redirect("network:map", child_id)
        stopped = stop.stopped(request.actor, child.pk, referrals.get_latest_referral(request.actor, child.pk))
        if request.method == "GET" and stopped and view.__name__ not in AFTER_A_STOP:
            return redirect("referrals:together_question", now.referral_id)
        answer = view(request, version, **more)
        return redirect("hand_back") if now.is_over else answer

    return login_required(page)


@login_required
@require_POST
def start(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """Begin, or go on with today's map, and give the device to the child: for 90 minutes it is theirs."""
    gate.check(request.actor, Permission.DRAW_TOGETHER)
    at = timezone.now()
    child = people_queries.open_child(request.actor, child_id, at)
    actions.start_map(request.actor, child=child, at=at)
    referral = referrals.get_latest_referral(request.actor, child.pk)
    if referral is None:
        return redirect("network:map", child.pk)
    agreement.start_together(request.actor, referral=referral, at=at)
    held.begin(request, referral, at)
    return redirect("map_who", child.pk)


@require_http_methods(["GET", "POST"])
@in_session
def who_is_here(request: StaffRequest, version: Any) -> HttpResponse:
    """Who is here."""
    form = forms.WhoIsHere(request.POST or None, initial=_stands(version))
    if form.is_bound and form.is_valid():
        words, seen = form.cleaned_data["who_was_there"], form.cleaned_data["version"]
        actions.write_who_is_here(request.actor, map_version=version, words=words, at=timezone.now(), version=seen)
        return redirect("map_people", version.child_id)
    return _page(request, version, "who", step=1, form=form)


@require_http_methods(["GET", "POST"])
@in_session
def my_people(request: StaffRequest, version: Any) -> HttpResponse:
    """Who matters: add somebody in three fields."""
    form = forms.AddSomebody(request.POST or None)
    if form.is_bound and form.is_valid():
        at = timezone.now()
        person, says = form.person(timezone.localdate(at)), people.Says(FactSource.CHILD)
        made = people.add_person(request.actor, child=version.child, given=person, says=says, at=at)
        ring = form.cleaned_data["ring"]
        if ring:
            return redirect(f"{reverse('map_place', args=[version.child_id, made.pk])}?ring={ring}")
        messages.success(request, "Added. You can put them on your map when you are ready.")
        return redirect("map_people", version.child_id)
    return _page(request, version, "people", step=2, form=form)


@require_http_methods(["GET", "POST"])
@in_session
def place_somebody(request: StaffRequest, version: Any, connection_id: uuid.UUID) -> HttpResponse:
    """Where somebody goes: how near, and in which part of the child's life."""
    connection = _known(request, version, connection_id)
    face = presenters.face_of(request.actor, version, connection)
    guess = presenters.guessed(connection) or forms.guess(connection.how_related)
    initial = presenters.initial_place(face, request.GET.get("ring", ""), guess)
    said = "" if face.ring else request.GET.get("ring", "")
    form = forms.PlaceSomebody(request.POST or None, initial=initial, ring_said=said)
    if form.is_bound and form.is_valid():
        placed = form.placed()
        actions.place_person(
            request.actor, map_version=version, connection=connection, placed=placed, at=timezone.now()
        )
        return redirect("map_drawn", version.child_id)
    return _page(request, version, "place", step=2, form=form, face=face)


@require_POST
@in_session
def take_off(request: StaffRequest, version: Any, connection_id: uuid.UUID) -> HttpResponse:
    """Take somebody off the map."""
    connection = _known(request, version, connection_id)
    actions.take_off_map(request.actor, map_version=version, connection=connection, at=timezone.now())
    messages.success(request, "Taken off your map. You can put them back at any time.")
    return redirect("map_drawn", version.child_id)


@require_http_methods(["GET", "POST"])
@in_session
def say(request: StaffRequest, version: Any, connection_id: uuid.UUID) -> HttpResponse:
    """Not now, never: only the child and the coordinator see it, and the page says so before the tap."""
    connection = _known(request, version, connection_id)
    form = forms.Say(request.POST or None)
    if form.is_bound and form.is_valid():
        at = timezone.now()
        given = form.said(timezone.localdate(at), version.who_was_there or "")
        actions.record_child_said(request.actor, connection=connection, given=given, at=at)
        messages.success(request, "We wrote it down. Only you and I can see it. You can change your mind.")
        return redirect("map_people", version.child_id)
    face = presenters.face_of(request.actor, version, connection)
    return _page(request, version, "say", step=2, form=form, face=face, ask_again=forms.ASK_AGAIN)


@require_GET
@in_session
def my_map(request: StaffRequest, version: Any) -> HttpResponse:
    """The map as it stands."""
    return _page(request, version, "map", step=3)


@require_http_methods(["GET", "POST"])
@in_session
def love(request: StaffRequest, version: Any) -> HttpResponse:
    """Who loves you? Who will be there?"""
    page = presenters.together_page(request.actor, version)
    chosen = [(str(face.connection_id), face) for face in page.faces]
    form = forms.Love(request.POST or None, people=chosen, initial=presenters.loved(request.actor, version))
    if form.is_bound and form.is_valid():
        named = [(question, _known(request, version, uuid.UUID(key))) for question, key in form.named()]
        answer = LoveAnswer(form.cleaned_data["answer"])
        actions.answer_love(request.actor, map_version=version, answer=answer, named=named, at=timezone.now())
        return redirect("map_finish", version.child_id)
    return _page(request, version, "love", step=4, form=form)


@require_http_methods(["GET", "POST"])
@in_session
def finish(request: StaffRequest, version: Any) -> HttpResponse:
    """The end: who was there, who may see it. From then on nobody changes it.

    Whoever tapped "Stop for today" (`?stop=1`) finds the way to just stop first; whoever came to the end, last.
    """
    form = forms.Finish(request.POST or None, initial=_stands(version))
    if form.is_bound and form.is_valid():
        given, seen = form.finished(), form.cleaned_data["version"]
        actions.finish_map(request.actor, map_version=version, given=given, at=timezone.now(), version=seen)
        return redirect("map_done", version.child_id)
    return _page(request, version, "finish", step=5, form=form, wants_to_stop="stop" in request.GET)


@require_http_methods(["GET", "POST"])
@in_session
def done(request: StaffRequest, version: Any) -> HttpResponse:
    """That is all for today: keep a copy; then the device goes back to the coordinator."""
    now = held.find(request)
    if request.method == "POST" and now is not None:
        held.close(request, now)
        return redirect("hand_back")
    return _page(request, version, "done")


@require_GET
@in_session
def copy(request: StaffRequest, version: Any) -> HttpResponse:
    """The child's own copy, to print and keep."""
    return _page(request, version, "copy")


def _stands(version: Any) -> dict[str, Any]:
    """What a form about the map begins with."""
    return {"who_was_there": version.who_was_there or "", "version": version.version}


def _known(request: StaffRequest, version: Any, connection_id: uuid.UUID) -> Any:
    return queries.get_known_to_child(request.actor, version, connection_id)


def _page(request: StaffRequest, version: Any, name: str, *, step: int = 0, **more: Any) -> HttpResponse:
    page = presenters.together_page(request.actor, version, on_paper=name == "copy")
    context = {"page": page, "step": step, "steps": presenters.STEPS, **more}
    return render(request, f"casework/together/{name}.html", context)
