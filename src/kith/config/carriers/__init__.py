"""Ways by which things leave, each behind the port of kith.domain.carrying; which one is used is a setting."""

from django.conf import settings

from kith.config.carriers.notify import Notify
from kith.config.carriers.smtp import Smtp
from kith.domain.carrying import Carrier, Way

FOLDER, NOTIFY, SMTP = "folder", "notify", "smtp"
MAY_CARRY = {Way.LETTER: (FOLDER, NOTIFY), Way.EMAIL: (FOLDER, NOTIFY, SMTP), Way.SMS: (FOLDER, NOTIFY)}


class CarrierNotSet(ValueError):
    """A setting names a carrier that there is not, or leaves out what it needs. Says which setting."""


def carrier_for(way: str) -> Carrier | None:
    """The carrier for a way, by KITH_CARRIER_LETTER, _EMAIL and _SMS; None for the folder. Raises CarrierNotSet."""
    chosen = settings.KITH_CARRIERS[way]
    if chosen not in MAY_CARRY[Way(way)]:
        may = ", ".join(MAY_CARRY[Way(way)])
        raise CarrierNotSet(f"KITH_CARRIER_{way.upper()} is {chosen!r}; it can be {may}.")
    if chosen == FOLDER:
        return None
    return _smtp() if chosen == SMTP else _notify(Way(way))


def _notify(way: Way) -> Notify:
    template = settings.KITH_NOTIFY_TEMPLATES[way.value]
    if not settings.KITH_NOTIFY_KEY or not template:
        raise CarrierNotSet(f"KITH_NOTIFY_KEY and KITH_NOTIFY_TEMPLATE_{way.value.upper()} must both be set.")
    return Notify(settings.KITH_NOTIFY_URL, settings.KITH_NOTIFY_KEY, {way: template})


def _smtp() -> Smtp:
    given = settings.KITH_SMTP
    if not given["host"] or not given["sender"]:
        raise CarrierNotSet("KITH_SMTP_HOST and KITH_SMTP_FROM must both be set.")
    return Smtp(**given)
