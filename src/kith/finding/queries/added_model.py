"""Reads: names that a model adds to those of the rules, where a service has set one (settings.KITH_NAME_MODEL).

None is set as delivered. The model runs in this process and sees the text alone; nobody whom it names enters a record
without a person's yes, as with every suggestion.
"""

import functools
import logging
from dataclasses import dataclass
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from kith.domain.casefiles import Heard, NameModel, ask

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking the model: ``heard`` is None where there is none, or where it ``failed``."""

    heard: Heard | None = None
    failed: bool = False


def ask_model(text: str) -> Asked:
    """Have the model read notes, if there is one. A model that fails stops nobody: the rules read alone."""
    if not settings.KITH_NAME_MODEL:
        return Asked()
    try:
        return Asked(ask(_model(settings.KITH_NAME_MODEL), text))
    except Exception as failure:  # noqa: BLE001  (whatever somebody else's code may raise)
        # Its own words may hold words of the notes: only their kind is written down.
        log.error("The model of KITH_NAME_MODEL failed: %s", type(failure).__name__)
        return Asked(failed=True)


@functools.cache
def _model(path: str) -> NameModel:
    """Made once for each process, without arguments: loading may take seconds."""
    return cast(NameModel, import_string(path)())
