"""HTTP for who could be offered this, and why."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kith.access import gate
from kith.access import queries as access_queries
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.children import actions
from kith.children.forms import eligibility as forms
from kith.children.presenters import eligibility as presenters
from kith.children.presenters import why as words
from kith.children.queries import children, eligibility, rules
from kith.children.queries.other_rules import list_under_other_rules
from kith.domain.eligibility import parse_rules
from kith.domain.terms import Answer

RUNS_SHOWN = 50
ANSWERS_SHOWN = 12


@login_required
@require_GET
def could_be_offered(request: StaffRequest) -> HttpResponse:
    """Who could be offered this, true on a date."""
    gate.check(request.actor, Permission.LIST_CHILDREN)
    which = forms.Which(request.GET)
    wanted = which.wanted()
    run = eligibility.get_run(request.actor, *wanted) if wanted else eligibility.get_shown_run(request.actor)
    if run is None:
        return render(request, "children/none_yet.html", {"is_now": not wanted, **_may(request)})
    narrow = forms.Narrow(request.GET, areas=eligibility.list_areas(request.actor, run))
    page = _page(request, run, narrow.narrowed(), number=which.page_number())
    return render(request, "children/list.html", {"page": page, "narrow": narrow, **_may(request)})


def _may(request: StaffRequest) -> dict[str, object]:
    return {
        "may_ask": gate.may(request.actor, Permission.RUN_ELIGIBILITY),
        "may_bring_in": gate.may(request.actor, Permission.IMPORT_RETURN),
        "may_merge": gate.may(request.actor, Permission.MERGE_PEOPLE),
        "may_see_returns": gate.may(request.actor, Permission.VIEW_RETURNS),
        "may_upload": gate.may(request.actor, Permission.UPLOAD_FACTS),
        "sees_all": gate.may(request.actor, Permission.SEE_EVERY_CHILD),
    }


def _page(
    request: StaffRequest, run: eligibility.EligibilityRun, narrowed: eligibility.Filter, *, number: int
) -> presenters.ListPage:
    totals = eligibility.count_results(request.actor, run, narrowed)
    number = max(1, min(number, -(-totals.rows // eligibility.A_PAGE)))
    first = (number - 1) * eligibility.A_PAGE
    rows = eligibility.open_results(request.actor, run, narrowed, first=first, at=timezone.now())
    query = {key: str(value) for key, value in request.GET.items() if key != "page"}
    first_day = eligibility.get_first_day(request.actor, run)
    sees_all = gate.may(request.actor, Permission.SEE_EVERY_CHILD)
    said = presenters.cautions(run.counts, first_day, sees_all=sees_all)
    return presenters.list_page(run, rows, totals=totals, page=number, query=query, said=said)


@login_required
@require_GET
def answers(request: StaffRequest) -> HttpResponse:
    """Ask about another day or under other rules, and every answer worked out so far."""
    gate.check(request.actor, Permission.RUN_ELIGIBILITY)
    initial = {"on": timezone.localdate(), "rules": access_queries.get_own_service(request.actor).rules}
    return _answers(request, forms.Ask(rules=rules.list_choices(request.actor), initial=initial))


def _answers(request: StaffRequest, ask: forms.Ask, status: int = 200) -> HttpResponse:
    runs = [presenters.run_row(run) for run in eligibility.list_runs(request.actor)[:RUNS_SHOWN]]
    context = {"ask": ask, "runs": runs, "on": timezone.localdate()}
    return render(request, "children/answers.html", context, status=status)


@login_required
@require_POST
def answer(request: StaffRequest) -> HttpResponse:
    """Work out the answer for a date and a rule set."""
    gate.check(request.actor, Permission.RUN_ELIGIBILITY)
    form = forms.Ask(request.POST, rules=rules.list_choices(request.actor))
    if not form.is_valid():
        return _answers(request, form, status=422)
    on, name = form.cleaned_data["on"], form.cleaned_data["rules"]
    service = access_queries.get_own_service(request.actor)
    run = actions.run_eligibility(request.actor, service=service, on=on, rules=name, at=timezone.now())
    return redirect(f"{reverse('children:list')}{presenters.which_answer(run)}")


@login_required
@require_POST
def work_out_again(request: StaffRequest, run_id: uuid.UUID) -> HttpResponse:
    """Work an old answer out again, and say whether it is still the same."""
    gate.check(request.actor, Permission.RUN_ELIGIBILITY)
    run = eligibility.get_run_of(request.actor, run_id)
    done = actions.rerun_eligibility(request.actor, run=run, at=timezone.now())
    return render(request, "children/again.html", {"page": presenters.again_page(done)})


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
    """Why one child could be offered this, or not: by the current answer, or by the one the address names."""
    child, answers, result = _answers_of(request, child_id)
    may_open = gate.may(request.actor, Permission.OPEN_CHILD)
    if result is None:
        nothing = words.no_answer_page(child, eligibility.get_current_run(request.actor), answers)
        return render(request, "children/no_answer.html", {"page": nothing, "may_open": may_open})
    behind = eligibility.list_rows_behind(request.actor, child, result)
    page = words.why_page(
        child,
        result,
        parse_rules(result.run.rules_text),
        behind,
        answers,
        team=words.team_of(result),
        first_day=eligibility.get_first_day(request.actor, result.run),
    )
    may_refer = gate.may(request.actor, Permission.REFER) and not child.ever_asked and result.answer != Answer.NO.value
    may_type = gate.may(request.actor, Permission.RECORD_LOCAL_FACT)
    may = {"may_type": may_type, "may_open": may_open, "may_refer": may_refer}
    return render(request, "children/why.html", {"page": page, "child": child, **may})


@login_required
@require_GET
def other_rules(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """What the other rules say of a child on the day of the current answer, or of the one the address names."""
    child, _, result = _answers_of(request, child_id)
    if result is None:
        return redirect("children:why", child_id=child.pk)
    others = list_under_other_rules(request.actor, child, result.run)
    page = words.other_rules_page(child, result, parse_rules(result.run.rules_text), others)
    return render(request, "children/other_rules.html", {"page": page})


def _answers_of(request: StaffRequest, child_id: uuid.UUID) -> tuple[Any, list[Any], Any]:
    """The child, opened; their newest answers; and the one that the address asks for, if there is one."""
    gate.check(request.actor, Permission.LIST_CHILDREN)
    child = children.open_child(request.actor, child_id, timezone.now())
    wanted = forms.Which(request.GET).wanted()
    answers = eligibility.list_answers(request.actor, child, wanted, most=ANSWERS_SHOWN)
    first = answers[0] if answers else None
    if first is None or not ((first.run.on, first.run.rules) == wanted if wanted else first.run.is_current):
        return child, answers, None
    return child, answers, first


@login_required
@require_GET
def reach(request: StaffRequest) -> HttpResponse:
    """Who is reached and who is not."""
    gate.check(request.actor, Permission.SEE_EVERY_CHILD)
    run = eligibility.get_shown_run(request.actor)
    if run is None:
        return redirect("children:list")
    totals = eligibility.count_results(request.actor, run, eligibility.Filter(answer=""))
    page = presenters.reach_page(run, eligibility.list_reach(request.actor, run), totals)
    return render(request, "children/reach.html", {"page": page})
