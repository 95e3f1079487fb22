"""The rules about places a child lived and learned in: R6, R7, R8."""

from collections.abc import Iterator
from datetime import date

from kith.domain import dates
from kith.domain.leads import leaving_out
from kith.domain.leads.model import Facts, Home, Lead, Row, Someone
from kith.domain.leads.saying import day, gap, stretch
from kith.domain.leads.setting import RuleSpec
from kith.domain.terms import Side


def former_carer(facts: Facts, spec: RuleSpec) -> Iterator[Lead]:
    """R6: a foster home of 90 days or more has ended, and nobody who cared for the child then stands here."""
    for home, ended in _long_homes(facts, spec):
        if home.is_foster and not _somebody_of(facts, home):
            when = stretch(home.from_on, ended)
            sentence = f"Nobody who cared for {facts.child} from {when} stands among the people."
            rows = [Row(f"A foster home, {when}. The return names no carers."), *_without_dates(facts)]
            yield _lead("R6", home, ended, (sentence, rows))


def key_workers(facts: Facts, spec: RuleSpec) -> Iterator[Lead]:
    """R7: 90 days or more in a children's home, which has ended or not, and no worker of it stands here."""
    places = spec.words("places")
    for home, ended in _long_homes(facts, spec, also_now=True):
        if home.place in places and not _somebody_of(facts, home):
            when = stretch(home.from_on, ended)
            sentence = f"No worker of the children’s home of {when} stands among the people."
            rows = [Row(f"A children’s home, {when}. The return names no workers."), *_without_dates(facts)]
            yield _lead("R7", home, ended, (sentence, rows))


def _long_homes(facts: Facts, spec: RuleSpec, *, also_now: bool = False) -> Iterator[tuple[Home, date]]:
    """Homes that lasted so many days, each with the day on which it ended (today, where it has not)."""
    for home in facts.homes:
        ended = home.until_on or (facts.on if also_now else None)
        if ended is not None and ended <= facts.on and (ended - home.from_on).days >= spec.number("days"):
            yield home, ended


def _somebody_of(facts: Facts, home: Home) -> bool:
    """Whether somebody stands here who cared for or worked with the child in a time that touches the home's."""
    return any(_touches(home, time) for one in facts.people for time in one.cared or ())


def _touches(home: Home, time: tuple[date | None, date | None]) -> bool:
    begins, ends = time
    if begins is None and ends is None:
        return False
    starts_before_its_end = begins is None or home.until_on is None or begins < home.until_on
    return starts_before_its_end and (ends is None or ends > home.from_on)


def _without_dates(facts: Facts) -> list[Row]:
    """Those who cared for the child, nobody wrote down when: it may have been them."""
    undated = [one for one in leaving_out.allowed(facts) if one.cared is not None and _has_no_date(one)]
    return [Row(f"{one.shown} cared for {facts.child}; nobody wrote down when.", person=one.id) for one in undated]


def _has_no_date(one: Someone) -> bool:
    return all(begins is None and ends is None for begins, ends in one.cared or ())


def _lead(rule: str, home: Home, ended: date, said: tuple[str, list[Row]]) -> Lead:
    sentence, rows = said
    days = (ended - home.from_on).days
    return gap(rule, home.from_on.isoformat(), says=sentence, rows=rows, recent=home.until_on or date.min, gap=days)


def nobody_from_school(facts: Facts, spec: RuleSpec) -> Iterator[Lead]:
    """R8: of school age for two terms or more, and nobody from a school or a club stands here; with who notes speak of.

    No return names the school of every child, so the age counts (Education Act 1996, section 8).
    """
    if facts.born_on is None:
        return
    began = dates.birthday(facts.born_on, spec.number("from_age"))
    ended = dates.birthday(facts.born_on, spec.number("until_age"))
    if not dates.months_after(began, spec.number("months")) <= facts.on < ended:
        return
    if any(one.side is Side.SCHOOL_AND_CLUBS for one in facts.people):
        return
    rows = [Row("Nobody stands under “School and clubs”.")]
    rows += [Row(f"A note of {day(one.on)} speaks of a {one.kind}.", note=one.note) for one in facts.of_school]
    sentence = (
        f"Nobody from {facts.child}’s schools or clubs stands here: a class teacher, a teaching assistant, a coach."
    )
    yield gap("R8", "school", says=sentence, rows=rows, gap=1)
