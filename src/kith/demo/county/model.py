"""What a made-up child's care is made of, before anything is filed."""

from __future__ import annotations

import dataclasses
import datetime
from typing import NamedTuple

# A child's reviews: days from the start to the first, on to the second, and between the later ones (within 20 working
# days, three months and six months; Care Planning, Placement and Case Review (England) Regulations 2010, reg. 33).
REVIEW_DAYS = (19, 88, 178)


class Home(NamedTuple):
    """Where a child lives from `start`. `same_carer`: the carer stayed and only the kind of placement changed."""

    start: datetime.date
    place: str
    provider: str
    post: str
    urn: str
    why: str
    same_carer: bool = False


class Order(NamedTuple):
    """The legal status from `start`."""

    start: datetime.date
    status: str


class Adoption(NamedTuple):
    """The decision for adoption; `placed` and `adopted` may lie beyond the last return. `ended`: decision reversed."""

    decided: datetime.date
    matched: datetime.date
    ended: datetime.date | None
    by_carer: bool


class Worker(NamedTuple):
    """Who a child's social worker is from `start`."""

    start: datetime.date
    number: int
    why: str


class Missing(NamedTuple):
    """A time missing (M) or away without leave (A)."""

    kind: str
    start: datetime.date
    end: datetime.date


class Episode(NamedTuple):
    """One stretch under one legal status in one home. `dec` may lie beyond the last return."""

    decom: datetime.date
    rne: str
    status: str
    home: Home
    dec: datetime.date
    rec: str
    why_moved: str


@dataclasses.dataclass(slots=True)
class Spell:
    """One period of care, planned to its end even where that lies beyond the last return."""

    route: str
    start: datetime.date
    end: datetime.date
    reason: str
    homes: list[Home]
    orders: list[Order]
    need: str
    adoption: Adoption | None = None
    episodes: list[Episode] = dataclasses.field(default_factory=list)
    workers: list[Worker] = dataclasses.field(default_factory=list)
    missing: list[Missing] = dataclasses.field(default_factory=list)

    @property
    def short_breaks(self) -> bool:
        """A series of short breaks under an agreement: filed, but not care."""
        return self.orders[0].status == "V4"


def cut(spell: Spell) -> list[Episode]:
    """The spell cut at each change of home or of legal status."""
    homes = {home.start: home for home in spell.homes}
    orders = {order.start: order for order in spell.orders}
    starts = sorted({*homes, *orders})
    found = []
    home, order = homes[spell.start], orders[spell.start]
    for decom, dec in zip(starts, [*starts[1:], spell.end], strict=True):
        rne = _why_new(decom == spell.start, home=homes.get(decom), order=orders.get(decom))
        home, order = homes.get(decom, home), orders.get(decom, order)
        after = homes.get(dec)
        rec, why = (spell.reason, "") if dec == spell.end else ("X1", after.why if after else "")
        found.append(Episode(decom, rne, order.status, home, dec, rec, why))
    return found


def _why_new(first: bool, *, home: Home | None, order: Order | None) -> str:
    """Why an episode is new: S start, L status, P home and carer, T home with the same carer, B and U both."""
    if first:
        return "S"
    if home is None:
        return "L"
    if order is None:
        return "T" if home.same_carer else "P"
    return "U" if home.same_carer else "B"


@dataclasses.dataclass(slots=True)
class Child:
    """A made-up child. `sdq` is the strengths and difficulties score around which the yearly ones lie."""

    number: str
    dob: datetime.date
    girl: bool
    heritage: str
    ethnic: str
    first_name: str
    surname: str
    upn: str
    area: str
    family_post: str
    arrived: bool
    disabled: bool
    temper: str
    sdq: int
    spells: list[Spell] = dataclasses.field(default_factory=list)
    baby_born: datetime.date | None = None
    status_ended: datetime.date | None = None
