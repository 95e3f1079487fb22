"""Writes: which names are one name in a service, beside the list that ships."""

import datetime as dt
from dataclasses import dataclass

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.models import Service
from kith.access.permissions import Permission
from kith.domain import names, traces
from kith.people import queries
from kith.people.models import Name, NameFamily, NameKey, keys_of

# What a key begins with that says of which family of names a word is (domain.matching.indexing).
OF_A_FAMILY = "g:"
AT_ONCE = 1_000
NO_NUMBERS = "Names stand here, and where they are known from: no numbers and no addresses."
KNOWN = "These are one name here already."
ENDED = "This was taken away already."


@dataclass(frozen=True, slots=True)
class FamilyGiven:
    """Names that are one name, or are not, as somebody wrote them: the full form first, semicolons between them."""

    written: str
    kind: names.Kind
    how_known: str
    culture: str = ""


@action.action(Permission.MANAGE_SERVICE, on="service", event="names.family_added")
def add_name_family(actor: Actor, *, service: Service, given: FamilyGiven, at: dt.datetime) -> NameFamily:
    """Add names that are one name to the list of a service; from now on comparing and finding use them.

    Raises ActionBlocked for fewer than two names, one without letters, no source, and names that are one already.
    """
    if traces.is_a_way(given.written) or traces.is_a_way(given.how_known):
        raise gate.ActionBlocked(NO_NUMBERS)
    try:
        row = names.row_of(given.written, kind=given.kind, culture=given.culture, how_known=given.how_known)
    except names.NoFamily as failure:
        raise gate.ActionBlocked(f"{str(failure)[:1].upper()}{str(failure)[1:]}.") from failure
    if _is_known(queries.get_variants(actor), row):
        raise gate.ActionBlocked(KNOWN)
    family = NameFamily.objects.create(
        service=service,
        names="; ".join(row.names),
        kind=row.kind.value,
        culture=row.culture,
        how_known=row.how_known,
        added_by_id=actor.user_id,
        added_at=at,
    )
    count = _make_keys_anew(actor, family)
    action.note(actor, "names.family_added", family, at, kind_of_names=row.kind.value, count=count)
    return family


@action.action(Permission.MANAGE_SERVICE, on="family", event="names.family_ended")
def end_name_family(actor: Actor, *, family: NameFamily, at: dt.datetime) -> NameFamily:
    """Take away what a service has added; it stays on the page, with who did so. Raises ActionBlocked if it was."""
    if family.ended_at is not None:
        raise gate.ActionBlocked(ENDED)
    family.ended_by_id, family.ended_at = actor.user_id, at
    family.save(update_fields=["ended_by", "ended_at"])
    count = _make_keys_anew(actor, family)
    action.note(actor, "names.family_ended", family, at, count=count)
    return family


def _is_known(variants: names.Variants, row: names.Row) -> bool:
    """Whether the list says the same already of every two of these."""
    keys = [names.key(name) for name in row.names]
    if row.kind is names.Kind.DIFFERENT:
        return all(variants.are_different(keys[0], other) for other in keys[1:])
    return all(variants.link(keys[0], other) or other == keys[0] for other in keys[1:])


def _make_keys_anew(actor: Actor, family: NameFamily) -> int:
    """The keys of every name in the service that has a word of this family; gives how many names those are."""
    row = family.as_listed()
    words = [f"w:{names.key(name)}" for name in row.names] if row else []
    variants = queries.get_variants(actor)
    having = NameKey.objects.filter(key__in=words).order_by().values("name_id")
    found = list(Name.objects.filter(pk__in=having))
    NameKey.objects.filter(name__in=[name.pk for name in found], key__startswith=OF_A_FAMILY).delete()
    new = [
        NameKey(service_id=name.service_id, name_id=name.pk, key=key)
        for name in found
        for key in keys_of(name, variants)
        if key.startswith(OF_A_FAMILY)
    ]
    NameKey.objects.bulk_create(new, batch_size=AT_ONCE)
    return len(found)
