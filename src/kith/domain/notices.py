"""Telling a person that we hold facts about them which they did not give us themselves (UK GDPR Article 14).

The clock starts when two independent sources say who the person is, and it is also up when the first letter goes. A
person is told, or somebody writes down why not and looks at it again on a day. The numbers stand in data/notices.toml.
"""

import functools
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources

from kith.domain import dates, sureness
from kith.domain.terms import NoticeKind, NoticeState


@dataclass(frozen=True, slots=True)
class Setting:
    """The dated rule of data/notices.toml."""

    id: str
    valid_from: date
    source: str
    months: int
    looked_at_again_months: int


@dataclass(frozen=True, slots=True)
class Given:
    """What was written down: that they were told, or why not until ``until`` (exclusive)."""

    kind: NoticeKind
    on: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where it stands, and the day that goes with it: told on, to be told by, looked at again on; none before sure."""

    state: NoticeState
    day: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody has something to do."""
        return self.state in {NoticeState.DUE, NoticeState.LATE}


@functools.cache
def load_setting() -> Setting:
    """The rule that ships with the package."""
    text = (resources.files("kith.domain.data") / "notices.toml").read_text("utf-8")
    return Setting(**tomllib.loads(text))


def sure_since(sources: Iterable[tuple[date, str, str]]) -> date | None:
    """The day on which two independent sources said who the person is: each source is (day, kind, who); or None."""
    so_far: list[tuple[str, str]] = []
    for day, kind, who in sorted(sources):
        so_far.append((kind, who))
        if sureness.is_sure(so_far):
            return day
    return None


def standing(sure_on: date | None, wrote_on: date | None, given: Sequence[Given], *, on: date) -> Standing:
    """Where telling this person stands on a day.

    ``wrote_on``: when the first letter left. ``given``: what was written down, the latest last. Told once is told; a
    reason not to tell counts until its day.
    """
    told = next((one for one in given if one.kind is NoticeKind.TOLD), None)
    if told:
        return Standing(NoticeState.TOLD, told.on)
    if given and given[-1].until and on < given[-1].until:
        return Standing(NoticeState.NOT_TOLD, given[-1].until)
    starts = [day for day in (dates.months_after(sure_on, load_setting().months) if sure_on else None, wrote_on) if day]
    if not starts:
        return Standing(NoticeState.NOT_SURE)
    by = min(starts)
    return Standing(NoticeState.LATE if by < on else NoticeState.DUE, by)


def latest_until(on: date) -> date:
    """The last day until which a reason not to tell may count without being looked at again."""
    return dates.months_after(on, load_setting().looked_at_again_months)
