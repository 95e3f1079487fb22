"""What one child adds to one year's return, table by table."""

from __future__ import annotations

import datetime
import functools
import random
from collections.abc import Iterator, Sequence

from kith.demo.county import chance, outcomes
from kith.demo.county.model import REVIEW_DAYS, Child, Episode, Home, Spell
from kith.domain import dates

# The first returns in which a code changed (DfE guides).
SEX_AS_LETTERS = 2025
SUPPORTED_ACCOMMODATION_REGISTERED = 2024
SUPPORTED_ACCOMMODATION = 2025
GUARDIANSHIP_IN_FOUR = 2019
CUSTODY_AS_A_REASON = 2019

_PARTICIPATION = {"PN1": 62, "PN2": 4, "PN3": 4, "PN4": 5, "PN5": 3, "PN6": 14, "PN7": 8}
_REVERSED_BECAUSE = {"RD1": 50, "RD2": 10, "RD3": 30, "RD4": 10}
_PREVIOUS = {"Z1": 935, "P1": 15, "P2": 38, "P3": 12}
# "Not known, or outside England": the codes for real authorities stay out of a made-up return.
_ANOTHER_AUTHORITY = "999"
_ADOPTERS = {
    ("2", "MF", "L11"): 62,
    ("2", "MF", "L3"): 12,
    ("2", "FF", "L12"): 7,
    ("2", "MM", "L12"): 6,
    ("1", "F1", "L0"): 13,
}

Row = tuple[str, ...]


@functools.lru_cache(maxsize=20_000)
def day(on: datetime.date | None) -> str:
    """A date as the return wants it, DD/MM/YYYY; blank for none."""
    return f"{on:%d/%m/%Y}" if on else ""


