"""The dated setting that says which reason makes a referral urgent or soon."""

import functools
import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any

from kith.domain.terms import HowSoon, TriageReason


class SettingNotReadable(Exception):
    """The setting cannot be used; the message is a plain sentence."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One dated setting. `level` holds every reason; `digest` (SHA-256 of the text) names the version used."""

    id: str
    title: str
    valid_from: date
    source: str
    days_ahead: int
    birthdays: tuple[int, ...]
    level: Mapping[TriageReason, HowSoon]
    digest: str

    @property
    def version(self) -> str:
        """The name of this version as a decision keeps it: "starting-list@0123456789ab"."""
        return f"{self.id}@{self.digest[:DIGITS_KEPT]}"


DIGITS_KEPT = 12


def load_setting(on: date) -> Setting:
    """The setting that holds on a day: of those that ship, the one that came to hold last, on this day or before it.

    For a day before all of them it is the first of them: a day without any would leave "how soon" without a reason.
    """
    shipped = _shipped()
    return max((one for one in shipped if one.valid_from <= on), key=_since, default=min(shipped, key=_since))


def _since(setting: Setting) -> tuple[date, str]:
    return setting.valid_from, setting.id


@functools.cache
def _shipped() -> tuple[Setting, ...]:
    folder = resources.files("kith.domain.triage") / "settings"
    files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda entry: entry.name)
    return tuple(parse_setting(entry.read_text("utf-8")) for entry in files)


def find_version(version: str) -> Setting:
    """The setting that an old decision used, by the version it kept; a version that changed is a file of its own.

    Raises SettingNotReadable if this version does not ship any more.
    """
    for setting in _shipped():
        if setting.version == version:
            return setting
    raise SettingNotReadable(f"The version {version} of a setting is not here any more.")


def parse_setting(text: str) -> Setting:
    """A setting from the text of its data file; raises SettingNotReadable saying what is wrong."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as failure:
        raise SettingNotReadable(f"This is not valid TOML: {failure}.") from failure
    return Setting(
        id=_text(data, "id"),
        title=_text(data, "title"),
        valid_from=_date(data, "valid_from"),
        source=_text(data, "source"),
        days_ahead=_days(data, "days_ahead"),
        birthdays=_birthdays(data),
        level=_levels(data),
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )


def _levels(data: Mapping[str, Any]) -> dict[TriageReason, HowSoon]:
    named = [(reason, level) for level in HowSoon for reason in data.get(level.value, ())]
    reasons = {reason.value: reason for reason in TriageReason}
    if sorted(str(reason) for reason, _ in named) != sorted(reasons):
        raise SettingNotReadable(f"Each of these must stand once under urgent, soon or in_turn: {', '.join(reasons)}.")
    return {reasons[reason]: level for reason, level in named}


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value.strip():
        raise SettingNotReadable(f'"{key}" is missing.')
    return value


def _date(data: Mapping[str, Any], key: str) -> date:
    value = data.get(key)
    if type(value) is not date:
        raise SettingNotReadable(f'"{key}" must be a date written as 2018-06-21, without quotation marks.')
    return value


def _days(data: Mapping[str, Any], key: str) -> int:
    value = data.get(key)
    if type(value) is not int or not 1 <= value <= 366:
        raise SettingNotReadable(f'"{key}" must be a whole number of days, 1 to 366.')
    return value


def _birthdays(data: Mapping[str, Any]) -> tuple[int, ...]:
    values = data.get("birthdays")
    if not isinstance(values, list) or not all(type(value) is int and 1 <= value <= 25 for value in values):
        raise SettingNotReadable('"birthdays" must be a list of whole years, such as [16, 18].')
    return tuple(sorted(values))
