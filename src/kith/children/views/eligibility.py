"""HTTP for who could be offered this, and why."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.access.queries import get_own_service
from kith.children import actions
from kith.children.forms import eligibility as forms
from kith.children.presenters import eligibility as presenters
from kith.children.queries import children, eligibility, rules
from kith.domain.eligibility import parse_rules


@login_required
@require_GET
def could_be_offered(request: StaffRequest) -> HttpResponse:
    """Who could be offered this, true on a date."""
    gate.check(request.actor, Permission.LIST_CHILDREN)
    wanted = forms.Which(request.GET).wanted()
    run = eligibility.get_run(request.actor, *wanted) if wanted else eligibility.get_current_run(request.actor)
    ask = forms.Ask(rules=rules.list_choices(request.actor), initial={"on": timezone.localdate()})
    if run is None:
        return render(request, "children/none_yet.html", {"ask": ask, "may_ask": _may_ask(request)})
    narrow = forms.Narrow(request.GET or None, areas=eligibility.list_areas(request.actor, run))
    return render(
        request,
        "children/list.html",
        {"page": _page(request, run, narrow), "narrow": narrow, "ask": ask, "may_ask": _may_ask(request)},
    )


def _may_ask(request: StaffRequest) -> bool:
    return gate.may(request.actor, Permission.RUN_ELIGIBILITY)


def _page(request: StaffRequest, run: eligibility.EligibilityRun, narrow: forms.Narrow) -> presenters.ListPage:
    narrowed = narrow.narrowed()
    number = int(request.GET.get("page", "1")) if request.GET.get("page", "1").isdecimal() else 1
    totals = eligibility.count_results(request.actor, run, narrowed)
    number = max(1, min(number, -(-totals[0] // eligibility.A_PAGE)))
    first = (number - 1) * eligibility.A_PAGE
    rows = eligibility.open_results(request.actor, run, narrowed, first=first, at=timezone.now())
    query = {key: str(value) for key, value in request.GET.items() if key != "page"}
    return presenters.list_page(run, rows, totals=totals, page=number, query=query)


@login_required
@require_POST
def answer(request: StaffRequest) -> HttpResponse:
    """Work out the answer for a date and a rule set."""
    form = forms.Ask(request.POST, rules=rules.list_choices(request.actor))
    if not form.is_valid():
        return render(request, "children/none_yet.html", {"ask": form, "may_ask": True}, status=422)
    given = form.cleaned_data
    run = actions.run_eligibility(
        request.actor,
        service=get_own_service(request.actor),
        on=given["on"],
        rules=given["rules"],
        at=timezone.now(),
    )
    return redirect(f"{reverse('children:list')}?on={run.on.isoformat()}&rules={run.rules}")


@login_required
@require_POST
def find(request: StaffRequest) -> HttpResponse:
    """Look for a child by name or number; the words go by POST and are recorded sealed."""
    gate.check(request.actor, Permission.LIST_CHILDREN)
    form = forms.Find(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    found = children.open_search(request.actor, words, timezone.now())
    return render(request, "children/find.html", {"form": form, "found": found, "asked": form.is_valid()})


@login_required
@require_GET
def why(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """Why one child could be offered this, or not."""
    child = children.open_child(request.actor, child_id, timezone.now())
    earlier = list(eligibility.list_answers(request.actor, child)[:12])
    current = next((row for row in earlier if row.run.is_current), earlier[0] if earlier else None)
    if current is None:
        return render(request, "children/no_answer.html", {"child": child})
    rule_set = parse_rules(current.run.rules_text)
    others = eligibility.list_under_other_rules(request.actor, child, current.run)
    page = presenters.why_page(child, current, rule_set, others, earlier)
    may_type = gate.may(request.actor, Permission.RECORD_LOCAL_FACT)
    return render(request, "children/why.html", {"page": page, "may_type": may_type})


@login_required
@require_GET
def reach(request: StaffRequest) -> HttpResponse:
    """Who is reached and who is not."""
    gate.check(request.actor, Permission.SEE_EVERY_CHILD)
    run = eligibility.get_current_run(request.actor)
    if run is None:
        return redirect("children:list")
    page = presenters.reach_page(run, eligibility.list_reach(request.actor, run))
    return render(request, "children/reach.html", {"page": page})
