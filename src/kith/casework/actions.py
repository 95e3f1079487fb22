"""Writes: the service's settings."""

import datetime as dt
from dataclasses import dataclass

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.models import Service
from kith.access.permissions import Permission


@dataclass(frozen=True, slots=True)
class Settings:
    """What a service sets for itself."""

    reply_working_days: int
    emergency_number: str
    switched_off_columns: tuple[str, ...]


@action.action(Permission.MANAGE_SERVICE, on="service", event="service.settings_kept")
def keep_settings(
    actor: Actor, *, service: Service, given: Settings, at: dt.datetime, version: int | None = None
) -> Service:
    """Keep the service's settings. What came in before a column was switched off stays as it was.

    Raises ActionBlocked where the page for children is on and would lose its emergency number, StaleVersion.
    """
    action.expect_version(service, version)
    if given.reply_working_days < 1:
        raise gate.ActionBlocked("A child gets a reply: it takes at least one working day.")
    if service.ask_page_is_on and not given.emergency_number.strip():
        raise gate.ActionBlocked("The page where children ask is on: it cannot be without an emergency number.")
    service.reply_working_days = given.reply_working_days
    service.emergency_number = given.emergency_number.strip()
    service.switched_off_columns = sorted(given.switched_off_columns)
    service.save()
    codes = ", ".join(service.switched_off_columns)
    action.note(actor, "service.settings_kept", service, at, reply_days=given.reply_working_days, switched_off=codes)
    return service
