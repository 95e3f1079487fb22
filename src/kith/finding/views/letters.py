"""HTTP for letters to people by layer, and their answers."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.domain.terms import Layer
from kith.finding import actions, forms, queries
from kith.finding.presenters import letters as presenters
from kith.finding.views import steps


@login_required
@require_http_methods(["GET", "POST"])
def write_approach(request: StaffRequest, connection_id: uuid.UUID, layer: str) -> HttpResponse:
    """Write a letter of one layer; it is sent for a check before anything leaves."""
    if layer not in set(Layer):
        raise Http404
    connection = steps.open_person(request, connection_id, Permission.WRITE_APPROACH)
    form = forms.WriteLetter(
        request.POST or None,
        layer=Layer(layer),
        names=queries.letters.list_names_of(connection.child),
        asks=steps.ask_choices(request, connection.child),
        initial={
            **presenters.first_words(request.actor, connection, Layer(layer)),
            "ask": steps.ask_served(request, connection),
        },
    )

    def act() -> None:
        given = form.cleaned_data
        ask = steps.chosen_ask(request, form)
        written = actions.Written(Layer(layer), given["recipient"], given["body"], given["still_in_care"], ask)
        actions.write_approach(request.actor, connection=connection, written=written, at=timezone.now())

    words = (Layer(layer).label, "Send it for a check", "Sent for a check.")
    return steps.step(request, connection, form, act, words, is_outward=True, is_arranged=True)


@login_required
@require_http_methods(["GET", "POST"])
def record_answer(request: StaffRequest, approach_id: uuid.UUID) -> HttpResponse:
    """What a person answered, and what they could offer."""
    approach, today = queries.get_approach(request.actor, approach_id), timezone.localdate()
    connection = steps.open_person(request, approach.connection_id, Permission.WRITE_APPROACH)
    form = forms.RecordAnswer(request.POST or None, today=today, initial={"on": today, "version": approach.version})

    def act() -> None:
        version, answered = form.cleaned_data["version"], form.answered()
        actions.record_answer(request.actor, approach=approach, answered=answered, version=version, at=timezone.now())

    return steps.step(request, connection, form, act, (f"What {connection} answered", "Save the answer", "Saved."))
