"""What ``kith import`` does once Django has started: a dry run, or a saved return."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.models import Council, Service
from kith.children import actions as children_actions
from kith.domain import returns
from kith.returns import actions, presenters, queries
from kith.returns.models import Batch


@dataclass
class Outcome:
    """What a bringing-in came to. ``problem`` says why nothing could be answered; ``note`` what a reader must know."""

    problem: str = ""
    note: str = ""
    saved: bool = False
    number: int = 0
    ledger: dict[str, int] = field(default_factory=dict)
    refused: list[dict[str, str]] = field(default_factory=list)
    changes: dict[str, Any] = field(default_factory=dict)
    findings: int = 0
    takes_most: list[str] = field(default_factory=list)

    @property
    def sentences(self) -> list[str]:
        """Where every row went and what saving changes, in words."""
        return [presenters.ledger_sentence(self.ledger), *presenters.change_sentences(self.changes, saved=self.saved)]


def bring_in(
    slug: str,
    sources: Sequence[returns.Source],
    *,
    council: str,
    year: int | None = None,
    save: bool = False,
    replace_most: bool = False,
) -> Outcome:
    """Bring a return into a service as the system. Without ``save`` nothing of it is kept but its numbers.

    Nor is one that would take most of a table away, unless ``replace_most`` says that this is meant.
    """
    service = Service.objects.filter(slug=slug).first() if slug else Service.objects.first()
    if service is None or (not slug and Service.objects.count() > 1):
        known = ", ".join(Service.objects.order_by("slug").values_list("slug", flat=True))
        return Outcome(problem=f"Say which service with --service: {known or 'there is none yet, see kith init'}.")
    actor = Actor.system("import", service.pk)
    with scope.acting(actor):
        councils = {one.code: one for one in queries.list_councils(actor)}
        if council and council not in councils:
            return Outcome(problem=f"{service.name} does not act for {council}, but for {', '.join(councils)}.")
        chosen = councils.get(council) or (next(iter(councils.values())) if len(councils) == 1 else None)
        return _received(actor, service, sources, council=chosen, year=year, save=save, replace_most=replace_most)


def _received(
    actor: Actor,
    service: Service,
    sources: Sequence[returns.Source],
    *,
    council: Council | None,
    year: int | None,
    save: bool,
    replace_most: bool,
) -> Outcome:
    at = timezone.now()
    batch = actions.receive_return(actor, service=service, sources=sources, council=council, year=year, at=at)
    outcome = Outcome(
        number=batch.number,
        ledger=batch.ledger,
        refused=batch.refused,
        changes=batch.changes,
        findings=batch.findings_count,
        takes_most=presenters.takes_most(batch.changes),
    )
    if not batch.ledger["read"]:
        outcome.problem = "Nothing could be read as a table of the SSDA903 return or of Annex A."
    elif batch.changes["all_known"]:
        numbers = ", ".join(map(str, batch.changes["known"]))
        outcome.note = f"These files were saved before, as import {numbers}. Nothing changes."
    elif save and outcome.takes_most and not replace_most:
        outcome.problem = "Nothing was saved. Is this meant? Then add --replace-most. Else send the whole return."
    elif save:
        _save(actor, service, batch, outcome)
        return outcome
    else:
        outcome.note = "Nothing was saved. Add --commit to save it."
    actions.discard_return(actor, batch=batch, version=None, at=at)
    return outcome


def _save(actor: Actor, service: Service, batch: Batch, outcome: Outcome) -> None:
    """Save the import, then work out anew who could be offered this."""
    try:
        children_actions.commit_return(actor, batch=batch, version=None, at=timezone.now(), is_meant=True)
    except gate.ActionBlocked as blocked:
        outcome.problem = blocked.text
        return
    outcome.saved, outcome.note = True, f"Saved as import {batch.number}."
