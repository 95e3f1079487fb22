"""An import that was checked, read again from its stored copies."""

import dataclasses
import uuid
from collections.abc import Container
from typing import Protocol

from kith.access import scope
from kith.access.actor import Actor
from kith.domain import returns
from kith.returns.models import Batch, StoredFile
from kith.returns.queries import incoming


class OpenKept(Protocol):
    """Gives the bytes of a stored file."""

    def __call__(self, name: str, *, file_id: uuid.UUID) -> bytes:
        """By the name under which they stand, for the file's own id."""


def get_kept(
    actor: Actor, batch: Batch, open_kept: OpenKept, *, only: Container[tuple[str, int]] | None = None
) -> incoming.Sent:
    """The files of an import as they were when it came in: same rows, same refusals, same SHA-256 as received.

    ``only`` picks the files of some (table, year).
    """
    council = batch.council.code if batch.council else None
    codes = incoming.get_council_codes(actor)
    sent = incoming.Sent()
    for file in scope.visible(actor, StoredFile.objects).filter(batch=batch):
        if only is not None and (file.table, file.year) not in only:
            continue
        copy_of = file.table if file.encoding in returns.FORMS else ""
        source = returns.Source(file.name, open_kept(file.stored_as, file_id=file.pk), copy_of)
        again = incoming.read_sent(
            [source],
            council=council,
            codes=codes,
            switched_off=frozenset(file.masked),
            year=file.year,
            received_as=file.sha256,
        )
        sent.files += [dataclasses.replace(one, kept_as=file) for one in again.files]
    return sent
