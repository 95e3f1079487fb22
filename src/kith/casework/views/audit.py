"""HTTP for the audit record: what happened, who looked at a child, and sealed words."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kith.access.actor import StaffRequest
from kith.audit import queries as audit
from kith.casework.forms import audit as forms
from kith.casework.presenters import audit as presenters
from kith.casework.queries import looked


@login_required
@require_GET
def list_events(request: StaffRequest) -> HttpResponse:
    """What happened in the service, the latest first."""
    people = looked.list_people(request.actor)
    # Also where nobody has looked at any record yet.
    kinds = {*looked.list_kinds(request.actor), audit.OPENED}
    # Opened without a choice: what people did; what Kith did by itself would fill the page (SAFEGUARDING 11).
    chosen = request.GET.dict() if set(request.GET) - {"page"} else {"actor": forms.PEOPLE}
    # A child alone: who looked. What else happened stands behind a link.
    only_looked = set(request.GET) - {"page"} == {"child"}
    if only_looked:
        chosen |= {"kind": audit.OPENED, "actor": forms.PEOPLE}
    narrow = forms.Narrow(chosen, kinds=kinds, people=people, today=timezone.localdate())
    narrowed = narrow.narrowed()
    number = _page(request)
    events, total = looked.open_events(request.actor, narrowed, page=number, at=timezone.now())
    query = {name: value for name, value in chosen.items() if name != "page" and value}
    page = presenters.events_page(events, people, page=number, total=total, query=query)
    context = {
        "page": page,
        "narrow": narrow,
        "find": forms.FindChild(),
        "of_a_child": narrowed.child_id,
        "only_looked": narrowed.kind == audit.OPENED,
        "child": looked.get_number(request.actor, narrowed.child_id),
        "narrowed": narrowed,
    }
    return render(request, "casework/audit.html", {**context, "on": timezone.localdate()})


@login_required
@require_http_methods(["GET", "POST"])
def find_child(request: StaffRequest) -> HttpResponse:
    """Find a child by number, to see who looked."""
    form = forms.FindChild(request.POST or None)
    reference = form.cleaned_data["reference"] if form.is_bound and form.is_valid() else ""
    found = looked.get_child_of_reference(request.actor, reference, timezone.now())
    if len(found) == 1:
        return redirect(f"{reverse('audit')}?{urlencode({'child': found[0].pk})}")
    context = {"form": form, "found": found, "asked": bool(reference)}
    return render(request, "casework/audit_child.html", {**context, "on": timezone.localdate()})


@login_required
@require_http_methods(["GET", "POST"])
def words(request: StaffRequest, seq: int) -> HttpResponse:
    """Sealed words: first a warning, then, when told to, the words; that they were opened is kept."""
    event = looked.get_event(request.actor, seq)
    names = {str(person.pk): person.display_name for person in looked.list_people(request.actor)}
    opened = looked.open_words(request.actor, seq, timezone.now()) if request.method == "POST" else None
    context = {"row": presenters.event_row(event, names), "words": opened}
    return render(request, "casework/audit_words.html", context)


def _page(request: StaffRequest) -> int:
    given = request.GET.get("page", "")
    return max(1, int(given)) if given.isdecimal() and len(given) < 7 else 1
