"""The folder where the post room collects what has left: one plain file for each thing, named by its id."""

import os
import uuid
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from kith.access.actor import Actor
from kith.outbox import queries
from kith.outbox.models import OutboxItem

ASIDE = ".part"


def write_aside(item: OutboxItem) -> Callable[[], None]:
    """Write an item's file under a name that nobody collects; returns the step that puts it in place.

    The name is the item's id and says nothing; the person it goes to stands inside. Only the owner can read it.
    """
    aside = folder() / f"{item.pk}{ASIDE}"
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"{item.recipient.strip()}\n\n{item.body.strip()}\n")
        file.flush()
        os.fsync(file.fileno())
    return lambda: _put_in_place(aside)


def folder() -> Path:
    """The folder of settings.KITH_OUTBOX_FOLDER, which nobody else on the machine can open."""
    path = Path(settings.KITH_OUTBOX_FOLDER)
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o700)
    return path


def tidy(actor: Actor) -> None:
    """Finish what a crash interrupted: put the files of sent items in place, remove those of items that are held."""
    for aside in folder().glob(f"*{ASIDE}"):
        is_sent = queries.is_sent(actor, aside.stem)
        if is_sent:
            _put_in_place(aside)
        elif is_sent is False:
            aside.unlink(missing_ok=True)


def destroy_files(item_ids: Iterable[uuid.UUID]) -> int:
    """Destroy the files of things that nobody has collected, once the transaction is kept; how many there are."""
    names = [f"{pk}{end}" for pk in item_ids for end in (".txt", ASIDE)]
    there = [path for path in (Path(settings.KITH_OUTBOX_FOLDER) / name for name in names) if path.exists()]
    for path in there:
        transaction.on_commit(partial(path.unlink, missing_ok=True))
    return len(there)


def _put_in_place(aside: Path) -> None:
    final = aside.with_suffix(".txt")
    try:
        os.replace(aside, final)
    except FileNotFoundError:
        # Another worker has tidied up in between; anything else is a loss that must be heard of.
        if not final.exists():
            raise
