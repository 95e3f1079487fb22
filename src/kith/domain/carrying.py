"""What leaves and how it is carried: by which way, what came of it, and when to try again."""

import functools
import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from importlib import resources
from typing import Protocol

_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?:\+|00)?\(?\d(?:[ \-()]{0,2}\d){8,13}")
_POSTCODE_END = re.compile(r"[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}\s*$")


class Way(StrEnum):
    """A way by which something leaves."""

    LETTER = "letter"
    EMAIL = "email"
    SMS = "sms"


class Came(StrEnum):
    """What came of handing something over, or of asking about it later."""

    ACCEPTED = "accepted"
    DELIVERED = "delivered"
    LATER = "later"
    REFUSED = "refused"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Parcel:
    """One thing to carry. ``reference`` is its id, by which it can be found again and is never carried twice."""

    reference: str
    way: Way
    recipient: str
    body: str

    @property
    def lines(self) -> list[str]:
        """The recipient's name and address, line by line."""
        return [line.strip() for line in self.recipient.splitlines() if line.strip()]

    @property
    def email(self) -> str:
        """The e-mail address, or empty."""
        found = _EMAIL.search(self.recipient)
        return found[0] if found else ""

    @property
    def phone(self) -> str:
        """The phone number, or empty."""
        found = _PHONE.search(self.recipient)
        return found[0] if found else ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: ``code`` says why in one word, nobody's name; ``carrier_ref`` is the carrier's own id."""

    came: Came
    code: str = ""
    carrier_ref: str = ""


class Carrier(Protocol):
    """The one port behind which every way of sending stands. None of its methods raises for what the carrier says."""

    def send(self, parcel: Parcel, at: datetime) -> Outcome:
        """Hand a parcel over."""

    def find(self, reference: str, at: datetime) -> Outcome:
        """What became of a parcel whose handing over was interrupted; NOT_KNOWN where the carrier cannot say."""

    def follow(self, carrier_ref: str, at: datetime) -> Outcome:
        """What became of a parcel that was accepted; ACCEPTED while it is still on its way."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The dated waits (domain/data/carrying.toml)."""

    id: str
    valid_from: date
    source: str
    waits: tuple[timedelta, ...]
    interrupted_after: timedelta
    ask_after: timedelta
    ask_until: timedelta


@functools.cache
def load_setting() -> Setting:
    """The setting that ships with the package."""
    data = tomllib.loads(resources.files("kith.domain.data").joinpath("carrying.toml").read_text("utf-8"))
    return Setting(
        id=data["id"],
        valid_from=data["valid_from"],
        source=data["source"],
        waits=tuple(timedelta(minutes=one) for one in data["wait_minutes"]),
        interrupted_after=timedelta(minutes=data["interrupted_after_minutes"]),
        ask_after=timedelta(hours=data["ask_after_hours"]),
        ask_until=timedelta(days=data["ask_until_days"]),
    )


def way_of(recipient: str) -> Way:
    """By which way something goes: as its recipient is written. A postal address wins over a number beside it."""
    lines = [line for line in recipient.splitlines() if line.strip()]
    if any(_POSTCODE_END.search(line) for line in lines):
        return Way.LETTER
    if _EMAIL.search(recipient):
        return Way.EMAIL
    return Way.SMS if _PHONE.search(recipient) and len(lines) <= 2 else Way.LETTER


def try_again_at(tries: int, at: datetime) -> datetime | None:
    """When to try again after so many times; None where a person is to decide."""
    waits = load_setting().waits
    return at + waits[tries - 1] if 0 < tries <= len(waits) else None
