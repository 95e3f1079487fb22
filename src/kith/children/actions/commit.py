"""Saving a return and taking it back: the raw rows, the children and their care history, as one."""

import datetime as dt

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.models import Council, Service
from kith.access.permissions import Permission
from kith.children.actions import eligibility as answering
from kith.children.actions import rebuild
from kith.children.models import EligibilityRun
from kith.domain.returns import replacing
from kith.returns import actions as return_actions
from kith.returns import queries as return_queries
from kith.returns.models import Batch

TICK = "Tick that this is meant, or do not save it."


@action.action(Permission.IMPORT_RETURN, on="batch", event="return.committed", bulk=True)
def commit_return(actor: Actor, *, batch: Batch, version: int | None, at: dt.datetime, is_meant: bool = False) -> Batch:
    """Save an import: from now on answers are made from its rows, and who could be offered this is worked out anew.

    What is saved is what was shown: if another import was saved or taken back since, gate.ActionBlocked asks to check
    again. An import whose every file was saved before is refused too: nothing would change. So is one that would take
    most of a table away (domain/data/replacing.toml), unless ``is_meant``.
    """
    _one_at_a_time(batch)
    return_actions.must_be_unsaved(batch=batch)
    action.expect_version(batch, version)
    sent = return_queries.get_kept(actor, batch, return_actions.open_kept)
    _must_be_as_shown(batch, return_actions.compare_with_stored(actor, sent=sent))
    if not is_meant:
        _must_not_take_most(batch)
    parts = [(file.kept_as, part) for file in sent.files for part in file.parts if file.kept_as]
    rows = return_actions.write_parts(batch, parts=parts)
    batch.status, batch.committed_at = Batch.Status.COMMITTED, at
    batch.save()
    done = _rebuild(actor, batch)
    answering.refresh(actor, service=batch.service, at=at)
    action.note(
        actor,
        "return.committed",
        batch,
        at,
        count=rows,
        batch_id=str(batch.pk),
        children_new=done.new,
        children_changed=done.changed,
    )
    return batch


@action.action(Permission.IMPORT_RETURN, on="batch", event="return.rolled_back", bulk=True)
def roll_back_return(actor: Actor, *, batch: Batch, version: int | None, at: dt.datetime) -> Batch:
    """Take a saved import back as a whole: none of its rows stands in any answer any more.

    Rows that it had replaced count again. Its own rows are kept but hidden, and so is every answer that was made from
    them; who could be offered this is worked out anew. Referrals and notes stay; a child whom nothing else names and
    nothing but a hidden answer refers to is removed.
    """
    _one_at_a_time(batch)
    if batch.status != Batch.Status.COMMITTED:
        raise gate.ActionBlocked(f"Import {batch.number} is not saved: {batch.get_status_display().lower()}.")
    action.expect_version(batch, version)
    batch.status, batch.rolled_back_at = Batch.Status.ROLLED_BACK, at
    batch.save()
    EligibilityRun.objects.filter(batches=batch).update(taken_back=True, is_current=False)
    done = _rebuild(actor, batch)
    answering.refresh(actor, service=batch.service, at=at)
    action.note(
        actor,
        "return.rolled_back",
        batch,
        at,
        batch_id=str(batch.pk),
        children_gone=done.gone,
        children_removed=done.removed,
    )
    return batch


def _one_at_a_time(batch: Batch) -> None:
    """Two imports of one service cannot be saved at once: what one shows would not be what it saves."""
    Service.objects.select_for_update().get(pk=batch.service_id)


def _must_not_take_most(batch: Batch) -> None:
    taken = [(part["before"], part["absent"]) for part in batch.changes["parts"]]
    taken += [(one["in_care"], one["left"]) for one in batch.changes.get("left", ())]
    if any(replacing.takes_most(before, absent) for before, absent in taken):
        raise gate.ActionBlocked(f"Import {batch.number} would take most of what is saved away. {TICK}")


def _must_be_as_shown(batch: Batch, compared: tuple[dict[str, int], dict[str, object]]) -> None:
    if compared[1]["all_known"]:
        numbers = ", ".join(str(number) for number in compared[1]["known"])  # type: ignore[attr-defined]
        raise gate.ActionBlocked(f"These files were saved before, as import {numbers}. Nothing would change.")
    if not compared[0]["read"]:
        raise gate.ActionBlocked("There is no row to save in this import.")
    if compared != (batch.ledger, batch.changes):
        raise gate.ActionBlocked(
            f"Another import was saved or taken back since import {batch.number} was checked. Check it again first."
        )


def _rebuild(actor: Actor, batch: Batch) -> rebuild.Rebuilt:
    """Bring the children of every council that the import names up to date."""
    total = rebuild.Rebuilt()
    for code in sorted(return_actions.put_in_force(batch)):
        done = rebuild.rebuild_council(actor, council=Council.objects.get(service_id=batch.service_id, code=code))
        total.new += done.new
        total.changed += done.changed
        total.gone += done.gone
        total.removed += done.removed
    return total
