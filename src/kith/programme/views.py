"""HTTP for the programme's pages."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from kith.programme import forms, presenters, queries


@login_required
@require_http_methods(["GET", "POST"])
def projection(request: HttpRequest) -> HttpResponse:
    """How much is needed, with the arithmetic; any authority's figures may be tried. Nothing is saved."""
    form = forms.Inputs(request.POST or None, initial={"inputs": queries.get_example_text()})
    given = form.cleaned_data["inputs"] if form.is_bound and form.is_valid() else None
    page = presenters.projection_page(queries.get_projection(request.actor, given))  # type: ignore[attr-defined]
    return render(request, "programme/projection.html", {"page": page, "form": form})