class Filing:
    """One return year, 1 April to 31 March of `year`: makes the rows (without the child's number) that belong in it."""

    def __init__(self, rng: random.Random, year: int, worker_ids: Sequence[str]) -> None:
        self.rng = rng
        self.year = year
        self.worker_ids = worker_ids
        self.start = datetime.date(year - 1, 4, 1)
        self.end = dates.return_year_end(year)

    def rows(self, child: Child) -> Iterator[tuple[str, Row]]:
        """Every row of the child with the name of its table."""
        spells = [spell for spell in child.spells if spell.start <= self.end and spell.end >= self.start]
        leaver = outcomes.care_leaver(self.rng, child, start=self.start, end=self.end)
        if not spells and not leaver:
            return
        yield "Header", self._header(child, looked_after=any(not spell.short_breaks for spell in spells))
        if leaver:
            yield "OC3", (day(child.dob), *leaver)
        elif child.arrived and spells:
            yield "UASC", (self._sex(child), day(child.dob), day(self._status_ends(child)))
        for spell in spells:
            yield from self._spell(child, spell)

    def _spell(self, child: Child, spell: Spell) -> Iterator[tuple[str, Row]]:
        dob = day(child.dob)
        for episode in spell.episodes:
            if episode.decom <= self.end and episode.dec >= self.start:
                yield "Episodes", self._episode(child, spell, episode)
        if spell.start >= self.start and spell is self._latest(child):
            yield "PrevPerm", (dob, *self._previous(child))
        if spell.short_breaks:
            return
        yield from (("Reviews", (dob, *row)) for row in self._reviews(child, spell))
        if spell.start <= self.start and spell.end > self.end:
            yield "OC2", (dob, *outcomes.health(self.rng, child, start=self.start, end=self.end))
        yield from (("Missing", (dob, *row)) for row in self._missing(spell))
        yield from (("SWEpisodes", (dob, *row)) for row in self._workers(spell))
        yield from self._adoption(child, spell)

    def _status_ends(self, child: Child) -> datetime.date:
        """When a child who came alone stops being unaccompanied: filed ahead as the 18th birthday, unless earlier."""
        ended = child.status_ended
        return ended if ended and ended <= self.end else dates.birthday(child.dob, 18)

    def _latest(self, child: Child) -> Spell:
        """The spell that had begun last by the end of the year: a few children come in twice within one."""
        return [spell for spell in child.spells if spell.start <= self.end][-1]

    def _by_now(self, on: datetime.date | None) -> str:
        """A date that had come by the end of the year; blank for a later one."""
        return day(on) if on and on <= self.end else ""

    def _sex(self, child: Child) -> str:
        if self.year >= SEX_AS_LETTERS:
            return "F" if child.girl else "M"
        return "2" if child.girl else "1"

    def _header(self, child: Child, *, looked_after: bool) -> Row:
        mother = baby = ""
        if looked_after and child.girl:
            baby = self._by_now(child.baby_born)
            mother = "1" if baby else "0"
        return self._sex(child), day(child.dob), child.ethnic, self._upn(child), mother, baby

    def _upn(self, child: Child) -> str:
        """Children under school age have no number yet; those who came alone were educated abroad."""
        if child.arrived:
            return "UN3"
        return child.upn if dates.age_on(child.dob, self.end) >= 4 else "UN1"

    def _episode(self, child: Child, spell: Spell, episode: Episode) -> Row:
        ended = episode.dec <= self.end
        home = episode.home
        where = ("", "", "") if spell.short_breaks else (child.family_post, home.post, self._urn(home))
        return (
            day(episode.decom),
            episode.rne,
            episode.status,
            spell.need,
            self._place(home.place),
            home.provider,
            day(episode.dec) if ended else "",
            self._ended_because(episode.rec) if ended else "",
            self._moved_because(episode.why_moved) if ended else "",
            *where,
        )

    def _place(self, place: str) -> str:
        return "H5" if place == "K3" and self.year < SUPPORTED_ACCOMMODATION else place

    def _urn(self, home: Home) -> str:
        """Semi-independent homes were not registered, and had no number, before supported accommodation was."""
        return "" if home.place == "K3" and self.year < SUPPORTED_ACCOMMODATION_REGISTERED else home.urn

    def _ended_because(self, rec: str) -> str:
        if self.year < GUARDIANSHIP_IN_FOUR:
            return {"E45": "E43", "E46": "E43", "E47": "E44", "E48": "E44"}.get(rec, rec)
        return rec

    def _moved_because(self, why: str) -> str:
        return "OTHER" if why == "CUSTOD" and self.year < CUSTODY_AS_A_REASON else why

    def _reviews(self, child: Child, spell: Spell) -> Iterator[Row]:
        """The reviews held in the year. A child under 4 has no part recorded (PN0)."""
        on, wait = chance.later(spell.start, REVIEW_DAYS[0]), REVIEW_DAYS[1]
        while on < spell.end and on <= self.end:
            if on >= self.start:
                young = dates.age_on(child.dob, on) < 4
                yield day(on), "PN0" if young else chance.pick(self.rng, _PARTICIPATION)
            on, wait = chance.later(on, wait), REVIEW_DAYS[2]

    def _missing(self, spell: Spell) -> Iterator[Row]:
        for kind, start, end in spell.missing:
            if start <= self.end and end >= self.start:
                yield kind, day(start), self._by_now(end)

    def _workers(self, spell: Spell) -> Iterator[Row]:
        after = [worker.start for worker in spell.workers[1:]] + [spell.end]
        for worker, stopped in zip(spell.workers, after, strict=True):
            if worker.start <= self.end and stopped >= self.start:
                yield self.worker_ids[worker.number], day(worker.start), self._by_now(stopped), worker.why

    def _adoption(self, child: Child, spell: Spell) -> Iterator[tuple[str, Row]]:
        adoption, dob = spell.adoption, day(child.dob)
        if adoption is None or adoption.decided > self.end:
            return
        if adoption.ended is None or adoption.ended >= self.start:
            ended = self._by_now(adoption.ended)
            why = chance.pick(self.rng, _REVERSED_BECAUSE) if ended else ""
            yield "PlacedAdoption", (dob, day(adoption.decided), ended, why)
        if adoption.ended is None and spell.end <= self.end:
            by_carer = "1" if adoption.by_carer else "0"
            adopters = chance.pick(self.rng, _ADOPTERS)
            yield "AD1", (dob, day(adoption.decided), day(adoption.matched), by_carer, *adopters)

    def _previous(self, child: Child) -> Row:
        """How the child had once left care for good: for a few, by adoption or guardianship that did not last."""
        before = "Z1" if child.arrived else chance.pick(self.rng, _PREVIOUS)
        since = max(child.dob.year + 1, self.year - 6)
        if before == "Z1" or since >= self.year - 1:
            return "Z1", "", ""
        return before, _ANOTHER_AUTHORITY, f"zz/zz/{self.rng.randrange(since, self.year - 1)}"
