"""What somebody sent when their session had ended: kept sealed, for them alone, for a short time (docs/adr 0022)."""

import datetime as dt
import json
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import QueryDict

from kith.sealing import keys
from kith.sealing.keys import SealBroken

# Sent with every form, and nothing that somebody wrote.
NOT_WORDS = frozenset({"csrfmiddlewaretoken", "version"})


@dataclass(frozen=True, slots=True)
class Unsent:
    """What waits: for which address, every field by name and value, whether files were lost, and until when."""

    path: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool
    until: dt.datetime


def key(user_id: uuid.UUID) -> str:
    """The name under which it waits."""
    return f"unsent:{user_id}"


def keep(user_id: uuid.UUID, *, path: str, sent: QueryDict, had_files: bool, at: dt.datetime) -> bool:
    """Keep what was sent, in the place of what waited before. False where nothing was written."""
    fields = [(name, str(value)) for name, values in sent.lists() for value in values if name != "csrfmiddlewaretoken"]
    if not any(value.strip() for name, value in fields if name not in NOT_WORDS):
        return False
    lasts = dt.timedelta(minutes=settings.UNSENT_MINUTES)
    told = {"path": path, "fields": fields, "had_files": had_files, "until": (at + lasts).isoformat()}
    sealed = keys.current().seal(json.dumps(told).encode(), key(user_id))
    cache.set(key(user_id), sealed, lasts.total_seconds())
    return True


def find(user_id: uuid.UUID) -> Unsent | None:
    """What waits for somebody, if anything does."""
    sealed = cache.get(key(user_id))
    if sealed is None:
        return None
    try:
        told = json.loads(keys.current().open(sealed, key(user_id)))
    except SealBroken:
        return None
    fields = tuple((name, value) for name, value in told["fields"])
    return Unsent(told["path"], fields, told["had_files"], dt.datetime.fromisoformat(told["until"]))


def forget(user_id: uuid.UUID) -> None:
    """Destroy what waits for somebody."""
    cache.delete(key(user_id))
