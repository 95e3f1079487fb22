"""HTTP for looking: the trail of a person, searches, tries and evidence."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.domain import searching
from kith.domain.terms import FactSource, SearchState
from kith.finding import actions, forms, queries
from kith.finding.presenters import notes
from kith.finding.presenters import trail as presenters
from kith.finding.queries import searches
from kith.finding.views import steps
from kith.people import queries as people


@login_required
@require_GET
def trail(request: StaffRequest, connection_id: uuid.UUID) -> HttpResponse:
    """Everything about finding one person for one child."""
    gate.check(request.actor, Permission.VIEW_PEOPLE)
    connection = people.open_connection(request.actor, connection_id, timezone.now())
    page = presenters.trail_page(request.actor, connection, timezone.localdate())
    said = notes.said_of(request.actor, connection)
    return render(request, "finding/trail.html", {"page": page, "said": said, "concern_child": connection.child_id})


@login_required
@require_http_methods(["GET", "POST"])
def start_search(request: StaffRequest, connection_id: uuid.UUID) -> HttpResponse:
    """Begin to look for a person."""
    connection = steps.open_person(request, connection_id, Permission.SEARCH)
    owners = searches.list_owners(request.actor)
    form = forms.StartSearch(
        request.POST or None,
        owners=[(str(user.pk), user.display_name) for user in owners],
        asks=steps.ask_choices(request, connection.child),
        initial={"owner": str(request.actor.user_id), "ask": steps.ask_served(request, connection)},
    )

    def act() -> None:
        owner = searches.get_owner(request.actor, uuid.UUID(form.cleaned_data["owner"]))
        ask = steps.chosen_ask(request, form)
        brief = form.cleaned_data["brief"]
        actions.start_search(request.actor, connection=connection, owner=owner, ask=ask, brief=brief, at=timezone.now())

    words = (f"Look for {connection}", "Start looking", "We are looking now.")
    return steps.step(request, connection, form, act, words, is_outward=True)


@login_required
@require_http_methods(["GET", "POST"])
def record_attempt(request: StaffRequest, search_id: uuid.UUID) -> HttpResponse:
    """Write down one try; dead ends are kept."""
    search = queries.get_search(request.actor, search_id)
    connection = steps.open_person(request, search.connection_id, Permission.SEARCH)
    chosen, today = queries.get_chosen_sources(request.actor), timezone.localdate()
    places = [(one.id, one.label) for one in searching.sources() if searching.why_closed(one.id, chosen) is None]
    form = forms.WriteDownTry(
        request.POST or None, places=places, today=today, initial={"on": today, "version": search.version}
    )

    def act() -> None:
        version = form.cleaned_data["version"]
        actions.record_attempt(request.actor, search=search, tried=form.tried(), version=version, at=timezone.now())

    words = (f"Looking for {connection}: one try", "Save the try", "Saved. It stays on the trail.")
    return steps.step(request, connection, form, act, words)


@login_required
@require_http_methods(["GET", "POST"])
def end_search(request: StaffRequest, search_id: uuid.UUID) -> HttpResponse:
    """Say how a search ended."""
    search = queries.get_search(request.actor, search_id)
    connection = steps.open_person(request, search.connection_id, Permission.SEARCH)
    form = forms.EndSearch(request.POST or None, initial={"version": search.version})

    def act() -> None:
        given = form.cleaned_data
        given["state"] = SearchState(given["state"])
        actions.end_search(request.actor, search=search, at=timezone.now(), **given)

    return steps.step(request, connection, form, act, (f"Looking for {connection}: the end", "Save", "Saved."))


@login_required
@require_http_methods(["GET", "POST"])
def hand_over_search(request: StaffRequest, search_id: uuid.UUID) -> HttpResponse:
    """Give a search, with its trail, to somebody else."""
    search = queries.get_search(request.actor, search_id)
    connection = steps.open_person(request, search.connection_id, Permission.SEARCH)
    owners = [(str(user.pk), user.display_name) for user in searches.list_owners(request.actor)]
    form = forms.HandOver(
        request.POST or None, owners=owners, initial={"owner": str(search.owner_id), "version": search.version}
    )

    def act() -> None:
        owner = searches.get_owner(request.actor, uuid.UUID(form.cleaned_data["owner"]))
        version, brief = form.cleaned_data["version"], form.cleaned_data["brief"]
        actions.hand_over_search(
            request.actor, search=search, owner=owner, version=version, brief=brief, at=timezone.now()
        )

    words = (f"Who looks for {connection}?", "Save", "Saved. The whole trail goes along.")
    return steps.step(request, connection, form, act, words)


@login_required
@require_POST
def resume_search(request: StaffRequest, search_id: uuid.UUID) -> HttpResponse:
    """Go on with a search that a stop had held."""
    search = queries.get_search(request.actor, search_id)
    form = forms.Resume(request.POST)
    if form.is_valid():
        version = form.cleaned_data["version"]
        actions.resume_search(request.actor, search=search, version=version, at=timezone.now())
        messages.success(request, "We are looking again.")
    return redirect("finding:trail", search.connection_id)


@login_required
@require_http_methods(["GET", "POST"])
def add_evidence(request: StaffRequest, connection_id: uuid.UUID) -> HttpResponse:
    """One source that says this is the person."""
    connection = steps.open_person(request, connection_id, Permission.SEARCH)
    form = forms.AddEvidence(request.POST or None, initial={"on": timezone.localdate()})

    def act() -> None:
        given = form.cleaned_data
        given["kind"] = FactSource(given["kind"])
        actions.add_evidence(request.actor, connection=connection, at=timezone.now(), **given)

    words = (f"What says that this is {connection}?", "Save the source", "Saved.")
    return steps.step(request, connection, form, act, words)


@login_required
@require_http_methods(["GET", "POST"])
def take_back_evidence(request: StaffRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """A source that no longer counts."""
    evidence = queries.get_evidence(request.actor, evidence_id)
    connection = steps.open_person(request, evidence.connection_id, Permission.SEARCH)
    form = forms.TakeBack(request.POST or None)

    def act() -> None:
        words = form.cleaned_data["words"]
        actions.take_back_evidence(request.actor, evidence=evidence, words=words, at=timezone.now())

    words = (f"A source about {connection} that no longer counts", "Take it back", "It counts no more, and stays.")
    return steps.step(request, connection, form, act, words)
